"""The tables that join the others: kept here because no app below knows them all."""

from citesmetiers.models.gazetteer import Town, TownName
from citesmetiers.models.search import SearchEntry, SearchWord
from citesmetiers.models.synonym import Synonym

__all__ = ["SearchEntry", "SearchWord", "Synonym", "Town", "TownName"]

"""The tables that join the others: kept here because no app below knows them all."""

from citesmetiers.models.gazetteer import Town, TownName

__all__ = ["Town", "TownName"]

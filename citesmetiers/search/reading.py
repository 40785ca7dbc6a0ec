"""A question as visitors write it, read into subjects and words, a place and a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from citesmetiers.gazetteer.lookup import find_where
from citesmetiers.questions import read
from citesmetiers.search.spoken import take_apart
from network.hours import TimeWanted

if TYPE_CHECKING:
    from citesmetiers.gazetteer.spots import Spot
    from citesmetiers.questions import Synonyms
    from citesmetiers.search.asked import Asked


def understood(asked: Asked, synonyms: Synonyms) -> Asked:
    """Read the question; the place and the time that it names count where no others are asked for."""
    if not asked.words:
        return asked
    said = take_apart(
        asked.words, lambda name: asked.names_places and _town(name, asked.language) is not None
    )
    when = said.when if asked.names_times else None
    question = said.question if asked.names_times else said.without_where
    return replace(
        asked,
        said=said._replace(question=question, when=when),
        reading=read(question, language=asked.language, synonyms=synonyms) if question else None,
        spot=_town(said.where, asked.language) if said.where else asked.spot,
        time=TimeWanted(when, asked.now) if when else asked.time,
        time_is_said=when is not None,
    )


def _town(name: str, language: str) -> Spot | None:
    """Return the town of a name, as it is spelt; the largest of several."""
    found = find_where(name, language=language)
    spots = [found.spot] if found.spot else found.choices
    towns = [each for each in spots if each.kind in {"town", "postcode"}]
    return towns[0] if towns and not found.is_corrected else None

"""A question as visitors write it, read into subjects and words, a place and a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from citesmetiers.gazetteer.lookup import find_where
from citesmetiers.questions.reading import read
from citesmetiers.search.spoken import take_apart

if TYPE_CHECKING:
    from citesmetiers.gazetteer.spots import Spot
    from citesmetiers.questions.reading import Reading
    from network.hours.windows import Time


@dataclass(frozen=True)
class Question:
    """What a question asks for; the place and the time that it names, where they are not asked for otherwise."""

    reading: Reading | None = None
    spot: Spot | None = None
    when: Time | None = None
    # The question without these, and without one of them.
    rest: str = ""
    without_where: str = ""
    without_when: str = ""


def read_question(
    question: str, language: str, *, names_places: bool = True, names_times: bool = True
) -> Question:
    """Read a question; an empty one asks for nothing."""
    said = take_apart(question, lambda name: names_places and _town(name, language) is not None)
    if not names_times:
        said = said._replace(when=None, without_when=question)
    return Question(
        reading=read(said.question, language=language) if said.question else None,
        spot=_town(said.where, language) if said.where else None,
        when=said.when,
        rest=said.question,
        without_where=said.without_where,
        without_when=said.without_when,
    )


def _town(name: str, language: str) -> Spot | None:
    """Return the town of a name, as it is spelt; the largest of several."""
    found = find_where(name, language=language)
    spots = [found.spot] if found.spot else found.choices
    towns = [each for each in spots if each.kind in {"town", "postcode"}]
    return towns[0] if towns and not found.is_corrected else None

"""What a search is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from citesmetiers.models import SearchEntry
from citesmetiers.search.spoken import Said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from citesmetiers.gazetteer.spots import Spot
    from citesmetiers.questions.reading import Reading
    from network.hours import TimeWanted

KINDS: tuple[str, ...] = tuple(SearchEntry.Kind.values)


@dataclass(frozen=True)
class Asked:
    """A question, where, when, and the values of facets that were chosen; then what the question was read into."""

    now: datetime
    kinds: Sequence[str] = KINDS
    words: str = ""
    # The language of the page, in which the question is read first.
    language: str = "en"
    # Whether a town and a time may stand in the question: not where the form asks for others.
    names_places: bool = True
    names_times: bool = True
    said: Said = field(default_factory=Said)
    reading: Reading | None = None
    spot: Spot | None = None
    # Kilometres around the spot; any distance without.
    within: int | None = None
    time: TimeWanted | None = None
    # Whether the time stands in the question itself: where nobody is there then, the rest is still wanted.
    time_is_said: bool = False
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def subjects(self) -> list[str]:
        """The themes that were chosen, then those that the question was read into."""
        return [*self.chosen.get("theme", ()), *(self.reading.themes if self.reading else ())]

    @property
    def is_near(self) -> bool:
        """Whether the spot is a point, from which distances are measured."""
        return self.here is not None and self.spot is not None and self.spot.kind != "cite"

    @property
    def here(self) -> tuple[float, float] | None:
        """Where distances are measured from: latitude and longitude."""
        return self.spot.point if self.spot else None


def order_in_words(asked: Asked) -> str:
    """Say by which rule results are ordered."""
    if asked.is_near:
        return _(
            "What answers the question first, the nearest before; among equals, drawn every day, the same for everybody until midnight in Paris. Nothing is put forward."
        )
    if asked.reading is not None:
        return _(
            "By how well each answers the question; among equals, drawn every day, the same for everybody until midnight in Paris. Nothing is put forward."
        )
    return _("Drawn every day, the same for everybody until midnight in Paris. Nothing is put forward.")

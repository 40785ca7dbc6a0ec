"""The field “Where?” as somebody sent it, for the component that shows it and for what is sorted by distance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from citesmetiers.gazetteer.lookup import LONGEST, find_where, read_point
from citesmetiers.gazetteer.spots import Found, Spot

if TYPE_CHECKING:
    from django.http import QueryDict

# The keys of the address: words that somebody typed; a point that a browser told, if they asked it to.
WORDS, NEAR = "where", "near"


@dataclass(frozen=True, kw_only=True)
class WhereField:
    """What stands in the field, and what it came to."""

    text: str
    found: Found
    is_near: bool
    query: QueryDict

    @classmethod
    def read(cls, query: QueryDict, *, language: str) -> WhereField:
        """Read an address; what is typed weighs more than where the browser was."""
        text = query.get(WORDS, "").strip()[:LONGEST]
        point = None if text else read_point(query.get(NEAR, ""))
        found = Found(spot=point) if point else find_where(text, language=language) if text else Found()
        return cls(text=text, found=found, is_near=point is not None, query=query)

    @property
    def spot(self) -> Spot | None:
        return self.found.spot

    @property
    def value(self) -> str:
        """What the field holds: the spot by its own name, so that the next press of the button finds it again."""
        if self.is_near:
            return ""
        return self.spot.label if self.spot else self.text

    @property
    def is_unclear(self) -> bool:
        """Whether words came to no spot: to several, or to none."""
        return bool(self.text) and self.spot is None

    @property
    def point(self) -> str:
        """The point that the browser told, as the address has it."""
        return f"{self.spot.latitude},{self.spot.longitude}" if self.spot and self.is_near else ""

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The addresses of the other spots that may have been meant, with their names."""
        return [(self._with(spot.label), spot.label) for spot in self.found.choices]

    @property
    def without(self) -> str:
        """The address that asks for no place."""
        return self._with("")

    def _with(self, label: str) -> str:
        query = self.query.copy()
        for key in (WORDS, NEAR, "page"):
            query.pop(key, None)
        if label:
            query[WORDS] = label
        return f"?{query.urlencode()}"

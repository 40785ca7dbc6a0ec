"""Offers that a visitor keeps, without account: their numbers stand in the address, `pick=12&pick=40`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

PICK = "pick"
# What fits on a few sheets, and in a drawing that a telephone reads.
MOST_PICKS = 12
LONGEST_NUMBER = 18


class Shortlist:
    """The offers that an address keeps, in the order in which they were chosen."""

    def __init__(self, query: QueryDict) -> None:
        self._query = query
        numbers = [text for text in query.getlist(PICK) if _is_number(text)]
        self.picks: list[int] = list(dict.fromkeys(map(int, numbers)))[:MOST_PICKS]
        self.is_misread = len(numbers) < len(query.getlist(PICK))
        self.is_full = len(self.picks) == MOST_PICKS

    def __len__(self) -> int:
        return len(self.picks)

    @property
    def address(self) -> str:
        """The page that has them all, to print or to send."""
        return shortlist_address(self.picks)

    def toggled(self, offer: int) -> str:
        """Return the same page with an offer kept, or no longer kept."""
        picks = urlencode({PICK: self.with_or_without(offer)}, doseq=True)
        query = "&".join(filter(None, (self._rest, picks)))
        return f"?{query}" if query else "."

    @cached_property
    def _rest(self) -> str:
        """What else the address asks for: of a whole list the same."""
        query = self._query.copy()
        query.pop(PICK, None)
        return query.urlencode()

    def with_or_without(self, offer: int) -> list[int]:
        if offer in self.picks:
            return [each for each in self.picks if each != offer]
        return [*self.picks, offer]


def shortlist_address(picks: Sequence[int]) -> str:
    query = urlencode({PICK: list(picks)}, doseq=True)
    return f"{reverse('public:shortlist')}{'?' if query else ''}{query}"


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and 0 < len(text) <= LONGEST_NUMBER

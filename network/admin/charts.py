"""Bars year by year, as numbers for a drawing; the table beside it says the same."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 720, 260
# Room for the figures above the bars, and for the years under them.
_TOP, _BOTTOM = 26, 44
_WIDEST = 72
GROUND = HEIGHT - _BOTTOM


class Bar(NamedTuple):
    """A year: where its bar stands; no height where nobody answered."""

    year: int
    answered: int
    asked: int
    value: Decimal | None
    left: int
    top: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        return self.left + self.width // 2

    @property
    def above(self) -> int:
        """Where the figure is written."""
        return self.top - 8


def bars(years: Sequence[tuple[int, int, int, Decimal | None]]) -> list[Bar]:
    """Draw years, each with how many answered, how many were asked, and its figure."""
    most = max((value for *_rest, value in years if value is not None), default=Decimal(0)) or Decimal(1)
    step = WIDTH // max(len(years), 1)
    width = min(_WIDEST, step * 2 // 3)
    found = []
    for number, (year, answered, asked, value) in enumerate(years):
        height = int((GROUND - _TOP) * (value or 0) / most)
        left = number * step + (step - width) // 2
        found.append(Bar(year, answered, asked, value, left, GROUND - height, width, height))
    return found

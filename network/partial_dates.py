"""Dates as precise as their source: a year, a month or a day.

A partial date stands for a span of whole days, `first_day` to `last_day`, both inclusive. It is never
guessed to be more precise than it is: what it counts from or to is for the rule that uses it to say.

Order: by first day; of those that begin on the same day, the more precise comes later
(2013 < 2013-01 < 2013-01-01 < 2013-01-02 < 2013-02).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Literal

Precision = Literal["year", "month", "day"]

_SHAPE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month or a day; ValueError when the calendar has no such date."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("A day needs its month.")
        try:
            date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)
        except ValueError as error:
            raise ValueError(f"“{self}” is not in the calendar.") from error

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read “2002”, “2013-04” or “2005-03-21”; ValueError for anything else."""
        found = _SHAPE.fullmatch(text)
        if not found:
            raise ValueError(f"“{text}” is not a date such as 2002, 2013-04 or 2005-03-21.")
        year, month, day = found.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._place_in_order < other._place_in_order

    @property
    def precision(self) -> Precision:
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def _place_in_order(self) -> tuple[date, int]:
        return self.first_day, ("year", "month", "day").index(self.precision)

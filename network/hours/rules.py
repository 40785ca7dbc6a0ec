"""What a team writes down of its hours: ranges, seasons, closures, stays.

Days are inclusive at both ends; ranges hold their start and not their end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from network.partial_dates import PartialDate

State = Literal["open", "unknown", "closed"]
HolidayRule = Literal["closed", "open", "unknown"]
Texts = Mapping[str, str]  # by language

OPEN: State = "open"
UNKNOWN: State = "unknown"
CLOSED: State = "closed"

MINUTES_OF_DAY = 24 * 60
WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")

_SHAPE = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])-(?:([01][0-9]|2[0-3]):([0-5][0-9])|24:00)")


@dataclass(frozen=True, slots=True, order=True)
class TimeRange:
    """Wall times in minutes after midnight; an end not after the start is on the next day.

    `start` is 0 to 1439. `end` is 0 to 1440: 1440 is written 24:00, the midnight that ends the day;
    0 is written 00:00 and, never being after the start, is the same midnight.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not (0 <= self.start < MINUTES_OF_DAY and 0 <= self.end <= MINUTES_OF_DAY):
            raise ValueError(f"A range from minute {self.start} to minute {self.end} is not within a day.")

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> TimeRange:
        """Read “09:00-12:30”, “14:00-24:00” or “22:00-02:00”; ValueError for anything else."""
        found = _SHAPE.fullmatch(text)
        if not found:
            raise ValueError(f"“{text}” is not a range of hours such as 09:00-12:30.")
        hour, minute, end_hour, end_minute = found.groups()
        end = MINUTES_OF_DAY if end_hour is None else int(end_hour) * 60 + int(end_minute)
        return cls(int(hour) * 60 + int(minute), end)

    def __str__(self) -> str:
        return f"{_clock(self.start)}-{_clock(self.end)}"

    @property
    def last_minute(self) -> int:
        """Its end in minutes after the midnight that begins its day, 1 to 2879."""
        return self.end if self.end > self.start else self.end + MINUTES_OF_DAY

    @property
    def runs_past_midnight(self) -> bool:
        return self.last_minute > MINUTES_OF_DAY

    @property
    def start_text(self) -> str:
        return _clock(self.start)

    @property
    def end_text(self) -> str:
        return _clock(self.end)


WHOLE_DAY = TimeRange(0, MINUTES_OF_DAY)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def parse_ranges(texts: Iterable[str]) -> tuple[TimeRange, ...]:
    """Read the ranges of one day, in the order of the day; ValueError for one that cannot be read."""
    return tuple(sorted(TimeRange.parse(text) for text in texts))


def parse_weekly(weekly: Mapping[str, Iterable[str]]) -> dict[int, tuple[TimeRange, ...]]:
    """Read `{"mo": ["09:00-12:00"], …}` by weekday, 0 for Monday; ValueError for what cannot be read."""
    unknown = weekly.keys() - set(WEEKDAYS)
    if unknown:
        raise ValueError(f"“{min(unknown)}” is not a day of the week such as mo or su.")
    return {WEEKDAYS.index(day): parse_ranges(ranges) for day, ranges in weekly.items()}


@dataclass(frozen=True, slots=True)
class SeasonRule:
    """A weekly schedule and what it says of public holidays; an end that is None is open.

    `weekly` is by weekday, 0 for Monday; a weekday that it lacks is closed. `as_of` dates its source.
    """

    weekly: Mapping[int, tuple[TimeRange, ...]]
    name: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    public_holidays: HolidayRule = "unknown"
    as_of: PartialDate | None = None

    def holds(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )

    @property
    def only_state(self) -> State | None:
        """The state of all its days from midnight to midnight, where they have but one."""
        if not any(self.weekly.values()):
            return CLOSED
        is_round_the_clock = all(self.weekly.get(number) == (WHOLE_DAY,) for number in range(7))
        return OPEN if is_round_the_clock and self.public_holidays == "open" else None

    def hours_on(self, day: date) -> tuple[TimeRange, ...]:
        return self.weekly.get(day.weekday(), ())


@dataclass(frozen=True, slots=True)
class ClosureRule:
    """An exception from `first` to `last`: these hours on each of its days, or none: closed."""

    first: date
    last: date
    hours: tuple[TimeRange, ...] = ()
    reason: Texts | None = None

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Stay:
    """A presence of a host or itinerant place."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

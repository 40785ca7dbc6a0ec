"""When somebody wants to come, and whether a place is open, or a permanence on, at some moment of that time.

Only `open` and confirmed counts. A window holds its start and not its end; both are instants in UTC.
This evening is from 17:00 to 21:00 of today, Saturday the whole of the next one (today, on a Saturday), a
week the seven days that begin now; what is already over of them is left out. All are read on the clock
of each place. A moment without zone is the wall time of each place (`fold=0`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from network.hours.permanences import PermanenceRule, PermanenceTimeline
from network.hours.places import FIRST_YEAR, LAST_YEAR, ONE_DAY, PlaceHours, instant
from network.hours.rules import OPEN
from network.hours.states import PlaceTimeline, Timeline, is_confirmed, tile_of

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

Time = Literal["now", "evening", "saturday", "week", "at"]

TIMES: tuple[Time, ...] = ("now", "evening", "saturday", "week", "at")
EVENING_FROM, EVENING_UNTIL = 17 * 60, 21 * 60
ONE_WEEK = timedelta(weeks=1)
INSTANT = timedelta(microseconds=1)
SATURDAY = 5


class Window(NamedTuple):
    """From an instant to another, end excluded; empty when the end is not after the start."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class TimeWanted:
    """A time as it is asked for; `moment` is now, or the one that is named.

    ValueError for a moment out of the years 1900 to 2999, or one of today’s words without a zone.
    """

    time: Time
    moment: datetime

    def __post_init__(self) -> None:
        if not FIRST_YEAR < self.moment.year < LAST_YEAR:
            raise ValueError(f"Hours are told from {FIRST_YEAR + 1} to {LAST_YEAR - 1}.")
        if self.time != "at" and self.moment.utcoffset() is None:
            raise ValueError("A moment needs its zone.")

    def window(self, zone: ZoneInfo) -> Window:
        """Read it on the clock of a zone."""
        moment = self.moment if self.moment.utcoffset() is not None else self.moment.replace(tzinfo=zone)
        moment = moment.astimezone(UTC)
        today = moment.astimezone(zone).date()
        match self.time:
            case "evening":
                return _what_is_left(zone, today, EVENING_FROM, EVENING_UNTIL, moment)
            case "saturday":
                saturday = today + timedelta(days=(SATURDAY - today.weekday()) % 7)
                return _what_is_left(zone, saturday, 0, 24 * 60, moment)
            case "week":
                return Window(moment, moment + ONE_WEEK)
            case _:
                return Window(moment, moment + INSTANT)


def is_open_within(place: PlaceHours, window: Window) -> bool:
    """Tell whether a place is open, by confirmed hours, at some moment of a window."""
    return _is_on(PlaceTimeline(place), place, window)


def is_held_within(rule: PermanenceRule, place: PlaceHours, window: Window) -> bool:
    """Tell whether a permanence is on, by confirmed hours of its place, at some moment of a window."""
    return _is_on(PermanenceTimeline(rule, place), place, window)


def _what_is_left(zone: ZoneInfo, day: date, first: int, last: int, moment: datetime) -> Window:
    return Window(max(moment, instant(zone, day, first)), instant(zone, day, last))


def _is_on(timeline: Timeline, place: PlaceHours, window: Window) -> bool:
    day = tile_of(place.zone, window.start)
    while instant(place.zone, day, 0) < window.end:
        for segment in timeline.tile(day):
            start, end = max(segment.start, window.start), min(segment.end, window.end)
            if segment.state == OPEN and start < end and is_confirmed(place, start):
                return True
        day += ONE_DAY
    return False

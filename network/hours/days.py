"""What a day of a place looks like, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from network.hours.places import PlaceHours, Speaker, check_year, hours_on, instant

if TYPE_CHECKING:
    from network.hours.rules import SeasonRule, State, Texts, TimeRange

ReasonKind = Speaker | Literal["holiday", "cancelled"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Which rule settled a day.

    `text` is by language: why it is closed for a closure, the name of a holiday, why the date of a
    permanence is cancelled; None or empty where nothing was said. `season` is the one whose hours, or
    whose rule on public holidays, were followed.
    """

    kind: ReasonKind
    text: Texts | None = None
    season: SeasonRule | None = None


@dataclass(frozen=True, slots=True)
class DayRange:
    """A range that starts on a day: as written, and as moments of the place's zone (end excluded)."""

    time: TimeRange
    state: State
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class DayHours:
    """A day of a place: the ranges that start on it, in order; closed outside them.

    Ranges are as the team wrote them, but for those that a change of clock leaves empty. Unknown all day
    is one unknown range, 00:00-24:00. What the day before still holds past midnight is not repeated.
    """

    date: date
    ranges: tuple[DayRange, ...]
    reason: Reason


def day_of(place: PlaceHours, day: date) -> DayHours:
    """Tell the hours of a day of the place's zone; ValueError out of the years 1900 to 2999."""
    check_year(day)
    state, times = hours_on(place, day)
    ranges = []
    for time in times:
        start, end = instant(place.zone, day, time.start), instant(place.zone, day, time.last_minute)
        if start < end:
            ranges.append(DayRange(time, state, start.astimezone(place.zone), end.astimezone(place.zone)))
    return DayHours(day, tuple(ranges), reason_of(place, day))


def week_of(place: PlaceHours, day: date) -> tuple[DayHours, ...]:
    """Tell the seven days, Monday first, of the week that holds a day."""
    check_year(day)
    monday = day - timedelta(days=day.weekday())
    return tuple(day_of(place, monday + timedelta(days=number)) for number in range(7))


def reason_of(place: PlaceHours, day: date) -> Reason:
    """Tell which rule settles a day; a public holiday is the reason only where it is asked."""
    era = place.era_of(day)
    if era.closure is not None:
        return Reason("closure", era.closure.reason)
    if era.season is None:
        return Reason(era.speaker)
    holiday = place.holiday_on(day)
    if holiday is not None:
        return Reason("holiday", holiday, era.season)
    return Reason("season", season=era.season)

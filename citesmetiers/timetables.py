"""The hours of a place as a table: today, the seasons, what is different in the days ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from network.hours import day_of
from network.vocabulary import Weekday

if TYPE_CHECKING:
    from network.hours import (
        ClosureRule,
        DayHours,
        PlaceHours,
        SeasonRule,
        State,
        Stay,
        TimeRange,
    )
    from network.hours.rules import Texts

# How far ahead the hours of each day are told to who takes them along.
WEEK_AHEAD = 7
# How far ahead public holidays are told, and how many.
DAYS_AHEAD = 60
MOST_HOLIDAYS = 4


class Days(NamedTuple):
    """Consecutive days of a week with the same hours."""

    first: Weekday
    last: Weekday
    ranges: tuple[TimeRange, ...]

    @property
    def are_two(self) -> bool:
        return self.last - self.first == 1

    @property
    def are_many(self) -> bool:
        return self.last - self.first > 1


class Schedule(NamedTuple):
    """A season as a table of its week."""

    season: SeasonRule
    days: list[Days]


class Span(NamedTuple):
    """Days in a row with the same hours, for the same reason; `hours` are those of the first."""

    first: date
    last: date
    hours: DayHours


class Holiday(NamedTuple):
    """A public holiday ahead on which the place would otherwise open, and what the season says of it."""

    date: date
    names: Texts
    state: State


@dataclass(frozen=True)
class Timetable:
    """What a place tells of its hours; `current` is the season in force, if any."""

    today: DayHours
    current: Schedule | None
    coming: list[Schedule]
    closures: list[ClosureRule]
    holidays: list[Holiday]
    stays: list[Stay]

    @property
    def is_empty(self) -> bool:
        return self.current is None and not self.coming


def timetable_of(place: PlaceHours, moment: datetime) -> Timetable:
    """Read the hours of a place from the day of a moment on, in its own zone."""
    today = moment.astimezone(place.zone).date()
    seasons = sorted(
        (season for season in place.seasons if season.valid_until is None or season.valid_until >= today),
        key=lambda season: season.valid_from or date.min,
    )
    return Timetable(
        today=day_of(place, today),
        current=next((_schedule(season) for season in seasons if season.holds(today)), None),
        coming=[_schedule(season) for season in seasons if not season.holds(today)],
        closures=sorted(
            (closure for closure in place.closures if closure.last >= today), key=lambda each: each.first
        ),
        holidays=_holidays(place, today),
        stays=sorted((stay for stay in place.stays if stay.last >= today), key=lambda stay: stay.first),
    )


def days_ahead(place: PlaceHours, moment: datetime) -> list[Span]:
    """Tell the hours of the seven days from that of a moment on, in the zone of the place."""
    today = moment.astimezone(place.zone).date()
    days = [day_of(place, today + timedelta(days=number)) for number in range(WEEK_AHEAD)]
    rows = [list(those) for _hours, those in groupby(days, key=_told)]
    return [Span(those[0].date, those[-1].date, those[0]) for those in rows]


def _told(day: DayHours) -> tuple[object, ...]:
    return [(each.time, each.state) for each in day.ranges], day.reason.kind, day.reason.text


def _schedule(season: SeasonRule) -> Schedule:
    days = groupby(Weekday, key=lambda day: season.weekly.get(day.value, ()))
    spans = [(ranges, list(those)) for ranges, those in days]
    return Schedule(season, [Days(those[0], those[-1], ranges) for ranges, those in spans])


def _holidays(place: PlaceHours, today: date) -> list[Holiday]:
    found = []
    for number in range(DAYS_AHEAD):
        day = today + timedelta(days=number)
        names = place.holiday_on(day)
        season = next((each for each in place.seasons if each.holds(day)), None)
        if names is None or season is None or not season.hours_on(day):
            continue
        hours = day_of(place, day)
        if hours.reason.kind == "holiday":
            found.append(Holiday(day, names, hours.ranges[0].state if hours.ranges else "closed"))
    return found[:MOST_HOLIDAYS]

"""Opening hours in the words of schema.org.

A specification without dates of its own would go on for ever: each is given from the day before today to
the last day that the page looks ahead. Special ones stand instead of the others on the days that they
name; ends equal to starts mean closed. A range runs past midnight where it closes before it opens; one of
24 hours is written a minute shorter, as whole days are (00:00 to 23:59).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from citesmetiers.timetables import DAYS_AHEAD
from network.hours import OPEN, day_of, is_confirmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from network.hours import PlaceHours, SeasonRule, TimeRange

ONE_DAY = timedelta(days=1)
MINUTES_OF_DAY = 24 * 60
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NOT_THERE = ("outside_validity", "outside_stays")

type Specification = dict[str, Any]


class Told(NamedTuple):
    """A day of which the hours are known and confirmed; those of its season, and those that it has."""

    date: date
    season: SeasonRule | None
    usual: tuple[TimeRange, ...]
    actual: tuple[TimeRange, ...]


def opening_hours(place: PlaceHours, today: date) -> dict[str, list[Specification]]:
    """Specify the hours of a place from yesterday on, for what then runs past midnight."""
    usual: list[Specification] = []
    special: list[Specification] = []
    days = [_told(place, today + number * ONE_DAY) for number in range(-1, DAYS_AHEAD)]
    for season, run in groupby(days, key=lambda told: (told is not None, told and id(told.season))):
        known = [told for told in run if told is not None]
        if season[0]:
            usual += _usual(known)
            special += _special(known)
    found = {"openingHoursSpecification": usual, "specialOpeningHoursSpecification": special}
    return {name: specifications for name, specifications in found.items() if specifications}


def specified(opens: str, closes: str, first: date, last: date) -> Specification:
    """Write hours between two days, both inclusive."""
    return {
        "@type": "OpeningHoursSpecification",
        "opens": opens,
        "closes": closes,
        "validFrom": first.isoformat(),
        "validThrough": last.isoformat(),
    }


def _told(place: PlaceHours, day: date) -> Told | None:
    """Read a day; None where nothing may be claimed, or where the place is not there at all."""
    hours = day_of(place, day)
    is_known = all(each.state == OPEN for each in hours.ranges) and hours.reason.kind not in _NOT_THERE
    if not is_known or not is_confirmed(place, datetime.combine(day, time(12), place.zone)):
        return None
    season = next((season for season in place.seasons if season.holds(day)), None)
    usual = season.hours_on(day) if season else ()
    return Told(day, season, usual, tuple(each.time for each in hours.ranges))


def _usual(days: list[Told]) -> Iterator[Specification]:
    """Specify the week of a season over consecutive days."""
    on: dict[TimeRange, dict[str, None]] = {}
    for told in sorted(days, key=lambda told: told.date.weekday()):
        for each in told.usual:
            on.setdefault(each, {})[DAY_NAMES[told.date.weekday()]] = None
    for each, names in on.items():
        yield _of_range(each, days[0].date, days[-1].date) | {"dayOfWeek": list(names)}


def _special(days: list[Told]) -> Iterator[Specification]:
    """Specify what differs from the season, consecutive days together."""
    for actual, run in groupby(days, key=lambda told: None if told.actual == told.usual else told.actual):
        alike = list(run)
        first, last = alike[0].date, alike[-1].date
        if actual is not None:
            yield from [_of_range(each, first, last) for each in actual] or [
                specified("00:00", "00:00", first, last)
            ]


def _of_range(hours: TimeRange, first: date, last: date) -> Specification:
    is_a_day = hours.last_minute - hours.start == MINUTES_OF_DAY
    end = (hours.last_minute - is_a_day) % MINUTES_OF_DAY
    return specified(hours.start_text, f"{end // 60:02}:{end % 60:02}", first, last)

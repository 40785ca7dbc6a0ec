"""The hours of one place, and which of its rules speaks on a day."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo, available_timezones

from network.hours.public_holidays import holiday_names
from network.hours.rules import (
    CLOSED,
    MINUTES_OF_DAY,
    OPEN,
    UNKNOWN,
    WHOLE_DAY,
    ClosureRule,
    SeasonRule,
    State,
    Stay,
    Texts,
    TimeRange,
)

if TYPE_CHECKING:
    from network.partial_dates import PartialDate

Speaker = Literal["outside_validity", "outside_stays", "closure", "no_season", "season"]

ONE_DAY = timedelta(days=1)
FIRST_YEAR = 1900
LAST_YEAR = 2999
KINDS_WITH_STAYS = ("host", "itinerant")
# Python reads some names that PostgreSQL does not, and the other way round: those that both read.
_ZONE = re.compile(r"[A-Za-z]+(/[A-Za-z0-9_+-]+)*")


@dataclass(frozen=True, slots=True)
class Era:
    """Consecutive days, both inclusive, on which the same rule speaks.

    `only_state` is the state of all of them from midnight to midnight, where they have but one.
    """

    first: date
    last: date
    speaker: Speaker
    season: SeasonRule | None = None
    closure: ClosureRule | None = None
    only_state: State | None = field(init=False)

    def __post_init__(self) -> None:
        state: State | None = CLOSED
        if self.speaker == "no_season":
            state = UNKNOWN
        elif self.season is not None:
            state = self.season.only_state
        elif self.closure is not None and self.closure.hours:
            state = None
        object.__setattr__(self, "only_state", state)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHours:
    """All that decides when a place is open.

    `holidays_added` (with their names by language) and `holidays_removed` are the network's own list for
    the place's country and region; a day in both is a holiday. Stays count for host and itinerant places
    only. Seasons never overlap, nor do closures: if they do, the first one given speaks.
    ValueError when the zone does not exist.
    """

    timezone: str
    country: str
    kind: str = "main"
    holiday_region: str | None = None
    valid_from: PartialDate | None = None
    valid_until: PartialDate | None = None
    stays: tuple[Stay, ...] = ()
    seasons: tuple[SeasonRule, ...] = ()
    closures: tuple[ClosureRule, ...] = ()
    checked_on: date | None = None
    holidays_added: Mapping[date, Texts] = field(default_factory=dict)
    holidays_removed: frozenset[date] = frozenset()
    zone: ZoneInfo = field(init=False, repr=False, compare=False)
    eras: tuple[Era, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "zone", zone_named(self.timezone))
        object.__setattr__(self, "eras", tuple(_eras_of(self)))

    def era_of(self, day: date) -> Era:
        return self.eras[bisect_right(self.eras, day, key=_first_day) - 1]

    def holiday_on(self, day: date) -> Texts | None:
        """Name the public holiday that the place has on a day; None on any other day."""
        if day in self.holidays_added:
            return self.holidays_added[day]
        if day in self.holidays_removed:
            return None
        return holiday_names(self.country, self.holiday_region, day)


def zone_named(name: str) -> ZoneInfo:
    """Find a zone of the IANA database; ValueError when it has none of that name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"There is no time zone “{name}”.") from error


def zone_or_utc(name: str) -> ZoneInfo:
    """Find a zone to show dates in; UTC where the database has lost the one of that name."""
    try:
        return zone_named(name)
    except ValueError:
        return zone_named("UTC")


@cache
def zone_names() -> frozenset[str]:
    """List the zones that a record may be given; that of the machine, whatever it is, is none."""
    return frozenset(name for name in available_timezones() if _ZONE.fullmatch(name)) - {"localtime"}


def today_in(timezone: str, moment: datetime) -> date:
    """Return the day of a moment on the calendars of a zone; of UTC where nobody knows it any more."""
    return moment.astimezone(zone_or_utc(timezone)).date()


# Every place of a zone has its midnights, and most have the same few hours.
@lru_cache(maxsize=2**14)
def instant(zone: ZoneInfo, day: date, minute: int) -> datetime:
    """Read a wall time, in minutes after the midnight that begins `day`, as an instant in UTC (`fold=0`)."""
    days, minute = divmod(minute, MINUTES_OF_DAY)
    if days:
        day += timedelta(days=days)
    hour, minute = divmod(minute, 60)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).astimezone(UTC)


def check_year(day: date) -> None:
    """ValueError for a day that is out of reach."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"Hours are known for the years {FIRST_YEAR} to {LAST_YEAR} only.")


def hours_on(place: PlaceHours, day: date) -> tuple[State, tuple[TimeRange, ...]]:
    """Tell the ranges that start on a day and the state over them; outside them the place is closed."""
    era = place.era_of(day)
    if era.closure is not None:
        return OPEN, era.closure.hours
    if era.season is None:
        return (UNKNOWN, (WHOLE_DAY,)) if era.speaker == "no_season" else (CLOSED, ())
    ranges = era.season.hours_on(day)
    if not ranges or place.holiday_on(day) is None:
        return OPEN, ranges
    if era.season.public_holidays == "closed":
        return CLOSED, ()
    return (OPEN if era.season.public_holidays == "open" else UNKNOWN), ranges


def _first_day(era: Era) -> date:
    return era.first


def _eras_of(place: PlaceHours) -> Iterator[Era]:
    starts = sorted({date.min, *_days_of_change(place)})
    ends = [start - ONE_DAY for start in starts[1:]] + [date.max]
    for first, last in zip(starts, ends, strict=True):
        yield _first_that_speaks(place, first, last)


def _first_that_speaks(place: PlaceHours, first: date, last: date) -> Era:
    """Find the rule for days between which no rule begins or ends."""
    if (place.valid_from and first < place.valid_from.first_day) or (
        place.valid_until and first > place.valid_until.last_day
    ):
        return Era(first, last, "outside_validity")
    stays = _stays_of(place)
    if stays and not any(stay.holds(first) for stay in stays):
        return Era(first, last, "outside_stays")
    closure = next((closure for closure in place.closures if closure.holds(first)), None)
    if closure:
        return Era(first, last, "closure", closure=closure)
    season = next((season for season in place.seasons if season.holds(first)), None)
    return Era(first, last, "season" if season else "no_season", season=season)


def _stays_of(place: PlaceHours) -> tuple[Stay, ...]:
    return place.stays if place.kind in KINDS_WITH_STAYS else ()


def _days_of_change(place: PlaceHours) -> Iterator[date]:
    """All days on which a rule begins, and those after the last one of a rule."""
    spans: list[tuple[date | None, date | None]] = [
        (
            place.valid_from.first_day if place.valid_from else None,
            place.valid_until.last_day if place.valid_until else None,
        ),
        *((stay.first, stay.last) for stay in _stays_of(place)),
        *((closure.first, closure.last) for closure in place.closures),
        *((season.valid_from, season.valid_until) for season in place.seasons),
    ]
    for first, last in spans:
        if first:
            yield first
        if last and last < date.max:
            yield last + ONE_DAY

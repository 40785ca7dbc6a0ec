"""On which dates an event takes place: RFC 5545 rules read as wall time, then turned into instants.

Everything is wall time in the event's zone until `instant` reads it there with `fold=0`. Both ends
of a span of days are inclusive. What cannot be read raises `RecurrenceError` with a sentence for
whoever wrote the rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

if TYPE_CHECKING:
    from collections.abc import Collection

# A rule gives dates up to this long after today, or after its start where that is later.
HORIZON = timedelta(days=3 * 365 + 1)
MOST_DATES = 400
# Of more dates than that, an endless rule keeps at least so many that are over.
LEAST_PAST = 100
# A rule is followed no further than this: one that never matches must end as well.
LONGEST = timedelta(days=36525)
MOST_FOLLOWED = 10_000
# Years whose instants every clock and calendar can name.
FIRST_YEAR, LAST_YEAR = 1900, 2500

_LOCAL = "%Y-%m-%dT%H:%M"
# Nearly all are written in full, which is read twenty times as fast.
_IN_FULL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-9]{2}")
_SIGNED = r"[+-]?0*"
_LISTS = {
    "BYMONTH": r"0?[1-9]|1[0-2]",
    "BYMONTHDAY": rf"{_SIGNED}([1-9]|[12][0-9]|3[01])",
    "BYYEARDAY": rf"{_SIGNED}([1-9][0-9]?|[12][0-9]{{2}}|3[0-5][0-9]|36[0-6])",
    "BYWEEKNO": rf"{_SIGNED}([1-9]|[1-4][0-9]|5[0-3])",
    "BYDAY": rf"({_SIGNED}([1-9]|[1-4][0-9]|5[0-3]))?(MO|TU|WE|TH|FR|SA|SU)",
    "BYHOUR": r"[01]?[0-9]|2[0-3]",
    "BYMINUTE": r"[0-5]?[0-9]",
    "BYSETPOS": rf"{_SIGNED}([1-9][0-9]?|[12][0-9]{{2}}|3[0-5][0-9]|36[0-6])",
}
_SINGLE = {
    "FREQ": r"DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"0*[1-9][0-9]{0,3}",
    "WKST": r"MO|TU|WE|TH|FR|SA|SU",
}
_COUNT = re.compile(r"0*[1-9][0-9]{0,5}")


Fault = Literal["time", "zone", "rule", "no_date", "too_many", "too_old"]


class RecurrenceError(ValueError):
    """A time or a rule that gives no usable dates; the message says what to mend, `fault` of which kind it is."""

    def __init__(self, message: str, fault: Fault = "rule") -> None:
        super().__init__(message)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Times:
    """When an event takes place: wall times such as `2026-12-24T17:30`, a zone, perhaps a rule."""

    starts: str
    ends: str
    timezone: str
    rrule: str | None = None
    excluded: tuple[str, ...] = ()


# The same start and end are read for each date of an event.
@lru_cache(maxsize=4096)
def wall(text: str) -> datetime:
    """Read a wall time.

    Raises:
        RecurrenceError: there is no such day, or its year is out of reach.

    """
    try:
        read = datetime.fromisoformat if _IN_FULL.fullmatch(text) else _read_loosely
        moment = read(text)
    except ValueError as error:
        raise RecurrenceError(f"“{text}” does not exist in the calendar", "time") from error
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise RecurrenceError(f"“{text}” is not between the years {FIRST_YEAR} and {LAST_YEAR}", "time")
    return moment


def _read_loosely(text: str) -> datetime:
    return datetime.strptime(text, _LOCAL)  # noqa: DTZ007 wall time has no offset


def is_wall(text: str) -> bool:
    """Tell whether `wall` can read a time."""
    try:
        wall(text)
    except RecurrenceError:
        return False
    return True


def starts_of(times: Times, today: date, *, also: Collection[str] = ()) -> list[str]:
    """Return the starts that the rule gives, in order, without those that are excluded.

    They are at most `MOST_DATES`, up to `HORIZON`: an endless rule that gives more keeps those around
    today. `also` names starts that are wanted beyond these bounds, where the rule gives them.

    Raises:
        RecurrenceError: a time or the rule cannot be read, gives no date, or too many.

    """
    first = wall(times.starts)
    if times.rrule:
        found = _within_bounds(_read(times.rrule, times.timezone), first, today, set(map(wall, also)))
    else:
        found = [first]
    excluded = set(times.excluded)
    starts = [
        text for text in (moment.isoformat(timespec="minutes") for moment in found) if text not in excluded
    ]
    if not starts:
        raise RecurrenceError("the rule gives no date", "no_date")
    return starts


def is_endless(times: Times) -> bool:
    """Tell whether a rule that can be read never ends: as time passes, other dates of it are kept."""
    return bool(times.rrule) and _read(times.rrule or "", times.timezone).is_endless


def instants(
    times: Times, start: str, *, new_start: str | None = None, new_end: str | None = None
) -> tuple[datetime, datetime]:
    """Return start and end of one date as instants in UTC.

    Without a new end, a date lasts as long by the clock as the event does.
    """
    begins = wall(new_start or start)
    lasts = wall(times.ends) - wall(times.starts)
    ends = wall(new_end) if new_end else begins + lasts
    zone = _zone(times.timezone)
    starts_at, ends_at = _instant(begins, zone), _instant(ends, zone)
    # Where clocks go forward, an hour that does not exist is read past the next one.
    return starts_at, max(starts_at, ends_at)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise RecurrenceError(f"“{name}” is no time zone", "zone") from error


def _instant(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.replace(tzinfo=zone, fold=0).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: str
    count: int | None
    until: datetime | None

    @property
    def is_endless(self) -> bool:
        return self.count is None and self.until is None


def _read(text: str, timezone: str) -> _Rule:
    """Take a rule apart; whatever is not of RFC 5545, or cannot be an event's rhythm, is refused."""
    parts: dict[str, str] = {}
    for part in text.upper().split(";"):
        name, found, value = part.partition("=")
        if not found or name in parts:
            raise RecurrenceError(f"the rule cannot be read at “{part[:60]}”")
        parts[name] = value
    count, until = parts.pop("COUNT", None), parts.pop("UNTIL", None)
    for name, value in parts.items():
        _check_part(name, value)
    if "FREQ" not in parts:
        raise RecurrenceError("the rule has no FREQ")
    if count is not None and until is not None:
        raise RecurrenceError("the rule has both COUNT and UNTIL")
    if count is not None and not _COUNT.fullmatch(count):
        raise RecurrenceError(f"the rule cannot be read at “COUNT={count[:60]}”")
    pattern = ";".join(f"{name}={value}" for name, value in parts.items())
    return _Rule(
        pattern, int(count) if count else None, _read_until(until, timezone) if until is not None else None
    )


def _check_part(name: str, value: str) -> None:
    if name == "FREQ" and value in {"SECONDLY", "MINUTELY", "HOURLY"}:
        raise RecurrenceError(f"an event cannot recur {value.lower()}: daily, weekly, monthly or yearly")
    single, several = _SINGLE.get(name), _LISTS.get(name)
    readable = bool(single and re.fullmatch(single, value)) or bool(
        several and all(re.fullmatch(several, item) for item in value.split(","))
    )
    if not readable:
        raise RecurrenceError(f"the rule cannot be read at “{name[:30]}={value[:60]}”")


def _read_until(text: str, timezone: str) -> datetime:
    """Read the last moment: a day (the whole of it), a wall time, or an instant in UTC (`…Z`)."""
    try:
        if len(text) == len("20261231"):
            return datetime.combine(datetime.strptime(text, "%Y%m%d"), time.max)  # noqa: DTZ007
        if text.endswith("Z"):
            moment = datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            return moment.astimezone(_zone(timezone)).replace(tzinfo=None)
        return datetime.strptime(text, "%Y%m%dT%H%M%S")  # noqa: DTZ007
    except (ValueError, OverflowError) as error:
        raise RecurrenceError(f"the rule cannot be read at “UNTIL={text[:60]}”") from error


def _within_bounds(rule: _Rule, first: datetime, today: date, wanted: set[datetime]) -> list[datetime]:
    horizon = datetime.combine(max(today, first.date()) + HORIZON, time.max)
    found = _follow(rule, first, max([horizon, *wanted]))
    near = [moment for moment in found if moment <= horizon]
    if len(near) > MOST_DATES:
        if not rule.is_endless:
            raise RecurrenceError(f"the rule gives more than {MOST_DATES} dates", "too_many")
        if len(near) == MOST_FOLLOWED:
            raise RecurrenceError("the rule begins too long ago: let it begin later", "too_old")
        near = _around(near, datetime.combine(today, time.min))
    return sorted({*near, *wanted.intersection(found)})


def _around(moments: list[datetime], today: datetime) -> list[datetime]:
    """Keep as many dates as there may be: the next ones, after the latest that are over."""
    past = [moment for moment in moments if moment < today]
    coming = moments[len(past) :]
    kept = min(len(past), max(LEAST_PAST, MOST_DATES - len(coming)))
    return past[len(past) - kept :] + coming[: MOST_DATES - kept]


def _follow(rule: _Rule, first: datetime, last: datetime) -> list[datetime]:
    limit = min(last, first + LONGEST, rule.until or last)
    most = min(rule.count or MOST_FOLLOWED, MOST_FOLLOWED)
    try:
        found: Any = rrulestr(f"{rule.pattern};UNTIL={limit:%Y%m%dT%H%M%S}", dtstart=first)
        return list(islice(found, most))
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise RecurrenceError(f"the rule cannot be read: {error}") from error

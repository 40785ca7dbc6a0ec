"""Reads what an address asks for; whatever is not exactly right is said, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from network.hours.places import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from django.http import QueryDict

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# A space before an offset is a “+” that was not written %2B: it can be nothing else.
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(Z|[+\- ][0-9]{2}:[0-9]{2})?"
)


@dataclass(frozen=True)
class BadQuestionError(Exception):
    """What is wrong with an address, in words, and with which of its parameters."""

    message: str
    parameter: str | None = None


def parameter(query: QueryDict, name: str) -> str | None:
    """Return the only parameter that an address may have; None where it has none."""
    for other in query:
        if other != name:
            raise BadQuestionError(_("The only parameter here is “%(name)s”.") % {"name": name})
    values = query.getlist(name)
    if len(values) > 1:
        raise BadQuestionError(_("This parameter is there more than once."), name)
    return values[0] if values else None


def values_of(query: QueryDict, known: Sequence[str], *, several: Sequence[str] = ()) -> dict[str, list[str]]:
    """Return what an address asks for, by parameter; of most, one value is enough."""
    for name, values in query.lists():
        if name not in known:
            raise BadQuestionError(
                _("The parameters here are: %(names)s.") % {"names": ", ".join(known)}, name
            )
        if len(values) > 1 and name not in several:
            raise BadQuestionError(_("This parameter is there more than once."), name)
    return {name: [value for value in query.getlist(name) if value] for name in known}


def moment_wanted(text: str) -> datetime:
    """Return a moment; without an offset it is the wall time of each place."""
    found = _MOMENT.fullmatch(text)
    if not found:
        raise _unreadable_moment()
    try:
        moment = datetime.fromisoformat(found[1] + (found[2] or "").replace(" ", "+"))
    except ValueError:
        raise BadQuestionError(_("There is no such date or time."), "at") from None
    _check_year(moment, "at")
    return moment


def _unreadable_moment() -> BadQuestionError:
    example = "2026-12-24T17:30, 2026-12-24T17:30Z, 2026-12-24T17:30%2B01:00"
    return BadQuestionError(_("Write a date and a time, as in %(example)s.") % {"example": example}, "at")


def moment_asked(query: QueryDict, zone: ZoneInfo, now: datetime) -> datetime:
    """Return the moment `at`, in the zone of the place; without it, the minute that has begun.

    A time without an offset is read on the clock of the place: one that happens twice is the first, one
    that is skipped is read with the offset before the change, as everywhere in `network.hours`.
    """
    text = parameter(query, "at")
    if text is None:
        return now.astimezone(zone).replace(second=0, microsecond=0)
    found = _MOMENT.fullmatch(text)
    if not found:
        raise _unreadable_moment()
    try:
        return _in_zone(found[1], found[2], zone)
    except (ValueError, OverflowError):
        raise BadQuestionError(_("There is no such date or time."), "at") from None


def monday_asked(query: QueryDict, today: date) -> date:
    """Return the Monday of the week that holds the day `from`; without it, of this week."""
    text = parameter(query, "from")
    if text is None:
        return today - timedelta(days=today.weekday())
    if not _DAY.fullmatch(text):
        raise BadQuestionError(_("Write a day, as in %(example)s.") % {"example": "2026-11-23"}, "from")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadQuestionError(_("There is no such day."), "from") from None
    _check_year(day, "from")
    monday = day - timedelta(days=day.weekday())
    _check_year(monday + timedelta(days=6), "from")
    return monday


def _in_zone(wall: str, offset: str | None, zone: ZoneInfo) -> datetime:
    moment = datetime.fromisoformat(wall + (offset or "").replace(" ", "+"))
    _check_year(moment, "at")
    # By way of UTC: a wall time that the zone skips becomes the one that the clock shows.
    moment = (moment if offset else moment.replace(tzinfo=zone)).astimezone(UTC).astimezone(zone)
    _check_year(moment, "at")
    return moment


def _check_year(day: date, name: str) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        years = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise BadQuestionError(_("Only the years %(first)s to %(last)s are known.") % years, name)

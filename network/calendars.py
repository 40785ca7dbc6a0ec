"""Calendars (RFC 5545) that other programs subscribe to: what events and permanences share.

A series becomes one component with its rule, `EXDATE` for what the rule gives and does not take
place, and a component with `RECURRENCE-ID` for each date that differs. What no rule gives is a
component of its own. Rules, exceptions and recurrences are wall time in the zone of the series, which
comes along as `VTIMEZONE`; rules end where the portal stops counting, so that a calendar never shows
a date that no page shows. Nothing here reads a clock: the same records give the same bytes.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from icalendar import Calendar, Event, Timezone
from icalendar.prop import vRecur, vText

from network.names import choose_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.http import HttpRequest, HttpResponseBase

    from network.models.history import Revision

CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"
# The right side of every UID: a name of our own, which no change of address touches.
AUTHORITY = "citesdesmetiers"
# How often a calendar is worth asking for again, and how long a copy may be kept on the way.
REFRESH = timedelta(hours=4)
KEPT_FOR = 300
# What some programs read as an end of line, and what may not be in a text at all.
_ENDS_A_LINE = re.compile(r"\r\n|[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
# A rule is compared with its dates over so many of those it gives.
MOST_GIVEN = 1000


class Sheet(NamedTuple):
    """What a date says besides its times."""

    summary: vText
    description: str
    location: str
    status: str


@dataclass(frozen=True)
class Date:
    """A date of a series: the start that its rule gives (wall time), when it takes place, what it says.

    `part` tells apart the parts of a date that is cut in several; all but the first stand alone.
    """

    ruled: datetime
    starts: datetime
    ends: datetime
    sheet: Sheet
    part: int = 0


@dataclass(frozen=True)
class Series:
    """Dates under one UID; `rule` is their RRULE without COUNT or UNTIL, `lasts` its length by the clock."""

    uid: str
    zone: ZoneInfo
    rule: str | None
    lasts: timedelta
    sheet: Sheet
    dates: list[Date]
    revision: Revision
    url: str
    categories: list[str] = field(default_factory=list)


def said(texts: Mapping[str, str], fallback: str, *, within: str = "%s") -> vText:
    """Return a text in the reader's language, else in another one that is named; put it `within` words."""
    language, words = choose_text(texts, fallback)
    # Words of ours around it are the reader's: the whole then has no single language.
    is_foreign = within == "%s" and language and language != (get_language() or "")[:2]
    return _text(within % words, language if is_foreign else "")


def first_day_kept(today: date) -> date:
    """Return the first day of last month: what is over stays a while, and goes once a month."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def answer(
    request: HttpRequest, name: str, url: str, series: Iterable[Series], *, note: str = ""
) -> HttpResponseBase:
    """Send a calendar; `url` is the page that shows the same. 304 to whoever has it already.

    `note` is for whoever subscribes to it: what it leaves out.
    """
    body = calendar_of(name, url, list(series), note=note).to_ical(sorted=False)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    patch_cache_control(response, public=True, max_age=KEPT_FOR)
    response.headers["ETag"] = etag
    found: HttpResponseBase = get_conditional_response(request, etag=etag, response=response) or response
    return found


def calendar_of(name: str, url: str, series: list[Series], *, note: str = "") -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Cités des métiers//Portal//EN")
    for key in ("name", "x-wr-calname"):
        calendar.add(key, _text(name))
    for key in ("description", "x-wr-caldesc") if note else ():
        calendar.add(key, _text(note))
    calendar.add("url", f"{settings.SITE_URL}{url}")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    for zone in _zones(series):
        calendar.add_component(zone)
    for each in series:
        for component in components(each):
            calendar.add_component(component)
    return calendar


def components(series: Series) -> Iterator[Event]:
    """Write a series: what follows the rule, then what differs from it, then what stands alone."""
    given = _given(series)
    ruled = {each.ruled: each for each in series.dates if each.part == 0 and each.ruled in given}
    if ruled:
        first, last = min(ruled), max(ruled)
        yield _series(series, first, last, [moment for moment in given if moment not in ruled])
        lasts = _instant(first + series.lasts, series.zone) - _instant(first, series.zone)
        yield from (
            _date(series, each, recurs=True) for each in ruled.values() if _differs(series, each, lasts)
        )
    alone = [each for each in series.dates if each.part or each.ruled not in ruled]
    for each in alone:
        yield _date(series, each, recurs=False, is_only=len(series.dates) == 1)


def _given(series: Series) -> list[datetime]:
    """Return what the rule gives from the first date that is its own to the last; nothing without a rule."""
    whole = [each for each in series.dates if each.part == 0]
    if not series.rule or not whole:
        return []
    # A date that nobody changed is the rule's, and tells which others are in step with it.
    steady = next((each.ruled for each in whole if _is_steady(series, each)), None)
    for each in whole:
        given = _follow(series.rule, each.ruled, whole[-1].ruled)
        if given[:1] == [each.ruled] and (steady is None or steady in given or each.ruled > steady):
            wanted = {one.ruled for one in whole}
            while given[-1] not in wanted:
                given.pop()
            return given
    return []


def _follow(rule: str, first: datetime, last: datetime) -> list[datetime]:
    return list(islice(rrulestr(f"{rule};UNTIL={last:%Y%m%dT%H%M%S}", dtstart=first), MOST_GIVEN))


def _is_steady(series: Series, each: Date) -> bool:
    return each.sheet == series.sheet and _instant(each.ruled, series.zone) == each.starts.astimezone(UTC)


def _differs(series: Series, each: Date, lasts: timedelta) -> bool:
    """Tell whether a date needs words of its own; one that a change of clock makes longer does."""
    return not _is_steady(series, each) or each.ends.astimezone(UTC) - each.starts.astimezone(UTC) != lasts


def _series(series: Series, first: datetime, last: datetime, excluded: list[datetime]) -> Event:
    component = _component(series, series.sheet, series.uid)
    _add_times(component, first, first + series.lasts, series.zone)
    until = _instant(last, series.zone)
    component.add("rrule", vRecur.from_ical(f"{series.rule};UNTIL={until:%Y%m%dT%H%M%SZ}"))
    if excluded:
        component.add("exdate", [moment.replace(tzinfo=series.zone) for moment in excluded])
    return component


def _date(series: Series, each: Date, *, recurs: bool, is_only: bool = False) -> Event:
    mark = f"{each.ruled:%Y%m%dT%H%M}" + (f"-{each.part}" if each.part else "")
    component = _component(series, each.sheet, series.uid if recurs or is_only else f"{mark}-{series.uid}")
    if recurs:
        component.add("recurrence-id", each.ruled.replace(tzinfo=series.zone))
    starts, ends = (
        moment.astimezone(series.zone).replace(tzinfo=None) for moment in (each.starts, each.ends)
    )
    _add_times(component, starts, ends, series.zone)
    return component


def _add_times(component: Event, starts: datetime, ends: datetime, zone: ZoneInfo) -> None:
    component.add("dtstart", starts.replace(tzinfo=zone))
    # A date that a change of clock leaves without length has no end to name.
    if _instant(starts, zone) < _instant(ends, zone):
        component.add("dtend", ends.replace(tzinfo=zone))


def _component(series: Series, sheet: Sheet, uid: str) -> Event:
    component = Event()
    component.add("uid", uid)
    # Without METHOD, RFC 5545 has both mean the same: when this was last revised.
    for key in ("dtstamp", "last-modified"):
        component.add(key, series.revision.moment.astimezone(UTC).replace(microsecond=0))
    component.add("sequence", series.revision.number)
    component.add("status", sheet.status)
    component.add("summary", sheet.summary)
    for key, words in (("description", sheet.description), ("location", sheet.location)):
        if words:
            component.add(key, _text(words))
    if series.categories:
        component.add("categories", series.categories)
    component.add("url", f"{settings.SITE_URL}{series.url}")
    return component


def _zones(series: list[Series]) -> Iterator[Timezone]:
    """Give each zone in use, for the years in use."""
    years: dict[str, list[int]] = {}
    for each in series:
        for moment in (one for dated in each.dates for one in (dated.ruled, dated.starts, dated.ends)):
            years.setdefault(each.zone.key, []).append(moment.year)
    for key, those in sorted(years.items()):
        if key not in {"UTC", "Etc/UTC"}:
            yield _zone(key, min(those) - 1, max(those) + 1)


@lru_cache(maxsize=256)
def _zone(key: str, first_year: int, last_year: int) -> Timezone:
    return Timezone.from_tzid(key, first_date=date(first_year, 1, 1), last_date=date(last_year, 12, 31))


def _text(words: str, language: str = "") -> vText:
    """Return a text that no reader can take for several lines: they do not agree on what ends one."""
    return vText(_ENDS_A_LINE.sub("\n", words), params={"LANGUAGE": language} if language else {})


def _instant(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.replace(tzinfo=zone, fold=0).astimezone(UTC)

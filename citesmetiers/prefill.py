"""What the portal knows of the figures of a yearly report, as of the end of the year, or of now while it runs.

Of records it reads the history: what a Cité offered on the last day of the year, not what it offers today.
A nought is proposed nowhere, since an empty list may be one that nobody has written; nor is anything of a
day on which the portal did not know the Cité yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from events.models import Occurrence
from network.hours import PermanenceRule, TimeRange, falls_on, zone_or_utc
from network.hours.rules import MINUTES_OF_DAY
from network.models import Agreement, Cite, Place
from network.models.history import stood_at
from network.vocabulary import EventStatus, PlaceKind, Publication
from services.models import Permanence, Service

if TYPE_CHECKING:
    from collections.abc import Callable

_WEEKS = 52
_MINUTES_OF_HOUR = 60
_NOT_HELD = [EventStatus.CANCELLED, EventStatus.POSTPONED]


@dataclass(frozen=True)
class Year:
    """A Cité at the end of a year: the first and the last day that count, and the moment after them."""

    cite: Cite
    first: date
    last: date
    moment: datetime

    @cached_property
    def known(self) -> list[Any]:
        """What the sheet of the Cité said; nothing where the portal did not know it yet."""
        return stood_at(Cite, self.moment, id=self.cite.pk)

    @cached_property
    def offers(self) -> list[Any]:
        """The offers that the public found."""
        rows = stood_at(Service, self.moment, cite=self.cite)
        return [each for each in rows if each.publication == Publication.PUBLISHED and self._is_valid(each)]

    def permanences(self) -> list[Any]:
        """Return the permanences of these offers."""
        found = {each.id for each in self.offers}
        rows = stood_at(Permanence, self.moment, cite=self.cite)
        return [each for each in rows if each.service_id in found and self._is_valid(each)]

    def _is_valid(self, row: Any) -> bool:
        return (row.valid_from or self.last) <= self.last <= (row.valid_until or self.last)

    def holds(self, since: Any, until: Any) -> bool:
        """Tell whether the last day lies in a span of partial dates."""
        return not (since and self.last < since.first_day) and not (until and until.last_day < self.last)


def end_of(cite: Cite, year: int, now: datetime) -> Year:
    """Return a Cité as of the end of a year in its own zone, or as of now."""
    zone = zone_or_utc(cite.timezone)
    moment = min(datetime(year + 1, 1, 1, tzinfo=zone), now)
    last = (moment.astimezone(zone) - timedelta(microseconds=1)).date()
    return Year(cite, date(year, 1, 1), last, moment)


def _offers(year: Year) -> int:
    return len(year.offers)


def _permanence_hours(year: Year) -> Decimal:
    return hours_a_week(sum(minutes_over_weeks(row, year.last) for row in year.permanences()))


def minutes_over_weeks(row: Any, last: date) -> int:
    """Return how long a permanence is held by its rhythm over the year of weeks that ends on a day."""
    time = TimeRange.parse(row.time)
    rule = PermanenceRule(
        weekday=row.weekday,
        time=time,
        every_weeks=row.every_weeks or 1,
        week_of=row.week_of,
        nth_of_month=row.nth_of_month,
    )
    lasts = (time.end - time.start) % MINUTES_OF_DAY or MINUTES_OF_DAY
    latest = last - timedelta(days=(last.weekday() - row.weekday) % 7)
    return lasts * sum(falls_on(rule, latest - timedelta(weeks=number)) for number in range(_WEEKS))


def hours_a_week(minutes: int) -> Decimal:
    """Return the hours of a mean week of that year of weeks."""
    return round(Decimal(minutes) / _MINUTES_OF_HOUR / _WEEKS, 1)


def _events(year: Year) -> int:
    """Count the dates that were held, by the clock of each event."""
    dates = Occurrence.objects.published().filter(cite=year.cite, starts_at__lt=year.moment)
    held: Any = dates.exclude(Q(status__in=_NOT_HELD) | Q(event__status__in=_NOT_HELD))
    number: int = held.on_days(year.first, year.last).filter(first_day__gte=year.first).count()
    return number


def _partners(year: Year) -> int:
    rows = stood_at(Agreement, year.moment, cite=year.cite)
    return len({each.partner_id for each in rows if year.holds(each.since, each.until)})


def _places(year: Year) -> int:
    rows = stood_at(Place, year.moment, cite=year.cite)
    return sum(
        each.kind != PlaceKind.ONLINE and year.holds(each.valid_from, each.valid_until) for each in rows
    )


def _languages(year: Year) -> int:
    """Count those of the Cité’s sheet, and those of its offers and permanences."""
    spoken = [*year.known, *year.offers, *year.permanences()]
    return len({code for each in spoken for code in each.languages})


# Code of the indicator: what the portal counts for it.
KNOWN: dict[str, Callable[[Year], int | Decimal]] = {
    "offers": _offers,
    "permanence-hours": _permanence_hours,
    "events": _events,
    "partners": _partners,
    "places": _places,
    "languages": _languages,
}


def proposals_for(year: Year, codes: set[str]) -> dict[str, Decimal]:
    """Return what the portal proposes for some indicators."""
    if not year.known:
        return {}
    found = {code: Decimal(count(year)) for code, count in KNOWN.items() if code in codes}
    return {code: number for code, number in found.items() if number}

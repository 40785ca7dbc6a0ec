"""What a closing takes away from visitors: permanences, and dates of events."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from events.actions import cancel_dates
from events.models import Occurrence
from network.actions.closings import close_places
from network.hours import ClosureRule, PlaceHours, SlotPart, parse_ranges, permanence_week
from network.models import Place
from network.vocabulary import Attendance, EventStatus
from services.models import Permanence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from network.access import Desk
    from network.forms.closings import ClosingForm
    from network.models import Closure

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Lost:
    """A date of a permanence that does not take place any more, or only in part."""

    permanence: Permanence
    date: date
    is_cut: bool


def permanences_lost(places: Collection[Place], first: date, last: date, hours: list[str]) -> list[Lost]:
    """Return the dates of permanences that a closing takes away or shortens, in their order."""
    closing = ClosureRule(first, last, parse_ranges(hours))
    known = {
        place.pk: place.hours
        for place in Place.objects.filter(pk__in=[each.pk for each in places]).with_hours()
    }
    held = Permanence.objects.published().filter(place__in=list(known))
    found = [
        lost
        for each in held.with_cancelled().select_related("service__cite", "place").order_by("time", "pk")
        for lost in _lost(each, known[each.place_id], closing)
    ]
    return sorted(found, key=lambda one: (one.date, one.permanence.time, one.permanence.pk))


def _lost(permanence: Permanence, before: PlaceHours, closing: ClosureRule) -> Iterator[Lost]:
    after = replace(before, closures=(closing, *before.closures))
    rule, day = permanence.rule, closing.first - timedelta(days=closing.first.weekday())
    while day <= closing.last:
        pairs = zip(permanence_week(rule, before, day), permanence_week(rule, after, day), strict=True)
        for was, will in pairs:
            if closing.holds(was.date) and _is_shorter(will.parts, was.parts):
                yield Lost(permanence, was.date, is_cut=bool(will.parts))
        day += _WEEK


def _is_shorter(parts: Iterable[SlotPart], others: Iterable[SlotPart]) -> bool:
    """Tell whether less is left of a permanence, whatever is known of it."""
    left, before = (
        sum((one.end.astimezone(UTC) - one.start.astimezone(UTC) for one in each), timedelta())
        for each in (parts, others)
    )
    return left < before


def dates_lost(places: Collection[Place], first: date, last: date, hours: list[str]) -> list[Occurrence]:
    """Return the dates of published events that a closing of their place leaves in front of a shut door."""
    dates = Occurrence.objects.published().on_days(first, last).filter(event__place__in=places)
    there = dates.exclude(event__attendance=Attendance.ONLINE).select_related("event__cite", "event__place")
    ranges = parse_ranges(hours)
    return [
        each
        for each in there.order_by("starts_at", "pk")
        if each.standing not in {EventStatus.CANCELLED, EventStatus.MOVED_ONLINE}
        and not any(_holds(each.starts, each.ends, one.start, one.last_minute) for one in ranges)
    ]


def _holds(starts: datetime, ends: datetime, first: int, last: int) -> bool:
    midnight = starts.replace(hour=0, minute=0)
    return midnight + timedelta(minutes=first) <= starts and ends <= midnight + timedelta(minutes=last)


@transaction.atomic
def announce(desk: Desk, form: ClosingForm, *, cancels: Collection[int], reason: str = "") -> list[Closure]:
    """Close the places and cancel the dates of events that were chosen, all or nothing.

    Raises:
        Over: a place is gone.
        Overlapping: some of the days are in other closures already.

    """
    said = form.cleaned_data
    places = [place.pk for place in said["places"]]
    closures = close_places(desk, places, *form.span, hours=said["hours"], why=said["why"], reason=reason)
    lost = {each.pk for each in dates_lost(said["places"], *form.span, said["hours"])}
    cancel_dates(desk, lost.intersection(cancels), reason=reason)
    return closures

"""Which of some entries are had at the time that is asked for: the same answer as their pages give."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q
from pyroaring import BitMap

from citesmetiers import openings
from citesmetiers.roll import roll_at
from events.models import Occurrence
from network.hours import zone_or_utc
from network.vocabulary import EventStatus
from services.views.openings import Openings

if TYPE_CHECKING:
    from datetime import datetime

    from citesmetiers.search.index import Index
    from network.hours import TimeWanted
    from services.views.reception import Hall


class Had(NamedTuple):
    """The entries of which somebody is there, and what was read to tell of the offers among them."""

    entries: BitMap
    hall: Hall | None


def had_at(index: Index, entries: BitMap, time: TimeWanted, now: datetime) -> Had:
    """Return the entries of which somebody is there at some moment of the time; partners are there at none."""
    found, hall = BitMap(), None
    if services := _records(index, entries, "service"):
        told = Openings(time, now, services)
        found |= _of(index, entries, "service", told.found)
        hall = told.hall
    if events := _records(index, entries, "event"):
        found |= _of(index, entries, "event", _held(events, time))
    if entries & (index.having("kind", "cite") | index.having("kind", "place")):
        known = openings.Openings(roll_at(now), time, now)
        found |= _of(index, entries, "cite", known.found) | _of(index, entries, "place", known.found_places)
    return Had(found, hall)


def _records(index: Index, entries: BitMap, kind: str) -> set[int]:
    return {index.record_of(each) for each in entries & index.having("kind", kind)}


def _of(index: Index, entries: BitMap, kind: str, records: set[int]) -> BitMap:
    return BitMap(each for each in entries & index.having("kind", kind) if index.record_of(each) in records)


def _held(events: set[int], time: TimeWanted) -> set[int]:
    """Return the events of which some date that still takes place touches the time, on their own clock."""
    over = [EventStatus.CANCELLED, EventStatus.POSTPONED]
    dates = Occurrence.objects.filter(event__in=events).exclude(
        Q(status__in=over) | Q(event__status__in=over)
    )
    found = set()
    for event, zone, starts_at, ends_at in dates.values_list(
        "event", "event__timezone", "starts_at", "ends_at"
    ):
        window = time.window(zone_or_utc(zone))
        if starts_at < window.end and window.start < ends_at:
            found.add(event)
    return found

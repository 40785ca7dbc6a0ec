"""Places that come to people: which ones are somewhere in the days ahead, from and until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from network.vocabulary import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from citesmetiers.doors import Door

# Today and the six days that follow.
DAYS_AHEAD = timedelta(days=6)
MOST = 12
_MOVING = {PlaceKind.HOST, PlaceKind.ITINERANT}


class Visit(NamedTuple):
    """A presence of a host or itinerant place, both days inclusive."""

    door: Door
    first: date
    last: date


def visits_ahead(doors: Iterable[Door]) -> list[Visit]:
    """Return the presences of today and the six days ahead, the soonest first.

    A host place without stays is there as long as it is valid: it is told when its last day is known.
    """
    found = [
        Visit(door, first, last)
        for door in doors
        if door.place.kind in _MOVING
        for first, last in _presences(door)
        if first <= door.today + DAYS_AHEAD and door.today <= last
    ]
    return sorted(found, key=lambda visit: (visit.first, visit.last, visit.door.cite.sort_key))[:MOST]


def _presences(door: Door) -> Iterator[tuple[date, date]]:
    """Return the stays of a place, cut to its validity."""
    since, until = door.place.valid_from, door.place.valid_until
    opening = since.first_day if since else date.min
    if door.place.hours.stays:
        closing = until.last_day if until else date.max
        for stay in door.place.hours.stays:
            if stay.first <= closing and opening <= stay.last:
                yield max(stay.first, opening), min(stay.last, closing)
    elif since and until:
        yield opening, until.last_day

"""A Cité on another day than today: the hours of its places, and who is announced."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from network.hours import day_of, is_confirmed
from network.hours.places import instant
from services.views.boxes import boxes_of, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from citesmetiers.doors import Door
    from network.hours import DayHours
    from network.models import Place
    from services.models import Permanence
    from services.views.boxes import Box

JUST_BEFORE = timedelta(minutes=1)


class PlaceDay(NamedTuple):
    """A place on a day, and whether somebody vouched for its hours within the twelve months before."""

    place: Place
    hours: DayHours
    is_confirmed: bool


def place_days(doors: Iterable[Door], day: date) -> list[PlaceDay]:
    """Return the places that are there on a day of their own calendar; those not yet or no longer are not."""
    found = []
    for door in doors:
        rules = door.place.hours
        hours = day_of(rules, day)
        if hours.reason.kind != "outside_validity":
            # Noon is within the day whatever a change of clock does to its ends.
            noon = instant(rules.zone, day, 12 * 60)
            found.append(PlaceDay(door.place, hours, is_confirmed(rules, noon)))
    return found


def boxes_on(permanences: Iterable[Permanence], places: dict[int, Place], day: date) -> list[Box]:
    """Return what is announced of a day, as seen from the evening before: nothing is on yet, nothing over."""
    found: list[Box] = []
    for each in permanences:
        place = places.get(each.place_id)
        if place is not None and each.weekday == day.weekday():
            eve = instant(place.hours.zone, day, 0) - JUST_BEFORE
            found += boxes_of(each, place, day, eve)
    return sorted(found, key=in_order)

"""Exceptional closings: several places at once, from one day to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from network.actions.sheets import Over, said
from network.models import Closure, Place
from network.permissions import Can

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from django.db.models import QuerySet

    from network.access import Desk


class Overlapping(Exception):  # noqa: N818 a state of the world, not a fault
    """Some of the days are already in other closures of these places: nothing was written."""

    def __init__(self, closures: list[Closure]) -> None:
        super().__init__()
        self.closures = closures


def closures_within(places: Collection[Place], first: date, last: date) -> QuerySet[Closure]:
    """Return the closures that hold some of these days."""
    found = Closure.objects.filter(place__in=places, first_day__lte=last, last_day__gte=first)
    return found.select_related("place").order_by("first_day", "place", "pk")


@transaction.atomic
def close_places(
    desk: Desk,
    places: Collection[int],
    first: date,
    last: date,
    *,
    hours: list[str],
    why: dict[str, str],
    reason: str = "",
) -> list[Closure]:
    """Close places of the Cité, or give them other hours; `why` is for visitors, `reason` for the history.

    Raises:
        Over: one of the places is gone.
        Overlapping: some of the days are in other closures already.

    """
    desk.check(Can.WRITE)
    # Who announces another closure of one of them waits; who points at one of them does not.
    found = list(
        Place.objects.filter(cite=desk.cite, pk__in=places)
        .order_by("pk")
        .select_for_update(of=("self",), no_key=True)
    )
    if len(found) != len(set(places)):
        raise Over
    if others := list(closures_within(found, first, last)):
        raise Overlapping(others)
    with said(desk, reason):
        return [
            Closure.objects.create(
                place=place, first_day=first, last_day=last, hours=hours, reason=why, demo=place.demo
            )
            for place in found
        ]

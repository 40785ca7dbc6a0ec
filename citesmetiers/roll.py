"""All Cités that the public sees, with their places: read once, and kept until something is published."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple

from citesmetiers.doors import Door
from citesmetiers.edge.kept import Kept
from citesmetiers.endings import ending_of
from network.hours import state_at, steady_until, today_in
from network.models import Cite, Place

if TYPE_CHECKING:
    from datetime import datetime

    from citesmetiers.endings import Ending
    from network.hours import PlaceState

# What a list does not say of a Cité.
UNSAID = ("presentation", "note", "sources")


class _Told(NamedTuple):
    """The state of a place from an instant to another, end excluded, in UTC."""

    since: datetime
    until: datetime
    state: PlaceState


class Roll:
    """The Cités in the order of their names, their places in the order of each, and how some came to an end."""

    def __init__(self) -> None:
        shown = Cite.objects.shown()
        cites = shown.with_milestones().in_order().defer(*UNSAID)
        self.cites = {each.pk: each for each in cites}
        places = Place.objects.filter(cite__in=shown).with_hours().order_by("position", "pk")
        # One that is shown since the Cités were read is told with the next roll.
        self.places = [each for each in places if each.cite_id in self.cites]
        for each in self.places:
            each.cite = self.cites[each.cite_id]
        self._told: dict[int, _Told] = {}

    def doors(self, moment: datetime) -> dict[int, list[Door]]:
        """Return the doors of each Cité at a moment."""
        doors: dict[int, list[Door]] = {key: [] for key in self.cites}
        for place in self.places:
            doors[place.cite_id].append(Door(place.cite, place, self._state_of(place, moment), moment))
        return doors

    def ending_of(self, cite: Cite, moment: datetime) -> Ending | None:
        """Tell how a Cité ended; None while it goes on, or while nobody knows."""
        return ending_of(cite, cite.known_milestones, today_in(cite.timezone, moment))

    def _state_of(self, place: Place, moment: datetime) -> PlaceState:
        """Look at the hours of a place only where its state may be another one than it was told to be."""
        told = self._told.get(place.pk)
        if told is None or not told.since <= moment < told.until:
            until, state = steady_until(place.hours, moment), state_at(place.hours, moment)
            told = self._told[place.pk] = _Told(moment.astimezone(UTC), until, state)
        return told.state


_KEPT = Kept(Roll)


def roll_at(moment: datetime) -> Roll:
    """Return the roll, read in two queries or in none. Threads share it: nobody may change what it says."""
    return _KEPT.at(moment)

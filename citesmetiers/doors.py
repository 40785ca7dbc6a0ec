"""What the portal says of a door: the state of a place, as a visitor should hear it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from network import hours

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from network.models import Cite, Place

# An open door is worth more than a doubt, and a doubt more than a closed one.
_RANK = {"open": 0, "unknown": 1, "closed": 2}


@dataclass(frozen=True)
class Door:
    """A place at a moment."""

    cite: Cite
    place: Place
    state: hours.PlaceState
    moment: datetime

    @property
    def kind(self) -> str:
        """How the door is drawn: hours that nobody confirmed are never drawn open."""
        return "unknown" if self.is_doubtful else str(self.state.state)

    @property
    def is_doubtful(self) -> bool:
        """Whether the hours are unknown, or too old to be relied on."""
        return self.state.state == "unknown" or not self.state.confirmed


def door_of(place: Place, moment: datetime) -> Door:
    """Return the door of a place that was read `with_hours()`."""
    return Door(place.cite, place, hours.state_at(place.hours, moment), moment)


def doors_of(places: Iterable[Place], moment: datetime) -> list[Door]:
    """Return the doors of some places, in the order given."""
    return [door_of(place, moment) for place in places]


def best_door(doors: Iterable[Door]) -> Door | None:
    """Return the door to name first: an open one, then the main place's."""
    ranked = sorted(
        doors, key=lambda door: (_RANK[door.kind], door.place.kind != "main", door.place.position)
    )
    return ranked[0] if ranked else None

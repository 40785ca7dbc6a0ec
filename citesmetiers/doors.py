"""What the portal says of a door: the state of a place, as a visitor should hear it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import cached_property

from citesmetiers.timetables import Timetable, timetable_of
from network import hours
from network.vocabulary import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from network.models import Cite, Place
    from network.partial_dates import PartialDate


@dataclass(frozen=True)
class Door:
    """A place at a moment."""

    cite: Cite
    place: Place
    state: hours.PlaceState
    moment: datetime

    @property
    def kind(self) -> str:
        """How the door is drawn: hours that nobody confirmed are never drawn open, nor closed."""
        if self.is_out_of_force:
            return "closed"
        return "unknown" if self.is_doubtful else str(self.state.state)

    @property
    def is_doubtful(self) -> bool:
        """Whether the hours are unknown, or too old to be relied on."""
        return self.state.state == "unknown" or not self.state.confirmed

    @property
    def today(self) -> date:
        """The day of the moment, on the calendar of the place."""
        return self.moment.astimezone(self.place.hours.zone).date()

    @property
    def is_out_of_force(self) -> bool:
        """Whether the place is not in its Cité today: not yet, or no longer."""
        return self.begins is not None or self.ended is not None

    @property
    def begins(self) -> PartialDate | None:
        """When a place that is not there yet will be."""
        since = self.place.valid_from
        return since if since and self.today < since.first_day else None

    @property
    def ended(self) -> PartialDate | None:
        """When a place that is no longer there ceased to be."""
        until = self.place.valid_until
        return until if until and until.last_day < self.today else None

    @cached_property
    def timetable(self) -> Timetable:
        """Return the hours of the place, to be read as a table."""
        return timetable_of(self.place.hours, self.moment)


def door_of(place: Place, moment: datetime) -> Door:
    """Return the door of a place that was read `with_hours()`."""
    return Door(place.cite, place, hours.state_at(place.hours, moment), moment)


def doors_of(places: Iterable[Place], moment: datetime) -> list[Door]:
    """Return the doors of some places, in the order given."""
    return [door_of(place, moment) for place in places]


def doors_by_cite(
    places: Iterable[Place], cites: Mapping[int, Cite], moment: datetime
) -> dict[int, list[Door]]:
    """Return the doors of some Cités that were already read, those of the same Cité in the order given."""
    doors: dict[int, list[Door]] = {key: [] for key in cites}
    for place in places:
        place.cite = cites[place.cite_id]
        doors[place.cite_id].append(door_of(place, moment))
    return doors


def best_door(doors: Iterable[Door]) -> Door | None:
    """Return the door to name first: an open one; else the main place’s; else one that is known to open."""
    return min(doors, key=_rank, default=None)


def _rank(door: Door) -> tuple[bool, bool, bool, bool, int, int]:
    return (
        door.is_out_of_force,
        door.kind != "open",
        door.place.kind != PlaceKind.MAIN,
        door.is_doubtful or door.state.next_opening is None,
        door.place.position,
        door.place.pk,
    )

"""Where the Cités stand on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from citesmetiers.doors import best_door
from citesmetiers.maps import Pin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from citesmetiers.doors import Door
    from citesmetiers.maps.marks import Kind


def pin_of(doors: Iterable[Door]) -> Pin | None:
    """Return the pin of a Cité: its best door among those whose position is known; None where there is none.

    It says what the best door of all says, as the list does.
    """
    known = list(doors)
    best, placed = best_door(known), best_door(door for door in known if door.place.latitude is not None)
    if best is None or placed is None:
        return None
    place, cite = placed.place, placed.cite
    return Pin(
        latitude=cast("float", place.latitude),
        longitude=cast("float", place.longitude),
        label=cite.short_name,
        url=cite.get_absolute_url(),
        kind=cast("Kind", best.kind),
        country=cite.country,
        demo=cite.demo,
    )

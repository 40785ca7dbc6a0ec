"""Which Cités are open at a time: the same answer as their pages, for all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from network.hours import is_open_within

if TYPE_CHECKING:
    from datetime import datetime

    from citesmetiers.roll import Roll
    from network.hours import TimeWanted


class Openings:
    """The Cités of a roll, and their places, that are open at some moment of a time."""

    def __init__(self, roll: Roll, time: TimeWanted, now: datetime) -> None:
        opened = [
            place
            for place in roll.places
            if is_open_within(place.hours, time.window(place.hours.zone))
            and roll.ending_of(place.cite, now) is None
        ]
        self.found = {place.cite_id for place in opened}
        self.found_places = {place.pk for place in opened}

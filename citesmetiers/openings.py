"""Which Cités are open at a time: the same answer as their pages, for all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citesmetiers.endings import TELLING, ending_of, milestones_by_cite
from network.hours import is_open_within, today_in
from network.models import Cite, Milestone, Place

if TYPE_CHECKING:
    from datetime import datetime

    from network.hours import TimeWanted


class Openings:
    """The places of the shown Cités, and what tells that one has ended, read in two queries."""

    def __init__(self, time: TimeWanted, now: datetime) -> None:
        shown = Cite.objects.shown()
        self.places = list(
            Place.objects.filter(cite__in=shown)
            .with_hours()
            .select_related("cite")
            .defer("cite__presentation", "cite__note", "cite__sources")
            .order_by("position", "pk")
        )
        self.milestones = milestones_by_cite(Milestone.objects.filter(cite__in=shown, kind__in=TELLING))
        opened = [
            place
            for place in self.places
            if is_open_within(place.hours, time.window(place.hours.zone)) and self._goes_on(place.cite, now)
        ]
        self.found = {place.cite_id for place in opened}
        self.found_places = {place.pk for place in opened}

    def _goes_on(self, cite: Cite, now: datetime) -> bool:
        return ending_of(cite, self.milestones.get(cite.pk, []), today_in(cite.timezone, now)) is None

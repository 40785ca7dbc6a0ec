"""Which offers somebody can come for at a time: the same answer as their pages, for all of them at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import JSONObject

from network.freshness import Freshness
from network.hours import Window, is_held_within, is_open_within, zone_or_utc
from network.hours.places import ONE_DAY, instant
from network.models import Place
from network.vocabulary import Access
from services.models import Permanence, Service, ServicePlace
from services.views.reception import BY_ONESELF, Hall

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from network.hours import TimeWanted
    from services.models import ServiceQuerySet


class Openings:
    """The permanences of some published offers, and their places, read in two queries."""

    def __init__(self, time: TimeWanted, now: datetime, services: Collection[int]) -> None:
        self.time, self.now = time, now
        self.asked = Service.objects.published().filter(pk__in=services).order_by()
        self.permanences = list(
            Permanence.objects.published()
            .filter(service__in=services)
            .select_related("service__cite")
            .with_cancelled()
            .order_by("weekday", "time", "pk")
        )
        self.places = {
            place.pk: place
            for place in Place.objects.filter(cite__in=self.asked.values("cite"))
            .with_hours()
            .annotate(by_oneself=_by_oneself(self.asked))
            .order_by("pk")
        }
        self.found = self._held() | self._used_by_oneself()

    @property
    def hall(self) -> Hall:
        """The same, for the page of a list to tell each offer by."""
        by_service: dict[int, list[Permanence]] = {}
        for permanence in self.permanences:
            by_service.setdefault(permanence.service_id, []).append(permanence)
        return Hall(by_service, self.places)

    def _held(self) -> set[int]:
        found: set[int] = set()
        for each in self.permanences:
            place = self.places[each.place_id].hours
            service = each.service
            if service.pk in found or self._has_lapsed(each, place.zone):
                continue
            window = _while_offered(
                self.time.window(place.zone), service.valid_from, service.valid_until, service.cite.timezone
            )
            if is_held_within(each.rule, place, window):
                found.add(service.pk)
        return found

    def _has_lapsed(self, permanence: Permanence, zone: ZoneInfo) -> bool:
        today = self.now.astimezone(zone).date()
        return permanence.freshness_on(today) == Freshness.LAPSED

    def _used_by_oneself(self) -> set[int]:
        found = set()
        for place in self.places.values():
            window = self.time.window(place.hours.zone)
            rows: list[dict[str, Any]] = place.by_oneself  # type: ignore[attr-defined]
            for row in rows:
                days = (row["valid_from"], row["valid_until"])
                first, last = (date.fromisoformat(day) if day else None for day in days)
                if is_open_within(place.hours, _while_offered(window, first, last, row["timezone"])):
                    found.add(row["pk"])
        return found


def _by_oneself(services: ServiceQuerySet) -> ArraySubquery:
    """Bring the offers of a place that are there as long as it is open, with the days on which they are valid."""
    rows = ServicePlace.objects.filter(
        ~Exists(Permanence.objects.filter(service=OuterRef("service"))),
        place=OuterRef("pk"),
        service__in=services,
        service__modality__in=BY_ONESELF,
        service__access__contains=[Access.DROP_IN],
    )
    fields: dict[str, Any] = {name: f"service__{name}" for name in ("pk", "valid_from", "valid_until")}
    return ArraySubquery(rows.values(row=JSONObject(**fields, timezone=F("service__cite__timezone"))))


def _while_offered(window: Window, first: date | None, last: date | None, timezone: str) -> Window:
    """Cut a window to the days on which an offer is valid, on the calendar of its Cité."""
    zone = zone_or_utc(timezone)
    start = max(window.start, instant(zone, first, 0)) if first else window.start
    return Window(start, min(window.end, instant(zone, last + ONE_DAY, 0)) if last else window.end)

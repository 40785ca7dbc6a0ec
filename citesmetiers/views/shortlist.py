"""The offers that a visitor chose, on a page to print, to send or to take along on a telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from citesmetiers.search.shortlist import MOST_PICKS, Shortlist, shortlist_address
from citesmetiers.timetables import Span, days_ahead
from network.access import public
from network.hours import is_confirmed
from services.models import Service
from services.views.reception import hall_of, reception_of, week_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from network.models import Place
    from services.views.reception import Hall, Reception, Row


class Where(NamedTuple):
    """A place of an offer; its hours of the days ahead, where they are those of the offer."""

    place: Place
    days: list[Span]
    is_sure: bool


class Kept(NamedTuple):
    """An offer that was chosen: when it is there next, where it is, and the list without it."""

    service: Service
    reception: Reception
    week: list[Row]
    places: list[Where]
    without: str


@public
def shortlist(request: HttpRequest) -> HttpResponse:
    now, chosen = timezone.now(), Shortlist(request.GET)
    known = Service.objects.published().filter(pk__in=chosen.picks).order_by()
    offers = known.select_related("cite").with_place_ids().in_bulk()
    found = [offers[each] for each in chosen.picks if each in offers]
    hall = hall_of(found)
    context = {
        "section": "services",
        "trail": [(reverse("public:services"), _("Find an offer")), ("", _("My list"))],
        "kept": [
            _kept(each, hall, now, shortlist_address(chosen.with_or_without(each.pk))) for each in found
        ],
        # A draft, an offer that was withdrawn, a number that was mistyped: nothing tells them apart.
        "missing": len(chosen) - len(found),
        "most": MOST_PICKS,
        "is_full": chosen.is_full,
        "address": f"{settings.SITE_URL}{chosen.address}",
        "day": timezone.localdate(now),
        "demonstration": any(each.demo for each in found),
    }
    return render(request, "portal/public/shortlist.html", context)


def _kept(service: Service, hall: Hall, now: datetime, without: str) -> Kept:
    reception = reception_of(service, hall, now)
    week = [row for row in week_of(hall.permanences.get(service.pk, []), hall, now) if not row.is_over]
    follows = reception.why in {"place", "no_times"}
    places = [
        Where(place, days_ahead(place.hours, now) if follows else [], is_confirmed(place.hours, now))
        for place in hall.places_of(service)
    ]
    return Kept(service, reception, week, places, without)

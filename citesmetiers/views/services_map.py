"""Where the offers of the list are: the Cités that have them, in words first, then drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from citesmetiers import maps
from citesmetiers.doors import Door, best_door, doors_by_cite
from citesmetiers.pins import pin_of
from citesmetiers.search.filters import ServiceFilter
from network.access import public
from network.forms.times import TimeAsked
from network.models import Cite, Place

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from citesmetiers.maps import Pin


class Line(NamedTuple):
    """A Cité that has some of the offers, and the list of them."""

    cite: Cite
    number: int
    url: str
    doors: list[Door]

    @property
    def door(self) -> Door | None:
        return best_door(self.doors)

    @property
    def pin(self) -> Pin | None:
        pin = pin_of(self.doors)
        if pin is None:
            return None
        words = ngettext("%(cite)s: one offer", "%(cite)s: %(count)d offers", self.number)
        return pin.called(words % {"cite": pin.label, "count": self.number}, self.url)


@public
def services_map(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    filters = ServiceFilter(request.GET, now=now, time=TimeAsked(request.GET, now))
    lines = lines_of(filters, now)
    pins = [pin for line in lines if (pin := line.pin)]
    countries = {line.cite.country for line in lines}
    only = next(iter(countries)) if len(countries) == 1 else None
    view = maps.key_of(request.GET.get("map") or only, countries)
    context = {
        "section": "services",
        "trail": [(reverse("public:services"), _("Find an offer")), ("", _("On the map"))],
        "filters": filters,
        "lines": lines,
        "number": len(lines) + filters.more_cites,
        "map": maps.draw(pins, view, query=request.GET) if pins else None,
        "views": maps.views_of_list(request.GET, countries, view),
        "demonstration": any(line.cite.demo for line in lines),
    }
    return render(request, "portal/public/services_map.html", context)


def lines_of(filters: ServiceFilter, now: datetime) -> list[Line]:
    """Return the Cités of the offers in the order of their names, in two queries."""
    cites = Cite.objects.filter(slug__in=filters.by_cite).in_order().defer("presentation", "note", "sources")
    known = {each.pk: each for each in cites}
    doors = doors_by_cite(
        Place.objects.filter(cite__in=known).with_hours().order_by("position", "pk"), known, now
    )
    return [
        Line(each, filters.by_cite[each.slug], filters.only(each.slug), doors[each.pk])
        for each in known.values()
    ]

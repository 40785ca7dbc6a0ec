"""The list of offers: one question, where and when, and what it can be narrowed by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from citesmetiers.search.filters import ServiceFilter
from network.access import public
from network.forms.times import TimeAsked
from services.models import Service
from services.views.reception import Reception, hall_of, reception_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse


class Entry(NamedTuple):
    """An offer in a list."""

    service: Service
    reception: Reception
    kilometres: float | None
    # Whether it is on the visitor's list, and the same page with that changed.
    is_kept: bool
    toggle: str
    # Of its subjects, the one that is asked for; the first where none is.
    theme: str


@public
def services(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    time = TimeAsked(request.GET, now)
    if time.usual_address:
        return HttpResponseRedirect(request.path + time.usual_address)
    filters = ServiceFilter(request.GET, now=now, time=time)
    page = filters.page(Service.objects.select_related("cite").with_place_ids())
    offers = list(page.object_list)
    hall = filters.findings.hall or hall_of(offers)
    far = {each.record: each.kilometres for each in filters.findings.results}
    kept = filters.shortlist
    context = {
        "section": "services",
        "trail": [("", _("Find an offer"))],
        "filters": filters,
        "page": page,
        "entries": [
            Entry(
                each,
                reception_of(each, hall, now),
                far[each.pk],
                each.pk in kept.picks,
                kept.toggled(each.pk),
                theme_of(each, filters.asked.subjects),
            )
            for each in offers
        ],
        "demonstration": any(each.demo for each in offers),
    }
    return render(request, "portal/public/services.html", context)


def theme_of(service: Service, wanted: Sequence[str]) -> str:
    return next((each for each in [*wanted, *service.themes] if each in service.themes), "")

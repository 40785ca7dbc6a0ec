"""The list of offers: one question, where and when, and what it can be narrowed by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from citesmetiers.cards import Card, cards_of
from citesmetiers.search.filters import ServiceFilter
from network.access import public
from network.forms.times import TimeAsked

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class Entry(NamedTuple):
    """An offer in a list."""

    card: Card
    kilometres: float | None
    # Whether it is on the visitor's list, and the same page with that changed.
    is_kept: bool
    toggle: str


@public
def services(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    time = TimeAsked(request.GET, now)
    if time.usual_address:
        return HttpResponseRedirect(request.path + time.usual_address)
    filters = ServiceFilter(request.GET, now=now, time=time)
    found, kept = filters.findings, filters.shortlist
    cards = cards_of([each.record for each in found.results], found.asked.subjects, now, found.hall)
    context = {
        "section": "services",
        "trail": [("", _("Find an offer"))],
        "filters": filters,
        "page": filters.page_of(found),
        "entries": [
            Entry(cards[each.record], each.kilometres, each.record in kept.picks, kept.toggled(each.record))
            for each in found.results
            if each.record in cards
        ],
        "demonstration": any(each.is_demo for each in cards.values()),
    }
    return render(request, "portal/public/services.html", context)

"""The story of the network: what happened, what was said of its size, and what is documented here."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from network import keeping
from network.access import public
from network.models import Cite, NetworkFact
from network.names import country_name, fold
from network.views.label import counts_of
from network.vocabulary import FactKind, Membership

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

PER_PAGE = 50


@public
def story(request: HttpRequest) -> HttpResponse:
    keeping.holds_today()
    today = timezone.localdate()
    # “history” comes before “statement”: one list, one pagination, two sections.
    facts = NetworkFact.objects.order_by("kind", F("date").asc(nulls_last=True), "position", "pk")
    page = Paginator(facts, PER_PAGE).get_page(request.GET.get("page"))
    found = list(page.object_list)
    context = {
        "section": "network",
        "trail": [("", _("The network"))],
        "page": page,
        "history": [each for each in found if each.kind == FactKind.HISTORY],
        "statements": [each for each in found if each.kind == FactKind.STATEMENT],
        "today": today,
        **documented_on(today),
    }
    context["demonstration"] = any(each.demo for each in found)
    return render(request, "network/public/story.html", context)


def documented_on(day: date) -> dict[str, object]:
    """Count what this portal documents on a day; invented Cités are left out."""
    cites = [each for each in Cite.objects.shown().with_decisions().in_order() if not each.demo]
    memberships = Counter(each.membership for each in cites)
    countries = Counter(each.country for each in cites)
    return {
        "known": len(cites),
        "memberships": [(each.label, memberships[each]) for each in Membership if memberships[each]],
        "countries": sorted(
            ((country_name(code) or code, count) for code, count in countries.items()),
            key=lambda each: (-each[1], fold(each[0])),
        ),
        "labels": counts_of(each.standing_on(day) for each in cites),
    }

"""The page of a partner: which Cités name it, and what it does there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Occurrence
from network.access import public
from network.filters import PER_PAGE
from network.models import Agreement, Partner
from services.models import Permanence, Service

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.core.paginator import Page
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse

# A glance: the lists of offers and the agenda have the rest.
MOST_SHOWN = 10


class Glance[R](NamedTuple):
    """The first rows of a list, and whether there are others."""

    rows: Sequence[R]
    has_more: bool


@public
def partner(request: HttpRequest, slug: str) -> HttpResponse:
    known = Partner.objects.named_in_public().with_counts().with_parent()
    found = get_object_or_404(known, slug=slug)
    now = timezone.now()
    agreements = agreements_of(found, request.GET.get("page"))
    context = {
        "section": "",
        "trail": [(reverse("public:partners"), _("Partners")), ("", found.name)],
        "partner": found,
        "demonstration": found.demo or any(each.cite.demo for each in agreements.object_list),
        "page": agreements,
        "agreements": [(each, each.is_over(timezone.localdate(now))) for each in agreements.object_list],
        "units": glance(units_of(found)),
        "offers": glance(offers_with(found, now)),
        "dates": glance(dates_with(found, now)),
    }
    return render(request, "portal/public/partner.html", context)


def agreements_of(partner: Partner, page: str | None) -> Page[Agreement]:
    """Return a page of the agreements by which Cités name a partner, in the order of their names."""
    named = Agreement.objects.public().filter(partner=partner).select_related("cite")
    paginator = Paginator(named.order_by("cite__sort_key", "cite", "since", "pk"), PER_PAGE)
    paginator.count = partner.agreement_count  # type: ignore[attr-defined]
    return paginator.get_page(page)


def units_of(partner: Partner) -> QuerySet[Partner]:
    """Return the local units that may be named too."""
    return Partner.objects.named_in_public().filter(parent=partner).in_order()


def offers_with(partner: Partner, now: datetime) -> QuerySet[Service]:
    """Return the offers of which a Cité says that this partner is there."""
    here = Q(partner=partner, partner_public=True)
    found = Service.objects.published().valid_at(now)
    found = found.filter(here | Q(pk__in=Permanence.objects.filter(here).values("service")))
    return found.drawn_on(timezone.localdate(now)).select_related("cite")


def dates_with(partner: Partner, now: datetime) -> QuerySet[Occurrence]:
    """Return the dates to come of events of which a Cité says that this partner takes part."""
    agreed = Agreement.objects.public().filter(partner=partner).values("cite")
    found = Occurrence.objects.published().upcoming(now).filter(event__partners=partner, cite__in=agreed)
    return found.in_agenda_order(timezone.localdate(now)).select_related("event", "cite")


def glance[R: Model](rows: QuerySet[R]) -> Glance[R]:
    """Return the first rows of a list, in one query."""
    found = list(rows[: MOST_SHOWN + 1])
    return Glance(found[:MOST_SHOWN], len(found) > MOST_SHOWN)

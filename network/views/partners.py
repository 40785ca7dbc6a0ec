"""The partners that may be named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _

from network.access import public
from network.filters.partners import PartnerFilter
from network.models import Partner

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@public
def partners(request: HttpRequest) -> HttpResponse:
    filters = PartnerFilter(request.GET, Partner.objects.named_in_public().with_words())
    page = filters.page(filters.qs.with_counts().in_order())
    context = {
        "section": "",
        "trail": [("", _("Partners"))],
        "filters": filters,
        "page": page,
        "demonstration": any(partner.demo for partner in page.object_list),
    }
    return render(request, "network/public/partners.html", context)

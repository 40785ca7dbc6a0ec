"""The partners that may be named, and the page of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render

from network.access import public
from network.models import Partner

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@public
def partners(request: HttpRequest) -> HttpResponse:
    return render(request, "network/public/partners.html", {"partners": Partner.objects.named_in_public()})


@public
def partner(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Partner.objects.named_in_public(), slug=slug)
    return render(request, "network/public/partner.html", {"partner": found})

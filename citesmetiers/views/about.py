"""What the portal and the Cités are, and where everything is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render

from network.access import public

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAGES = ("cite", "charter", "order", "privacy", "accessibility", "legal")


@public
def about(request: HttpRequest, page: str) -> HttpResponse:
    if page not in PAGES:
        raise Http404
    return render(request, f"portal/public/about/{page}.html")


@public
def site_map(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/public/site_map.html")

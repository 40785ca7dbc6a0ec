"""The Cités: list, map, and the page of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render

from network.access import public
from network.models import Cite

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@public
def cites(request: HttpRequest) -> HttpResponse:
    found = Cite.objects.shown().in_order()
    return render(request, "portal/public/cites.html", {"cites": found, "section": "cites"})


@public
def cite(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Cite.objects.shown(), slug=slug)
    return render(request, "portal/public/cite.html", {"cite": found, "section": "cites"})

"""The register of the label, and the proof of each Cité."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render

from network.access import public
from network.models import Cite

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@public
def register(request: HttpRequest) -> HttpResponse:
    return render(
        request, "network/public/label.html", {"section": "label", "cites": Cite.objects.shown().in_order()}
    )


@public
def proof(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Cite.objects.shown(), slug=slug)
    return render(request, "network/public/proof.html", {"section": "label", "cite": found})

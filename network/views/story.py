"""The story of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from network.access import public
from network.models import NetworkFact

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@public
def story(request: HttpRequest) -> HttpResponse:
    return render(
        request, "network/public/story.html", {"section": "network", "facts": NetworkFact.objects.all()}
    )

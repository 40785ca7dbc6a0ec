"""The first page, and the way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_request, override

from citesmetiers import maps
from citesmetiers.gazetteer.fields import WhereField
from citesmetiers.lights import lights_at
from network.access import public

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@public
def choose_language(request: HttpRequest) -> HttpResponse:
    """Send a visitor to the first page in the language that the browser asks for."""
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("public:home"))
    patch_vary_headers(response, ["Accept-Language"])
    return response


@public
def home(request: HttpRequest) -> HttpResponse:
    lights, unknown = lights_at(timezone.now())
    countries = [country.code for country in lights.countries]
    context = {
        "place": WhereField.read(QueryDict(), language=get_language() or "en"),
        "lights": lights,
        "unknown": unknown,
        "demonstration": bool(lights.demonstrations),
        "map": maps.draw(lights.pins) if lights.pins else None,
        "views": maps.views(countries),
    }
    return render(request, "portal/public/home.html", context)

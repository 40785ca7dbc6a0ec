"""Pictures that the public sees: those of places and of published events, no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control

from events.models import Event
from network.access import public
from network.models import Place
from network.views.pictures import file_of
from network.vocabulary import Membership

if TYPE_CHECKING:
    from django.http import HttpRequest


@public
@cache_control(public=True, max_age=60)  # What is taken away is gone from caches within a minute.
def picture(request: HttpRequest, cite: int, picture: str, width: int) -> HttpResponseBase:
    """Show a picture for as long as a public page does."""
    if not _is_shown(cite, picture):
        raise Http404
    response = file_of(cite, picture, width)
    etag = f'"{picture}-{width}"'
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or HttpResponse(status=304)


def _is_shown(cite: int, picture: str) -> bool:
    at_a_place = Place.objects.filter(cite=cite, picture=picture)
    if at_a_place.exclude(cite__membership=Membership.NOT_A_MEMBER).exists():
        return True
    return Event.objects.published().filter(cite=cite, picture=picture).exists()

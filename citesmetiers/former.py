"""A page whose address changed goes on answering at the old one, by leading to the new one."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import HttpResponsePermanentRedirect
from django.urls import reverse

from events.models import Event
from network.models import Cite, FormerAddress, Partner
from services.models import Service

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

# Page: what in its address names a Cité, and what an event.
_CITES = {
    "public:cite": "slug",
    "public:week": "slug",
    "public:permanences_calendar": "slug",
    "public:cite_calendar": "slug",
    "public:label_proof": "slug",
    "public:suggestions": "slug",
    "public:service": "cite",
    "open:cite_week": "cite",
}
_EVENTS = {"public:event": "slug", "public:event_calendar": "slug"}
# Merged into another one.
_PARTNERS = {"public:partner"}


class FormerAddressMiddleware:
    """Asks, where a public page was not found, whether its address was another one's before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.NOT_FOUND and request.method in {"GET", "HEAD"}:
            return self._lead_on(request) or response
        return response

    def _lead_on(self, request: HttpRequest) -> HttpResponseBase | None:
        match = request.resolver_match
        if match is None or match.view_name not in {*_CITES, *_EVENTS, *_PARTNERS}:
            return None
        asked = {name: str(text) for name, text in match.kwargs.items()}
        found = _now_called(match.view_name, asked)
        if found == asked:
            return None
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(
            reverse(match.view_name, kwargs=found) + (f"?{query}" if query else "")
        )


def _now_called(page: str, asked: dict[str, str]) -> dict[str, str]:
    """Put today's names of a Cité, an offer, an event, a partner in the place of those of before."""
    found = dict(asked)
    if page in _EVENTS:
        found["slug"] = _slug_of("event", Event.objects.once_published(), asked["slug"])
        return found
    if page in _PARTNERS:
        found["slug"] = _slug_of("partner", Partner.objects.named_in_public(), asked["slug"])
        return found
    cite = _CITES[page]
    found[cite] = _slug_of("cite", Cite.objects.shown(), asked[cite])
    if page == "public:service":
        offers = Service.objects.once_published().filter(cite__slug=found[cite])
        within = Cite.objects.filter(slug=found[cite]).values_list("pk", flat=True).first() or 0
        found["service"] = _slug_of("service", offers, asked["service"], within=within)
    return found


def _slug_of(kind: str, records: Any, slug: str, *, within: int = 0) -> str:
    if "\0" in slug or records.filter(slug=slug).exists():
        return slug
    former = FormerAddress.objects.filter(kind=kind, within=within, slug=slug).values("record")
    return str(records.filter(pk__in=former).values_list("slug", flat=True).first() or slug)

"""Texts that arrive when nobody is signed in any more: they are given back to be sent again, and none is lost."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from citesmetiers.views import errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, HttpResponseBase

# Characters: far more than the longest sheet.
MOST = 1_000_000
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 the name of a field
# A text of which a piece is shown, so that one sees that it is there.
SHOWN = 20


class UnsentMiddleware:
    """Stands before the way to sign-in, which forgets what was sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> HttpResponse | None:
        if getattr(view, "door", "") != "workspace" or request.method != "POST":
            return None
        return None if request.user.is_authenticated else give_back(request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is old (the setting `CSRF_FAILURE_VIEW`).

    Who signed in again in another tab has another token. Where the browser vouches that the form is
    ours, what was written is given back with the token of today, and a person presses the button.
    """
    view: Any = request.resolver_match.func if request.resolver_match else None
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if is_ours and getattr(view, "door", "") == "workspace" and (answer := give_back(request)):
        return answer
    return errors.csrf_failure(request, reason)


def give_back(request: HttpRequest) -> HttpResponse | None:
    """Return a page that holds every field that was sent; None where there is none, or too much."""
    fields = [(name, text) for name, texts in request.POST.lists() if name != TOKEN for text in texts]
    if not fields or sum(len(name) + len(text) for name, text in fields) > MOST:
        return None
    context = {
        "fields": fields,
        "texts": [text for _name, text in fields if len(text) > SHOWN and " " in text],
        "is_signed_in": request.user.is_authenticated,
        "has_files": bool(request.FILES),
    }
    answer = render(request, "portal/workspace/unsent.html", context, status=HTTPStatus.FORBIDDEN)
    answer.headers["Cache-Control"] = "no-store"
    return answer

"""Texts that arrive when nobody is signed in any more: they are given back to be sent again, and none is lost."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import get_language, get_language_from_path, override

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


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer for an exception that nobody caught (`handler500`); what was written while the database was down is kept."""
    answer = errors.server_error(request)
    if answer.status_code != HTTPStatus.SERVICE_UNAVAILABLE or request.method != "POST":
        return answer
    if _is_for_the_workspace(request.path_info) and (kept := give_back(request, is_down=True)):
        kept.headers["Retry-After"] = answer.headers["Retry-After"]
        return kept
    return answer


def _is_for_the_workspace(path: str) -> bool:
    """Tell what is at a path: the fault may have come before that was looked up."""
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            return getattr(resolve(path).func, "door", "") == "workspace"
        except Resolver404:
            return False


def give_back(request: HttpRequest, *, is_down: bool = False) -> HttpResponse | None:
    """Return a page that holds every field that was sent; None where there is none, or too much.

    While the database is down, it is not known who sent them.
    """
    fields = [(name, text) for name, texts in request.POST.lists() if name != TOKEN for text in texts]
    if not fields or sum(len(name) + len(text) for name, text in fields) > MOST:
        return None
    context: dict[str, Any] = {
        "fields": fields,
        "texts": [text for _name, text in fields if len(text) > SHOWN and " " in text],
        "is_down": is_down,
        "is_signed_in": not is_down and request.user.is_authenticated,
        "has_files": bool(request.FILES),
    }
    if is_down:
        context |= {"user": None, "messages": ()}
    status = HTTPStatus.SERVICE_UNAVAILABLE if is_down else HTTPStatus.FORBIDDEN
    with override(get_language_from_path(request.path_info) or get_language()):
        answer = render(request, "portal/workspace/unsent.html", context, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer

"""What a visitor reads when something is wrong: in their language, without the database.

These pages run no context processor and know only the address; the words are in `templates/NNN.html`.
A machine that asked for open data gets JSON.
"""

from __future__ import annotations

import sys
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.template.loader import get_template
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_path, get_language_from_request, override
from django.utils.translation import gettext as _

from citesmetiers.edge.circuit import circuit
from citesmetiers.open_data import responses as open_data
from network.access import FromElsewhere

if TYPE_CHECKING:
    from django.http import HttpRequest

# Seconds: the longest wait that a limit of allauth asks for, and a restart of the database.
WAIT_AFTER_TOO_MANY = 300
WAIT_FOR_THE_DATABASE = 60


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    nameless = isinstance(exception, FromElsewhere)
    return _page(request, HTTPStatus.FORBIDDEN, template="403_elsewhere.html" if nameless else "")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is missing or old."""
    return _page(request, HTTPStatus.FORBIDDEN, template="403_csrf.html")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, HTTPStatus.NOT_FOUND)


def gone(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for a page that was here and will not come back."""
    return _page(request, HTTPStatus.GONE)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    response = _page(request, HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(WAIT_AFTER_TOO_MANY)
    return response


def too_many_at_the_door(request: HttpRequest) -> HttpResponse:
    """Say the same of signing in, from words that are drawn once: a flood is not worth a page each time."""
    response = HttpResponse(
        _words_at_the_door(get_language_from_request(request)), status=HTTPStatus.TOO_MANY_REQUESTS
    )
    response["Retry-After"] = str(WAIT_AFTER_TOO_MANY)
    response["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["Accept-Language"])
    return response


@cache
def _words_at_the_door(language: str) -> bytes:
    with override(language):
        return _words(HTTPStatus.TOO_MANY_REQUESTS, path=reverse("account_login")).encode()


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer for an exception that nobody caught; a database that does not answer is told apart."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        _renew_the_pool()
        return unavailable(request)
    return _page(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def unavailable(request: HttpRequest) -> HttpResponse:
    response = _page(request, HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = str(WAIT_FOR_THE_DATABASE)
    return response


def _renew_the_pool() -> None:
    """Let go of every line to the database when one was dropped: a restart drops them all.

    Else each of them would fail one more visitor. The next who needs one looks first whether it is there.
    """
    line, pool = connection.connection, getattr(connection, "pool", None)
    if pool and line is not None and line.closed:
        circuit.suspect()
        pool.drain()


def _page(request: HttpRequest, status: HTTPStatus, template: str = "") -> HttpResponse:
    if request.path_info.startswith(open_data.ROOT):
        with override(get_language_from_request(request)):
            missing = status == HTTPStatus.NOT_FOUND
            return open_data.fault(
                status, _("There is nothing at this address.") if missing else status.phrase
            )
    # Read again from the request: the fault may have come before the language was known.
    with override(get_language_from_request(request, check_path=True)):
        words = _words(status, template, path=request.path, full_path=request.get_full_path())
    response = HttpResponse(words, status=status)
    response["Cache-Control"] = "no-store"
    if not get_language_from_path(request.path_info):
        patch_vary_headers(response, ["Accept-Language"])
    return response


def _words(status: HTTPStatus, template: str = "", *, path: str, full_path: str = "") -> str:
    said = {"status": int(status), "path": path, "full_path": full_path or path}
    return get_template(template or f"{status:d}.html").render(
        said | {"CONTACT_EMAIL": settings.CONTACT_EMAIL}
    )

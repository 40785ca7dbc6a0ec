"""Wraps answers for machines: JSON that any site may read, with an ETag, fresh for no longer than it is true."""

from __future__ import annotations

import hashlib
import json
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from citesmetiers.open_data.questions import BadQuestionError
from network import keeping
from network.access import public

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpRequest

ROOT = "/open/"
METHODS = ("GET", "HEAD", "OPTIONS")
# Seconds that an answer may be kept: a team that changes its hours waits no longer to see them.
FRESH = 60
PREFLIGHT_FRESH = 24 * 3600
_OPEN_TO_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
}

type View = Callable[..., HttpResponse]


def open_data(view: View) -> View:
    """Open an answer to every machine and site; it is only ever read."""

    @wraps(view)
    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "OPTIONS":
            return _with(_options(), _OPEN_TO_ALL)
        if request.method not in METHODS:
            response = fault(HTTPStatus.METHOD_NOT_ALLOWED, _("This address can only be read."))
            response["Allow"] = ", ".join(METHODS)
            return response
        try:
            found = view(request, *args, **kwargs)
        except BadQuestionError as error:
            return fault(HTTPStatus.BAD_REQUEST, error.message, parameter=error.parameter)
        kept = get_conditional_response(request, etag=found["ETag"], response=found)
        return _with(kept or found, _OPEN_TO_ALL)

    # Nothing can be written here, so there is nothing that a forged request could write.
    return public(csrf_exempt(opened))


def answer(found: dict[str, Any], *, fresh: int = FRESH) -> HttpResponse:
    """Answer with data that may be kept for some seconds."""
    response = _json(found)
    keeping.told_instead(_json(unconfirmed(found)).content)
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["Cache-Control"] = f"public, max-age={fresh}"
    return response


def unconfirmed(told: Any) -> Any:
    """Say the same while nothing can be checked: no state, nor what follows from one."""
    if isinstance(told, list):
        return [unconfirmed(each) for each in told]
    if not isinstance(told, dict):
        return told
    unsure = {name: unconfirmed(value) for name, value in told.items()}
    if "confirmed" in told:
        unsure |= {"state": "unknown", "confirmed": False}
        unsure |= {name: None for name in ("until", "next_opening", "reason") if name in told}
    return unsure


def fault(status: HTTPStatus, message: str, *, parameter: str | None = None) -> HttpResponse:
    """Answer that something is wrong, in words."""
    response = _json({"error": {"status": int(status), "parameter": parameter, "message": message}})
    response.status_code = status
    response["Cache-Control"] = "no-store"
    return _with(response, _OPEN_TO_ALL)


def seconds_fresh(now: datetime, ends: datetime | None) -> int:
    """Tell how long an answer may be kept when something in it ends: no longer than that."""
    if ends is None or ends <= now:
        return FRESH
    return min(FRESH, int((ends - now).total_seconds()))


def _json(found: dict[str, Any]) -> HttpResponse:
    body = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    return HttpResponse(body, content_type="application/json")


def _options() -> HttpResponse:
    response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    response["Allow"] = response["Access-Control-Allow-Methods"] = ", ".join(METHODS)
    response["Access-Control-Allow-Headers"] = "If-None-Match"
    response["Access-Control-Max-Age"] = str(PREFLIGHT_FRESH)
    return response


def _with(response: HttpResponse, headers: dict[str, str]) -> HttpResponse:
    for name, value in headers.items():
        response[name] = value
    return response

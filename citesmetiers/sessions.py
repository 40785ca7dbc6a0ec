"""Sessions that know whose they are, end by themselves, and leave nothing behind."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends import db
from django.core import signing
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import salted_hmac

from network.emails.writing import portal_language
from network.models import Session, User

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

SINCE, BROWSER = "since", "browser"
SEEN_COOKIE = "__Host-seen" if settings.IS_SECURE else "seen"
_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrom", "Chrome"), ("Safari/", "Safari"))  # fmt: skip
_SYSTEMS = (("Android", "Android"), ("iPhone|iPad", "iOS"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"))  # fmt: skip


class SessionStore(db.SessionStore):
    """Django's sessions in the database, with their person beside the data (the setting `SESSION_ENGINE`)."""

    @classmethod
    def get_model_class(cls) -> Any:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        session: Any = super().create_model_instance(data)
        session.user_id = data.get("_auth_user_id")
        session.browser = data.get(BROWSER, "")
        since = data.get(SINCE)
        session.began_at = datetime.fromtimestamp(since, UTC) if since else timezone.now()
        return session


def note_beginning(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    """Note when somebody signs in, and with what: never from where."""
    request.session[SINCE] = int(time.time())
    request.session[BROWSER] = browser_of(request)


def browser_of(request: HttpRequest) -> str:
    """Name browser and system so that one recognises one's own; empty where they are not known."""
    agent = request.headers.get("User-Agent", "")
    found = (
        next((name for word, name in words if re.search(word, agent)), "") for words in (_BROWSERS, _SYSTEMS)
    )
    return ", ".join(filter(None, found))


class SessionMiddleware:
    """Keeps to the limits of a session, on pages that are not for everybody.

    It ends two hours after the last page and twelve after it began. The last page is told by a signed
    cookie, so that reading writes nothing. What a person sees is in their language, and never stored;
    who signs out leaves no page in the browser.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not getattr(request, "is_for_one_person", False):
            return response
        add_never_cache_headers(response)
        if request.user.is_authenticated:
            response.set_cookie(
                SEEN_COOKIE, _seen(request), httponly=True, samesite="Lax", secure=settings.IS_SECURE
            )
        else:
            response.delete_cookie(SEEN_COOKIE, samesite="Lax")
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> None:
        if not looks_at_who_reads(request, view):
            return
        user = request.user
        if not isinstance(user, User):
            return
        request.is_for_one_person = True  # type: ignore[attr-defined]
        if is_over(request):
            logout(request)
            return
        if translation.get_language_from_path(request.path_info) is None:
            request.LANGUAGE_CODE = portal_language(user.language)
            translation.activate(request.LANGUAGE_CODE)


def looks_at_who_reads(request: HttpRequest, view: Any) -> bool:
    """Tell whether a page is for somebody, and somebody is there: else nobody's session is asked for."""
    return getattr(view, "door", "") != "public" and settings.SESSION_COOKIE_NAME in request.COOKIES


def is_over(request: HttpRequest) -> bool:
    """Tell whether a session has lasted too long, or nobody has used it for too long."""
    now, since = time.time(), int(request.session.get(SINCE, 0))
    seen = max(since, _last_seen(request))
    longest, longest_idle = int(settings.SESSION_COOKIE_AGE), int(settings.SESSION_IDLE_AGE)
    return now - since > longest or now - seen > longest_idle


def _seen(request: HttpRequest) -> str:
    """Say that this session is in use now; worth nothing with another one."""
    return signing.dumps([_fingerprint(request), int(time.time())], salt="sessions")


def _last_seen(request: HttpRequest) -> int:
    try:
        session, moment = signing.loads(request.COOKIES.get(SEEN_COOKIE, ""), salt="sessions")
    except (signing.BadSignature, ValueError, TypeError):
        return 0
    return int(moment) if session == _fingerprint(request) else 0


def _fingerprint(request: HttpRequest) -> str:
    return salted_hmac("sessions", request.session.session_key or "", algorithm="sha256").hexdigest()[:32]

"""Reads a request: whether a copy may answer it, and the name of that copy. Nothing of a visitor is in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils.translation import get_language_from_request

from citesmetiers.edge.routes import FREE, SAID_EMPTY, Route, route_of

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_QUERY, LONGEST_PATH, MOST_VALUES = 2048, 512, 100
METHODS = ("GET", "HEAD")


@dataclass(frozen=True)
class Asked:
    """A question that a copy may answer."""

    key: bytes
    route: Route
    query: str
    # Of the reader, where the path does not say.
    language: str
    is_free: bool
    is_head: bool


def asked_of(environ: Mapping[str, Any]) -> Asked | None:
    """Return what is asked for; None where a request is Django's alone."""
    path = environ.get("PATH_INFO", "")
    if environ["REQUEST_METHOD"] not in METHODS or environ.get("SCRIPT_NAME") or len(path) > LONGEST_PATH:
        return None
    route, language = route_of(path)
    if route is None or _is_of_somebody(environ):
        return None
    host, scheme = _host_of(environ), _scheme_of(environ)
    if not host or (settings.SECURE_SSL_REDIRECT and scheme != "https"):
        return None
    query = _query_of(environ.get("QUERY_STRING", ""), route)
    if query is None:
        return None
    reader = "" if language else _language_of(environ)
    name = "\0".join((scheme, host, path, reader, query[0]))
    return Asked(
        key=blake2b(
            name.encode("utf-8", "surrogatepass"), key=_secret_of(settings.SECRET_KEY), digest_size=20
        ).digest(),
        route=route,
        query=query[0],
        language=reader,
        is_free=query[1],
        is_head=environ["REQUEST_METHOD"] == "HEAD",
    )


def _is_of_somebody(environ: Mapping[str, Any]) -> bool:
    """Tell whether a session, a password or a chosen language comes with a request."""
    if "HTTP_AUTHORIZATION" in environ:
        return True
    cookies = environ.get("HTTP_COOKIE", "")
    return bool(cookies) and any(
        name in cookies for name in (settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME)
    )


def _host_of(environ: Mapping[str, Any]) -> str:
    """Return the host that is asked, with a port of ours or none; empty where it is none of ours."""
    host = environ.get("HTTP_HOST", "").lower()
    return host if _is_ours(host, environ.get("SERVER_PORT", ""), tuple(settings.ALLOWED_HOSTS)) else ""


@lru_cache(maxsize=256)
def _is_ours(host: str, port_of_server: str, allowed: tuple[str, ...]) -> bool:
    domain, port = split_domain_port(host)
    ports = {"", str(urlsplit(settings.SITE_URL).port or ""), port_of_server}
    return bool(domain) and validate_host(domain, allowed) and port in ports


def _scheme_of(environ: Mapping[str, Any]) -> str:
    """As Django has it: the proxy's word where we trust it, else the server's."""
    if settings.SECURE_PROXY_SSL_HEADER:
        header, secure = settings.SECURE_PROXY_SSL_HEADER
        said = environ.get(header)
        if said is not None:
            return "https" if said.split(",", 1)[0].strip() == secure else "http"
    return str(environ.get("wsgi.url_scheme", "http"))


def _query_of(text: str, route: Route) -> tuple[str, bool] | None:
    """Return the keys that a page reads, in one order, and whether somebody’s own words are among them.

    None where the page must see the question as it was asked.
    """
    if not text:
        return "", False
    if len(text) > LONGEST_QUERY:
        return None
    try:
        pairs = parse_qsl(
            text, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=MOST_VALUES
        )
        known = [
            (name, value) for name, value in pairs if name in route.keys and (value or name in SAID_EMPTY)
        ]
        if route.is_strict and (len(known) < len(pairs) or len(dict(known)) < len(known)):
            return None
        # By name alone: of some keys the last value counts.
        query = urlencode(sorted(known, key=lambda pair: pair[0]))
    except ValueError:
        return None
    return query, any(name in FREE for name, _value in known)


def _language_of(environ: Mapping[str, Any]) -> str:
    """Return which of our languages a browser asks for, as the pages without one in their path have it."""
    return get_language_from_request(_Reader(environ.get("HTTP_ACCEPT_LANGUAGE", "")))  # type: ignore[arg-type]


class _Reader:
    """As much of a request as says a language."""

    def __init__(self, accepted: str) -> None:
        self.COOKIES: dict[str, str] = {}
        self.META = {"HTTP_ACCEPT_LANGUAGE": accepted}


@lru_cache(maxsize=4)
def _secret_of(key: str) -> bytes:
    return blake2b(key.encode(), person=b"pages").digest()

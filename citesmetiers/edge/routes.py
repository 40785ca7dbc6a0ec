"""Which pages there are copies of, by the name of their route, and which keys of an address each of them reads.

A key that a page does not read is dropped before the page sees it, so that nobody fills the store with copies of one
page. `tests/edge/test_routes.py` holds the table to the filters and forms of the pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import override

DAY = 24 * 3600
QUARTER = 15 * 60
_DAY_FORM = {"on", "day", "month", "year"}
_TIMES = {"when", "at", "day", "month", "year", "time"}
_OFFERS = {
    "q", "theme", "access", "modality", "audience", "language", "country", "cite", "where", "near", "within", "pick",
    *_TIMES,
}  # fmt: skip
# What people write themselves or chose: such pages are kept in memory alone.
FREE = frozenset({"q", "where", "near", "pick"})
# To leave one of these empty says something: a form that was sent without it.
SAID_EMPTY = frozenset({"day", "month", "year", "time"})


@dataclass(frozen=True)
class Route:
    """A kind of page: the keys that it reads, and for how many seconds a copy stands in while the database is down."""

    keys: frozenset[str] = frozenset()
    stands_in: int = DAY
    # Refuses what it does not know: such a question goes to the page as it is.
    is_strict: bool = False


def _route(*keys: str, stands_in: int = DAY, is_strict: bool = False) -> Route:
    return Route(frozenset(keys), stands_in, is_strict)


ROUTES = {
    "robots": _route(),
    "security": _route(),
    "sitemap": _route("p"),
    "sitemap_section": _route("p"),
    "open:index": _route(stands_in=QUARTER, is_strict=True),
    "open:place_state": _route("at", stands_in=QUARTER, is_strict=True),
    "open:cite_week": _route("from", stands_in=QUARTER, is_strict=True),
    "open:search": _route(
        "q", "lang", "kind", "theme", "near", "at", "page", stands_in=QUARTER, is_strict=True
    ),
    "public:home": _route(),
    "public:search": _route("q", "kind", "page"),
    "public:shortlist": _route("pick"),
    "public:cites": _route("q", "country", "theme", "map", "page", *_TIMES),
    "public:cite": _route(*_DAY_FORM),
    "public:week": _route("from", "place", "theme", "language", "mode"),
    "public:permanences_calendar": _route("place", "theme", "language", "mode", stands_in=QUARTER),
    "public:partner": _route("page"),
    "public:partners": _route("q", "kind", "country", "page"),
    "public:about": _route(),
    "public:site_map": _route(),
    "public:gallery": _route("where", "near"),
    "public:label": _route("status", "country", "page", "format", *_DAY_FORM, stands_in=QUARTER),
    "public:label_proof": _route(*_DAY_FORM, stands_in=QUARTER),
    "public:badge": _route(stands_in=QUARTER),
    "public:network": _route("page"),
    "public:services": _route(*_OFFERS, "page"),
    "public:services_map": _route(*_OFFERS, "page", "map"),
    "public:service": _route(),
    "public:agenda": _route(
        "q", "theme", "kind", "way", "booking", "audience", "language", "country", "cite", "page", "view", "on"
    ),
    "public:agenda_calendar": _route(
        "q", "theme", "kind", "way", "booking", "audience", "language", "country", "cite", stands_in=QUARTER
    ),
    "public:event": _route(),
    "public:event_calendar": _route(stands_in=QUARTER),
    "public:cite_calendar": _route(
        "q", "theme", "kind", "way", "booking", "audience", "language", "country", "cite", stands_in=QUARTER
    ),
}  # fmt: skip
# Public all the same: choices of a language, pictures, and the pages that carry a form or what was sent by it.
WITHOUT_COPY = {"choose_language", "picture", "public:suggested", "public:suggestions"}


@lru_cache(maxsize=4096)
def route_of(path: str) -> tuple[Route | None, str]:
    """Return the kind of page at a path, None where no copy is taken, and its language. A path holds nobody's words."""
    code = path[1 : path.find("/", 1)]
    language = code if code in dict(settings.LANGUAGES) else ""
    if not language and not path.startswith(("/robots", "/sitemap", "/.well-known/", "/open/")):
        return None, ""
    with override(language or settings.LANGUAGE_CODE):
        try:
            return ROUTES.get(resolve(path).view_name), language
        except Resolver404:
            return None, language

"""Follows every link from the first page on, as a browser does, and finds nothing left behind."""

from __future__ import annotations

import re
from collections import Counter, deque
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

import pytest
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

from citesmetiers.urls import public
from tests.journeys.atlas import EVERY, LANGUAGES, PAGES
from tests.journeys.fetching import fetch

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.atlas import Atlas
    from tests.journeys.watching import Watch

ENOUGH = 3  # pages of a type, with and without a question
# For who builds pages; after something is sent; where something is published, which few Cités have.
NOT_LINKED = {"gallery", "suggested", "suggestions"}
HREFS = "links => links.map(link => new URL(link.getAttribute('href'), document.baseURI).href)"
POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
    "connect-src 'self'", "manifest-src 'self'", "form-action 'self'", "base-uri 'none'",
    "frame-ancestors 'none'", "object-src 'none'",
}  # fmt: skip
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}

# One language in the suite, both in the full proofs: the pages are the same but for their words.
IN_FRENCH, IN_ENGLISH = (
    [pytest.param(each, marks=() if each == walked else pytest.mark.prove) for each in LANGUAGES]
    for walked in ("fr", "en")
)


@pytest.mark.parametrize("language", IN_ENGLISH)
def test_crawl_reaches_every_type_of_page_and_leaves_nothing(
    page: Page, watch: Watch, atlas: Atlas, language: str
):
    seen, met, faults = set(), Counter(), []
    waiting = deque([f"{atlas.home}/{language}/"])
    while waiting:
        address = waiting.popleft()
        kind = route(address)
        if address in seen or kind is None or met[kind] >= ENOUGH:
            continue
        seen.add(address)
        met[kind] += 1
        response = page.goto(address)
        if response.status != 200:
            faults.append(f"{address} answers {response.status}")
        faults += watch.look_at(page)
        links = page.locator("a[href]").evaluate_all(HREFS)
        pages = (link for link in links if not urlsplit(link).path.endswith(".ics"))
        waiting.extend(urldefrag(link).url for link in pages if link.startswith(f"{atlas.home}/{language}/"))
    assert not faults
    names = {name for name, _has_question in met}
    assert {each.name for each in public if "html" in kinds(each)} - NOT_LINKED - names == set()


@pytest.mark.parametrize("language", IN_FRENCH)
def test_states_leave_nothing_and_every_answer_carries_the_policy_and_the_usual_headers(
    page: Page, watch: Watch, atlas: Atlas, language: str
):
    for name in EVERY:
        response = page.goto(atlas.path(name, language))
        assert (name, response.status) == (name, atlas.status(name))
        assert not watch.look_at(page), name
    for name in ("/", "/accounts/login/", "/robots.txt"):
        page.goto(name)
    assert any("/static/" in address for address in watch.responses)
    for address, response in watch.responses.items():
        headers = response.all_headers()
        # The one picture that other sites may show.
        shared = {"cross-origin-resource-policy": "cross-origin"} if address.endswith("/badge.svg") else {}
        assert set(headers["content-security-policy"].split("; ")) == POLICY, address
        assert {name: headers.get(name) for name in HEADERS} == HEADERS | shared, address
        assert "camera=()" in headers["permissions-policy"], address
        if "/accounts/" not in address:
            assert "cookie" not in headers.get("vary", "").lower(), address
            assert "set-cookie" not in headers, address


def test_health_carries_the_policy_too(atlas: Atlas):
    assert set(fetch(f"{atlas.home}/healthz").headers["content-security-policy"].split("; ")) == POLICY


def test_sign_in_sets_one_necessary_cookie_and_is_never_kept(page: Page, atlas: Atlas):
    response = page.goto("/accounts/login/")
    cookies = page.context.cookies()
    assert [each["name"] for each in cookies] == ["csrf"]
    assert (cookies[0]["httpOnly"], cookies[0]["sameSite"]) == (True, "Lax")
    assert re.search("no-store|private", response.headers["cache-control"])


def test_atlas_shows_every_type_of_page(atlas: Atlas):
    """A new type of page has a place in the atlas, and so in every journey."""
    shown = {route(f"{atlas.home}{atlas.path(name, 'fr')}")[0] for name in PAGES}
    assert {each.name for each in public if "html" in kinds(each)} - shown == set()


def kinds(pattern) -> set[str]:
    """Return what a route answers with, as its address tells; of what is only sent, nothing."""
    if getattr(pattern.callback, "door", "") == "public post":
        return set()
    return {{"ics": "calendar", "svg": "picture"}.get(str(pattern.pattern).rpartition(".")[2], "html")}


def route(address: str) -> tuple[str, bool] | None:
    """Name the type of a public page, and whether it answers a question; None for what is not public."""
    parts = urlsplit(address)
    try:
        with override(get_language_from_path(parts.path)):
            match = resolve(parts.path)
    except Resolver404:
        return ("not found", False)
    return (match.url_name, bool(parts.query)) if match.namespaces == ["public"] else None

"""What every answer carries, whoever gives it: a page, an error, a file, a redirect, a machine's text."""

import pytest
from django.conf import settings
from django.test import Client

from citesmetiers.headers import PERMISSIONS_POLICY

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
PUBLIC = [
    ("/", 302),
    ("/fr/", 200),
    ("/fr/cites/", 200),
    ("/en/partners/", 200),
    ("/en/partners/nobody/", 404),
    ("/fr/about/privacy/", 200),
    ("/fr/about/nothing/", 404),
    ("/fr/site-map/", 200),
    ("/fr/cites", 301),
    ("/robots.txt", 200),
    ("/sitemap.xml", 200),
    ("/.well-known/security.txt", 200),
    ("/static/css/base.css", 200),
    ("/static/css/nothing.css", 404),
]
OTHERS = [
    ("/healthz", 200),
    ("/accounts/login/", 200),
    ("/accounts/password/change/", 302),
    ("/admin/", 302),
    ("/en/workspace/", 302),
]


def ask(path, **extra):
    response = Client().get(path, **extra)
    if response.streaming:
        # A file is read to its end, as a server does: it closes itself.
        b"".join(response.streaming_content)
    response.close()
    return response


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "status"), [*PUBLIC, *OTHERS])
def test_every_answer_carries_the_same_headers(path, status):
    response = ask(path)
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    assert response.status_code == status


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "status"), PUBLIC)
def test_nothing_public_sets_a_cookie_or_varies_on_one(path, status):
    response = ask(path)
    assert response.status_code == status
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()


@pytest.mark.django_db
def test_an_unknown_host_gets_the_headers_too():
    response = ask("/en/partners/", headers={"host": "stranger.example"})
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    assert response.status_code == 400


def test_the_policy_has_no_exception():
    for loophole in ("unsafe", "nonce", "data:", "blob:", "http", "*"):
        assert loophole not in POLICY


@pytest.mark.django_db
def test_signing_in_takes_one_cookie_that_ends_with_the_browser():
    response = ask("/accounts/login/")
    ((name, cookie),) = response.cookies.items()
    assert name == settings.CSRF_COOKIE_NAME
    assert (cookie["max-age"], cookie["expires"], cookie["httponly"], cookie["samesite"]) == (
        "",
        "",
        True,
        "Lax",
    )
    assert "no-store" in response["Cache-Control"]

"""The pages for when something is wrong. No test here may touch the database: none has the mark for it."""

import html5lib
import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.urls import path

from citesmetiers import urls
from citesmetiers.views import errors
from network.access import public

HTML = "{http://www.w3.org/1999/xhtml}"


def _raises(error):
    @public
    def view(request):
        raise error

    return view


urlpatterns = [
    path("400/", _raises(SuspiciousOperation())),
    path("403/", _raises(PermissionDenied())),
    path("410/", public(errors.gone)),
    path("429/", public(errors.too_many)),
    path("500/", _raises(ZeroDivisionError())),
    path("503/", _raises(OperationalError("the server closed the connection"))),
    path("csrf/", public(errors.csrf_failure)),
    *urls.urlpatterns,
]
handler400, handler403, handler404 = urls.handler400, urls.handler403, urls.handler404
handler429, handler500 = urls.handler429, urls.handler500

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


CASES = [
    ("400", 400),
    ("403", 403),
    ("404", 404),
    ("410", 410),
    ("429", 429),
    ("500", 500),
    ("503", 503),
    ("csrf", 403),
]


@pytest.mark.parametrize(("name", "status"), CASES)
def test_error_page_has_its_status_one_heading_and_three_ways_on(client, name, status):
    response = client.get(f"/{name}/", headers={"Accept-Language": "en"})
    assert response.status_code == status
    tree = html5lib.HTMLParser(strict=True).parse(response.content.decode())
    assert len(list(tree.iter(f"{HTML}h1"))) == 1
    ways = next(ul for ul in tree.iter(f"{HTML}ul") if ul.get("class") == "ways")
    assert len(list(ways.iter(f"{HTML}a"))) == 3
    assert f"Error {status}" in response.text
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


@pytest.mark.parametrize(("name", "status"), CASES)
def test_error_page_is_not_for_search_engines(client, name, status):
    text = client.get(f"/{name}/", headers={"Accept-Language": "en"}).text
    assert text.count('<meta name="robots" content="noindex">') == 1
    assert 'rel="canonical"' not in text


@pytest.mark.parametrize(
    ("address", "asked", "language"),
    [
        ("/fr/nothing/", "en", "fr"),
        ("/en/nothing/", "fr", "en"),
        ("/410/", "fr", "fr"),
        ("/410/", "en;q=0.5, fr", "fr"),
        ("/410/", "xx", "en"),
    ],
)
def test_error_page_speaks_the_language_of_the_address_else_of_the_browser(client, address, asked, language):
    response = client.get(address, headers={"Accept-Language": asked})
    assert f'<html lang="{language}"' in response.text
    assert ("Accept-Language" in response.get("Vary", "")) == address.startswith("/410")


def test_not_found_offers_to_search_as_a_plain_form(client):
    text = client.get("/en/nothing/").text
    assert (
        '<form class="threshold__form ask ask--one" id="search" action="/en/services/" method="get"' in text
    )


@pytest.mark.parametrize(("name", "seconds"), [("429", "300"), ("503", "60")])
def test_error_page_says_when_to_come_back(client, name, seconds):
    assert client.get(f"/{name}/")["Retry-After"] == seconds


def test_unavailable_offers_the_same_address_again(client):
    assert '<a href="/503/?q=a%26b">' in client.get("/503/?q=a%26b").text


def test_unavailable_is_told_when_the_session_cannot_be_read(client, monkeypatch):
    def fail(*_args):
        raise OperationalError

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", fail)
    client.cookies["session"] = "x" * 32
    assert client.get("/accounts/login/").status_code == 503


def test_form_without_token_is_told_what_to_do():
    response = Client(enforce_csrf_checks=True).post(
        "/accounts/login/", {"login": "a@example.org", "password": "x"}
    )
    assert response.status_code == 403
    assert "Your form did not go through." in response.text


def test_not_found_escapes_the_address():
    response = errors.not_found(RequestFactory().get("/en/<script>/"))
    assert "<script" not in response.content.decode()

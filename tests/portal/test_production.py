"""The portal with the settings of production, and a database that is down or silent."""

import shutil
import socket
from contextlib import closing

import pytest
from django.conf import settings

from tests.production import Production

BY_HTTPS = {"HTTP_X_FORWARDED_PROTO": "https"}
FORM = {
    "REQUEST_METHOD": "POST",
    "CONTENT_TYPE": "application/x-www-form-urlencoded",
    "CONTENT_LENGTH": "0",
}
STRANGER = {"HTTP_HOST": "stranger.example"}


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    var = tmp_path_factory.mktemp("var")
    # Cutting the fonts takes a while; those of the tests are the same.
    shutil.copytree(settings.BUILT_ASSETS, var / "assets")
    portal = Production(var)
    portal.run("manage.py", "prepare")
    return portal


@pytest.fixture(scope="module")
def without_database(production):
    """The answers of an HTTPS portal whose database refuses connections."""
    questions = {
        "healthz": ("/healthz", STRANGER),
        "readyz": ("/readyz", STRANGER),
        "redirect": ("/fr/cites/", {}),
        "stranger": ("/fr/", STRANGER | BY_HTTPS),
        "fr": ("/fr/partners/anybody/", BY_HTTPS),
        "en": ("/en/partners/anybody/", BY_HTTPS),
        "nowhere": ("/fr/nothing/", BY_HTTPS),
        "forged": ("/accounts/login/", BY_HTTPS | FORM | {"HTTP_ACCEPT_LANGUAGE": "fr"}),
        "static": ("/static/css/base.css", BY_HTTPS),
        "accounts": ("/accounts/login/", BY_HTTPS | {"HTTP_ACCEPT_LANGUAGE": "fr"}),
    }
    return dict(zip(questions, production.ask(*questions.values()), strict=True))


def test_healthz_answers_without_database_whatever_the_host(without_database):
    answer = without_database["healthz"]
    assert (answer.status, answer.body, answer.headers["Cache-Control"]) == (200, "ok\n", "no-store")


def test_readyz_says_within_seconds_that_the_database_is_down(without_database):
    answer = without_database["readyz"]
    assert (answer.status, answer.body) == (503, "not ready\n")
    assert answer.seconds < 6


def test_other_addresses_are_redirected_and_strangers_refused(without_database):
    assert without_database["redirect"].status == 301
    assert without_database["stranger"].status == 400


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("fr", 503, '<html lang="fr"'),
        ("en", 503, '<html lang="en"'),
        ("nowhere", 404, '<html lang="fr"'),
        ("stranger", 400, '<html lang="fr"'),
        ("forged", 403, '<html lang="fr"'),
    ],
)
def test_errors_are_told_in_the_language_of_the_address_without_database(
    without_database, name, status, words
):
    answer = without_database[name]
    assert answer.status == status
    assert words in answer.body
    assert f"{status}</small>" in answer.body
    assert "Traceback" not in answer.body


def test_pages_without_records_need_no_database(without_database):
    assert without_database["static"].status == 200
    assert without_database["accounts"].status == 200


def test_every_answer_carries_the_headers_even_without_database(without_database):
    for name, answer in without_database.items():
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'"), name
        assert answer.headers["X-Content-Type-Options"] == "nosniff", name
    by_https = [answer for name, answer in without_database.items() if name not in {"healthz", "readyz"}]
    assert all("Strict-Transport-Security" in each.headers for each in by_https if each.status in {200, 404})


def test_readyz_does_not_wait_for_a_database_that_says_nothing(production):
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        port = silent.getsockname()[1]
        ready, alive = production.ask(
            ("/readyz", {}), ("/healthz", {}), DATABASE_URL=f"postgresql://nobody@127.0.0.1:{port}/nothing"
        )
    assert (ready.status, alive.status) == (503, 200)
    assert ready.seconds < 6

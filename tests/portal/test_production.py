"""The portal with the settings of production, and a database that is down, silent, or drops the line."""

import io
import shutil
import socket
from contextlib import closing
from unittest.mock import Mock

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, connection
from django.test import RequestFactory

from citesmetiers.views import errors
from tests.factories import make_agreement, make_cite, make_partner
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


class DropTheLine:
    """Ends the connection on the server before the first statement, as a restart does."""

    dropped = False

    def __call__(self, execute, sql, params, many, context):
        if not self.dropped:
            self.dropped = True
            with closing(connection.copy()) as other, other.cursor() as cursor:
                backend = connection.connection.info.backend_pid
                cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
        return execute(sql, params, many, context)


def ask(path):
    """Ask the real WSGI handler: unlike the test client, it gives connections back."""
    seen = {}
    environ = RequestFactory().get(path, headers={"host": "localhost"}).environ
    answer = WSGIHandler()(
        environ | {"wsgi.input": io.BytesIO()}, lambda status, _headers: seen.update(status=status)
    )
    body = b"".join(answer).decode()
    answer.close()
    return seen["status"], body


@pytest.mark.django_db(transaction=True)
def test_a_dropped_line_is_told_in_words_and_taken_up_again():
    partner = make_partner()
    make_agreement(make_cite(), partner)
    with connection.execute_wrapper(DropTheLine()):
        status, body = ask(f"/fr/partners/{partner.slug}/")
        assert status.startswith("503")
        assert '<html lang="fr"' in body
        assert ask(f"/fr/partners/{partner.slug}/")[0].startswith("200")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("dropped", [True, False])
def test_one_dropped_line_renews_the_pool(monkeypatch, dropped):
    pooled = Pooled()
    monkeypatch.setattr(errors, "connection", pooled)
    fault = DropTheLine() if dropped else _cancelled
    with connection.execute_wrapper(fault):
        assert ask("/fr/partners/anybody/")[0].startswith("503")
    assert pooled.pool.drain.called == dropped


class Pooled:
    """The connection of the tests, which have no pool, as one with a pool."""

    def __init__(self):
        self.pool = Mock()

    @property
    def connection(self):
        return connection.connection


def _cancelled(execute, sql, params, many, context):
    raise OperationalError("canceling statement due to statement timeout")

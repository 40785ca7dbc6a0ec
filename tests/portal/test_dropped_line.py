"""A database that drops the line in the middle of a page."""

import io
from contextlib import closing
from unittest.mock import Mock

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, connection
from django.test import RequestFactory

from citesmetiers.views import errors
from tests.factories import make_agreement, make_cite, make_partner


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

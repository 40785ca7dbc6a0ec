"""What a visitor looks for is their own affair: unmistakable words are asked for, and looked for everywhere afterwards."""

from __future__ import annotations

import logging

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from tests.house.world import make_town

pytestmark = pytest.mark.django_db
# In the question, the town, the point, and values that nothing knows; as typed, folded and reduced alike.
CANARIES = ("zqcanariquestion", "zqcanaritown", "87.6543", "zqcanarivalue")
QUERY = {
    "q": f"{CANARIES[0]} formation",
    "where": CANARIES[1],
    "near": f"{CANARIES[2]},-123.4567",
    "within": CANARIES[3],
    "theme": CANARIES[3],
    "kind": CANARIES[3],
    "cite": CANARIES[3],
    "pick": CANARIES[3],
    "page": CANARIES[3],
    "when": "at",
    "day": CANARIES[3],
}
QUESTIONS = ({"q": QUERY["q"]}, {"where": QUERY["where"]}, {"near": QUERY["near"]}, QUERY)
PATHS = (
    "/en/",
    "/en/services/",
    "/fr/services/map/",
    "/en/search/",
    "/fr/shortlist/",
    "/en/cites/",
    "/fr/agenda/",
    "/en/partners/",
    "/fr/label/",
    "/open/v1/search",
    "/en/nothing-there/",
)


def in_the_database():
    """Return the tables in which a row holds one of the words, in whatever column and of whatever type."""
    pattern = "|".join(each.replace(".", r"\.") for each in CANARIES)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT schemaname || '.' || quote_ident(tablename) FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        )
        tables = [name for (name,) in cursor.fetchall()]
        assert len(tables) > 50
        found = []
        for table in tables:
            cursor.execute(f"SELECT EXISTS (SELECT FROM {table} AS row WHERE row::text ~* %s)", [pattern])
            found += [table] if cursor.fetchone()[0] else []
    return found


def in_the(text):
    return [each for each in CANARIES if each in text.lower()]


def test_words_are_found_where_they_are_kept(client):
    """The search for them can find something."""
    town = make_town()
    assert in_the_database() == []
    town.cite.name = {"fr": f"Cité {CANARIES[0]}"}
    town.cite.save()
    assert {"public.network_cite", "public.citesmetiers_searchentry"} <= set(in_the_database())


@pytest.mark.parametrize("path", PATHS)
def test_words_are_kept_nowhere(client, caplog, capfd, path):
    make_town()
    with caplog.at_level(logging.DEBUG):
        for question in QUESTIONS:
            answer = client.get(path, question, follow=True)
            assert answer.status_code in {200, 400, 404}
            assert not answer.cookies
            assert answer["Referrer-Policy"] == "same-origin"
            # Words do not travel in what is kept beside the page, nor to who is told of it.
            assert in_the("".join(f"{name}: {value}" for name, value in answer.items())) == []
    told = caplog.text + "".join(repr(vars(each).get("args")) for each in caplog.records)
    assert in_the(told + "".join(capfd.readouterr())) == []
    assert in_the_database() == []
    assert mail.outbox == []


@pytest.mark.parametrize("fails", ["in the portal", "in the database"])
def test_words_are_told_to_nobody_where_a_search_fails(monkeypatch, capfd, settings, fails):
    """The log has the place of the fault, without what was asked for."""
    settings.ADMINS = ["somebody@example.org"]

    def fail(asked, number=1):
        if fails == "in the database":
            with connection.cursor() as cursor:
                cursor.execute("SELECT %s::tsquery", [f"{asked.words} & | ("])
        raise RuntimeError("Nobody foresaw this.")

    monkeypatch.setattr("citesmetiers.search.filters.find", fail)
    handler = logging.getLogger("django").handlers[0]
    said = []
    monkeypatch.setattr(handler, "emit", lambda record: said.append(handler.format(record)))
    answer = Client(raise_request_exception=False).get("/en/services/", QUERY)
    assert answer.status_code == 500
    written = "".join(said)
    assert "Internal Server Error: /en/services/" in written
    assert "in fail" in written
    assert in_the(written + "".join(capfd.readouterr())) == []
    assert mail.outbox == []

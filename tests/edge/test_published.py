"""What is published is seen at once, in every process, however it was written."""

import gzip
import re
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlencode

import psycopg
import pytest
from django.utils import timezone
from psycopg import sql

from tests.edge.serving import environment, prepare, run, server, until, write
from tests.journeys.serving import _database

PATHS = ("/fr/cites/lyon/", "/en/cites/", "/open/v1/places/lyon-main/state", "/en/partners/")
EDIT = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "citesmetiers.settings"
import django
django.setup()
from network.models import Cite
cite = Cite.objects.get(slug="lyon")
cite.region = sys.argv[1]
cite.save()
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("edge")
    with _database("edge") as database:
        env = environment(database, folder)
        env["COOKIES"] = prepare(env)["cookies"]
        with server(env) as one, server(env) as other:
            yield database, env, (one, other)


def are_shown(servers, path, words):
    return all(words in each.get(path).body for each in servers)


def announce(server, env, number):
    """Close the place on a day to come, as a contributor does in the workspace."""
    page, cookies = "/en/workspace/lyon/close/", env["COOKIES"]
    asked = server.get(page, Cookie=cookies)
    assert asked.status == 200
    csrf = re.search(r"csrf=([^;]+)", asked.headers["Set-Cookie"])[1]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', asked.body)[1]
    day = (timezone.localdate() + timedelta(days=20 + number)).isoformat()
    sent = {"csrfmiddlewaretoken": token, "do": "sure", "when": "days", "first_day": day, "last_day": day,
            "why__fr": f"Travaux numéro {number}."}  # fmt: skip
    names = re.findall(r'name="places" value="([^"]+)"', asked.body)
    body = urlencode([*sent.items(), *(("places", each) for each in names)])
    done = server.get(
        page,
        "POST",
        body,
        Cookie=f"{cookies}; csrf={csrf}",
        **{"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert done.status == 302, done.body


def numbers(sample, whole):
    """Yield some in the suite, and all that were promised in the full proof."""
    return pytest.mark.parametrize("many", [sample, pytest.param(whole, marks=pytest.mark.prove)])


@numbers(6, 30)
def test_publications_of_an_editor(world, many):
    """Before their answer has come, every process shows it: looked at with no wait at all."""
    _database, env, servers = world
    for number in range(many, 2 * many):
        for each in servers:
            assert f"Travaux numéro {number}." not in each.get("/fr/cites/lyon/").body
        announce(servers[number % 2], env, number)
        assert [f"Travaux numéro {number}." in each.get("/fr/cites/lyon/").body for each in servers] == [
            True,
            True,
        ]


@numbers(8, 24)
def test_publications_by_raw_sql(world, many):
    """Every process sees them within a second."""
    database, _env, servers = world
    slowest = 0.0
    for number in range(many):
        for each in servers:
            assert each.get("/en/cites/").status == 200
        write(database, "UPDATE network_cite SET region = %s WHERE slug = 'lyon'", f"Région {many} {number}")
        slowest = max(
            slowest, until(partial(are_shown, servers, "/en/cites/", f"Région {many} {number}"), 1.0)
        )
    assert slowest < 1


@numbers(2, 6)
def test_publications_by_a_command(world, many):
    """Every process sees them before the command has ended."""
    _database, env, servers = world
    for number in range(many):
        for each in servers:
            assert f"Commande {many} {number}" not in each.get("/en/cites/").body
        run(env, "-c", EDIT, f"Commande {many} {number}")
        assert [f"Commande {many} {number}" in each.get("/en/cites/").body for each in servers] == [
            True,
            True,
        ]


def test_copies_are_given_out(world):
    _database, _env, servers = world
    for each in servers:
        for path in PATHS:
            first, again = each.get(path), each.get(path)
            assert again.status == first.status == 200
            assert "Age" in again.headers


def test_the_page_of_a_cite_follows_its_places(world):
    database, _env, servers = world
    write(database, "UPDATE network_place SET city = %s WHERE slug = 'lyon-main'", "Villeurbanne")
    for each in servers:
        until(partial(are_shown, [each], "/fr/cites/lyon/", "Villeurbanne"), 1)


def test_one_who_signs_in_sees_no_copy(world):
    _database, _env, (one, _other) = world
    one.get("/en/cites/")
    assert "Age" not in one.get("/en/cites/", Cookie="session=abc").headers
    assert one.get("/en/cites/", Host="evil.example").status == 400


CANARIES = ["zinzolin", "qu%C3%A9squidit%C3%A9", "escarmouche-bleue"]


def test_words_of_visitors_are_nowhere(world):
    """What people look for is in no file of the portal, no line of a log, no row of the database."""
    database, env, servers = world
    words = [unquote(each).encode() for each in CANARIES] + [each.encode() for each in CANARIES]
    for each in servers:
        for path, key in (("/fr/services/", "q"), ("/en/cites/", "q"), ("/fr/agenda/", "q"), ("/fr/services/", "where"),
                          ("/fr/services/", "near"), ("/fr/partners/", "q"), ("/fr/agenda.ics", "q"), ("/fr/nothing/", "q")):  # fmt: skip
            for canary in CANARIES:
                for _ in range(2):
                    assert each.get(f"{path}?{key}={canary}").status in {200, 404}
        assert "zinzolin" in each.get("/fr/services/?q=zinzolin").body
    files = [each for each in Path(env["VAR_DIR"]).rglob("*") if each.is_file()]
    assert any("pages" in each.parts for each in files)
    for file in files:
        content = file.read_bytes() + _unpacked(file)
        assert not [word for word in words if word in content], file
        assert not [word for word in CANARIES if word in str(file)]
    with psycopg.connect(database) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (table,) in tables:
            rows = connection.execute(
                sql.SQL(
                    "SELECT count(*) FROM {0} AS row WHERE row::text ~* 'zinzolin|squidit|escarmouche'"
                ).format(sql.Identifier(table))
            ).fetchone()
            assert rows == (0,), table


def _unpacked(file):
    """Return what a copy on disk holds."""
    if "pages" not in file.parts:
        return b""
    return gzip.decompress(file.read_bytes().partition(b"\n")[2])


def test_gunicorn_works_as_well(world):
    database, env, _servers = world
    with server(env, kind="gunicorn") as one:
        assert one.get("/en/cites/").status == 200
        write(database, "UPDATE network_cite SET region = %s WHERE slug = 'lyon'", "Gunicorn")
        until(lambda: "Gunicorn" in one.get("/en/cites/").body, 1)

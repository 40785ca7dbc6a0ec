"""PostgreSQL is stopped under load: known pages go on, staff are told to come back, and it is over without a restart."""

import os
import random
import re
import shutil
import subprocess
import threading
import time
from contextlib import contextmanager
from urllib.parse import urlencode

import psycopg
import pytest
from django.conf import settings

from citesmetiers import postgres
from tests import databases
from tests.edge.serving import environment, free_port, prepare, server, until

STOPPED = 6  # seconds; a minute in the full proof
RATE = 50  # requests a second
READERS = 10


@pytest.fixture(scope="module")
def cluster():
    """A server of PostgreSQL of its own, which may be stopped."""
    before = os.environ.get("PG_BIN")
    if settings.EMBEDDED_CLUSTER:
        os.environ["PG_BIN"] = str(postgres._binaries(settings.EMBEDDED_CLUSTER))
    made = postgres.Cluster(settings.BASE_DIR / "var" / f"postgres-edge-{os.getpid()}", durable=False)
    postgres._make_folder(made.home, mode=0o755)
    postgres._make_folder(made.socket, mode=0o700)
    try:
        postgres._start(made)
        yield made
    finally:
        postgres._control(made, "stop", "-m", "immediate", check=False)
        shutil.rmtree(made.home, ignore_errors=True)
        shutil.rmtree(made.socket, ignore_errors=True)
        if before is None:
            os.environ.pop("PG_BIN", None)


@pytest.fixture(scope="module")
def world(cluster, tmp_path_factory):
    database = f"postgresql://portal@{str(cluster.socket).replace('/', '%2F')}/{postgres.DATABASE}"
    env = environment(database, tmp_path_factory.mktemp("edge"))
    bring_tables(database, cluster)
    return database, env, prepare(env)


def bring_tables(database, cluster):
    """Copy the tables of the tests' own server, which has run all migrations."""
    copy = cluster.home / "tables"
    programs = postgres._binaries(cluster)
    subprocess.run(
        [programs / "pg_dump", "-Fc", "--no-owner", "-f", copy, databases.address_of(databases.migrated())],
        check=True,
    )
    subprocess.run([programs / "pg_restore", "--no-owner", "-d", database, copy], check=True)


def known(made):
    found = ["/", "/cites/", "/cites/lyon/", "/cites/lyon/week/", "/services/", "/agenda/", "/partners/", "/network/",
             "/about/charter/", "/site-map/", "/label/", "/label/lyon/", f"/agenda/{made['event']}/"]  # fmt: skip
    return [f"/{language}{path}" for language in ("fr", "en") for path in found] + [
        made["service"], "/open/v1/places/lyon-main/state", "/robots.txt", "/sitemap.xml",
    ]  # fmt: skip


class Load:
    """Readers who ask for known pages, at a steady rate."""

    def __init__(self, portal, paths):
        self.portal, self.paths = portal, paths
        self.got, self.over = [], threading.Event()
        self.threads = [threading.Thread(target=self.read, args=(number,)) for number in range(READERS)]

    def read(self, number):
        draw, following = random.Random(number), time.monotonic()
        while not self.over.is_set():
            following += READERS / RATE
            path = draw.choice(self.paths)
            try:
                answer = self.portal.get(path)
                self.got.append((path, answer.status, answer.seconds))
            except OSError as error:
                self.got.append((path, type(error).__name__, 0.0))
            time.sleep(max(0.0, following - time.monotonic()))

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for thread in self.threads:
            thread.join(30)


def form_of(portal, cookies):
    page = portal.get("/en/workspace/lyon/close/", Cookie=cookies)
    csrf = re.search(r"csrf=([^;]+)", page.headers["Set-Cookie"])[1]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.body)[1]
    words = "Un texte long que quelqu’un vient d’écrire."
    sent = {"csrfmiddlewaretoken": token, "do": "sure", "when": "tomorrow", "why__fr": words}
    headers = {"Cookie": f"{cookies}; csrf={csrf}", "Content-Type": "application/x-www-form-urlencoded"}
    return words, {"method": "POST", "body": urlencode(sent), **headers}


def proof(cluster, world, seconds, record):
    _database, env, made = world
    paths = known(made)
    with server(env) as portal:
        for path in paths:
            assert portal.get(path).status == 200, path
        words, form = form_of(portal, made["cookies"])
        with Load(portal, paths) as load:
            time.sleep(1)
            postgres._control(cluster, "stop", "-m", "immediate")
            stopped = len(load.got)
            try:
                time.sleep(1)
                assert portal.get("/readyz").status == 503
                assert portal.get("/healthz").status == 200
                staff = [portal.get("/en/workspace/lyon/", Cookie=made["cookies"]) for _ in range(5)]
                assert {(each.status, each.headers["Retry-After"]) for each in staff} == {(503, "60")}
                assert max(each.seconds for each in staff) < 2
                kept = portal.get("/en/workspace/lyon/close/", **form)
                assert (kept.status, kept.headers["Retry-After"]) == (503, "60")
                assert words in kept.body
                # A copy holds for two seconds after the last sign of the database.
                until(lambda: "as-of" in portal.get("/fr/cites/lyon/").body, 3)
                unknown = portal.get("/fr/cites/nowhere/")
                assert (unknown.status, unknown.headers["Retry-After"]) == (503, "60")
                time.sleep(seconds - 3)
            finally:
                postgres._start(cluster)
            back = until(lambda: "as-of" not in portal.get("/fr/cites/lyon/").body, 5)
            back = max(
                back,
                until(lambda: portal.get("/en/workspace/lyon/", Cookie=made["cookies"]).status == 200, 5),
            )
            time.sleep(1)
            assert portal.get("/readyz").status == 200
    wrong = [each for each in load.got if each[1] != 200]
    slow = sorted(each[2] for each in load.got)
    record(len(load.got), len(wrong), back, slow[int(len(slow) * 0.99)])
    assert len(load.got) - stopped > RATE * seconds * 0.6
    assert len(wrong) <= len(load.got) * 0.01, wrong[:20]


def test_a_database_that_stops(cluster, world, capsys):
    proof(cluster, world, STOPPED, told(capsys))


@pytest.mark.prove
def test_a_database_that_stops_for_a_minute(cluster, world, capsys):
    proof(cluster, world, 60, told(capsys))


def told(capsys):
    def record(asked, wrong, back, slow):
        with capsys.disabled():
            print(f"\n{asked} requests, {wrong} not 200, back after {back:.1f} s, p99 {slow * 1000:.0f} ms")  # noqa: T201

    return record


def test_a_start_without_database(cluster, world):
    """A server that starts while the database is down gives out what the last one left on disk."""
    _database, env, made = world
    paths = [path for path in known(made) if "label" not in path and "open" not in path]
    port = free_port()
    with server(env, port=port) as portal:
        for path in paths:
            assert portal.get(path).status == 200
    postgres._control(cluster, "stop", "-m", "immediate")
    try:
        with server(env, port=port) as portal:
            assert {path: portal.get(path).status for path in paths} == dict.fromkeys(paths, 200)
            assert portal.get("/en/workspace/lyon/", Cookie=made["cookies"]).status == 503
    finally:
        postgres._start(cluster)


@contextmanager
def locked(database, table):
    with psycopg.connect(database) as connection:
        connection.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        yield


@pytest.mark.parametrize(
    "limits",
    [
        {"DATABASE_LOCK_TIMEOUT": "1"},
        pytest.param(
            {"DATABASE_LOCK_TIMEOUT": "60", "DATABASE_STATEMENT_TIMEOUT": "1"}, marks=pytest.mark.prove
        ),
    ],
)
def test_what_is_slow_is_given_up(world, limits):
    """A query that takes too long becomes a page that says so, and its connection serves the next one."""
    database, env, _made = world
    with server(env | limits | {"DATABASE_POOL": "2"}) as portal:
        portal.get("/en/cites/")
        with locked(database, "network_cite"):
            time.sleep(1.2)
            assert portal.get("/en/partners/nobody/").status in {404, 503}
            # More often than there are lines.
            for number in range(3):
                answer = portal.get(f"/en/cites/nobody-{number}/")
                assert (answer.status, answer.headers["Retry-After"]) == (503, "60")
                assert answer.seconds < 4
            assert portal.get("/en/agenda/").status in {200, 503}
            # No one else waits: a line was given back each time.
            assert portal.get("/en/partners/").seconds < 4
        until(lambda: portal.get("/en/cites/nobody/").status == 404, 5)

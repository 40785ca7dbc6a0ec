"""How long a copy holds: to the minute by the clock, not past a publication, never when the clock jumps."""

import threading
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine

from citesmetiers.edge.store import Store
from citesmetiers.edge.versions import versions
from network import keeping
from tests import factories
from tests.edge.asking import Django, ask, edge

START = "2026-11-23 09:30:20+00:00"


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def page(*, headers=(), status="200 OK", body=b"<p>A page</p>" * 50, says=lambda: None):
    """Stand for Django: one page, and how often it was drawn."""

    def django(environ, start_response):
        django.count += 1
        django.environ = environ
        says()
        start_response(status, [("Content-Type", "text/html; charset=utf-8"), *headers])
        return [body]

    django.count = 0
    return django


PATH = "/en/cites/"
MIDNIGHT = timedelta(hours=13, minutes=29, seconds=40)
# What a page says, how long after half past nine and twenty seconds its copy holds.
TABLE = {
    "nothing": ({}, timedelta(seconds=40)),
    "for today": ({"says": keeping.holds_today}, MIDNIGHT),
    "until an instant": ({"says": lambda: keeping.holds_until(datetime.fromisoformat("2026-11-23T10:00:00Z"))}, timedelta(minutes=29, seconds=40)),
    "the earliest of two": ({"says": lambda: (keeping.holds_today(), keeping.holds_until(datetime.fromisoformat("2026-11-23T09:30:25Z")))}, timedelta(seconds=5)),
    "for ten seconds": ({"headers": [("Cache-Control", "public, max-age=10")]}, timedelta(seconds=10)),
    "for an hour, by the clock": ({"headers": [("Cache-Control", "public, max-age=3600")]}, timedelta(seconds=40)),
    "for an hour of today": ({"headers": [("Cache-Control", "public, max-age=3600")], "says": keeping.holds_today}, timedelta(hours=1)),
    "unreadable": ({"headers": [("Cache-Control", "public, max-age=x")]}, timedelta(0)),
}  # fmt: skip
NEVER = {
    "a cookie": {"headers": [("Set-Cookie", "a=b")]},
    "private": {"headers": [("Cache-Control", "private")]},
    "not stored": {"headers": [("Cache-Control", "no-store")]},
    "by cookie": {"headers": [("Vary", "Accept-Encoding, Cookie")]},
    "by anything": {"headers": [("Vary", "*")]},
    "by language": {"headers": [("Vary", "Accept-Language")]},
    "a redirect": {"status": "302 Found", "headers": [("Location", "/")]},
    "missing": {"status": "404 Not Found"},
    "wrong": {"status": "400 Bad Request"},
    "broken": {"status": "500 Internal Server Error"},
    "too large": {"body": b"x" * 1_000_001},
}


@pytest.mark.parametrize(("said", "holds"), TABLE.values(), ids=TABLE)
def test_until_when(tmp_path, clock, said, holds):
    with edge(tmp_path) as portal:
        portal.application = page(**said)
        ask(portal, PATH)
        if holds:
            clock.shift(holds - timedelta(milliseconds=1))
            assert ask(portal, PATH).headers["Age"] == str(int(holds.total_seconds() - 0.001))
            assert portal.application.count == 1
            clock.shift(timedelta(milliseconds=1))
        ask(portal, PATH)
        assert portal.application.count == 2


@pytest.mark.parametrize("said", NEVER.values(), ids=NEVER)
def test_what_is_never_kept(tmp_path, clock, said):
    with edge(tmp_path) as portal:
        portal.application = page(**said)
        first = ask(portal, PATH)
        assert ask(portal, PATH).body == first.body
        assert (portal.application.count, len(portal.store)) == (2, 0)


@pytest.mark.parametrize(
    "jump", [timedelta(seconds=-30), timedelta(days=-400), timedelta(minutes=1), timedelta(days=400)]
)
def test_the_clock_jumps(tmp_path, clock, jump):
    with edge(tmp_path) as portal:
        portal.application = page()
        ask(portal, PATH)
        clock.shift(jump)
        ask(portal, PATH)
        assert portal.application.count == 2
        clock.shift(-jump)
        ask(portal, PATH)
        assert portal.application.count == 3


def test_unheard_for_a_second(tmp_path, clock, unheard):
    with edge(tmp_path) as portal:
        portal.application = page(says=keeping.holds_today)
        ask(portal, PATH)
        for seconds, count in ((0.9, 1), (0.1, 2)):
            clock.shift(timedelta(seconds=seconds))
            ask(portal, PATH)
            assert portal.application.count == count
        versions().beat(1)
        for seconds, count in ((1.9, 2), (0.2, 3)):
            clock.shift(timedelta(seconds=seconds))
            ask(portal, PATH)
            assert portal.application.count == count
        # A sign of life that is still to come is none.
        versions().beat(1)
        clock.shift(timedelta(seconds=-5))
        assert not versions().is_heard


def test_what_a_copy_depends_on(tmp_path, clock):
    lyon, other = SimpleNamespace(pk=1), SimpleNamespace(pk=2)
    pages = {"/en/cites/": lambda: None, "/en/cites/lyon/": lambda: keeping.shows_only(lyon),
             "/en/cites/both/": lambda: keeping.shows_only(lyon, other)}  # fmt: skip
    told = {1: set(pages), 2: {"/en/cites/", "/en/cites/both/"}, 3: {"/en/cites/"}, None: set(pages)}
    with edge(tmp_path) as portal:

        def says():
            pages[portal.application.environ["PATH_INFO"]]()

        portal.application = page(says=says)
        for cite, outdated in told.items():
            for path in pages:
                ask(portal, path)
            versions().change(cite)
            for path in pages:
                before = portal.application.count
                ask(portal, path)
                assert (portal.application.count > before) == (path in outdated), (cite, path)


def test_published_while_it_was_drawn(tmp_path, clock):
    with edge(tmp_path) as portal:
        portal.application = page(says=lambda: versions().change(7))
        ask(portal, PATH), ask(portal, PATH)
        assert portal.application.count == 2


@pytest.mark.parametrize("readers", [50])
def test_one_is_drawn_for_many(tmp_path, readers):
    gate, met = threading.Event(), []
    with edge(tmp_path) as portal, time_machine.travel(START, tick=False):
        portal.application = page(says=lambda: gate.wait(5))
        threads = [
            threading.Thread(target=lambda: met.append(ask(portal, PATH).body)) for _ in range(readers)
        ]
        for thread in threads:
            thread.start()
        gate.set()
        for thread in threads:
            thread.join(10)
        assert portal.application.count == 1
        assert len(met) == readers
        assert len(set(met)) == 1


def test_a_failure_wakes_the_others(tmp_path):
    gate, met = threading.Event(), []
    with edge(tmp_path) as portal:
        portal.application = page(status="500 Internal Server Error", says=lambda: gate.wait(5))
        threads = [threading.Thread(target=lambda: met.append(ask(portal, PATH).status)) for _ in range(5)]
        for thread in threads:
            thread.start()
        gate.set()
        for thread in threads:
            thread.join(10)
        assert met == [500] * 5
        assert portal.turns._drawn == {}


def test_an_exception_leaves_no_turn(tmp_path):
    def broken(environ, start_response):
        raise RuntimeError

    with edge(tmp_path) as portal:
        portal.application = broken
        with pytest.raises(RuntimeError):
            ask(portal, PATH)
        assert portal.turns._drawn == {}


def test_bounds_hold_under_twenty_thousand_keys(tmp_path, clock):
    with edge(tmp_path, PAGES_IN_MEMORY=300, PAGES_MEMORY_MB=2, PAGES_ON_DISK=0) as portal:
        portal.application = page(body=b"<p>%s</p>" % (b"a page " * 1000))
        for number in range(20_000):
            ask(portal, PATH, f"page={number}")
            if not number % 500:
                assert len(portal.store) <= 300
                assert portal.store.size <= 2_000_000
        assert portal.application.count == 20_000
        assert portal.store.size == sum(each.size for each in portal.store._copies.values())


def test_who_is_asked_for_stays():
    store = Store(3, 10**9)
    for key in b"abc":
        store.put(bytes([key]), SimpleNamespace(size=1))
    store.get(b"a")
    store.put(b"d", SimpleNamespace(size=1))
    assert [store.get(bytes([key])) is not None for key in b"abcd"] == [True, False, True, True]


@pytest.mark.django_db
def test_between_staff_and_public(tmp_path, clock):
    cite = factories.make_cite()
    path = f"/en/cites/{cite.slug}/"
    with edge(tmp_path) as portal:
        ask(portal, path)
        for more in ({"HTTP_COOKIE": "session=abc"}, {"HTTP_AUTHORIZATION": "Basic eDp5"}):
            ask(portal, path, **more)
            assert "Age" not in ask(portal, path, **more).headers
        assert portal.application.count == 5
        # What a reader sends reaches no page that others see.
        seen = {}
        django = Django()
        portal.application = lambda environ, start: (seen.update(environ), django(environ, start))[1]
        portal.store.clear()
        got = ask(portal, path, HTTP_COOKIE="a=b", HTTP_REFERER="http://x/", HTTP_ACCEPT_LANGUAGE="fr",
                  HTTP_IF_NONE_MATCH="*")  # fmt: skip
        assert got.status == 304
        assert not {"HTTP_COOKIE", "HTTP_REFERER", "HTTP_ACCEPT_LANGUAGE", "HTTP_IF_NONE_MATCH"} & set(seen)

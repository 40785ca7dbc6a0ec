"""The search, class by class: right first, then how long (G8, G9, G11), and a page beside its own SQL (G10)."""

from __future__ import annotations

from contextlib import suppress
from itertools import batched
from statistics import median
from time import monotonic, perf_counter, process_time
from typing import TYPE_CHECKING

from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import urlencode

from bench import pgbench
from bench.brute import Brute
from bench.finding import find
from bench.goals import p95
from bench.outcome import Row, beside
from bench.questions import CLASSES, questions
from bench.served import fetch
from bench.wanted import CALIBRATION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.cites import Size
    from bench.outcome import Outcome
    from bench.questions import Query

# Of each class in a round, unless its seconds are over: then no fewer than so many.
IN_A_ROUND, FEWEST = 20, 3
PAGES_IN_A_ROUND = 10
CHECKED = 12
PAGE = "/fr/services/"
SCOPED, REPEATED = "city", "repeated"


def check(size: Size) -> None:
    """Ask some questions of each class; SystemExit where a reading of every offer says otherwise."""
    brute = Brute()
    for kind in CLASSES:
        for query in questions(kind, CHECKED, size):
            if "when" in query:
                continue
            if fault := brute.fault(query, find(query)):
                raise SystemExit(f"The search is wrong about {query}: {fault}.")


def measure(outcome: Outcome, size: Size, portal: int, rounds: int, seconds: float) -> None:
    if pgbench.program():
        pgbench.initialise()
        outcome.add([Row(CALIBRATION, "/s", [pgbench.rate(seconds) for _ in range(rounds)])])
    else:
        outcome.missing[CALIBRATION] = pgbench.MISSING
    times: dict[str, list[list[float]]] = {}
    asked = {kind: list(batched(questions(kind, IN_A_ROUND * rounds, size), IN_A_ROUND)) for kind in CLASSES}
    for number in range(rounds):
        for kind in CLASSES:
            queries = asked[kind][number % len(asked[kind])]
            first = _timed(queries, seconds)
            times.setdefault(kind, []).append(first)
            again = _timed(queries[: len(first)], seconds)
            times.setdefault(f"{kind}, again", []).append(again)
            times.setdefault(REPEATED, [[] for _ in range(rounds)])[number].extend(again)
    outcome.add(_rows(times))
    outcome.add(_pages(size, portal, rounds))


def _timed(queries: tuple[Query, ...], seconds: float) -> list[float]:
    """Return the milliseconds that each took."""
    times: list[float] = []
    until = monotonic() + seconds
    for query in queries:
        if len(times) >= FEWEST and monotonic() > until:
            break
        began = perf_counter()
        # What takes longer than the portal allows has taken so long.
        with suppress(OperationalError):
            find(query)
        times.append((perf_counter() - began) * 1e3)
    return times


def _rows(times: dict[str, list[list[float]]]) -> Iterator[Row]:
    for kind, rounds in times.items():
        number = sum(map(len, rounds))
        note = f"{number} questions"
        yield Row(f"search p95, {kind}", "ms", [p95(each) for each in rounds], note=note)
        yield Row(f"search p50, {kind}", "ms", [median(each) for each in rounds])


def _pages(size: Size, portal: int, rounds: int) -> Iterator[Row]:
    """Ask for pages that no cache has, then run the statements again that make the same ones."""
    client = Client(SERVER_NAME="localhost")
    addresses = [
        f"{PAGE}?{urlencode(query)}" for query in reversed(questions("middle", 2 * IN_A_ROUND * rounds, size))
    ]
    through, raw, python = [], [], []
    client.get(addresses[0])
    for queries in batched(addresses[: PAGES_IN_A_ROUND * rounds], PAGES_IN_A_ROUND):
        asked, ran, spent = [], [], []
        for address in queries:
            asked.append(_time(lambda address=address: fetch(portal, address)))
            began = process_time()
            with CaptureQueriesContext(connection) as statements:
                client.get(address)
            spent.append((process_time() - began) * 1e3)
            texts = [each["sql"] for each in statements.captured_queries]
            ran.append(_time(lambda texts=texts: _run(texts)))
        through.append(median(asked))
        raw.append(median(ran))
        python.append(median(spent))
    statements_of = Row("SQL of a search page", "ms", raw)
    yield statements_of
    yield beside("search page vs its SQL", "ms", through, statements_of)
    yield Row("search page, Python", "ms", python, note="processor time of view and template together")


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for each in statements:
            # As text: what stands in it is not to be filled in.
            cursor.execute(each)
            if cursor.description:
                cursor.fetchall()


def _time(ask: object) -> float:
    assert callable(ask)
    began = perf_counter()
    ask()
    return (perf_counter() - began) * 1e3


def growth(outcome: Outcome, kept: dict[str, object] | None) -> None:
    """Set the search in a Cité beside that of the 3k run (G11)."""
    name = "growth of a search in a Cité"
    here = outcome.rows.get(f"search p50, {SCOPED}")
    if kept is None:
        outcome.missing[name] = "no figures of the 3k scale are kept: run it first"
    elif here is not None:
        rows = {row["name"]: row for row in kept["rows"]}  # type: ignore[attr-defined]
        before = Row(f"search p50, {SCOPED}, 3k", "ms", rows[here.name]["rounds"])
        pairs = min(len(here.rounds), len(before.rounds))
        outcome.add([beside(name, "ms", here.rounds[:pairs], Row(before.name, "ms", before.rounds[:pairs]))])

"""Many rows at once: an exchange file beside COPY, the dates of rhythms beside one statement (G13, G14).

The rows are the very same ones, and all of it is taken back at the end of each round.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pghistory
from django.db import connection, transaction

from bench.cites import Size
from bench.database import day_of_seeds
from bench.document import write_document
from bench.outcome import Row, beside
from bench.seed import MODELS
from citesmetiers.exchange import import_document, read_document
from citesmetiers.exchange.importing import take_turn
from citesmetiers.upkeep import follow_rules
from events.models import Event, Occurrence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from bench.outcome import Outcome

FILE = Size(100, places=10, offers=30, events=20, words=40)
# Events that go on for ever, every week: three years of dates each.
ENDLESS = 40
# What `events.recurrence` gives for such an event, as one statement.
_EXPANSION = """
    INSERT INTO events_occurrence
        (version, demo, event_id, cite_id, rule_starts, starts_at, ends_at)
    SELECT 1, event.demo, event.id, event.cite_id, to_char(wall, 'YYYY-MM-DD"T"HH24:MI'),
           wall AT TIME ZONE event.timezone,
           (wall + (event.ends::timestamp - event.starts::timestamp)) AT TIME ZONE event.timezone
    FROM events_event AS event,
         generate_series(event.starts::timestamp,
                         greatest(event.starts::date, %s::date) + interval '1097 days' - interval '1 minute',
                         interval '7 days') AS wall
    WHERE event.id = ANY(%s)
"""


def measure(outcome: Outcome, rounds: int) -> None:
    """Import into a database without a record, again and again."""
    with TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder, "network.json")
        write_document(path, FILE, day_of_seeds())
        first, again, copied = [], [], []
        for _ in range(rounds):
            with _taken_back():
                first.append(_time(lambda: import_document(read_document(path))))
                again.append(_time(lambda: import_document(read_document(path))))
                rows = {model: _dump(model) for model in MODELS}
            with _taken_back():
                copied.append(_time(partial(_load, rows)))
        number = sum(held.getvalue().count(b"\n") for held in rows.values())
    whole = Row("COPY of the same rows, rows a second", "/s", [number / each for each in copied])
    rates = [number / each for each in first]
    outcome.add(
        [
            whole,
            beside("import vs COPY", "/s", rates, whole, note=f"{number:,} rows"),
            beside("import again vs first", "s", again, Row("first import", "s", first)),
        ]
    )


def expand(outcome: Outcome, rounds: int) -> None:
    """Give events that go on for ever their dates, as the nightly work does, then by one statement."""
    today = day_of_seeds()
    keys = list(Event.objects.order_by("pk").values_list("pk", flat=True)[:ENDLESS])
    ours, theirs = [], []
    for _ in range(rounds):
        with _taken_back():
            _make_endless(keys)
            ours.append(_time(lambda: follow_rules(today)))
            made = _dates(keys)
        with _taken_back():
            _make_endless(keys)
            theirs.append(_time(lambda: _expand_in_one(keys, today)))
            if made != _dates(keys):
                raise SystemExit("The nightly work and one statement do not make the same dates.")
    statement = Row("INSERT … SELECT of dates", "s", theirs)
    note = f"{len(made):,} dates of {ENDLESS} events"
    outcome.add([statement, beside("expansion vs INSERT … SELECT", "s", ours, statement, note=note)])


def _make_endless(keys: list[int]) -> None:
    Occurrence.objects.filter(event__in=keys).delete()
    # The others are left alone: they are not of this measure.
    Event.objects.exclude(pk__in=keys).exclude(rrule=None).update(rrule=None)
    Event.objects.filter(pk__in=keys).update(rrule="FREQ=WEEKLY")


def _dates(keys: list[int]) -> set[tuple[Any, ...]]:
    rows = Occurrence.objects.filter(event__in=keys).order_by("pk")
    return set(rows.values_list("event", "cite", "rule_starts", "starts_at", "ends_at"))


def _expand_in_one(keys: list[int], today: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_EXPANSION, [today, keys])


def _dump(model: Any) -> BytesIO:
    held = BytesIO()
    with connection.cursor() as cursor, cursor.copy(f"COPY {model._meta.db_table} TO STDOUT") as out:  # noqa: SLF001
        for part in out:
            held.write(part)
    return held


def _load(rows: dict[Any, BytesIO]) -> None:
    """Write rows into the tables as they are, with their indexes, checks, keys and triggers."""
    with connection.cursor() as cursor:
        for model, held in rows.items():
            with cursor.copy(f"COPY {model._meta.db_table} FROM STDIN") as into:  # noqa: SLF001
                into.write(held.getvalue())
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@contextmanager
def _taken_back() -> Iterator[None]:
    with pghistory.context(reason="bench"), transaction.atomic():
        take_turn()
        yield
        transaction.set_rollback(True)


def _time(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began

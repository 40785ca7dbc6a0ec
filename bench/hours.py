"""The state of one place, and the filter that finds open places among thousands."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random
from statistics import median
from typing import TYPE_CHECKING

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.goals import time_of, timed, times_of
from network.hours import TimeWanted, state_at
from network.models import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.outcome import Row

STATE_WANTED, FILTER_WANTED, STATEMENTS_WANTED = 100e-6, 60e-3, 2
ROUNDS = 20
PLACES = 10_000


def measured(today: date) -> Iterator[Row]:
    """Measure each thing, once it was found to be right."""
    morning = datetime(today.year, today.month, today.day, 10, 30)  # noqa: DTZ001 the wall time of each place
    moments = {
        "a weekday at 10:30": morning,
        "a weekday, 09:30 UTC": morning.replace(hour=9, tzinfo=UTC),
        "a Saturday": morning + timedelta(days=(5 - today.weekday()) % 7),
        "Christmas": morning.replace(month=12, day=25),
        "after clocks skipped an hour": datetime(today.year, 3, 29, 1, 15, tzinfo=UTC),
    }
    places = list(Place.objects.with_hours().order_by())
    yield timed("state of a place", _states(places, today), STATE_WANTED)
    for name, moment in moments.items():
        one_by_one = time_of(partial(_check, places, moment))
        times = times_of(partial(_found, moment), ROUNDS)
        ratio = one_by_one / median(times)
        note = f"{len(_found(moment)):>5} open, {ratio:.0f} times as fast as one by one"
        yield timed(f"open at {name}", times, FILTER_WANTED, note)
    yield timed("for comparison: to read all keys", times_of(_keys, ROUNDS))


def _states(places: list[Place], today: date) -> list[float]:
    """Time places at moments of the four weeks around a day."""
    rng = Random(1)
    start = datetime(today.year, today.month, today.day, tzinfo=UTC) - timedelta(weeks=2)
    asked = [
        partial(state_at, place.hours, start + timedelta(minutes=rng.randrange(28 * 1440)))
        for place in rng.choices(places, k=5000)
    ]
    for ask in asked:
        ask()
    return [time_of(ask) for ask in asked]


def _found(moment: datetime) -> set[int]:
    return set(Place.objects.open_at(moment).order_by().values_list("pk", flat=True))


def _keys() -> set[int]:
    return set(Place.objects.order_by().values_list("pk", flat=True))


def _check(places: list[Place], moment: datetime) -> None:
    """Ask each place by itself; SystemExit where the filter says otherwise, or asks too much."""
    wanted = TimeWanted("at", moment)
    states = ((place.pk, state_at(place.hours, wanted.window(place.hours.zone).start)) for place in places)
    open_then = {pk for pk, state in states if state.state == "open" and state.confirmed}
    with CaptureQueriesContext(connection) as statements:
        if _found(moment) != open_then:
            raise SystemExit(f"The filter and the places do not agree at {moment}.")
    if len(statements) > STATEMENTS_WANTED:
        raise SystemExit(f"The filter takes {len(statements)} statements.")

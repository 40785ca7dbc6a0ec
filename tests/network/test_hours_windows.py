"""The time at which one wants to come: what each word means, and that it agrees with the state of the page."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from network import hours
from tests.network import hours_oracle as oracle
from tests.network.hours_cases import (
    ZONES,
    at,
    changes_of_clock,
    hours_of,
    random_permanence,
    random_place,
    rule_of,
)

PARIS = ZoneInfo("Europe/Paris")
INSTANT = timedelta(microseconds=1)


def told(wanted, zone=PARIS):
    window = wanted.window(zone)
    return [each.astimezone(zone).strftime("%a %d %H:%M") for each in window]


@pytest.mark.parametrize(
    ("time", "now", "expected"),
    [
        ("evening", "2026-11-24T09:30+01:00", ["Tue 24 17:00", "Tue 24 21:00"]),
        ("evening", "2026-11-24T19:00+01:00", ["Tue 24 19:00", "Tue 24 21:00"]),
        ("saturday", "2026-11-24T09:30+01:00", ["Sat 28 00:00", "Sun 29 00:00"]),
        ("saturday", "2026-11-28T09:30+01:00", ["Sat 28 09:30", "Sun 29 00:00"]),
        ("saturday", "2026-11-29T09:30+01:00", ["Sat 05 00:00", "Sun 06 00:00"]),
        ("week", "2026-11-24T09:30+01:00", ["Tue 24 09:30", "Tue 01 09:30"]),
    ],
)
def test_words_are_read_on_the_clock_of_the_place(time, now, expected):
    assert told(hours.TimeWanted(time, datetime.fromisoformat(now))) == expected


def test_this_evening_is_over_at_nine():
    start, end = hours.TimeWanted("evening", datetime(2026, 11, 24, 20, tzinfo=UTC)).window(PARIS)
    assert end <= start


def test_evening_is_that_of_each_place():
    now = datetime(2026, 11, 24, 23, tzinfo=UTC)  # already Wednesday in Mayotte, still Tuesday in Chile
    mayotte, chile = ZoneInfo("Indian/Mayotte"), ZoneInfo("America/Santiago")
    wanted = hours.TimeWanted("evening", now)
    assert told(wanted, mayotte) == ["Wed 25 17:00", "Wed 25 21:00"]
    assert told(wanted, chile) == ["Tue 24 20:00", "Tue 24 21:00"]


def test_moment_without_zone_is_the_wall_time_of_the_place():
    wanted = hours.TimeWanted("at", datetime.fromisoformat("2026-12-24T17:30"))
    starts = [wanted.window(ZoneInfo(zone)).start for zone in ("Europe/Paris", "Indian/Reunion")]
    assert [start.strftime("%H:%M") for start in starts] == ["16:30", "13:30"]


@pytest.mark.parametrize(
    ("time", "moment"),
    [
        ("now", "2026-11-24"),
        ("at", "9999-12-31T23:59"),
        ("at", "0001-01-01"),
        ("at", "1900-12-31T23:59"),
    ],
)
def test_moment_out_of_reach_is_refused(time, moment):
    with pytest.raises(ValueError, match=r"."):
        hours.TimeWanted(time, datetime.fromisoformat(moment))


@pytest.mark.parametrize("moment", ["1901-01-01T00:00", "2998-12-31T23:59"])
def test_the_first_and_the_last_moment_are_answered(moment):
    place = hours_of(random_place(Random(1), "Pacific/Apia", date(2026, 1, 1)))
    for time in hours.TIMES:
        wanted = hours.TimeWanted(time, datetime.fromisoformat(f"{moment}+00:00"))
        assert hours.is_open_within(place, wanted.window(place.zone)) in {True, False}


def pairs(rng: Random, zone: str, day: date, number: int) -> int:
    """Compare what the filter says of a place, and of a permanence, with its state, at moments around a day."""
    place, permanence = hours_of(random_place(rng, zone, day)), rule_of(random_permanence(rng, day))
    first = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=4)
    for _ in range(number):
        moment = first + timedelta(minutes=rng.randrange(8 * 1440))
        window = hours.TimeWanted("at", moment).window(place.zone)
        state = hours.state_at(place, moment)
        assert hours.is_open_within(place, window) == (state.state == "open" and state.confirmed), moment
        held = hours.permanence_state_at(permanence, place, moment)
        assert hours.is_held_within(permanence, place, window) == (held.state == "open" and held.confirmed)
    return 2 * number


@pytest.mark.parametrize("zone", ZONES)
def test_filter_and_page_agree(zone):
    rng = Random(f"windows {zone}")
    for day in changes_of_clock(zone, 2026, 2026) or (date(2026, 5, 1),):
        for _ in range(4):
            pairs(rng, zone, day, 10)


@pytest.mark.prove
@pytest.mark.parametrize("zone", ZONES)
def test_prove_that_filter_and_page_agree_a_million_times(zone, record_property):
    rng = Random(f"prove windows {zone}")
    days = changes_of_clock(zone, 2022, 2030) or (date(2026, 5, 1), date(2026, 12, 25))
    compared = 0
    while compared < 1_000_000 // len(ZONES) + 1:
        compared += pairs(rng, zone, rng.choice(days) + timedelta(days=rng.randint(-30, 30)), 40)
    record_property("moments of places and permanences proved", compared)


@pytest.mark.parametrize("zone", ZONES)
def test_windows_agree_with_the_oracle(zone):
    rng = Random(f"oracle windows {zone}")
    for day in changes_of_clock(zone, 2026, 2026) or (date(2026, 5, 1),):
        place = random_place(rng, zone, day)
        row, rules, info = oracle.Row(place, day - timedelta(days=4), 8), hours_of(place), ZoneInfo(zone)
        for _ in range(10):
            first = rng.randrange(row.begin, row.end - 1)
            last = rng.randrange(first, row.end)
            expected = any(
                row.state(minute) == "open" and oracle.is_confirmed(place, at(minute).astimezone(info).date())
                for minute in range(first, last)
            )
            assert hours.is_open_within(rules, hours.Window(at(first), at(last))) == expected

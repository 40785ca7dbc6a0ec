"""`network.hours` against an oracle that counts minutes."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from itertools import product
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network import hours
from tests.network import hours_oracle as oracle
from tests.network.hours_cases import (
    REGIONS,
    ZONES,
    at,
    changes_of_clock,
    differences,
    hours_of,
    minute_of,
    random_permanence,
    random_place,
    rule_of,
)

# Samoa left out 30 December 2011; Lord Howe moves by half an hour; Casablanca goes back for Ramadan;
# Santiago, Havana, Cairo, Beirut and the Azores change at midnight, St. John’s did a minute after, and
# Toronto once skipped it.
SAMPLE = (
    *((zone, 2026) for zone in ZONES),
    ("Pacific/Apia", 2011),
    ("America/St_Johns", 2010),
    ("America/Toronto", 1919),
    ("America/Asuncion", 2024),
    ("Asia/Amman", 2022),
)


def days_to_prove(zone: str, first_year: int, last_year: int) -> tuple[date, ...]:
    """The days around which something can go wrong; an ordinary one where clocks never change."""
    return changes_of_clock(zone, first_year, last_year) or (date(first_year, 5, 1), date(first_year, 12, 20))


@pytest.mark.parametrize(("zone", "year"), SAMPLE)
def test_places_agree_with_the_oracle_around_each_change_of_clock(zone, year):
    rng = Random(f"{zone} {year}")
    for day in days_to_prove(zone, year, year):
        for _ in range(2):
            place = random_place(rng, zone, day)
            row = oracle.Row(place, day - timedelta(days=3), 6)
            assert differences(place, row, partial(hours.state_at, hours_of(place)), rng) == []


@pytest.mark.parametrize(("zone", "year"), SAMPLE)
def test_permanences_agree_with_the_oracle_around_each_change_of_clock(zone, year):
    rng = Random(f"permanences {zone} {year}")
    for day in days_to_prove(zone, year, year):
        place, permanence = random_place(rng, zone, day), random_permanence(rng, day)
        row = oracle.Row(place, day - timedelta(days=8), 16, permanence)
        ask = partial(hours.permanence_state_at, rule_of(permanence), hours_of(place))
        assert differences({**place, "permanence": permanence}, row, ask, rng) == []


@pytest.mark.parametrize(("country", "region"), REGIONS)
def test_public_holidays_agree_with_the_oracle_all_year(country, region):
    for rule in ("open", "closed", "unknown", None):
        season = {"weekly": {key: ["09:00-12:00", "22:00-01:00"] for key in oracle.DAYS}}
        season |= {"public_holidays": rule} if rule else {}
        place = {"timezone": "Europe/Paris", "country": country, "holiday_region": region, "kind": "main"}
        place["schedules"] = [season]
        told = hours_of(place)
        for number in range(365):
            day = date(2026, 1, 1) + timedelta(days=number)
            state, ranges = oracle.day_of(place, day)
            ours = hours.day_of(told, day)
            assert [(oracle.NAMES[state], text) for text in ranges] == [
                (each.state, str(each.time)) for each in ours.ranges
            ]
            assert (ours.reason.kind == "holiday") == oracle.is_holiday(place, day)


@given(
    seed=st.integers(0, 2**32),
    zone=st.sampled_from(ZONES),
    year=st.integers(2024, 2028),
    days=st.integers(-3, 3),
)
@settings(max_examples=60, deadline=None)
def test_days_confirmation_and_board_agree_with_the_oracle(seed, zone, year, days):
    rng = Random(seed)
    day = rng.choice(days_to_prove(zone, year, year)) + timedelta(days=days)
    place, permanence = random_place(rng, zone, day), random_permanence(rng, day)
    row = oracle.Row(place, day - timedelta(days=8), 16)
    told, rule = hours_of(place), rule_of(permanence)

    noon = at(row.clock.at(day, 12 * 60))
    assert hours.is_confirmed(told, noon) == oracle.is_confirmed(
        place, noon.astimezone(ZoneInfo(zone)).date()
    )
    for shown in hours.week_of(told, day):
        state, texts = oracle.day_of(place, shown.date)
        spans = sorted((text, row.clock.range(shown.date, text)) for text in texts)
        assert [
            (str(each.time), each.state, minute_of(each.start), minute_of(each.end)) for each in shown.ranges
        ] == [(text, oracle.NAMES[state], start, end) for text, (start, end) in spans if start < end]
    monday = day - timedelta(days=day.weekday())
    held = oracle.dates_of(permanence, monday, monday + timedelta(days=6))
    for slot in hours.permanence_week(rule, told, day):
        start, end = row.clock.range(slot.date, permanence["time"])
        assert (minute_of(slot.start), minute_of(slot.end)) == (start, end)
        states = {row.state(minute) for minute in range(start, end)} if slot.date in held else set()
        expected = "on" if "open" in states else "unknown" if "unknown" in states else "cancelled"
        assert slot.state == expected
        left = [minute for part in slot.parts for minute in range(minute_of(part.start), minute_of(part.end))]
        assert left == [
            minute for minute in range(start, end) if slot.date in held and row.state(minute) != "closed"
        ]


@given(
    seed=st.integers(0, 2**32),
    zone=st.sampled_from(ZONES),
    year=st.integers(2024, 2028),
    minutes=st.lists(st.integers(0, 4 * 1440), min_size=2, max_size=12),
)
@settings(max_examples=150, deadline=None)
def test_a_state_stays_what_it_is_until_it_is_said_to_change(seed, zone, year, minutes):
    rng = Random(seed)
    day = rng.choice(days_to_prove(zone, year, year))
    told = hours_of(random_place(rng, zone, day))
    start = at(oracle.clock_of(zone, day - timedelta(days=2), 6).at(day - timedelta(days=1), 0))
    moments = sorted({start + timedelta(minutes=each) for each in minutes})
    for one, other in product(moments, moments):
        if one <= other < hours.steady_until(told, one):
            assert hours.state_at(told, one) == hours.state_at(told, other), (one, other)
    assert all(each < hours.steady_until(told, each) <= each + timedelta(hours=26) for each in moments)


def test_changes_as_far_as_400_days_agree_with_the_oracle():
    first = date(2026, 1, 1)
    rng = Random("far")
    for reopening in (date(2027, 2, 4), date(2027, 2, 5), date(2027, 2, 6)):
        place = {"timezone": "Europe/Paris", "country": "FR", "kind": "main", "schedules": [{
            "weekly": {key: ["00:00-12:00"] for key in oracle.DAYS}, "public_holidays": "open",
        }], "exceptions": [{"from": "2025-12-31", "until": (reopening - timedelta(days=1)).isoformat(), "hours": []}]}  # fmt: skip
        row = oracle.Row(place, first, 410)
        opening = row.next_opening(row.begin)
        for minute in (row.begin, row.begin + 1, row.begin + rng.randint(2, 1440)):
            state = hours.state_at(hours_of(place), at(minute))
            within = opening if opening - minute <= 400 * 1440 else None
            assert (minute_of(state.until), minute_of(state.next_opening)) == (within, within)


@pytest.mark.prove
@pytest.mark.parametrize("zone", ZONES)
def test_prove_five_years_of_changes_of_clock(zone, record_property):
    rng = Random(f"prove {zone}")
    minutes = 0
    for day in days_to_prove(zone, 2024, 2028):
        for number in range(12):
            place = random_place(rng, zone, day)
            permanence = random_permanence(rng, day) if number % 3 == 0 else None
            row = oracle.Row(place, day - timedelta(days=8), 16, permanence)
            ask = partial(hours.state_at, hours_of(place))
            if permanence:
                ask = partial(hours.permanence_state_at, rule_of(permanence), hours_of(place))
            assert differences({**place, "permanence": permanence}, row, ask, rng) == []
            minutes += row.end - row.begin
    assert minutes >= 12 * 2 * 15 * 1440
    record_property("minutes of hours proved", minutes)


@pytest.mark.prove
@pytest.mark.parametrize(("country", "region"), REGIONS)
def test_prove_five_years_of_public_holidays(country, region, record_property):
    rng = Random(f"holidays {country} {region}")
    minutes = 0
    for year, rule in zip(range(2024, 2029), ("open", "closed", "unknown", None, "closed"), strict=True):
        season = {"weekly": {key: ["09:00-12:00", "22:00-01:00"] for key in oracle.DAYS}}
        season |= {"public_holidays": rule} if rule else {}
        place = {"timezone": "Europe/Paris", "country": country, "holiday_region": region, "kind": "main"}
        place["schedules"] = [season]
        for month in range(1, 13):
            row = oracle.Row(place, date(year, month, 1), 31)
            assert differences(place, row, partial(hours.state_at, hours_of(place)), rng) == []
            minutes += row.end - row.begin
    record_property("minutes of hours proved", minutes)

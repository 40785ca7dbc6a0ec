"""Minutes that are past at a moment: they tell the same of a range as its two ends, read as instants."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from network.hours import TimeRange
from network.hours.places import instant
from network.hours.probes import probes_at
from tests.network.hours_cases import ZONES, changes_of_clock

# Samoa left out a day; St. John’s changed a minute after midnight; Toronto skipped it; Amsterdam was
# nineteen and a half minutes ahead, and Liberia counted seconds.
CHANGES = (
    *((zone, day) for zone in ZONES for day in changes_of_clock(zone, 2026, 2026) or (date(2026, 5, 1),)),
    ("Pacific/Apia", date(2011, 12, 30)), ("America/St_Johns", date(2010, 3, 14)), ("America/Toronto", date(1919, 3, 31)),
    ("Europe/Amsterdam", date(1916, 5, 1)), ("Africa/Monrovia", date(1972, 1, 7)), ("Asia/Pyongyang", date(2018, 5, 4)),
)  # fmt: skip


def probe_by_day(zone, moment):
    return {probe.day: probe for probe in probes_at(zone, moment)}


@pytest.mark.parametrize(("zone", "day"), CHANGES)
def test_range_holds_a_moment_between_its_ends(zone, day):
    rng, info = Random(f"probes {zone} {day}"), ZoneInfo(zone)
    first = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=1)
    for _ in range(120):
        moment = first + timedelta(minutes=rng.randrange(3 * 1440), seconds=rng.choice([0, 0, 1, 59]))
        probes = probe_by_day(info, moment)
        for number in range(-5, 6):
            near = moment.date() + timedelta(days=number)
            time = TimeRange(rng.randrange(1440), rng.randrange(1441))
            holds = instant(info, near, time.start) <= moment < instant(info, near, time.last_minute)
            assert holds == (near in probes and probes[near].holds(time)), (moment, near, time)
            if near in probes:
                probe = probes[near]
                names_one = any(time.start <= minute < time.last_minute for minute in probe.last)
                assert names_one if holds else not (probe.is_plain and names_one)


def test_days_asked_for_are_today_and_what_may_run_past_midnight():
    probes = probes_at(ZoneInfo("Europe/Paris"), datetime(2026, 11, 25, 9, 30, tzinfo=UTC))
    assert [(probe.day, probe.last) for probe in probes] == [
        (date(2026, 11, 24), (1440 + 630,)),
        (date(2026, 11, 25), (630,)),
    ]


def test_minutes_of_a_repeated_hour_are_all_past_when_it_comes_again():
    probes = probe_by_day(ZoneInfo("Europe/Paris"), datetime(2026, 10, 25, 1, 15, tzinfo=UTC))
    assert probes[date(2026, 10, 25)].last == (179,)


def test_minutes_after_a_skipped_hour_are_past_before_the_last_ones_of_it():
    probe = probe_by_day(ZoneInfo("Europe/Paris"), datetime(2026, 3, 29, 1, 15, tzinfo=UTC))[
        date(2026, 3, 29)
    ]
    assert probe.past == (range(136), range(180, 196))
    assert probe.holds(TimeRange.parse("01:00-02:30"))  # read as until 03:30
    assert not probe.holds(TimeRange.parse("02:15-03:10"))  # read as from 03:15 until 03:10

"""The opening hours of the data block, evaluated on their own, against the oracle, minute by minute."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from random import Random

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as rules
from hypothesis import strategies as st

from citesmetiers.demonstration.document import demonstration_document
from citesmetiers.linked_data.hours import opening_hours
from citesmetiers.timetables import DAYS_AHEAD
from tests.network import hours_oracle as oracle
from tests.network.hours_cases import ZONES, changes_of_clock, hours_of, random_place

ONE_DAY = timedelta(days=1)
DAYS = DAYS_AHEAD + 1
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Christmas is ahead, then Easter and a change of clock, then the summer.
TODAYS = (date(2026, 11, 24), date(2027, 3, 1), date(2027, 6, 20))


@cache
def places_of(today: date) -> list[dict]:
    real = json.loads((settings.BASE_DIR / "citesmetiers/data/network.json").read_text(encoding="utf-8"))
    documents = (real, demonstration_document(today, seed=1))
    return [
        {"timezone": cite["timezone"], "country": cite["country"]} | place
        for document in documents
        for cite in document["cites"]
        for place in cite.get("places", [])
    ]


@pytest.mark.parametrize("today", TODAYS, ids=str)
def test_hours_of_every_place_are_those_of_the_oracle(today):
    minutes = 0
    for place in places_of(today):
        expected = minutes_to_claim(place, today)
        assert minutes_claimed(opening_hours(hours_of(place), today), place, today) == expected, place["id"]
        minutes += sum(expected)
    assert minutes > 60 * 1000


drawn = given(seed=st.integers(0, 2**32), zone=st.sampled_from(ZONES), days=st.integers(-60, 3))


@drawn
@rules(max_examples=25, deadline=None)
def test_hours_of_any_place_are_those_of_the_oracle(seed, zone, days):
    compare(seed, zone, days)


@pytest.mark.prove
@drawn
@rules(max_examples=300, deadline=None)
def test_hours_of_hundreds_of_places_are_those_of_the_oracle(seed, zone, days):
    compare(seed, zone, days)


def compare(seed: int, zone: str, days: int) -> None:
    rng = Random(seed)
    around = rng.choice(changes_of_clock(zone, 2026, 2027) or (date(2026, 5, 1),))
    place, today = without_last_minutes(random_place(rng, zone, around)), around + timedelta(days=days)
    found = minutes_claimed(opening_hours(hours_of(place), today), place, today)
    assert found == minutes_to_claim(place, today)


def without_last_minutes(place: dict) -> dict:
    """Hours that lack a minute of a day are read as the whole of it: move them by some minutes."""
    text = json.dumps(place)
    for minute, moved in (("23:59", "23:45"), ("00:01", "00:15"), ("01:59", "01:45")):
        text = text.replace(minute, moved)
    return json.loads(text)


def test_hours_that_nobody_confirmed_are_never_given():
    season = {"weekly": {day: ["09:00-12:00"] for day in oracle.DAYS}, "public_holidays": "open"}
    place = {"timezone": "Europe/Paris", "country": "FR", "kind": "main", "schedules": [season]}
    today = date(2026, 11, 24)
    assert opening_hours(hours_of(place), today) == {}
    assert opening_hours(hours_of(place | {"checked_on": "2025-11-22"}), today) == {}
    # Confirmed until the third of December, and no day more.
    found = opening_hours(hours_of(place | {"checked_on": "2025-12-03"}), today)
    assert [each["validThrough"] for each in found["openingHoursSpecification"]] == ["2026-12-03"]


def test_specification_reads_as_the_page_does():
    season = {
        "weekly": {day: ["09:00-12:00", "22:00-02:00"] for day in ("mo", "tu")},
        "public_holidays": "closed",
    }
    closure = {"from": "2026-11-30", "until": "2026-12-01", "hours": ["10:00-24:00"]}
    place = {
        "timezone": "Europe/Paris", "country": "BE", "kind": "main", "schedules": [season], "exceptions": [closure],
        "checked_on": "2026-11-20",
    }  # fmt: skip
    kind = {"@type": "OpeningHoursSpecification"}
    window = {"validFrom": "2026-11-23", "validThrough": "2027-01-22"}
    assert opening_hours(hours_of(place), date(2026, 11, 24)) == {
        "openingHoursSpecification": [
            kind | window | {"opens": "09:00", "closes": "12:00", "dayOfWeek": ["Monday", "Tuesday"]},
            kind | window | {"opens": "22:00", "closes": "02:00", "dayOfWeek": ["Monday", "Tuesday"]},
        ],
        "specialOpeningHoursSpecification": [
            kind
            | {"opens": "10:00", "closes": "00:00", "validFrom": "2026-11-30", "validThrough": "2026-12-01"},
        ],
    }


def minutes_to_claim(place: dict, today: date) -> bytearray:
    """What may be called open: known, and confirmed on the day on which it starts."""
    row = Row(place, today)
    for day in row.days:
        state, ranges = oracle.day_of(place, day)
        if state == oracle.OPEN and oracle.is_confirmed(place, day):
            for text in ranges:
                row.paint(*row.clock.range(day, text))
    return row.minutes


def minutes_claimed(hours: dict, place: dict, today: date) -> bytearray:
    """What a reader who knows schema.org, and nothing of this portal, calls open."""
    row = Row(place, today)
    for day in row.days:
        special = [each for each in hours.get("specialOpeningHoursSpecification", []) if is_valid(each, day)]
        usual = [
            each
            for each in hours.get("openingHoursSpecification", [])
            if is_valid(each, day) and NAMES[day.weekday()] in each["dayOfWeek"]
        ]
        for each in special or usual:
            row.paint(*ends(each, day, row.clock))
    return row.minutes


class Row:
    """The minutes from the midnight that began yesterday to some days after the last one told."""

    def __init__(self, place: dict, today: date) -> None:
        self.days = [today + number * ONE_DAY for number in range(-1, DAYS - 1)]
        self.clock = oracle.clock_of(place["timezone"], today - 4 * ONE_DAY, DAYS + 8)
        self.begin = self.clock.at(self.days[0], 0)
        self.minutes = bytearray((DAYS + 2) * 1440)

    def paint(self, start: int, end: int) -> None:
        self.minutes[start - self.begin : end - self.begin] = b"\x01" * max(0, end - start)


def ends(each: dict, day: date, clock: oracle.Clock) -> tuple[int, int]:
    opens, closes = minute(each["opens"]), minute(each["closes"])
    start = clock.at(day, opens)
    if opens == closes:
        return start, start
    if (closes + 1) % 1440 == opens:  # 00:00 to 23:59: all day
        return start, clock.at(day + ONE_DAY, opens)
    return start, clock.at(day + ONE_DAY if closes < opens else day, closes)


def is_valid(each: dict, day: date) -> bool:
    return each["validFrom"] <= day.isoformat() <= each["validThrough"]


def minute(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])

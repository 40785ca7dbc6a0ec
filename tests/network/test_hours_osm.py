"""`network.hours` against `opening_hours`, an evaluator of OpenStreetMap's syntax that others wrote.

What the syntax carries in the same meaning: seasons that meet, several ranges a day, ranges past midnight,
public holidays closed, closures as dated rules. There a later rule takes the whole day, and with it what
the evening before still held: past midnight is therefore written on the day where it is felt, and never
together with `PH off`. Neither `SH` nor `PH` goes with weekdays, which the evaluator misreads.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opening_hours import OpeningHours

from network import hours
from tests.network.hours_cases import hours_of
from tests.network.hours_oracle import DAYS

ONE_DAY = timedelta(days=1)
FIRST, LENGTH = date(2026, 11, 2), 70
COUNTRIES = ("FR", "CH", "PT", "CL")
TIMES = ("00:00", "00:30", "02:00", "08:45", "09:00", "12:00", "12:30", "14:00", "18:00", "22:00", "23:59")


@given(seed=st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_opening_hours_agrees(seed):
    compare(Random(seed))


@pytest.mark.prove
@pytest.mark.parametrize("number", range(8))
def test_prove_that_opening_hours_agrees(number, record_property):
    record_property(
        "minutes of hours proved", sum(compare(Random(f"OSM {number} {each}")) for each in range(60))
    )


def compare(rng: Random) -> int:
    """Compare the states of every minute of a random place; return how many they are."""
    place = random_place(rng)
    text = in_osm(place)
    theirs = [
        (start.replace(tzinfo=UTC), str(state))
        for start, _end, state, _comment in OpeningHours(text, country=place["country"]).intervals(
            datetime.combine(FIRST, datetime.min.time()),
            datetime.combine(FIRST + LENGTH * ONE_DAY, datetime.min.time()),
        )
    ]
    assert changes_in(theirs) == list(our_changes(place)), (place, text)
    return LENGTH * 1440


def our_changes(place):
    told = hours_of(place)
    moment = datetime.combine(FIRST, datetime.min.time(), UTC)
    end = moment + LENGTH * ONE_DAY
    while moment and moment < end:
        state = hours.state_at(told, moment)
        yield moment, state.state
        moment = state.until and state.until.astimezone(UTC)


def changes_in(intervals):
    return [
        each for number, each in enumerate(intervals) if not number or intervals[number - 1][1] != each[1]
    ]


def random_place(rng: Random) -> dict:
    at_night = rng.random() < 0.5
    meeting = FIRST + timedelta(days=rng.randint(5, LENGTH - 5))
    place = {"timezone": "Etc/UTC", "country": rng.choice(COUNTRIES), "kind": "main"}
    place["schedules"] = [
        {
            "weekly": {day: ranges(rng, at_night=at_night) for day in DAYS if rng.random() < 0.8},
            "valid_from": first,
            "valid_until": last,
            "public_holidays": "open" if at_night else rng.choice(["open", "closed"]),
        }
        for first, last in ((None, (meeting - ONE_DAY).isoformat()), (meeting.isoformat(), None))
    ]
    # One rule for all the seasons: `PH off` knows no dates.
    place["schedules"][1]["public_holidays"] = place["schedules"][0]["public_holidays"]
    cuts = sorted(rng.sample(range(2, LENGTH - 2), 4))
    place["exceptions"] = [
        {
            "from": (FIRST + timedelta(days=first)).isoformat(),
            "until": (FIRST + timedelta(days=last)).isoformat(),
            "hours": ranges(rng, at_night=at_night) if rng.random() < 0.4 else [],
        }
        for first, last in ((cuts[0], cuts[1]), (cuts[2], cuts[3]))
        if rng.random() < 0.8
    ]
    return place


def ranges(rng: Random, *, at_night: bool) -> list[str]:
    """Up to two ranges, which may overlap; only some places are open past midnight."""
    found = []
    for _ in range(rng.choice([0, 1, 1, 2, 2])):
        start, end = rng.choice(TIMES), rng.choice((*TIMES, "24:00"))
        if end <= start and not at_night:
            start, end = ("09:00", "24:00") if end == start else (end, start)
        found.append(f"{start}-{end}")
    return found


def in_osm(place: dict) -> str:
    """Write a place as OpenStreetMap does; later rules win."""
    rules = ["Mo-Su off"]
    for season in place["schedules"]:
        first, last = season["valid_from"] or "2026-01-01", season["valid_until"] or "2027-12-31"
        for number, day in enumerate(DAYS):
            felt = held(season["weekly"].get(DAYS[number - 1], []), season["weekly"].get(day, []))
            rules.append(f"{span(first, last)} {day.title()} {felt}")
    if place["schedules"][0]["public_holidays"] == "closed":
        rules.append("PH off")
    for day in sorted(days_apart(place)):
        if own(place, day) is None and place["schedules"][0]["public_holidays"] == "closed":
            continue  # nothing runs past midnight here: the rules above say it all
        iso = day.isoformat()
        rules.append(f"{span(iso, iso)} {held(written_on(place, day - ONE_DAY), written_on(place, day))}")
    return "; ".join(rules)


def days_apart(place: dict) -> set[date]:
    """The days on which another rule begins to speak, those of exceptions, and the days after."""
    found = {date.fromisoformat(place["schedules"][1]["valid_from"])}
    for each in place["exceptions"]:
        day = date.fromisoformat(each["from"])
        while day <= date.fromisoformat(each["until"]) + ONE_DAY:
            found.add(day)
            day += ONE_DAY
    return found


def own(place: dict, day: date) -> list[str] | None:
    iso = day.isoformat()
    return next((each["hours"] for each in place["exceptions"] if each["from"] <= iso <= each["until"]), None)


def written_on(place: dict, day: date) -> list[str]:
    special = own(place, day)
    if special is not None:
        return special
    season = place["schedules"][day.isoformat() >= place["schedules"][1]["valid_from"]]
    return season["weekly"].get(DAYS[day.weekday()], [])


def held(evening_before: list[str], today: list[str]) -> str:
    """What is open on a day from midnight to midnight."""
    found = []
    for text in evening_before:
        start, end = text.split("-")
        if end <= start and end != "00:00":
            found.append(f"00:00-{end}")
    for text in today:
        start, end = text.split("-")
        found.append(f"{start}-{end if end > start else '24:00'}")
    return ",".join(found) or "off"


def span(first: str, last: str) -> str:
    return "-".join(f"{date.fromisoformat(each):%Y %b %d}" for each in dict.fromkeys((first, last)))

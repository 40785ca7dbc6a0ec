"""The places of `hours_cases` as records, many at once."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from network.models import Closure, NetworkHoliday, Place, Season, Stay
from tests.factories import make_cite
from tests.network.hours_cases import REGIONS, partial_date, random_place


def store_places(rng: Random, zones: list[str], around: date) -> None:
    """Make one place of each zone given, real or invented, around a day."""
    cites = [make_cite(), make_cite(demo=True)]
    cases = [random_place(rng, zone, around) for zone in zones]
    places = Place.objects.bulk_create(
        [_place(rng.choice(cites), number, case) for number, case in enumerate(cases)]
    )
    told = list(zip(places, cases, strict=True))
    Season.objects.bulk_create([row for place, case in told for row in _seasons(place, case)])
    Closure.objects.bulk_create([row for place, case in told for row in _closures(place, case)])
    Stay.objects.bulk_create([row for place, case in told for row in _stays(place, case)])


def store_holidays(rng: Random, around: date, number: int) -> None:
    """Add and remove public holidays around a day, of whole countries and of regions."""
    for _ in range(number):
        country, region = rng.choice(REGIONS)
        day = around + timedelta(days=rng.randint(-4, 4))
        NetworkHoliday.objects.get_or_create(
            country=country,
            region=rng.choice(["", region or ""]),
            day=day,
            demo=rng.random() < 0.3,
            defaults={"kept": rng.random() < 0.6, "name": {"en": "Day"}},
        )


def _place(cite, number: int, case: dict) -> Place:
    kind = "secondary" if case["kind"] == "main" else case["kind"]
    return Place(
        cite=cite,
        demo=cite.demo,
        slug=f"case-{cite.pk}-{number}",
        name=f"Case {number}",
        kind=kind,
        country=case["country"],
        holiday_region=case["holiday_region"],
        timezone=case["timezone"],
        valid_from=partial_date(case.get("valid_from")),
        valid_until=partial_date(case.get("valid_until")),
        checked_on=case["checked_on"],
    )


def _seasons(place: Place, case: dict) -> list[Season]:
    return [
        Season(
            place=place,
            demo=place.demo,
            weekly={day: apart(ranges) for day, ranges in season["weekly"].items()},
            valid_from=season["valid_from"],
            valid_until=season["valid_until"],
            public_holidays=season.get("public_holidays"),
            as_of=partial_date(season["as_of"]),
        )
        for season in case["schedules"]
    ]


def _closures(place: Place, case: dict) -> list[Closure]:
    return [
        Closure(
            place=place,
            demo=place.demo,
            first_day=each["from"],
            last_day=each["until"],
            hours=apart(each["hours"]),
        )
        for each in case["exceptions"]
    ]


def _stays(place: Place, case: dict) -> list[Stay]:
    stays = case.get("stays", []) if place.kind != "secondary" else []
    return [
        Stay(place=place, demo=place.demo, first_day=each["from"], last_day=each["until"]) for each in stays
    ]


def apart(ranges: list[str]) -> list[str]:
    """Leave out the ranges of a day that overlap one before them: the tables refuse those."""
    kept: list[str] = []
    for text in ranges:
        start, end = _minutes(text)
        if all(end <= first or last <= start for first, last in map(_minutes, kept)):
            kept.append(text)
    return kept


def _minutes(text: str) -> tuple[int, int]:
    start, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in text.split("-"))
    return start, end if end > start else end + 1440

"""Invented places with ordinary hours: the same ones at every run."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import batched
from random import Random

from django.db import connection

from bench.cites import AFTERNOONS, MORNINGS, WORKING_DAYS
from network.models import Cite, Closure, Place, Season, Stay

# Where the network is: a zone, a country, a region of public holidays.
WHERE = (
    ("Europe/Paris", "FR", None), ("Europe/Paris", "FR", "57"), ("Europe/Paris", "FR", "6AE"),
    ("Indian/Reunion", "FR", "974"), ("America/Guadeloupe", "FR", "971"), ("Indian/Mayotte", "FR", "976"),
    ("Europe/Brussels", "BE", None), ("Europe/Zurich", "CH", "GE"), ("Europe/Zurich", "CH", "TI"),
    ("Europe/Rome", "IT", None), ("Europe/Madrid", "ES", "CT"), ("Europe/Lisbon", "PT", None),
    ("America/Montreal", "CA", "QC"), ("America/Santiago", "CL", None), ("Indian/Mauritius", "MU", None),
)  # fmt: skip
# Few enough for a busy machine to write them before a statement is given up.
LOT = 500


def make_places(number: int, today: date) -> None:
    """Make places of one Cité, each with three seasons, four closures and two ranges a day.

    One in ten moves about and has stays, one in twenty is open on Friday nights, one in four was not
    confirmed in the last year.
    """
    rng = Random(42)
    cite = Cite.objects.create(
        slug="invented", name={"en": "Invented"}, main_language="fr", country="FR", timezone="Europe/Paris",
        membership="member",
    )  # fmt: skip
    for numbers in batched(range(number), LOT):
        places = Place.objects.bulk_create([_place(rng, cite, each, today) for each in numbers])
        Season.objects.bulk_create([season for place in places for season in _seasons(rng, place, today)])
        Closure.objects.bulk_create([closure for place in places for closure in _closures(rng, place, today)])
        Stay.objects.bulk_create([stay for place in places for stay in _stays(rng, place, today)])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _place(rng: Random, cite: Cite, number: int, today: date) -> Place:
    zone, country, region = rng.choice(WHERE)
    return Place(
        cite=cite,
        slug=f"invented-{number}",
        kind="itinerant" if number % 10 == 0 else "secondary",
        name=f"Place {number}",
        country=country,
        holiday_region=region,
        timezone=zone,
        valid_from=str(today.year - 4) if number % 3 == 0 else None,
        valid_until=f"{today.year + 2}-06" if number % 7 == 0 else None,
        checked_on=today - timedelta(days=rng.randrange(480)),
    )


def _seasons(rng: Random, place: Place, today: date) -> list[Season]:
    """Make a season up to the last summer, that summer, and what follows."""
    summer = date(today.year, 7, 1), date(today.year, 8, 31)
    one = timedelta(days=1)
    spans = [(None, summer[0] - one), summer, (summer[1] + one, None)]
    return [
        Season(
            place=place,
            valid_from=first,
            valid_until=last,
            weekly=_week(rng),
            public_holidays=rng.choice(["closed", "closed", "open", "unknown", None]),
            as_of=str(today.year - rng.randrange(3)),
        )
        for first, last in spans
    ]


def _week(rng: Random) -> dict[str, list[str]]:
    week = {day: [rng.choice(MORNINGS), rng.choice(AFTERNOONS)] for day in WORKING_DAYS}
    if rng.random() < 0.3:
        week["sa"] = ["10:00-12:00"]
    if rng.random() < 0.05:
        week["fr"] = ["14:00-18:00", "20:00-01:00"]
    return week


def _closures(rng: Random, place: Place, today: date) -> list[Closure]:
    starts = [today + timedelta(days=offset + rng.randrange(60)) for offset in (-180, -90, 0, 90)]
    return [
        Closure(
            place=place,
            first_day=first,
            last_day=first + timedelta(days=rng.randrange(14)),
            hours=["10:00-12:00"] if rng.random() < 0.2 else [],
        )
        for first in starts
    ]


def _stays(rng: Random, place: Place, today: date) -> list[Stay]:
    if place.kind != "itinerant":
        return []
    starts = [today + timedelta(days=7 * week + rng.randrange(5)) for week in range(-6, 7)]
    return [Stay(place=place, first_day=first, last_day=first + timedelta(days=1)) for first in starts]

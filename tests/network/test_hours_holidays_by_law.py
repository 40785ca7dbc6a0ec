"""The public holidays that doors follow, against the laws of the ten countries of the network."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from network import hours
from network.hours.places import PlaceHours
from tests.network.holidays_by_law import (
    FIXED_IN_MAURITIUS,
    LAWS,
    holidays_of,
    without_sundays,
)

YEARS = range(2024, 2031)
# What the package adds to a law: customs of Guadeloupe; in Canada, the day off for a holiday on a weekend.
# The network takes away what a Cité does not keep.
CUSTOMS = {
    ("FR", "971"): ("Mi-Carême", "Vendredi saint", "Fête de Victor Schoelcher"),
    ("CA", "BC"): ("(observed)",),
}


def followed(country: str, region: str | None, year: int) -> dict[date, str]:
    where = PlaceHours(timezone="Europe/Paris", country=country, holiday_region=region)
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]
    names = {day: where.holiday_on(day) for day in days if day.year == year}
    return {day: " / ".join(texts.values()) for day, texts in names.items() if texts is not None}


@pytest.mark.parametrize(("country", "region"), LAWS)
def test_holidays_are_those_of_the_law(country, region):
    customs = CUSTOMS.get((country, region), ())
    for year in YEARS:
        found = followed(country, region, year)
        by_custom = {day for day, name in found.items() if any(custom in name for custom in customs)}
        assert without_sundays(set(found) - by_custom) == holidays_of(country, region, year), year
        assert bool(customs) or not by_custom


def test_customs_are_all_met():
    for (country, region), customs in CUSTOMS.items():
        names = " ".join(" ".join(followed(country, region, year).values()) for year in YEARS)
        assert [custom for custom in customs if custom not in names] == []


def test_mauritius_has_its_fifteen_days():
    for year in YEARS:
        found = followed("MU", None, year)
        assert {date.fromisoformat(f"{year}-{day}") for day in FIXED_IN_MAURITIUS} <= set(found)
        assert len(found) == 15, year


@pytest.mark.parametrize("region", ["67", "68"])
def test_departments_of_alsace_are_known_by_their_numbers(region):
    assert hours.known_holiday_region("FR", region)
    assert hours.holiday_name("FR", region, date(2026, 12, 26), "fr") == "Saint-Étienne"

"""Public holidays by the laws of the countries of the network, written down without the package that knows them.

Only what falls from Monday to Saturday: countries differ in whether a holiday on a Sunday is named at all.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MONDAY, THURSDAY, FRIDAY, SUNDAY = 0, 3, 4, 6

# Days of a year: “MM-DD”; whole numbers are days after Easter Sunday.
FRANCE = ["01-01", 1, "05-01", "05-08", 39, 50, "07-14", "08-15", "11-01", "11-11", "12-25"]
ALSACE_MOSELLE = [*FRANCE, -2, "12-26"]
ITALY = ["01-01", "01-06", 1, "04-25", "05-01", "06-02", "08-15", "11-01", "12-08", "12-25", "12-26"]
SPAIN = ["01-01", "01-06", -2, "05-01", "08-15", "10-12", "11-01", "12-06", "12-08", "12-25"]
LAWS: dict[tuple[str, str | None], list[str | int]] = {
    ("FR", None): FRANCE,
    ("FR", "57"): ALSACE_MOSELLE,
    ("FR", "67"): ALSACE_MOSELLE,
    ("FR", "68"): ALSACE_MOSELLE,
    ("FR", "6AE"): ALSACE_MOSELLE,
    # The abolition of slavery, on the day of each island.
    ("FR", "971"): [*FRANCE, "05-27"],
    ("FR", "974"): [*FRANCE, "12-20"],
    ("FR", "976"): [*FRANCE, "04-27"],
    ("BE", None): ["01-01", 1, "05-01", 39, 50, "07-21", "08-15", "11-01", "11-11", "12-25"],
    ("CH", "GE"): ["01-01", -2, 1, 39, 50, "08-01", "12-25", "12-31"],
    ("CH", "TI"): [
        "01-01", "01-06", "03-19", 1, "05-01", 39, 50, 60, "06-29", "08-01", "08-15", "11-01", "12-08", "12-25", "12-26",
    ],
    ("IT", None): ITALY,
    ("ES", "CT"): [*SPAIN, 1, "06-24", "09-11", "12-26"],
    ("PT", None): [
        "01-01", -2, "04-25", "05-01", 60, "06-10", "08-15", "10-05", "11-01", "12-01", "12-08", "12-25",
    ],
    ("CA", "BC"): ["01-01", -2, "07-01", "09-30", "11-11", "12-25"],
    ("CL", None): [
        "01-01", -2, -1, "05-01", "05-21", "07-16", "08-15", "09-18", "09-19", "11-01", "12-08", "12-25",
    ],
    ("BR", None): ["01-01", -2, "04-21", "05-01", "09-07", "10-12", "11-02", "11-15", "11-20", "12-25"],
}  # fmt: skip
# Mauritius: the days of the Moon and of the Sun’s stations are announced each year; these are not.
FIXED_IN_MAURITIUS = ["01-01", "01-02", "02-01", "03-12", "05-01", "11-02", "12-25"]
# The June solstice by the clocks of Chile: the day of the native peoples.
SOLSTICES = {2024: 20, 2025: 20, 2026: 21, 2027: 21, 2028: 20, 2029: 20, 2030: 21}


def holidays_of(country: str, region: str | None, year: int) -> set[date]:
    """The public holidays of a year, Sundays left out."""
    found = {_day_of(year, day) for day in LAWS[country, region]}
    found |= set(_others(country, region, year))
    return without_sundays(found)


def without_sundays(days: set[date]) -> set[date]:
    return {day for day in days if day.weekday() != SUNDAY}


def easter(year: int) -> date:
    """Gauss, as Lichtenberg mended it."""
    century = year // 100
    moon = 15 + (3 * century + 3) // 4 - (8 * century + 13) // 25
    sun = 2 - (3 * century + 3) // 4
    cycle = year % 19
    seed = (19 * cycle + moon) % 30
    correction = (seed + cycle // 11) // 29
    full_moon = 21 + seed - correction
    first_sunday = 7 - (year + year // 4 + sun) % 7
    return date(year, 3, 1) + timedelta(days=full_moon + 7 - (full_moon - first_sunday) % 7 - 1)


def _day_of(year: int, day: str | int) -> date:
    return date.fromisoformat(f"{year}-{day}") if isinstance(day, str) else easter(year) + timedelta(days=day)


def _others(country: str, region: str | None, year: int) -> Iterator[date]:
    match country, region:
        case "CH", "GE":  # the fast of Geneva: the Thursday after the first Sunday of September
            yield nth(year, 9, SUNDAY, 1) + timedelta(days=4)
        case "IT", _ if year >= 2026:  # Saint Francis, again since the law of 2025
            yield date(year, 10, 4)
        case "CA", "BC":
            yield nth(year, 2, MONDAY, 3)
            yield date(year, 5, 24) - timedelta(days=date(year, 5, 24).weekday())
            yield nth(year, 8, MONDAY, 1)
            yield nth(year, 9, MONDAY, 1)
            yield nth(year, 10, MONDAY, 2)
        case "CL", _:
            yield date(year, 6, SOLSTICES[year])
            yield to_a_monday(date(year, 6, 29))
            yield to_a_monday(date(year, 10, 12))
            reformation = date(year, 10, 31)
            yield reformation + timedelta(days={1: -4, 2: 2}.get(reformation.weekday(), 0))
            if date(year, 9, 17).weekday() in {MONDAY, FRIDAY}:
                yield date(year, 9, 17)
            if date(year, 9, 20).weekday() == FRIDAY:
                yield date(year, 9, 20)


def nth(year: int, month: int, weekday: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def to_a_monday(day: date) -> date:
    """Tuesday to Thursday go back to the Monday before, Friday on to the next."""
    return day + timedelta(days={1: -1, 2: -2, 3: -3, 4: 3}.get(day.weekday(), 0))

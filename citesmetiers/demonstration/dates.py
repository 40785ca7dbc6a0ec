"""What the invented texts leave open: days around today, and small choices that a seed makes.

`<+2 tu>` is the Tuesday of the week after next, `<-3 month>` the first day of the month three months
ago, `<-3 month-end>` its last day, `<-3 month-only>` the month itself, `<-1 year>` last year. `<any a b>`
chooses, `<number 10 20>` draws. Days count from the Monday of the week and from its month, so that
nothing changes within a week.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_OPEN = re.compile(r"<([^<>]+)>")
_ONE_DAY = timedelta(days=1)


def monday_of(day: date) -> date:
    """Return the Monday from which the days of a demonstration count."""
    return day - timedelta(days=day.weekday())


def settle(value: Any, monday: date, choices: Random) -> Any:
    """Return a value of JSON with everything that its texts leave open settled."""
    if isinstance(value, dict):
        return {key: settle(inner, monday, choices) for key, inner in value.items()}
    if isinstance(value, list):
        return [settle(inner, monday, choices) for inner in value]
    if isinstance(value, str):
        return _OPEN.sub(lambda found: _settled(found[1].split(), monday, choices), value)
    return value


def _settled(words: list[str], monday: date, choices: Random) -> str:
    match words:
        case ["any", *several]:
            return choices.choice(several)
        case ["number", least, most]:
            return str(choices.randint(int(least), int(most)))
        case [count, unit]:
            return _away(int(count), unit, monday)
    raise ValueError(f"“{' '.join(words)}” leaves nothing open that can be settled.")


def _away(count: int, unit: str, monday: date) -> str:
    """Return a day, a month or a year so many units from now."""
    if unit == "year":
        return f"{monday.year + count:04}"
    if unit == "month":
        return f"{_first_of_month(monday, count)}"
    if unit == "month-end":
        return f"{_first_of_month(monday, count + 1) - _ONE_DAY}"
    if unit == "month-only":
        return f"{_first_of_month(monday, count):%Y-%m}"
    return f"{monday + timedelta(weeks=count, days=WEEKDAYS.index(unit))}"


def _first_of_month(day: date, count: int) -> date:
    years, month = divmod(day.month - 1 + count, 12)
    return date(day.year + years, month + 1, 1)


def years_of_seasons(place: dict[str, Any], monday: date) -> list[dict[str, Any]]:
    """Lay the two schedules of a place, all year and summer, end to end around today.

    A place without a summer keeps its one schedule, without an end.
    """
    schedules: list[dict[str, Any]] = place.get("schedules", [])
    if "summer" not in place:
        return schedules
    first, last = place["summer"]
    year_round, summer = ({**schedule} for schedule in schedules)
    del summer["season"]
    laid, since = [], None
    for year in (monday.year, monday.year + 1):
        begins, ends = date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last}")
        laid += [_season(year_round, since, begins - _ONE_DAY), _season(summer, begins, ends)]
        since = ends + _ONE_DAY
    return [*laid, _season(year_round, since, None)]


def _season(schedule: dict[str, Any], first: date | None, last: date | None) -> dict[str, Any]:
    return schedule | {
        "valid_from": first.isoformat() if first else None,
        "valid_until": last.isoformat() if last else None,
    }

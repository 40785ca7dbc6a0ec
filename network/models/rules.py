"""Turns what SQL brought of a place into what `network.hours` reasons on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from network import hours
from network.hours import PlaceHours
from network.partial_dates import PartialDate

if TYPE_CHECKING:
    from network.models.place import Place

Row = dict[str, Any]


def hours_of(place: Place) -> PlaceHours:
    """Gather the hours of a place that was read `with_hours()`."""
    rules = _calendar(place)
    if rules:
        rules |= {
            "checked_on": place.checked_on,
            "seasons": tuple(map(_season, _rows(place, "season_rows"))),
            "closures": tuple(map(_closure, _rows(place, "closure_rows"))),
        }
    else:
        rules = {"timezone": hours.zone_or_utc(place.timezone).key, "country": place.country}
    return PlaceHours(
        **rules,
        kind=place.kind,
        valid_from=place.valid_from,
        valid_until=place.valid_until,
        stays=tuple(map(_stay, _rows(place, "stay_rows"))),
    )


def calendar_of(place: Place) -> PlaceHours | None:
    """Gather the clock and the public holidays of a place that was read `with_holidays()`."""
    rules = _calendar(place)
    return PlaceHours(**rules) if rules else None


def _calendar(place: Place) -> dict[str, Any]:
    """Return nothing where nobody knows its zone or its region of holidays any more."""
    region = place.holiday_region or None
    if hours.zone_or_utc(place.timezone).key != place.timezone:
        return {}
    if region and not hours.known_holiday_region(place.country, region):
        return {}
    holidays = _rows(place, "holiday_rows")
    return {
        "timezone": place.timezone,
        "country": place.country,
        "holiday_region": region,
        "holidays_added": {_day(row, "day"): row["name"] for row in holidays if row["kept"]},
        "holidays_removed": frozenset(_day(row, "day") for row in holidays if not row["kept"]),
    }


def _rows(place: Place, name: str) -> list[Row]:
    rows: list[Row] = getattr(place, name)
    return rows


def _season(row: Row) -> hours.SeasonRule:
    return hours.SeasonRule(
        weekly=hours.parse_weekly(row["weekly"]),
        name=row["name"],
        valid_from=_day(row, "valid_from") if row["valid_from"] else None,
        valid_until=_day(row, "valid_until") if row["valid_until"] else None,
        public_holidays=row["public_holidays"] or "unknown",
        as_of=PartialDate.parse(row["as_of"]) if row["as_of"] else None,
    )


def _closure(row: Row) -> hours.ClosureRule:
    return hours.ClosureRule(
        first=_day(row, "first_day"),
        last=_day(row, "last_day"),
        hours=hours.parse_ranges(row["hours"]),
        reason=row["reason"],
    )


def _stay(row: Row) -> hours.Stay:
    return hours.Stay(_day(row, "first_day"), _day(row, "last_day"))


def _day(row: Row, name: str) -> date:
    return date.fromisoformat(row[name])

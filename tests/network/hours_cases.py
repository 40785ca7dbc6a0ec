"""Places of every kind, in the shape of the exchange file, and how `network.hours` is given them."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from network import hours
from network.partial_dates import PartialDate
from tests.network.hours_oracle import DAYS, Row

if TYPE_CHECKING:
    from random import Random

# A zone, and a country of the network with one of its regions: they need not belong together.
ZONES = (
    "Europe/Paris", "Europe/Lisbon", "Europe/Brussels", "Europe/Zurich", "Europe/Rome", "Europe/Madrid",
    "Europe/London", "Europe/Chisinau", "Atlantic/Azores", "Africa/Casablanca", "Africa/Cairo", "Asia/Beirut",
    "Asia/Gaza", "America/Santiago", "America/Asuncion", "America/Vancouver", "America/Havana", "America/Nuuk",
    "Indian/Reunion", "Indian/Mauritius", "Indian/Mayotte", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Norfolk",
)  # fmt: skip
REGIONS = (
    ("FR", None), ("FR", "974"), ("FR", "971"), ("FR", "976"), ("FR", "57"), ("FR", "6AE"), ("CH", "GE"), ("BR", None),
    ("CH", "TI"), ("BE", None), ("IT", None), ("ES", "CT"), ("ES", "PV"), ("PT", None), ("CA", "BC"), ("CL", None), ("MU", None),
)  # fmt: skip
# Where mistakes live: midnight, the hours in which clocks change, and an ordinary day.
_TIMES = (
    "00:00", "00:01", "00:30", "01:00", "01:30", "01:59", "02:00", "02:15", "02:30", "03:00", "03:30", "09:00",
    "12:00", "12:30", "14:00", "18:00", "20:00", "22:00", "23:00", "23:30", "23:59",
)  # fmt: skip


def hours_of(place: dict) -> hours.PlaceHours:
    """Turn a place of the exchange file into what the code under test takes."""
    return hours.PlaceHours(
        timezone=place["timezone"],
        country=place["country"],
        kind=place["kind"],
        holiday_region=place.get("holiday_region"),
        valid_from=partial_date(place.get("valid_from")),
        valid_until=partial_date(place.get("valid_until")),
        stays=tuple(hours.Stay(_day(stay["from"]), _day(stay["until"])) for stay in place.get("stays", [])),
        seasons=tuple(_season(season) for season in place.get("schedules", [])),
        closures=tuple(
            hours.ClosureRule(
                _day(each["from"]), _day(each["until"]), hours.parse_ranges(each["hours"]), each.get("reason")
            )
            for each in place.get("exceptions", [])
        ),
        checked_on=_day(place.get("checked_on")),
    )


def rule_of(permanence: dict) -> hours.PermanenceRule:
    return hours.PermanenceRule(
        weekday=DAYS.index(permanence["weekday"]),
        time=hours.TimeRange.parse(permanence["time"]),
        valid_from=_day(permanence.get("valid_from")),
        valid_until=_day(permanence.get("valid_until")),
        every_weeks=permanence.get("every_weeks", 1),
        week_of=_day(permanence.get("week_of")),
        nth_of_month=permanence.get("nth_of_month"),
        cancelled={_day(each["date"]): each.get("reason") for each in permanence.get("exceptions", [])},
    )


def _season(season: dict) -> hours.SeasonRule:
    return hours.SeasonRule(
        weekly=hours.parse_weekly(season["weekly"]),
        valid_from=_day(season.get("valid_from")),
        valid_until=_day(season.get("valid_until")),
        public_holidays=season.get("public_holidays") or "unknown",
        as_of=partial_date(season.get("as_of")),
    )


def partial_date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def random_place(rng: Random, zone: str, around: date) -> dict:
    """Make a place of which something begins, ends or is excepted around a day."""
    country, region = rng.choice(REGIONS)
    place = {"timezone": zone, "country": country, "holiday_region": region, "kind": "main"}
    place["schedules"] = _random_seasons(rng, around)
    place["exceptions"] = [
        {"from": first, "until": last, "hours": random_ranges(rng)}
        for first, last in _random_spans(rng, around, 2)
    ]
    place["checked_on"] = rng.choice([None, _near(rng, around, 500).isoformat()])
    if rng.random() < 0.25:
        text = _near(rng, around, 40).isoformat()[: rng.choice([4, 7, 10])]
        place[rng.choice(["valid_from", "valid_until"])] = text
    if rng.random() < 0.25:
        place["kind"] = rng.choice(["host", "itinerant", "main"])
        place["stays"] = [{"from": first, "until": last} for first, last in _random_spans(rng, around, 2)]
    return place


def random_permanence(rng: Random, around: date) -> dict:
    permanence = {"weekday": rng.choice(DAYS), "time": rng.choice(random_ranges(rng) or ["14:00-17:00"])}
    if rng.random() < 0.4:
        permanence |= {"every_weeks": rng.randint(2, 8), "week_of": _near(rng, around, 90).isoformat()}
    if rng.random() < 0.3:
        permanence["nth_of_month"] = rng.choice([1, 2, 3, 4, -1])
    if rng.random() < 0.3:
        permanence[rng.choice(["valid_from", "valid_until"])] = _near(rng, around, 20).isoformat()
    permanence["exceptions"] = [
        {"date": _near(rng, around, 10).isoformat()} for _ in range(rng.randint(0, 3))
    ]
    return permanence


def random_ranges(rng: Random) -> list[str]:
    return [
        f"{rng.choice(_TIMES)}-{rng.choice((*_TIMES, '24:00'))}"
        for _ in range(rng.choice([0, 1, 1, 2, 2, 3]))
    ]


def _random_seasons(rng: Random, around: date) -> list[dict]:
    """Seasons that meet at a date, or leave a gap, or none; the first and the last may be open-ended."""
    cuts = sorted({_near(rng, around, 12) for _ in range(rng.randint(0, 3))})
    bounds = [None, *cuts, None]
    seasons = []
    for first, after in itertools.pairwise(bounds):
        if rng.random() < 0.2:
            continue
        season = {
            "weekly": {day: random_ranges(rng) for day in DAYS if rng.random() < 0.8},
            "valid_from": first and first.isoformat(),
            "valid_until": after and (after - timedelta(days=1)).isoformat(),
            "as_of": rng.choice([None, _near(rng, around, 800).isoformat()[: rng.choice([4, 7, 10])]]),
        }
        if rng.random() < 0.8:
            season["public_holidays"] = rng.choice(["open", "closed", "unknown"])
        seasons.append(season)
    rng.shuffle(seasons)
    return seasons


def _random_spans(rng: Random, around: date, most: int) -> list[tuple[str, str]]:
    cuts = sorted(_near(rng, around, 8) for _ in range(2 * rng.randint(0, most)))
    spans = [(first, last) for first, last in zip(cuts[::2], cuts[1::2], strict=True)]
    apart = [span for number, span in enumerate(spans) if not number or spans[number - 1][1] < span[0]]
    return [(first.isoformat(), last.isoformat()) for first, last in apart]


def _near(rng: Random, day: date, days: int) -> date:
    return day + timedelta(days=rng.randint(-days, days))


@cache
def changes_of_clock(zone: str, first_year: int, last_year: int) -> tuple[date, ...]:
    """The UTC days of some years on which the offset of a zone changes."""
    info, hour = ZoneInfo(zone), timedelta(hours=1)
    found, moment = [], datetime(first_year, 1, 1, tzinfo=UTC)
    while moment.year <= last_year:
        if moment.astimezone(info).utcoffset() != (moment + hour).astimezone(info).utcoffset():
            found.append(moment.date())
        moment += hour
    return tuple(found)


def at(minute: int) -> datetime:
    """The moment of a number of minutes since 1970 in UTC."""
    return datetime.fromtimestamp(minute * 60, UTC)


def minute_of(moment: datetime | None) -> int | None:
    return None if moment is None else round(moment.timestamp()) // 60


def differences(place: dict, row: Row, ask, rng: Random) -> list[str]:
    """Walk a row from change to change: whatever the code and the oracle do not agree on.

    Each stretch is asked for at its first minute, its last, and one between: each must give its state, its
    ends and the next opening. What lies out of the row is not compared, only that it is not within.
    """
    found, moment = [], row.begin
    while moment is not None and not found:
        until = row.until(moment)
        last = (until or row.end) - 1
        for minute in sorted({moment, rng.randint(moment, last), last}):
            state = ask(at(minute))
            expected = (row.state(minute), row.since(minute), until, row.next_opening(minute))
            told = (
                state.state,
                _within(row, minute_of(state.since), after=True),
                _within(row, minute_of(state.until)),
                _within(row, minute_of(state.next_opening)),
            )
            if told != expected:
                found.append(f"{at(minute)}: {told}, expected {expected}, in {place}")
        moment = until
    return found


def _within(row: Row, minute: int | None, *, after: bool = False) -> int | None:
    """A minute of the row; None for one that the row cannot show as a change."""
    if minute is None or minute >= row.end or minute < row.begin + after:
        return None
    return minute

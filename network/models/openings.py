"""Which of many places are open at a moment: what `network.hours` says, in SQL, proved to be the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import BooleanField, F, Q
from django.db.models.expressions import Func, RawSQL

from network.hours import TimeWanted
from network.hours.places import KINDS_WITH_STAYS
from network.hours.probes import LONGEST, probes_at
from network.hours.states import confirming_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from network.hours.probes import Probe
    from network.models.place import Place

# A probe asks for the ranges that start on a day of a zone; `rule` is what can speak on these days. Few
# places are left when the minutes have been compared: only they are asked for the rest.
_OPEN = """ARRAY(
WITH probe AS MATERIALIZED (
    SELECT *, to_char(day, 'YYYY-MM-DD') AS day_text FROM unnest(
        %s::text[], %s::date[], %s::int4multirange[], %s::int4multirange[], %s::date[], %s::date[]
    ) AS probe (timezone, day, last, past, today, confirmed_from)
), holiday AS (
    SELECT * FROM unnest(%s::text[], %s::text[], %s::boolean[], %s::date[])
), closure AS MATERIALIZED (
    SELECT place_id, first_day, last_day, half_minutes FROM network_closure
    WHERE first_day <= %s AND last_day >= %s
), closed_day AS (
    SELECT place_id, day FROM closure JOIN unnest(%s::date[]) AS day ON day BETWEEN first_day AND last_day
), rule AS (
    SELECT place_id, coalesce(valid_from, '-infinity') AS first_day, coalesce(valid_until, 'infinity') AS last_day,
           half_minutes, false AS is_closure, coalesce(public_holidays = 'open', false) AS holds_on_holidays
    FROM network_season WHERE (valid_from IS NULL OR valid_from <= %s) AND (valid_until IS NULL OR valid_until >= %s)
    UNION ALL SELECT place_id, first_day, last_day, half_minutes, true, true FROM closure
), door AS MATERIALIZED (
    SELECT place.id, place.kind, place.valid_from, place.valid_until, place.checked_on, probe.day,
           probe.day_text, probe.today, probe.confirmed_from
    FROM rule JOIN network_place AS place ON place.id = rule.place_id
    JOIN probe ON probe.timezone = place.timezone AND probe.day BETWEEN rule.first_day AND rule.last_day
    WHERE rule.half_minutes && probe.last
      AND (probe.past IS NULL OR EXISTS (
          SELECT FROM unnest(rule.half_minutes) AS hours
          WHERE probe.past @> lower(hours) AND NOT probe.past @> upper(hours) + 1
      ))
      AND (rule.holds_on_holidays OR (
          place.country, coalesce(place.holiday_region, ''), place.demo, probe.day) NOT IN (SELECT * FROM holiday))
      AND (rule.is_closure OR (place.id, probe.day) NOT IN (SELECT * FROM closed_day))
)
SELECT id FROM door
WHERE left(day_text, length(valid_from)) >= valid_from IS NOT FALSE
  AND left(day_text, length(valid_until)) <= valid_until IS NOT FALSE
  AND (kind <> ALL (%s)
       OR EXISTS (SELECT FROM network_stay WHERE place_id = door.id AND day BETWEEN first_day AND last_day)
       OR NOT EXISTS (SELECT FROM network_stay WHERE place_id = door.id))
  AND (checked_on BETWEEN confirmed_from AND today
       OR EXISTS (
           SELECT FROM network_season AS season
           WHERE place_id = door.id
             AND (season.valid_from IS NULL OR season.valid_from <= today)
             AND (season.valid_until IS NULL OR season.valid_until >= today)
             AND left(as_of || '-01-01', 10)::date BETWEEN confirmed_from AND today))
)"""


class _Asked(NamedTuple):
    """A probe of a zone as the statement takes it."""

    timezone: str
    day: date
    last: str
    past: str | None
    today: date
    confirmed_from: date


class _Holiday(NamedTuple):
    """A public holiday of the places of a country and region."""

    country: str
    region: str
    demo: bool
    day: date


def open_then(calendars: Iterable[Place], moment: datetime) -> Q:
    """Ask for the places that are open then, by confirmed hours.

    `calendars` are one place, read `with_holidays()`, of each zone, country, region and mark in question.
    """
    wanted = TimeWanted("at", moment)
    asked: dict[str, list[_Asked]] = {}
    holidays, untold = [], Q()
    for place in calendars:
        calendar = place.calendar
        if calendar is None:
            untold |= Q(timezone=place.timezone, country=place.country, holiday_region=place.holiday_region)
            continue
        if place.timezone not in asked:
            asked[place.timezone] = list(_asked_in(calendar.zone, wanted))
        holidays += [
            _Holiday(place.country, place.holiday_region or "", place.demo, probe.day)
            for probe in asked[place.timezone]
            if calendar.holiday_on(probe.day) is not None
        ]
    probes = [probe for each in asked.values() for probe in each]
    days = sorted({probe.day for probe in probes}) or [wanted.moment.date()]
    reach = [days[-1], days[0]]
    columns = [*_columns(probes, _Asked), *_columns(holidays, _Holiday)]
    found = RawSQL(_OPEN, [*columns, *reach, days, *reach, list(KINDS_WITH_STAYS)])  # noqa: S611 parameters alone
    # As an array: PostgreSQL expects one door to be found, and would look for thousands one by one.
    is_found = Q(
        Func(F("pk"), found, arg_joiner=" = ANY ", template="%(expressions)s", output_field=BooleanField())
    )
    return is_found & ~untold if untold else is_found


def _asked_in(zone: ZoneInfo, wanted: TimeWanted) -> Iterator[_Asked]:
    moment = wanted.window(zone).start
    today = moment.astimezone(zone).date()
    for probe in probes_at(zone, moment):
        last = _half_minutes(probe, [range(minute, minute + 1) for minute in probe.last])
        past = None if probe.is_plain else _half_minutes(probe, probe.past)
        yield _Asked(zone.key, probe.day, last, past, today, confirming_from(today))


def _half_minutes(probe: Probe, minutes: Iterable[range]) -> str:
    """Write minutes of a day as the column `half_minutes` holds them."""
    first = probe.day.weekday() * LONGEST
    spans = [f"[{2 * (first + each.start)},{2 * (first + each.stop)})" for each in minutes]
    return f"{{{','.join(spans)}}}"


def _columns(rows: list[Any], shape: type[Any]) -> list[list[Any]]:
    return [[row[number] for row in rows] for number in range(len(shape._fields))]

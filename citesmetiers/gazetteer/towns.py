"""Towns by name: exactly, by what a name begins with, with a slip of the pen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from django.db.models import Case, Value, When

from citesmetiers.gazetteer.keys import key_of
from citesmetiers.gazetteer.spots import AREAS, LANGUAGES, countries, label_of
from citesmetiers.models import Town
from citesmetiers.questions.typos import distance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    class Named(Town):
        """A town with the name by which it was found."""

        # exact, begun or alike.
        how: str
        found: str
        is_own: bool


# How many others are offered.
MOST = 10
# How many times as large as its namesakes a town is, for nobody to be asked; more where the name is not its own,
# so that “Vienne” may be that of France.
_LARGER, _LARGER_ABROAD = 10, 60
# Letters from which on one may be mistaken, two, three.
_SLIPS = (4, 6, 11)
# By letters, how much alike two names must be before their letters are compared: what one slip leaves of them.
_ALIKE = ((4, "0.25"), (5, "0.3"), (6, "0.36"), (12, "0.42"))
_ALIKE_LONG = "0.5"
_PREFIX = 3
# A name that somebody has may be a slip all the same, if it is one word that long, of a town smaller than that.
_LONG, _LARGE = 7, 100_000

# The threshold is set where it is needed, and what is asked for hangs on it: so it is set before.
_NAMES = """
WITH exact AS (
    SELECT town_id, key, is_own, 'exact' AS how, population FROM citesmetiers_townname
    WHERE key = ANY(%(keys)s) ORDER BY population DESC LIMIT 500
), begun AS (
    SELECT town_id, key, is_own, 'begun' AS how, population FROM citesmetiers_townname
    WHERE %(begins)s AND key LIKE %(start)s AND key <> %(key)s
    ORDER BY population DESC LIMIT 20
), asked AS MATERIALIZED (
    SELECT %(key)s::text AS key, set_config('pg_trgm.similarity_threshold', %(least)s, true)
    WHERE %(forgiving)s AND NOT EXISTS (SELECT FROM exact WHERE NOT %(is_long)s OR population >= %(large)s)
), alike AS (
    SELECT each.* FROM asked, LATERAL (
        SELECT town_id, name.key, is_own, 'alike' AS how, population FROM citesmetiers_townname AS name
        WHERE name.key %% asked.key
        ORDER BY similarity(name.key, asked.key) DESC, population DESC LIMIT 40
    ) AS each
)
SELECT names.how, names.key AS found, names.is_own, town.* FROM (
    SELECT * FROM exact UNION ALL SELECT * FROM begun UNION ALL SELECT * FROM alike
) AS names JOIN citesmetiers_town AS town ON town.id = names.town_id
"""


@dataclass(frozen=True, kw_only=True)
class Match:
    """The town that was meant, if that is clear, and the others that may have been."""

    town: Town | None = None
    others: list[Town] = field(default_factory=list)
    is_corrected: bool = False


def find(text: str, language: str, *, forgiving: bool = True) -> Match:
    """Return the town of a name, with what is said behind it: “Saint-Denis (93)”, “Geneva, Illinois”."""
    readings = _readings(text)
    if not readings:
        return Match()
    key = readings[0][0]
    rows = _ask(key, [head for head, _marks in readings], forgiving=forgiving)
    exact = [row for row in rows if row.how == "exact"]
    fitting = [row for row in exact if _is_read_as(row, readings)]
    if fitting:
        return _among_namesakes(fitting, _larger(fitting, rows, readings[0]), text, language)
    if exact and forgiving:
        rows = _ask(key, [], forgiving=True)
    mended = _among_similar(rows, *readings[0])
    return mended if mended.town or mended.others else Match(others=[*_largest_first(exact)[:MOST]])


def of_postcode(code: str) -> list[Town]:
    """Return the communes of a postcode of France, the largest first."""
    return list(Town.objects.filter(postcodes__contains=[code]).order_by("-population", "pk"))


def of_department(number: str) -> Town | None:
    """Return a département by its number: Paris is one and has no row for it."""
    areas_first = Case(When(mark="department", then=Value(0)), default=Value(1))
    return Town.objects.filter(area_code=number).order_by(areas_first, "-population", "pk").first()


def _readings(text: str) -> list[tuple[str, list[str]]]:
    """Return the ways to read a name and what tells it from its namesakes, the shortest name first."""
    parts = [part.strip() for part in text.split(",")]
    readings = [
        (key_of(", ".join(parts[:length])), [key_of(part) for part in parts[length:]])
        for length in range(1, len(parts))
    ]
    if match := re.fullmatch(r"(.+?)\s*\(([^()]+)\)", text):
        readings.append((key_of(match[1]), [key_of(match[2])]))
    first, *behind = key_of(text).rsplit(" ", 1)
    if behind and (behind[0] in countries() or re.fullmatch(r"\d{2,3}", behind[0])):
        readings.append((first, behind))
    return [reading for reading in [*readings, (key_of(text), [])] if reading[0]]


def _ask(key: str, keys: list[str], *, forgiving: bool) -> list[Named]:
    least = next((least for length, least in _ALIKE if len(key) <= length), _ALIKE_LONG)
    asked = {
        "key": key,
        "keys": keys,
        "begins": forgiving and len(key) >= _PREFIX,
        "start": f"{key}%",
        "least": least,
        "forgiving": forgiving and len(key) >= _SLIPS[0],
        "is_long": len(key) >= _LONG and " " not in key,
        "large": _LARGE,
    }
    return cast("list[Named]", list(Town.objects.raw(_NAMES, asked)))


def _is_read_as(row: Named, readings: list[tuple[str, list[str]]]) -> bool:
    return any(row.found == head and fits(row, marks) for head, marks in readings)


def _larger(exact: list[Named], rows: list[Named], reading: tuple[str, list[str]]) -> list[Named]:
    """Return what somebody may have meant all the same: “Aix-en-Provence” by “Aix”, “Montpellier” by “Montpelier”."""
    key, marks = reading
    largest = max(row.population for row in exact)
    begun = [
        row
        for row in rows
        if row.how == "begun" and row.found.startswith(f"{key} ") and row.population > largest
    ]
    alike = [
        row
        for row in rows
        if row.how == "alike" and row.population >= _LARGER * largest and distance(key, row.found, 1) == 1
    ]
    return [row for row in _largest_first(alike) + _largest_first(begun) if fits(row, marks)]


def _among_namesakes(rows: list[Named], larger: list[Named], text: str, language: str) -> Match:
    own = {row.pk for row in rows if row.is_own}
    largest, *rest = _largest_first(rows)
    # A label has at least one of these; of its own town it tells which one it is.
    if "," in text or "(" in text:
        typed = key_of(text)
        for town in (largest, *rest):
            if any(key_of(label_of(town, code)) == typed for code in (language, *LANGUAGES)):
                return Match(town=town)
    others: list[Town] = list({town.pk: town for town in [*rest, *larger] if town.pk != largest.pk}.values())
    if _is_clear(largest, rest, own):
        return Match(town=largest, others=others[:MOST])
    return Match(others=[largest, *others][:MOST])


def _is_clear(largest: Town, rest: Sequence[Town], own: set[str]) -> bool:
    """Whether nobody has to be asked: what others call a town weighs nothing against its own name."""
    times = _LARGER if largest.pk in own else _LARGER_ABROAD
    rivals = [town for town in rest if town.pk in own] or ([] if largest.pk in own else rest)
    return all(largest.population >= times * town.population for town in rivals)


def _among_similar(rows: list[Named], key: str, marks: list[str]) -> Match:
    most = sum(len(key) >= length for length in _SLIPS)
    slips: dict[str, int] = {}
    begun = {row.pk for row in rows if row.how == "begun"}
    for row in rows:
        # What is only begun counts as one slip.
        count = 1 if row.how == "begun" else distance(key, row.found, most)
        if (count <= most or row.pk in begun) and fits(row, marks):
            slips[row.pk] = min(count, slips.get(row.pk, count))
    towns = [town for town in _largest_first(rows) if town.pk in slips]
    towns.sort(key=lambda town: slips[town.pk])
    nearest = [town for town in towns if slips[town.pk] == slips[towns[0].pk]]
    if not nearest:
        return Match()
    if all(nearest[0].population >= _LARGER * town.population for town in nearest[1:]):
        return Match(town=nearest[0], others=[*towns[1 : MOST + 1]], is_corrected=nearest[0].pk not in begun)
    return Match(others=[*towns[:MOST]])


def _largest_first[T: Town](rows: Iterable[T]) -> list[T]:
    """Return each town once."""
    return sorted({row.pk: row for row in rows}.values(), key=lambda town: (-town.population, town.pk))


def fits(town: Town, marks: list[str]) -> bool:
    """Whether a town lies where somebody says: a country, an area, its number or postcode, or the kind of area."""
    known = {key_of(town.area), town.area_code.lower(), town.country.lower()}
    known |= {key_of(part) for part in town.mark.split(",")} | AREAS.get(town.mark, set())
    return all(
        mark in known or countries().get(mark) == town.country or mark.upper() in town.postcodes
        for mark in marks
    )

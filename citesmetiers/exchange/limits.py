"""Whether texts and numbers fit the columns that will hold them; the columns themselves say."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from citesmetiers.exchange import mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citesmetiers.exchange.kinds import Key, Kind
    from citesmetiers.exchange.spots import Spot


def check_limits(file: Spot, cites: list[Spot]) -> None:
    """Add a fault for every text that is too long and every number that is too large."""
    for kind, spot in _entries(file, cites):
        for key in kind.keys:
            if key.field and (limit := _limit(kind.model, key.field)):
                _check(spot, key, limit)


def _entries(file: Spot, cites: list[Spot]) -> Iterator[tuple[Kind, Spot]]:
    yield from ((mapping.PARTNER, spot) for spot in file.spots("partners"))
    if network := file.inside("network"):
        yield from ((mapping.HISTORY_FACT, spot) for spot in network.spots("history"))
        yield from ((mapping.STATEMENT, spot) for spot in network.spots("statements"))
    for cite in cites:
        yield mapping.CITE, cite
        yield from _of_cite(cite)


def _of_cite(cite: Spot) -> Iterator[tuple[Kind, Spot]]:
    for key, kind in (
        ("history", mapping.MILESTONE),
        ("carriers", mapping.CARRIER),
        ("figures", mapping.FIGURE),
        ("poles", mapping.POLE),
        ("places", mapping.PLACE),
        ("services", mapping.SERVICE),
        ("events", mapping.EVENT),
    ):
        yield from ((kind, spot) for spot in cite.spots(key))
    for place in cite.spots("places"):
        yield from ((mapping.SEASON, season) for season in place.spots("schedules"))


@cache
def _limit(model: type[models.Model], field: str) -> tuple[int, int] | None:
    """Return the longest text, or the smallest and the largest number, that a column holds."""
    column: Any = model._meta.get_field(field)  # noqa: SLF001
    if isinstance(column, ArrayField):
        column = column.base_field
    if isinstance(column, models.CharField):
        return (0, column.max_length) if column.max_length else None
    if isinstance(column, models.IntegerField):
        smallest, largest = connection.ops.integer_field_range(column.get_internal_type())
        return (smallest or 0, largest or 0)
    return None


def _check(spot: Spot, key: Key, limit: tuple[int, int]) -> None:
    value = (spot.get(key.inside) or {}).get(key.name) if key.inside else spot.get(key.name)
    if isinstance(value, list):
        for index, text in enumerate(value):
            _check_length(spot, text, limit[1], key.name, index)
    elif isinstance(value, str):
        _check_length(spot, value, limit[1], key.name)
    elif isinstance(value, int | float) and not limit[0] <= value <= limit[1]:
        spot.fault(f"{value} is not between {limit[0]} and {limit[1]}.", key.name)


def _check_length(spot: Spot, text: object, longest: int, *steps: str | int) -> None:
    if isinstance(text, str) and len(text) > longest:
        spot.fault(f"it is longer than {longest} characters ({len(text)}).", *steps)

"""The invented network in the tables themselves, through COPY.

Checks and keys of the tables hold as always. The triggers of the tables are off meanwhile (they write history
row by row); what they would have written is made by one statement a table. A search index that triggers keep
is made anew at the end.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from datetime import date
from itertools import batched, count
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connection, transaction

from bench.cites import SIZES, network
from citesmetiers.exchange import mapping
from citesmetiers.exchange.copying import copy
from events.models import Event, Occurrence
from events.recurrence import Times, instants, starts_of
from network.models import Cite, Closure, Milestone, Place, Pole, Season
from network.vocabulary import Publication
from services.models import Permanence, Service, ServicePlace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model

    from bench.cites import Size
    from citesmetiers.exchange.kinds import Kind

    type Rows = dict[type[Model], list[Any]]

# In the order of who points at whom.
MODELS: tuple[type[Any], ...] = (
    Cite, Milestone, Pole, Place, Season, Closure, Service, ServicePlace, Permanence, Event, Occurrence,
)  # fmt: skip
LOT = 100
_SOURCES = ("words.py", "cites.py", "seed.py")


def rows_of(size: Size, today: date) -> Iterator[Rows]:
    """Give the rows of some Cités at a time, with the keys that they will have."""
    maker = _Maker(today)
    for number, items in enumerate(batched(network(size, today), LOT)):
        made: Rows = {model: [] for model in MODELS}
        for position, item in enumerate(items, number * LOT):
            maker.make(item, position, made)
        yield made


def fingerprint(scale: str, today: date) -> str:
    """Tell seeds apart: by what makes them, their size, their day, and the tables that they fill."""
    here = Path(__file__).parent
    told = hashlib.sha256(f"{scale} {SIZES[scale]} {today}".encode())
    for name in _SOURCES:
        told.update((here / name).read_bytes())
    for config in sorted(apps.get_app_configs(), key=lambda each: each.label):
        for path in sorted(Path(config.path, "migrations").glob("*.py")):
            told.update(path.name.encode() + path.read_bytes())
    return told.hexdigest()[:16]


def fill(scale: str, today: date) -> float:
    """Fill empty tables; return how many seconds it took."""
    began = perf_counter()
    write(scale, today)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("RESET statement_timeout")
    return perf_counter() - began


def write(scale: str, today: date) -> None:
    """Write everything, and what the search makes of it, in one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        with _without_triggers(cursor):
            for rows in rows_of(SIZES[scale], today):
                for model in MODELS:
                    copy(cursor, model, rows[model])
            for model in MODELS:
                _write_history(cursor, model)
                _move_key(cursor, model)
        # Nobody has counted these rows yet: a planner that believes in empty tables reads each of them for each offer.
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in MODELS)  # noqa: SLF001
        cursor.execute(f"ANALYZE {tables}")
        cursor.execute("SELECT search_rebuild()")


@contextmanager
def _without_triggers(cursor: Any) -> Iterator[None]:
    tables = [connection.ops.quote_name(model._meta.db_table) for model in MODELS]  # noqa: SLF001
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    # Keys that point elsewhere are checked before the tables change again.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _write_history(cursor: Any, model: type[Model]) -> None:
    """Write what the trigger of each insert would have written."""
    if not hasattr(model, "history"):
        return
    history: Any = model._meta.get_field("history").related_model  # noqa: SLF001
    own = {field.column for field in model._meta.concrete_fields}  # noqa: SLF001
    names = [field.column for field in history._meta.concrete_fields if field.column in own]  # noqa: SLF001
    columns = ", ".join(map(connection.ops.quote_name, names))
    cursor.execute(
        f"INSERT INTO {history._meta.db_table} (pgh_created_at, pgh_label, pgh_obj_id, {columns}) "  # noqa: S608, SLF001
        f"SELECT now(), 'insert', id, {columns} FROM {model._meta.db_table} ORDER BY id"  # noqa: SLF001
    )


def _move_key(cursor: Any, model: type[Model]) -> None:
    table = model._meta.db_table  # noqa: SLF001
    cursor.execute(
        f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT coalesce(max(id), 1) FROM {table}))"  # noqa: S608
    )


class _Maker:
    """Turns entries of the exchange file into rows, by the importer's own list of fields."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.keys = {model: count(1) for model in MODELS}

    def make(self, item: dict[str, Any], position: int, into: Rows) -> None:
        self.into = into
        cite = self._row(mapping.CITE, item, position)
        for key, kind in (("history", mapping.MILESTONE), ("poles", mapping.POLE)):
            for number, each in enumerate(item[key]):
                self._row(kind, each, number, cite_id=cite.pk)
        poles = {row.order: row.pk for row in into[Pole] if row.cite_id == cite.pk}
        places = {}
        for number, each in enumerate(item["places"]):
            zone = {name: item[name] for name in ("country", "timezone")}
            place = self._row(mapping.PLACE, each, number, cite_id=cite.pk, **zone)
            places[each["id"]] = place.pk
            for key, kind in (("schedules", mapping.SEASON), ("exceptions", mapping.CLOSURE)):
                for order, one in enumerate(each[key]):
                    self._row(kind, one, order, place_id=place.pk)
        for number, each in enumerate(item["services"]):
            self._offer(cite.pk, each, number, poles, places)
        for number, each in enumerate(item["events"]):
            self._event(cite.pk, each, number, places)

    def _offer(
        self, cite: int, item: dict[str, Any], position: int, poles: dict[int, int], places: dict[str, int]
    ) -> None:
        offer = self._row(
            mapping.SERVICE, item, position, cite_id=cite, pole_id=poles[item["pole"]],
            publication=Publication.PUBLISHED.value,
        )  # fmt: skip
        for place in item["places"]:
            self._add(ServicePlace(service_id=offer.pk, place_id=places[place], cite_id=cite))
        for number, each in enumerate(item["permanences"]):
            of = {"cite_id": cite, "service_id": offer.pk, "place_id": places[each["place"]]}
            self._row(mapping.PERMANENCE, each, number, **of)

    def _event(self, cite: int, item: dict[str, Any], position: int, places: dict[str, int]) -> None:
        event = self._row(
            mapping.EVENT, item, position, cite_id=cite, place_id=places[item["place"]],
            publication=Publication.PUBLISHED.value,
        )  # fmt: skip
        times = Times(event.starts, event.ends, event.timezone, event.rrule)
        for start in starts_of(times, self.today):
            starts_at, ends_at = instants(times, start)
            of = {"event_id": event.pk, "cite_id": cite, "starts_at": starts_at, "ends_at": ends_at}
            self._row(mapping.CHANGE, {"starts": start}, None, **of)

    def _row(self, kind: Kind, item: dict[str, Any], position: int | None, **of: Any) -> Any:
        row: Any = kind.model(**kind.read(item) | of, version=1, imported_version=1)
        if position is not None and hasattr(row, "position"):
            row.position = position
        return self._add(row)

    def _add(self, row: Any) -> Any:
        row.pk = next(self.keys[type(row)])
        self.into[type(row)].append(row)
        return row

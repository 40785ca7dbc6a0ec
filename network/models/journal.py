"""What was done, in order: to one record with all that is part of it, or in a whole Cité.

It reads the history of many tables at once. What one transaction did to a record is one act; the moment
of an act is that of its transaction, and a record has a version for each of its acts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.db import connection
from django.db.models import Count, F, OuterRef, Q, Subquery, Value, Window
from django.db.models.fields import BigIntegerField, TextField
from django.db.models.functions import Cast, JSONObject, RowNumber
from pghistory.models import Context

from network.models.cite import Cite
from network.models.draft import Draft
from network.models.file import LabelFile
from network.models.history import keeps_track
from network.models.suggestion import Suggestion
from network.models.team import Invitation, TeamMember
from network.models.user import User
from network.models.withdrawal import WithdrawalProposal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from django.db.models import Model, QuerySet

    type Tables = list[type[Model]]

# Drafts are nobody's sight yet, suggestions are a conversation, teams their coordinators', label files are for who
# applies, what is proposed of a label for who decides: each has a page of its own.
_APART = (Draft, Suggestion, TeamMember, Invitation, LabelFile, WithdrawalProposal)
# So many rows of one table are told of one act; the others are counted.
MOST_ROWS = 12


@dataclass(frozen=True)
class Row:
    """A row of one table before and after; `more` others of the table are of the same act."""

    model: type[Model]
    kind: str  # insert, update, delete
    before: Any
    after: Any
    more: int = 0


@dataclass(frozen=True)
class Act:
    """What was done to a record and its parts in one transaction; without a person by an import or a command."""

    moment: datetime
    model: type[Model]
    record: int
    kind: str  # insert, update, delete
    person: User | None
    reason: str
    rows: list[Row]


class _Key(NamedTuple):
    moment: datetime
    label: str
    record: int


def history_of(model: Any) -> type[Any]:
    """Return the model of the rows of history of a model."""
    history: type[Any] = model.history.rel.related_model
    return history


def whole_of(model: Any) -> type[Model] | None:
    """Return the model that another is part of; None for one that stands by itself."""
    link = getattr(model, "part_of", "")
    whole: type[Model] | None = model._meta.get_field(link).remote_field.model if link else None  # noqa: SLF001 documented
    return whole


@cache
def family_of(model: Any) -> tuple[type[Model], ...]:
    """Return a model and all that may be part of its records, each after what it is part of."""
    parts = [each for each in apps.get_models() if keeps_track(each) and whole_of(each) is model]
    return (model, *(one for part in parts for one in family_of(part)))


def root_of(model: type[Model]) -> type[Model]:
    whole = whole_of(model)
    return root_of(whole) if whole else model


@cache
def tables_of_a_cite() -> tuple[type[Model], ...]:
    """Return the models of what belongs to a Cité and is told of."""
    roots = [each for each in apps.get_models() if keeps_track(each) and whole_of(each) is None]
    told = [each for each in roots if each not in _APART and _link_to_cite(each)]
    return tuple(each for root in told for each in family_of(root))


def _link_to_cite(model: type[Model]) -> str:
    """Name what leads from a row to its Cité: its own link, or that of what it is part of or stands in."""
    names = {field.name for field in model._meta.fields}  # noqa: SLF001
    if model is Cite:
        return "pgh_obj"
    return next((name for name in ("cite", getattr(model, "part_of", ""), "place") if name in names), "")


def _in_cite(model: type[Model], cite: int) -> QuerySet[Any]:
    """Return the history of a model in a Cité, of what is gone by now too."""
    rows: QuerySet[Any] = history_of(model).objects.order_by()
    link = _link_to_cite(model)
    if link in ("cite", "pgh_obj"):
        return rows.filter(**{link: cite})
    above: Any = model._meta.get_field(link).remote_field.model  # type: ignore[union-attr]  # noqa: SLF001
    return rows.filter(**{f"{link}__in": _in_cite(above, cite).values("pgh_obj")})


def _of_record(model: type[Model], root: type[Model], record: int) -> QuerySet[Any]:
    """Return the history of a model in one record of the root of its family."""
    rows: QuerySet[Any] = history_of(model).objects.order_by()
    if model is root:
        return rows.filter(pgh_obj=record)
    link, whole = model.part_of, whole_of(model)  # type: ignore[attr-defined]
    if whole is root:
        return rows.filter(**{link: record})
    assert whole
    return rows.filter(**{f"{link}__in": _of_record(whole, root, record).values("pgh_obj")})


def _record_of(model: type[Model], reference: str = "") -> Any:
    """Return the expression for the record that a row of history is part of."""
    whole = whole_of(model)
    if whole is None:
        return F(reference or "pgh_obj_id")
    link = f"{model.part_of}_id"  # type: ignore[attr-defined]
    if whole_of(whole) is None:
        return F(link)
    above = history_of(whole).objects.filter(pgh_obj=OuterRef(link)).order_by()
    return Subquery(above.annotate(told_record=_record_of(whole)).values("told_record")[:1])


def _told(model: type[Model], rows: QuerySet[Any]) -> QuerySet[Any]:
    """Leave out what nobody did, and say which record each row is of."""
    told: QuerySet[Any] = rows.exclude(getattr(model, "untold", Q(pk__in=[]))).annotate(
        told_label=Value(root_of(model)._meta.label, TextField()),  # noqa: SLF001
        told_record=Cast(_record_of(model), BigIntegerField()),
    )
    return told


class Journal:
    """The acts of one record (`of_record`) or of a Cité (`in_cite`), the newest first; a list for a paginator."""

    def __init__(self, rows: dict[type[Model], QuerySet[Any]]) -> None:
        self._rows = {model: _told(model, each) for model, each in rows.items()}

    @classmethod
    def of_record(cls, model: type[Model], record: int) -> Journal:
        return cls({each: _of_record(each, model, record) for each in family_of(model)})

    @classmethod
    def in_cite(cls, cite: Cite) -> Journal:
        return cls({each: _in_cite(each, cite.pk) for each in tables_of_a_cite()})

    def __len__(self) -> int:
        sql, parameters = self._keys()
        [[number]] = _fetch(f"SELECT count(*) FROM ({sql}) AS act", parameters)  # noqa: S608 parameters apart
        return int(number)

    def __getitem__(self, asked: slice) -> list[Act]:
        """Return some acts, with what each changed. Five queries, whatever their number."""
        start = asked.start or 0
        sql, parameters = self._keys()
        found = _fetch(
            f"{sql} ORDER BY moment DESC, label, record LIMIT %s OFFSET %s",
            [*parameters, asked.stop - start, start],
        )
        contexts = Context.objects.in_bulk({context for *_key, _kind, context in found if context})
        people = User.objects.in_bulk(
            {number for each in contexts.values() if (number := _number(each.metadata.get("user")))}
        )
        rows = self._rows_of([_Key(*key) for *key, _kind, _context in found])
        acts = []
        for moment, label, record, kind, context in found:
            said = contexts[context].metadata if context in contexts else {}
            person = people.get(_number(said.get("user")) or 0)
            told = rows.get(_Key(moment, label, record), [])
            model = apps.get_model(label)
            acts.append(Act(moment, model, record, kind, person, str(said.get("reason") or ""), told))
        return acts

    def _keys(self) -> tuple[str, list[Any]]:
        """Group rows into acts: which they are, what was done to the record itself, in which context."""
        union, parameters = _together(
            each.annotate(
                told_own=F("pgh_label") if whole_of(model) is None else Value("", TextField()),
            ).values_list("pgh_created_at", "told_label", "told_record", "told_own", "pgh_context_id")
            for model, each in self._rows.items()
        )
        sql = (
            "SELECT moment, label, record, CASE WHEN bool_or(own = 'delete') THEN 'delete' "  # noqa: S608 parameters apart
            "WHEN bool_or(own = 'insert') THEN 'insert' ELSE 'update' END, (array_agg(context) FILTER (WHERE context IS NOT NULL))[1] "
            f"FROM ({union}) AS told (moment, label, record, own, context) GROUP BY moment, label, record"
        )
        return sql, parameters

    def _rows_of(self, keys: Sequence[_Key]) -> dict[_Key, list[Row]]:
        """Return what was written in each of some acts, table by table, each with the row before it."""
        if not keys:
            return {}
        moments = {key.moment for key in keys}
        each_act: Any = {"partition_by": [F("pgh_created_at"), F("told_record")]}
        union, parameters = _together(
            rows.filter(pgh_created_at__in=moments)
            .annotate(
                told_as=Value(model._meta.label, TextField()),  # noqa: SLF001
                told_after=_as_json(model),
                told_before=Subquery(
                    history_of(model)
                    .objects.filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id"))
                    .order_by("-pgh_id")
                    .values(told_row=_as_json(model))[:1]
                ),
                told_number=Window(RowNumber(), order_by=F("pgh_id").asc(), **each_act),
                told_number_of_all=Window(Count("pk"), **each_act),
            )
            .values_list(
                "pgh_created_at", "told_label", "told_record", "told_as", "pgh_label", "told_before", "told_after",
                "told_number", "told_number_of_all",
            )
            for model, rows in self._rows.items()
        )  # fmt: skip
        columns = "moment, label, record, model, kind, before, after, number, number_of_all"
        found: dict[_Key, list[Row]] = {}
        for moment, label, record, name, kind, before, after, number, number_of_all in _fetch(
            f"SELECT {columns} FROM ({union}) AS told ({columns}) WHERE number <= %s AND (moment, label, record) "  # noqa: S608
            "IN (SELECT * FROM unnest(%s::timestamptz[], %s::text[], %s::bigint[])) ORDER BY number",
            [*parameters, MOST_ROWS, *(list(column) for column in zip(*keys, strict=True))],
        ):
            model = apps.get_model(name)
            more = number_of_all - MOST_ROWS if number == MOST_ROWS else 0
            row = Row(model, kind, _from_json(model, before), _from_json(model, after), more)
            found.setdefault(_Key(moment, label, record), []).append(row)
        for key, rows in found.items():
            of_record: Any = apps.get_model(key.label)
            family = family_of(of_record)
            rows.sort(key=lambda row: family.index(row.model))
        return found


def states_at(
    model: type[Model], record: int, moments: Collection[datetime]
) -> dict[datetime, dict[type[Model], dict[int, Any]]]:
    """Return what a record and its parts were after each of some moments, by model and key. One query."""
    union, parameters = _together(
        _of_record(each, model, record)
        .filter(pgh_created_at__lte=moment)
        .order_by("pgh_obj_id", "-pgh_id")
        .distinct("pgh_obj_id")
        .annotate(
            told_at=Value(moment), told_as=Value(each._meta.label, TextField()), told_row=_as_json(each)  # noqa: SLF001
        )
        .values_list("told_at", "told_as", "pgh_obj_id", "pgh_label", "told_row")
        for moment in moments
        for each in family_of(model)
    )  # fmt: skip
    states: dict[datetime, dict[type[Model], dict[int, Any]]] = {
        moment: {each: {} for each in family_of(model)} for moment in moments
    }
    for moment, name, key, kind, row in _fetch(union, parameters):
        if kind != "delete":
            each = apps.get_model(name)
            states[moment][each][key] = _from_json(each, row)
    return states


def latest_of(records: Iterable[tuple[type[Model], int]]) -> dict[tuple[type[Model], int], Any]:
    """Return what records were last, whether they are still there or not. One query."""
    keys: dict[type[Model], set[int]] = {}
    for model, record in records:
        keys.setdefault(model, set()).add(record)
    if not keys:
        return {}
    union, parameters = _together(
        history_of(model)
        .objects.filter(pgh_obj__in=numbers)
        .order_by("pgh_obj_id", "-pgh_id")
        .distinct("pgh_obj_id")
        .annotate(told_as=Value(model._meta.label, TextField()), told_row=_as_json(model))  # noqa: SLF001
        .values_list("told_as", "pgh_obj_id", "told_row")
        for model, numbers in keys.items()
    )
    found = [(apps.get_model(name), key, row) for name, key, row in _fetch(union, parameters)]
    return {(model, key): _from_json(model, row) for model, key, row in found}


def _as_json(model: type[Model]) -> JSONObject:
    return JSONObject(**{field.attname: F(field.attname) for field in model._meta.concrete_fields})  # noqa: SLF001


def _from_json(model: type[Model], row: str | None) -> Any:
    """Make an instance, as it was: nothing that was ever read from the model's own table."""
    if row is None:
        return None
    said = json.loads(row) if isinstance(row, str) else row
    fields = [field for field in model._meta.concrete_fields if field.attname in said]  # noqa: SLF001
    return model(**{field.attname: field.to_python(said[field.attname]) for field in fields})


def _number(value: Any) -> int | None:
    return int(value) if value else None


def _together(queries: Iterable[QuerySet[Any]]) -> tuple[str, list[Any]]:
    """Put queries of the same columns one below the other."""
    parts = [query.query.sql_with_params() for query in queries]
    return " UNION ALL ".join(f"({sql})" for sql, _given in parts), [
        each for _sql, given in parts for each in given
    ]


def _fetch(sql: str, parameters: Iterable[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(parameters))
        rows: list[Any] = cursor.fetchall()
    return rows

"""What the triggers wrote down: who changed what of a record, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Max, Subquery, Value
from django.db.models.functions import JSONObject
from django.utils.translation import gettext

from network.models.user import User
from network.pictures import Picture

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db import models

# For a record whose history was taken away with what was invented.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
# What changes by itself whenever something else does.
_BY_ITSELF = {"version", "imported_version", "sort_key"}


@dataclass(frozen=True)
class Change:
    """A field before and after."""

    field: models.Field[Any, Any]
    before: Any
    after: Any


@dataclass(frozen=True)
class Step:
    """One insert, update or delete of a record; `person` is None for imports and commands."""

    kind: str
    moment: datetime
    person: User | None
    changes: list[Change]


class Revision(NamedTuple):
    """How often a record and what hangs on it have changed, and when they last did."""

    number: int
    moment: datetime


def revisions_of(records: models.QuerySet[Any], *histories: models.QuerySet[Any]) -> dict[int, Revision]:
    """Return the revision of each record by primary key, in one query.

    `histories` are rows of history that tell of a record, by `OuterRef("pk")`. Rows are only ever
    added, whoever writes and whatever is deleted: neither the number nor the moment ever goes back.
    """
    tallies = {f"tally_{number}": _tally(rows) for number, rows in enumerate(histories)}
    found = {}
    for pk, *rows in records.order_by().values_list("pk", *tallies.values()):
        told = [row for row in rows if row["times"]]
        found[pk] = Revision(
            sum(row["times"] for row in told),
            max((datetime.fromisoformat(row["last"]) for row in told), default=_NEVER),
        )
    return found


def _tally(rows: models.QuerySet[Any]) -> Subquery:
    """Return one row, of nothing too."""
    together = rows.order_by().values(together=Value(1))
    row = JSONObject(times=Count("pk"), last=Max("pgh_created_at"))
    return Subquery(together.annotate(row=row).values("row"))


def stood_at(model: type[models.Model], moment: datetime, **which: Any) -> list[Any]:
    """Return what the records of a model were at a moment, as rows of their history; those deleted by then are out."""
    history: Any = model._meta.get_field("history").related_model  # noqa: SLF001 documented
    rows = history.objects.filter(pgh_created_at__lt=moment, **which)
    latest = rows.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return [row for row in latest if row.pgh_label != "delete"]


def keeps_track(model: type[models.Model]) -> bool:
    """Tell whether triggers write down what happens to a model."""
    return hasattr(model, "history")


def rows_of(record: Any) -> models.QuerySet[Any]:
    """Return the rows of a record's history, the newest first."""
    rows: models.QuerySet[Any] = record.history.select_related("pgh_context").order_by("-pgh_id")
    return rows


def texts_of(record: Any, names: Iterable[str]) -> list[tuple[datetime, dict[str, dict[str, str]]]]:
    """Return what some texts of a record said after each change, the oldest first. One query."""
    rows = record.history.exclude(pgh_label="delete").order_by("pgh_id")
    return [(row.pop("pgh_created_at"), row) for row in rows.values("pgh_created_at", *names)]


def steps_of(rows: Iterable[Any]) -> list[Step]:
    """Turn neighbouring rows, the newest first, into steps; the last one only tells what came before.

    The very first row of a record, its insert, tells everything that was said then.
    """
    rows = list(rows)
    people = User.objects.in_bulk({number for row in rows if (number := _person_in(row))})
    return [
        Step(
            row.pgh_label,
            row.pgh_created_at,
            people.get(_person_in(row) or 0),
            changes_between(rows[number + 1] if number + 1 < len(rows) else None, row),
        )
        for number, row in enumerate(rows)
    ]


def changes_between(older: Any, newer: Any) -> list[Change]:
    """Return the fields that differ between two rows of history, or a row and its record."""
    changes = []
    for field in newer._meta.concrete_fields:  # noqa: SLF001 documented
        if (
            field.name.startswith("pgh_")
            or field.name in _BY_ITSELF
            or field.primary_key
            or field.name == "id"
        ):
            continue
        after = getattr(newer, field.attname)
        before = getattr(older, field.attname) if older else None
        if before != after and (older or after not in (None, "", [], {}, False)):
            changes.append(Change(field, before, after))
    return changes


def _person_in(row: Any) -> int | None:
    context = row.pgh_context
    number = context.metadata.get("user") if context else None
    return int(number) if number else None


def shown(field: models.Field[Any, Any], value: Any, *, between: str = "; ") -> str:
    """Write a value of a field for people; a record pointed at is its number here."""
    if value in (None, "", [], {}):
        return "—"
    choices = dict(getattr(field, "flatchoices", None) or [])
    if isinstance(value, Picture):
        return value.in_words
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, dict):
        return between.join(f"{key}: {_joined(item)}" for key, item in sorted(value.items()))
    if isinstance(value, list):
        labels = dict(getattr(getattr(field, "base_field", None), "flatchoices", None) or [])
        return between.join(str(labels.get(item, item)) for item in value)
    return str(choices.get(value, value))


def _joined(item: Any) -> str:
    return " ".join(item) if isinstance(item, list) else str(item)

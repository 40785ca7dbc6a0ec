"""An earlier version of a record, brought back as a draft: published like any other, or given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from network.actions.sheets import Kind, Over, locked_record, write_draft
from network.models import Draft
from network.models.journal import family_of, states_at

if TYPE_CHECKING:
    from datetime import datetime

    from network.access import Desk
    from network.merging import Values

# What an update writes by itself, and what never changes.
_KEPT = {"id", "version", "imported_version", "demo"}


class DraftInTheWay(Exception):  # noqa: N818 a state of the world, not a fault
    """The record has a draft, which nothing writes over: `draft`."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft


class Unchanged(Exception):  # noqa: N818 a state of the world, not a fault
    """The record says now what it said then."""


@transaction.atomic
def restore(desk: Desk, kind: Kind, record: int, moment: datetime) -> Draft:
    """Make a draft of what a record and its rows said at a moment. Nothing is published by it.

    Raises:
        Over: the record is gone, or was not there then.
        DraftInTheWay: it has a draft already.
        Unchanged: there is nothing to restore.
        IntegrityError: what it said then cannot stand beside what others say by now.

    """
    desk.check(kind.writes)
    found = locked_record(desk, kind, record)
    if kept := Draft.objects.filter(cite=desk.cite, kind=kind.name, record=record).first():
        raise DraftInTheWay(kept)
    opened = kind.open(desk.cite, found)
    now, then = opened.read(), _values_then(desk, kind, found, moment)
    values: Values = opened.back_to(then)
    if values == now:
        raise Unchanged
    return write_draft(desk, kind, values, opened=now, record=record)


def _values_then(desk: Desk, kind: Kind, found: Any, moment: datetime) -> Values:
    """Read the sheet over the rows as they were, and take these back: its form knows where to look."""
    state = states_at(type(found), found.pk, [moment])[moment]
    if found.pk not in state[type(found)]:
        raise Over
    with transaction.atomic():
        _write_as_it_was(found, state)
        record = kind.records(desk.cite).get(pk=found.pk)
        values: Values = kind.open(desk.cite, record).read()
        transaction.set_rollback(True)
    return values


def _write_as_it_was(found: Any, state: dict[Any, dict[int, Any]]) -> None:
    model: Any = type(found)
    root, *parts = family_of(model)
    for part in reversed(parts):
        managed: Any = part._base_manager  # noqa: SLF001 Django's name for it
        managed.filter(**{_path_to_root(part, root): found.pk}).delete()
    was = state[root][found.pk]
    columns = [field.attname for field in root._meta.concrete_fields if field.name not in _KEPT]  # noqa: SLF001
    root._base_manager.filter(pk=found.pk).update(**{name: getattr(was, name) for name in columns})  # noqa: SLF001
    for part in parts:
        managed = part._base_manager  # noqa: SLF001
        managed.bulk_create(state[part].values())


def _path_to_root(part: Any, root: Any) -> str:
    whole = part._meta.get_field(part.part_of).remote_field.model  # noqa: SLF001
    return part.part_of if whole is root else f"{part.part_of}__{_path_to_root(whole, root)}"

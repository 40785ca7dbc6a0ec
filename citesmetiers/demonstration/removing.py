"""Takes the demonstration away with everything it left: decisions, history, accounts."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

import pghistory
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import ForeignKey, Model, Q
from pghistory.models import Event as HistoryRow

from citesmetiers.exchange import take_turn
from network.models import Evidence, Letter, User
from network.models.base import owner_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    type Link = ForeignKey[Any, Any]

_MOST_LISTED = 50


class PointedAtError(Exception):
    """Real records point at the demonstration: nothing was removed."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(f"{len(lines)} real records point at the demonstration")
        self.lines = lines


def remove_demonstration() -> dict[str, int]:
    """Remove every invented record; return how many of each kind there were.

    It is the one exception to “append-only”: the trigger lets invented decisions go, and so does
    history. Real records and their history stay as they are.

    Raises:
        PointedAtError: a real record points at an invented one; nothing was removed.

    """
    with pghistory.context(reason="demonstration"), transaction.atomic():
        take_turn()
        if lines := list(_real_records_that_point_here()):
            raise PointedAtError(lines)
        documents = list(
            Evidence.objects.filter(demo=True).exclude(document="").values_list("document", flat=True)
        )
        transaction.on_commit(lambda: _delete_documents(documents))
        for model in _unmarked_models():
            _manager(model).filter(_points_at(model, demo=True)).delete()
        counts = {}
        for model in _marked_models():
            counts[str(model._meta.verbose_name_plural)] = _delete_marked(model)  # noqa: SLF001
        people = User.objects.filter(demo=True)
        Letter.objects.filter(recipient__in=people.values("email")).delete()
        counts[str(User._meta.verbose_name_plural)] = people.count()  # noqa: SLF001
        people.delete()
        _delete_history()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return {word: count for word, count in counts.items() if count}


def _delete_documents(names: Iterable[str]) -> None:
    for name in names:
        default_storage.delete(name)


def _is_marked(model: Any) -> bool:
    return isinstance(model, type) and any(field.name == "demo" for field in model._meta.concrete_fields)  # type: ignore[attr-defined]  # noqa: SLF001


def _models() -> Iterator[type[Model]]:
    """Give the models whose rows are records: not history, and not people, who come last."""
    for model in apps.get_models(include_auto_created=True):
        is_table = model._meta.managed and not model._meta.proxy  # noqa: SLF001
        if is_table and model is not User and not issubclass(model, HistoryRow):
            yield model


def _marked_models() -> Iterator[type[Model]]:
    return (model for model in _models() if _is_marked(model))


def _unmarked_models() -> Iterator[type[Model]]:
    """Give the models without a mark of their own that point at records that have one."""
    return (model for model in _models() if not _is_marked(model) and _links(model))


def _links(model: type[Model]) -> list[Link]:
    return [
        field
        for field in model._meta.concrete_fields  # noqa: SLF001
        if isinstance(field, ForeignKey) and _is_marked(field.related_model)
    ]


def _points_at(model: type[Model], *, demo: bool) -> Q:
    return reduce(or_, (Q(**{f"{link.name}__demo": demo}) for link in _links(model)))


def _manager(model: type[Model]) -> Any:
    return model._base_manager  # noqa: SLF001 Django's name for it


def _real_records_that_point_here() -> Iterator[str]:
    """Name them. One without a mark of its own is real when it points at a real record as well."""
    for model in (*_marked_models(), *_unmarked_models()):
        if not _links(model):
            continue
        is_real = Q(demo=False) if _is_marked(model) else _points_at(model, demo=False)
        for row in _manager(model).filter(is_real & _points_at(model, demo=True)).distinct()[:_MOST_LISTED]:
            yield f"{model._meta.verbose_name} {row.pk}: “{row}”"  # noqa: SLF001


def _delete_marked(model: type[Model]) -> int:
    """Delete rows and nothing else: what points at them is invented, and goes too."""
    return _execute(f"DELETE FROM {_quoted(model)} WHERE demo")  # noqa: S608


def _delete_history() -> None:
    """Delete the history of what was removed, and the contexts that nothing else happened in."""
    tables = [model for model in apps.get_models() if issubclass(model, HistoryRow)]
    contexts: set[Any] = set()
    # What has no mark of its own comes first: the history of what it was part of tells that it was invented.
    for model in sorted(tables, key=_is_marked):
        rows = _invented_history(model)
        contexts |= set(rows.order_by().values_list("pgh_context_id", flat=True).distinct())
        rows._raw_delete(rows.db)  # noqa: SLF001 rows and nothing else
    _execute(
        "DELETE FROM pghistory_context AS context WHERE id = ANY(%s)"  # noqa: S608
        + "".join(_and_not_in(model) for model in tables),
        [list(contexts - {None})],
    )


def _invented_history(model: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = _manager(model).all()
    if _is_marked(model):
        return rows.filter(demo=True)
    tracked = model.pgh_tracked_model
    owner = owner_of(tracked)
    whole: Any = tracked._meta.get_field(owner).remote_field.model  # noqa: SLF001
    invented = whole.history.rel.related_model.objects.filter(demo=True)
    return rows.filter(**{f"{owner}__in": invented.values("pgh_obj")})


def _and_not_in(model: type[Model]) -> str:
    return f" AND NOT EXISTS (SELECT FROM {_quoted(model)} WHERE pgh_context_id = context.id)"


def _quoted(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001


def _execute(query: str, parameters: Iterable[Any] = ()) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query, list(parameters) or None)
        return int(cursor.rowcount)

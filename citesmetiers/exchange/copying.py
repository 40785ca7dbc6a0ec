"""Writes new records through COPY: a statement with a value for each field of thousands takes longer to build than to run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, connections

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model


def create(model: type[Model], rows: Sequence[Any]) -> None:
    """Insert rows, which take their keys first, as `bulk_create` does.

    Triggers write who did it as the last statement of the transaction told them.
    """
    if not rows:
        return
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, len(rows)],  # noqa: SLF001 documented
        )
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = key
        copy(cursor, model, rows)
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS  # noqa: SLF001 as Django notes it


def copy(cursor: Any, model: type[Model], rows: Sequence[Any]) -> None:
    """Write rows as they are, keys and all."""
    fields = model._meta.concrete_fields  # noqa: SLF001 documented
    # The connection itself, asked for once and not for each value.
    connection = connections[DEFAULT_DB_ALIAS]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    with (
        connection.wrap_database_errors,
        cursor.copy(f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN") as into,  # noqa: SLF001
    ):
        for row in rows:
            into.write_row(
                [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
            )

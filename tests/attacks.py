"""Attacks on constraints by SQL: what none of our code stands in front of.

The list of constraints comes from the database's own catalog, so that one without an attack fails.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, connection, transaction

if TYPE_CHECKING:
    from collections.abc import Iterable

    type World = dict[tuple[str, str], int]

# Every table of ours apart from history, which only triggers write.
_TABLES = "conrelid::regclass::text ~ %s AND conrelid::regclass::text !~ 'history$'"


BAD_TEXT, GOOD_TEXT, NO_TEXT = {"fr": ""}, {"pt-BR": "Um texto"}, {}


@dataclass(frozen=True)
class Row:
    """A row of the world, of which an attack names the id."""

    whose: str
    table: str


def own(table: str) -> Row:
    return Row("own", table)


def other(table: str) -> Row:
    """Name the same kind of row of another Cité."""
    return Row("other", table)


@dataclass(frozen=True)
class Attack:
    """A change of the world's row that a constraint refuses, and one beside it that it lets pass."""

    constraint: str
    bad: dict[str, Any]
    good: dict[str, Any]
    # Not a change of the row but a second row like it.
    twin: bool = False


def change(constraint: str, bad: dict[str, Any], good: dict[str, Any]) -> Attack:
    return Attack(constraint, bad, good)


def twin(constraint: str, bad: dict[str, Any], good: dict[str, Any]) -> Attack:
    return Attack(constraint, bad, good, twin=True)


def named(attacks: Iterable[Attack]) -> pytest.MarkDecorator:
    """Have a test run once for each attack, under the name of its constraint."""
    return pytest.mark.parametrize("attack", attacks, ids=lambda attack: attack.constraint)


def table_of(constraint: str) -> str:
    return _query("SELECT conrelid::regclass::text FROM pg_constraint WHERE conname = %s", [constraint])[0][0]


def constraints_of(app: str) -> set[str]:
    """Name the constraints of an app's tables: checks, exclusions, uniques, and keys over two columns.

    Not those that Django makes for whole numbers, which `whole_numbers` lists, nor those that hold
    the primary key, which are there to be pointed at, nor keys over the mark of a demonstration, which
    `tests/portal/test_demonstration_apart.py` attacks one and all.
    """
    rows = _query(
        f"""
        SELECT conname FROM pg_constraint WHERE {_TABLES}
        AND (contype IN ('c', 'x', 'u') OR contype = 'f' AND cardinality(conkey) > 1)
        AND NOT (contype = 'f' AND EXISTS (
            SELECT FROM pg_attribute WHERE attrelid = conrelid AND attnum = ANY(conkey) AND attname = 'demo'
        ))
        AND NOT (contype = 'u' AND EXISTS (
            SELECT FROM pg_constraint AS key
            WHERE key.conrelid = pg_constraint.conrelid AND key.contype = 'p' AND key.conkey <@ pg_constraint.conkey
        ))
        """,
        [f"^{app}_"],
    )
    return {name for (name,) in rows} - {name for _, _, name in whole_numbers(app)}


def whole_numbers(app: str) -> list[tuple[str, str, str]]:
    """List the columns that Django keeps from going below nought: table, column, constraint."""
    return _query(
        f"""
        SELECT conrelid::regclass::text, attname, conname
        FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
        WHERE {_TABLES} AND contype = 'c'
        AND conname = conrelid::regclass::text || '_' || attname || '_check' ORDER BY 1, 2
        """,
        [f"^{app}_"],
    )


def triggers_of(app: str) -> list[tuple[str, str]]:
    """List the triggers of our own on an app's tables: table, name without prefix and suffix."""
    rows = _query(
        "SELECT tgrelid::regclass::text, regexp_replace(tgname, '^pgtrigger_|_[0-9a-f]{5}$', '', 'g') "
        "FROM pg_trigger WHERE NOT tgisinternal AND tgrelid::regclass::text ~ %s ORDER BY 1, 2",
        [f"^{app}_"],
    )
    return [tuple(row) for row in rows]


def assert_held(attack: Attack, world: World) -> None:
    """Run both halves of an attack; the refusal must name the constraint."""
    assert refusal(attack, attack.bad, world) == attack.constraint
    assert refusal(attack, attack.good, world) is None


def refusal(attack: Attack, values: dict[str, Any], world: World) -> str | None:
    table = table_of(attack.constraint)
    return (twin_refusal if attack.twin else change_refusal)(
        table, world["own", table], ids_in(values, world)
    )


def ids_in(values: dict[str, Any], world: World) -> dict[str, Any]:
    return {
        column: world[value.whose, value.table] if isinstance(value, Row) else value
        for column, value in values.items()
    }


def change_refusal(table: str, number: int, values: dict[str, Any]) -> str | None:
    """Return the constraint that refuses a change of a row, if one does."""
    columns = ", ".join(f'"{column}"' for column in values)
    return refusal_of(
        f"UPDATE {table} SET ({columns}) = ROW({', '.join(f'new."{column}"' for column in values)}) "
        f"FROM jsonb_populate_record(NULL::{table}, %s) AS new WHERE {table}.id = %s",
        [json.dumps(values), number],
    )


def twin_refusal(table: str, number: int, values: dict[str, Any]) -> str | None:
    """Return the constraint that refuses a second row like one, if one does."""
    columns = _columns_written(table)
    return refusal_of(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT new.{', new.'.join(columns)} "
        f"FROM {table}, jsonb_populate_record({table}, "
        f"%s::jsonb || jsonb_build_object('id', nextval(pg_get_serial_sequence('{table}', 'id')))) AS new "
        f"WHERE {table}.id = %s",
        [json.dumps(values), number],
    )


def refusal_of(sql: str, parameters: Iterable[Any] = ()) -> str | None:
    """Run a statement as if it were committed, take it back, and name what refused it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, list(parameters))
            assert cursor.rowcount, "the statement touched nothing"
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            transaction.set_rollback(True)
    except DatabaseError as error:
        diagnosis: Any = error.__cause__
        return diagnosis.diag.constraint_name or diagnosis.diag.message_primary
    return None


def _columns_written(table: str) -> list[str]:
    """List the columns of a table but those that PostgreSQL makes of others."""
    rows = _query(
        "SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = %s::regclass "
        "AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
        [table],
    )
    return [name for (name,) in rows]


def _query(sql: str, parameters: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()

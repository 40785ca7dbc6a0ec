"""The databases of the runs: one a scale, kept until what makes its seed changes; KEEP=0 drops it at the end."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from psycopg import sql

from bench import seed
from bench.cites import SIZES
from citesmetiers.search.index import forget_all

if TYPE_CHECKING:
    from collections.abc import Iterator


def day_of_seeds() -> date:
    """Return the day around which everything is dated: the same one for a month."""
    return timezone.localdate().replace(day=1)


@contextmanager
def seeded(scale: str) -> Iterator[str]:
    """Work in the database of a scale until the end of the block; give the fingerprint of its seed."""
    today = day_of_seeds()
    wanted = seed.fingerprint(scale, today)
    name = f"citesmetiers_bench_{scale}"
    if _told(name) != wanted:
        _make(name)
        with _in(name):
            seconds = seed.fill(scale, today)
            print(f"Seeded {SIZES[scale].all_offers:,} offers in {seconds:.0f} s.")
        _note(name, wanted)
    try:
        with _in(name):
            yield wanted
    finally:
        if os.environ.get("KEEP") == "0":
            _drop(name)


@contextmanager
def empty(name: str) -> Iterator[None]:
    """Work in a migrated database without a record, which is dropped at the end."""
    name = f"citesmetiers_bench_{name}"
    _make(name)
    try:
        with _in(name):
            yield
    finally:
        _drop(name)


@contextmanager
def _in(name: str) -> Iterator[None]:
    kept = connection.settings_dict["NAME"]
    _turn_to(name)
    try:
        yield
    finally:
        _turn_to(kept)


def _turn_to(name: str) -> None:
    connection.close()
    # What the search remembers is of the other database.
    forget_all()
    connection.close_pool()  # type: ignore[attr-defined]
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name


def _make(name: str) -> None:
    """Copy the database that has all migrations and no record."""
    migrated = _migrated()
    _drop(name)
    _end_lines_to(migrated)
    _run(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(migrated)))


def _migrated() -> str:
    """Return the name of that database; made where the migrations have changed."""
    name, told = "citesmetiers_bench_migrated", hashlib.sha256()
    for path in sorted(settings.BASE_DIR.glob("*/migrations/*.py")):
        told.update(path.name.encode() + path.read_bytes())
    if _told(name) != told.hexdigest():
        _drop(name)
        _run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        with _in(name):
            call_command("migrate", verbosity=0, interactive=False)
        _note(name, told.hexdigest())
    return name


def _note(name: str, told: str) -> None:
    _run(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(told)))


def _drop(name: str) -> None:
    _end_lines_to(name)
    _run(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def _end_lines_to(name: str) -> None:
    """End who of us is in a database; the server ends its own vacuum, which nobody else may."""
    ended = sql.SQL(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = {} AND usename = current_user"
    )
    _run(ended.format(sql.Literal(name)))


def _told(name: str) -> str | None:
    """Return the fingerprint of what a database holds."""
    with _outside() as outside:
        found = outside.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
    return found[0] if found else None


def _run(statement: sql.Composed) -> None:
    with _outside() as outside:
        outside.execute(statement)


def _outside() -> psycopg.Connection:
    """Connect beside Django, to make and drop databases."""
    at = connection.get_connection_params()
    wanted = {key: at[key] for key in ("host", "port", "user", "password", "dbname") if key in at}
    return psycopg.connect(**wanted, autocommit=True)

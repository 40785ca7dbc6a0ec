"""One migrated database, of which every run of tests takes a copy: a second instead of a minute."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

import psycopg
from django.conf import settings
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterator

MIGRATED = "test_cdm_migrated_"


def migrated() -> str:
    """Return the name of a database that has all migrations and no rows; made when they have changed.

    One process makes it, the others wait. Those of former states are dropped.
    """
    name = MIGRATED + _state_of_migrations()
    with at_server() as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [MIGRATED])
        found = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [MIGRATED]
        )
        others = {row[0] for row in found}
        if name not in others:
            for each in others:
                connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(each)))
            _make(connection, name)
    return name


def address_of(database: str) -> str:
    """Return what DATABASE_URL says of a database on the server of the tests."""
    server = settings.DATABASES["default"]
    secret = f":{quote(server['PASSWORD'], safe='')}" if server.get("PASSWORD") else ""
    port = f":{server['PORT']}" if server.get("PORT") else ""
    return f"postgresql://{quote(server['USER'])}{secret}@{quote(server['HOST'], safe='')}{port}/{database}"


@contextmanager
def at_server() -> Iterator[psycopg.Connection]:
    """Connect to the server of the tests, to make and drop databases."""
    with psycopg.connect(address_of("postgres"), autocommit=True) as connection:
        yield connection


def _state_of_migrations() -> str:
    """Sum up what a migrated database depends on: our migrations, the locked packages, the settings."""
    base = settings.BASE_DIR
    files = [
        *base.glob("*/migrations/*.py"),
        base / "requirements/prod.txt",
        base / "citesmetiers/settings.py",
    ]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(files))).hexdigest()[:16]


def _make(connection: psycopg.Connection, name: str) -> None:
    """Make it under another name first: one that a killed run left half done is never copied."""
    half = f"{MIGRATED}half"
    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(half)))
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0", "--no-input", "--skip-checks"],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {"DATABASE_URL": address_of(half), "DJANGO_SETTINGS_MODULE": "citesmetiers.settings"},
        check=True,
    )
    connection.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(half), sql.Identifier(name))
    )

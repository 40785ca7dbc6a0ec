"""The portal as it runs in production, on a database of its own, for a browser to walk through."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from django.conf import settings
from psycopg import sql

from tests import databases

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 60


@contextmanager
def portal() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the address of a portal that serves, and the paths of its world by name.

    The real server, the real middleware, static files as they are published, DEBUG off: what holds
    here holds for visitors.
    """
    with _database() as database, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = _environment(database, port)
        world = _run(environment, "-m", "tests.journeys.world")
        with _server(environment, port) as address:
            yield address, json.loads(world.splitlines()[-1])


def _environment(database: str, port: int) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": database,
        "SITE_URL": f"http://localhost:{port}",
        "PORT": str(port),
        # Kept from one run to the next: fonts and static files are made once.
        "VAR_DIR": str(settings.BASE_DIR / "var/journeys"),
        "DEMONSTRATION_ALLOWED": "1",
        "DJANGO_SETTINGS_MODULE": "citesmetiers.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "",
    }


@contextmanager
def _database() -> Iterator[str]:
    """Make a database beside the tests' own, named so that one left over is found and dropped."""
    database = f"test_cdm_p{os.getpid()}_journeys"
    name = sql.Identifier(database)
    template = sql.Identifier(databases.migrated())
    with databases.at_server() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(name))
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, template))
        yield databases.address_of(database)
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


@contextmanager
def _server(environment: dict[str, str], port: int) -> Iterator[str]:
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--blocking-threads", "4", "--log-level", "warning", "citesmetiers.wsgi:application",
    ]  # fmt: skip
    # It ends with these tests, even when they are killed.
    tied = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    with subprocess.Popen([*tied, *command], cwd=settings.BASE_DIR, env=environment) as server:
        try:
            address = environment["SITE_URL"]
            _wait(server, f"{address}/healthz")
            yield address
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(address, timeout=5):
                return
        except HTTPError as answer:
            raise AssertionError(f"{address} answers {answer.code}.") from answer
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"The portal does not answer at {address}.")


def _run(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(arguments)} failed:\n{done.stdout}{done.stderr}"
    return done.stdout

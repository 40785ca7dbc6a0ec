"""The portal as it runs in production, on a database of its own, for a browser to walk through."""

from __future__ import annotations

import email
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, nullcontext
from email.policy import default
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from django.conf import settings
from psycopg import sql

from tests import databases

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 60


class Served(NamedTuple):
    """A portal that serves: where, the paths of its world by name, and what it runs with."""

    address: str
    world: dict[str, str]
    environment: dict[str, str]

    def manage(self, command: str) -> None:
        _run(self.environment, "manage.py", command)

    def post_to(self, address: str) -> list[str]:
        """Deliver what waits, and return the texts that came to an address."""
        self.manage("deliver_letters")
        box = Path(self.environment["VAR_DIR"]) / "mail"
        return [text for file in sorted(box.iterdir()) for text in _letters_in(file, address, self.address)]


@contextmanager
def portal(
    name: str = "journeys",
    *,
    world: str = "tests.journeys.world",
    settings: str = "citesmetiers.settings",
    log: Path | None = None,
) -> Iterator[Served]:
    """Yield a portal that serves a world, made by a program; what it tells goes into a file, where one is named.

    The real server, the real middleware, static files as they are published, DEBUG off: what holds
    here holds for visitors.
    """
    with _database(name) as database, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = _environment(database, port) | {"DJANGO_SETTINGS_MODULE": settings}
        made = _run(environment, "-m", world)
        with _server(environment, port, log) as address:
            yield Served(address, json.loads(made.splitlines()[-1]), environment)


def _environment(database: str, port: int) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": database,
        "SITE_URL": f"http://localhost:{port}",
        "PORT": str(port),
        # Kept from one run to the next: fonts and static files are made once.
        "VAR_DIR": str(settings.BASE_DIR / "var/journeys"),
        "DEMONSTRATION_ALLOWED": "1",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "",
    }


@contextmanager
def _database(of: str) -> Iterator[str]:
    """Make a database beside the tests' own, named so that one left over is found and dropped."""
    database = f"test_cdm_p{os.getpid()}_{of}"
    name = sql.Identifier(database)
    template = sql.Identifier(databases.migrated())
    with databases.at_server() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(name))
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, template))
        yield databases.address_of(database)
        # Without force, which an ordinary role has not over autovacuum: the server waits for those who leave.
        connection.execute(sql.SQL("DROP DATABASE {}").format(name))


@contextmanager
def _server(environment: dict[str, str], port: int, log: Path | None) -> Iterator[str]:
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--blocking-threads", "4", "--log-level", "warning", "citesmetiers.wsgi:application",
    ]  # fmt: skip
    # It ends with these tests, even when they are killed.
    tied = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    with (
        log.open("wb") if log else nullcontext() as told,
        subprocess.Popen(
            [*tied, *command], cwd=settings.BASE_DIR, env=environment, stdout=told, stderr=told
        ) as server,
    ):
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


def _letters_in(file: Path, recipient: str, portal: str) -> list[str]:
    """Return the letters in a file that a portal wrote to somebody; those of other runs lie in the same box."""
    parts = re.split(rb"^-{79}$", file.read_bytes(), flags=re.MULTILINE)
    letters = [email.message_from_bytes(each.strip(), policy=default) for each in parts if each.strip()]
    texts = [each.get_body(("plain",)).get_content() for each in letters if each["To"] == recipient]
    return [text for text in texts if f"{portal}/" in text]

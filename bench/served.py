"""Servers of a run: children on ports of this machine alone, each ended by its own number."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from http.client import HTTPConnection
from time import monotonic, sleep
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from django.conf import settings
from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HOST = "127.0.0.1"
WORKERS, THREADS = 2, 4


class Answer(NamedTuple):
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: bytes


def fetch(port: int, path: str, **headers: str) -> Answer:
    """Ask once, over a connection of its own; `_` in the name of a header is a dash."""
    server = HTTPConnection(HOST, port, timeout=60)
    server.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = server.getresponse()
    found = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    server.close()
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def portal() -> Iterator[int]:
    """Serve the database of this run as `make run` does, behind what passes for a proxy."""
    port = free_port()
    env = {
        "DATABASE_URL": address(), "SITE_URL": f"http://localhost:{port}", "PORT": str(port),
        "TRUSTED_PROXY_COUNT": "1",
    }  # fmt: skip
    with granian("citesmetiers.wsgi:application", port, "/readyz", env):
        yield port


@contextmanager
def granian(target: str, port: int, path: str, env: dict[str, str]) -> Iterator[None]:
    """Serve an application as the portal is served, until the end of the block."""
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port),
        "--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--log-level", "error",
        # One that is told to end while it still starts does not hear it.
        "--workers-kill-timeout", "10", target,
    ]  # fmt: skip
    with child(command, port, path, env):
        yield


@contextmanager
def child(command: Sequence[str], port: int, path: str, env: dict[str, str] | None = None) -> Iterator[None]:
    """Run a server until the end of the block, once it answers."""
    with subprocess.Popen(command, cwd=settings.BASE_DIR, env=os.environ | (env or {})) as server:  # noqa: S603
        try:
            _wait(server, port, path)
            yield
        finally:
            server.terminate()


def _wait(server: subprocess.Popen[bytes], port: int, path: str) -> None:
    until = monotonic() + 60
    while monotonic() < until and server.poll() is None:
        try:
            if fetch(port, path).status == 200:
                return
        except OSError:
            pass
        sleep(0.1)
    raise SystemExit(f"Nothing answers at {path} of port {port}.")


def address() -> str:
    """Return the database of this run as `DATABASE_URL` says it."""
    at = connection.settings_dict
    secret = f":{quote(at['PASSWORD'], safe='')}" if at.get("PASSWORD") else ""
    port = f":{at['PORT']}" if at.get("PORT") else ""
    return f"postgresql://{quote(at['USER'])}{secret}@{quote(at['HOST'], safe='')}{port}/{at['NAME']}"

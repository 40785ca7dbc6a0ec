"""Public pages alone, then while others try passwords as fast as they can: on this machine, for some seconds."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from io import StringIO
from itertools import cycle
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import quote

from django.conf import settings
from django.core.management import call_command
from django.db import connection

import citesmetiers
from bench.goals import Goal, Ratio, time_of

PAGES = ("/fr/", "/fr/cites/", "/fr/services/", "/fr/agenda/", "/fr/label/")
CLIENTS, SECONDS, A_SECOND, WANTED, REFUSED_WITHIN = 8, 10, 20, 1.5, 50e-3
REAL_NETWORK = Path(citesmetiers.__file__).parent / "data/network.json"


def measured() -> Iterator[Goal | Ratio]:
    """Ask each page in turn, alone and in a crowd; how fast those are sent away for whom there is no room."""
    call_command("import_network", str(REAL_NETWORK), stdout=StringIO(), stderr=StringIO())
    call_command("prepare", verbosity=0)
    with _served() as port:
        _asked(port, len(PAGES))  # What remembers is filled.
        alone = _asked(port, SECONDS)
        during, told = _during(port, str(A_SECOND))
        yield Ratio(f"pages, {A_SECOND} passwords a second", alone, during, WANTED, _said(told))
        during, told = _during(port)
        yield Ratio("pages, passwords without a pause", alone, during, note=_said(told))
        refused = [seconds for status, seconds in told if status == "429"]
        if len(refused) > 1:
            yield Goal("who comes when the door is full", refused, REFUSED_WITHIN)
        during, told = _during(port, "harmless")
        yield Ratio("for comparison: any crowd without one", alone, during, note=_said(told))


def _during(port: int, *how: str) -> tuple[list[float], list[tuple[str, float]]]:
    """Ask pages while others come as fast as they can; return how long each took, and what the others got."""
    crowd = [sys.executable, "-m", "bench.flood", str(port), str(SECONDS), str(CLIENTS), *how]
    with subprocess.Popen(crowd, stdout=subprocess.PIPE, text=True) as others:  # noqa: S603
        sleep(0.5)
        times = _asked(port, SECONDS - 1)
        return times, json.loads(others.communicate()[0])


def _said(told: list[tuple[str, float]]) -> str:
    statuses = Counter(status for status, _seconds in told)
    return f"{CLIENTS} clients, {SECONDS} s: " + ", ".join(
        f"{number} × {status}" for status, number in sorted(statuses.items())
    )


def _asked(port: int, seconds: float) -> list[float]:
    """Ask one page after the other for so long; return how long each took. SystemExit for what is no page."""
    server = HTTPConnection("localhost", port, timeout=30)
    times: list[float] = []
    until = monotonic() + seconds
    for path in cycle(PAGES):
        if monotonic() > until:
            return times
        times.append(time_of(partial(_ask, server, path)))
    return times


def _ask(server: HTTPConnection, path: str) -> None:
    server.request("GET", path)
    answer = server.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path} answers {answer.status}.")


@contextmanager
def _served() -> Iterator[int]:
    """Serve the database of these measures as `make run` serves, behind what passes for a proxy."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {
        "DATABASE_URL": _address(),
        "SITE_URL": f"http://localhost:{port}",
        "PORT": str(port),
        "TRUSTED_PROXY_COUNT": "1",
    }
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "2", "--blocking-threads", "4", "--log-level", "error", "citesmetiers.wsgi:application",
    ]  # fmt: skip
    with subprocess.Popen(command, cwd=settings.BASE_DIR, env=env) as server:  # noqa: S603
        try:
            _wait(server, port)
            yield port
        finally:
            server.terminate()


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    until = monotonic() + 60
    while monotonic() < until and server.poll() is None:
        try:
            return _ask(HTTPConnection("localhost", port, timeout=5), "/readyz")
        except OSError:
            sleep(0.2)
    raise SystemExit("The portal does not answer.")


def _address() -> str:
    at = connection.settings_dict
    secret = f":{quote(at['PASSWORD'], safe='')}" if at.get("PASSWORD") else ""
    port = f":{at['PORT']}" if at.get("PORT") else ""
    return f"postgresql://{quote(at['USER'])}{secret}@{quote(at['HOST'], safe='')}{port}/{at['NAME']}"

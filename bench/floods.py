"""Public pages alone, then while others try passwords as fast as they can: on this machine, for some seconds."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from functools import partial
from http.client import HTTPConnection
from io import StringIO
from itertools import cycle
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from django.core.management import call_command

import citesmetiers
from bench.goals import slowed, time_of, timed
from bench.served import portal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.outcome import Row

PAGES = ("/fr/", "/fr/cites/", "/fr/services/", "/fr/agenda/", "/fr/label/")
CLIENTS, SECONDS, A_SECOND, WANTED, REFUSED_WITHIN = 8, 6, 20, 1.5, 50e-3
REAL_NETWORK = Path(citesmetiers.__file__).parent / "data/network.json"


def measured() -> Iterator[Row]:
    """Ask each page in turn, alone and in a crowd; how fast those are sent away for whom there is no room."""
    call_command("import_network", str(REAL_NETWORK), stdout=StringIO(), stderr=StringIO())
    call_command("prepare", verbosity=0)
    with portal() as port:
        _asked(port, len(PAGES))  # What remembers is filled.
        alone = _asked(port, SECONDS)
        during, told = _during(port, str(A_SECOND))
        yield slowed(f"pages, {A_SECOND} passwords a second", alone, during, WANTED, _said(told))
        during, told = _during(port)
        yield slowed("pages, passwords without a pause", alone, during, note=_said(told))
        refused = [seconds for status, seconds in told if status == "429"]
        if len(refused) > 1:
            yield timed("who comes when the door is full", refused, REFUSED_WITHIN)
        during, told = _during(port, "harmless")
        yield slowed("for comparison: any crowd without one", alone, during, note=_said(told))


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

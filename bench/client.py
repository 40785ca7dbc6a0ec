"""Asks one server again and again over some connections: `python -m bench.client PORT SECONDS CONNECTIONS PATHS [HEADER…]`.

PATHS is a file with an address a line, asked in turn. Every figure of a run comes from the same client: this one,
or `wrk` where it is installed, which takes less of the machine for itself.
"""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
from collections import deque
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HOST = "127.0.0.1"
CONNECTIONS = 16
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CODE_WITHOUT_BODY = b"304"
_LUA = """
local paths, at = {}, 0
for line in io.lines("%(paths)s") do paths[#paths + 1] = line end
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at])
end
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format('{"requests": %%d, "seconds": %%f, "errors": %%d, "p50": %%f, "p99": %%f}\\n',
    summary.requests, summary.duration / 1e6, e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
"""


@dataclass(frozen=True)
class Load:
    """What a client did; p50 and p99 in milliseconds."""

    requests: int
    seconds: float
    errors: int
    p50: float
    p99: float

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


def load(port: int, seconds: float, paths: Path, headers: Sequence[str] = ()) -> Load:
    """Ask from a process of its own."""
    if shutil.which("wrk"):
        script = paths.with_suffix(".lua")
        script.write_text(_LUA % {"paths": paths})
        sent = [part for header in headers for part in ("-H", header)]
        command = [
            "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "-s", str(script), *sent,
            f"http://{HOST}:{port}",
        ]  # fmt: skip
    else:
        asked = [str(port), str(seconds), str(CONNECTIONS), str(paths), *headers]
        command = [sys.executable, "-m", "bench.client", *asked]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 60)  # noqa: S603
    return Load(**json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    port, seconds, connections, paths, *headers = sys.argv[1:]
    lines = Path(paths).read_text().split()
    print(json.dumps(ask(int(port), float(seconds), int(connections), lines, headers).__dict__))


def ask(port: int, seconds: float, connections: int, paths: list[str], headers: Sequence[str] = ()) -> Load:
    """Keep so many connections busy for so long."""
    more = "".join(f"{header}\r\n" for header in headers)
    requests = cycle([f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\n{more}\r\n".encode() for path in paths])
    times: deque[float] = deque()
    errors = 0
    began = monotonic()
    with DefaultSelector() as selector:
        lines = [_Line(port, selector, requests) for _ in range(connections)]
        while (now := monotonic()) < began + seconds:
            for key, _ in selector.select(timeout=began + seconds - now):
                fine = key.data.read()
                if fine is None:
                    continue
                times.append(monotonic() - key.data.since)
                errors += not fine
                key.data.send()
        for line in lines:
            line.socket.close()
    ordered = sorted(times) or [0.0]
    p50, p99 = (ordered[int(len(ordered) * share)] * 1e3 for share in (0.5, 0.99))
    return Load(len(times), monotonic() - began, errors, p50, p99)


class _Line:
    """A connection, one question at a time."""

    def __init__(self, port: int, selector: DefaultSelector, requests: Iterator[bytes]) -> None:
        self.port, self.selector, self.requests = port, selector, requests
        self.open()
        self.send()

    def open(self) -> None:
        self.socket = socket.create_connection((HOST, self.port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.selector.register(self.socket, EVENT_READ, self)

    def send(self) -> None:
        self.held = b""
        self.since = monotonic()
        self.socket.sendall(next(self.requests))

    def read(self) -> bool | None:
        """Take what came: None while an answer is not whole, then whether it is one of success."""
        try:
            came = self.socket.recv(1 << 18)
        except OSError:
            came = b""
        if not came:
            self.selector.unregister(self.socket)
            self.socket.close()
            self.open()
            return False
        self.held += came
        head, found, body = self.held.partition(b"\r\n\r\n")
        if not found:
            return None
        code = head[9:12]
        if code != _CODE_WITHOUT_BODY:
            length = _LENGTH.search(head)
            if length is None:
                raise SystemExit("An answer does not say how long it is.")
            if len(body) < int(length[1]):
                return None
        return code[:1] in {b"2", b"3"}


if __name__ == "__main__":
    main()

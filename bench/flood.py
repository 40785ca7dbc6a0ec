"""Tries wrong passwords on this machine: `python -m bench.flood PORT SECONDS CLIENTS [RATE]`.

So many attempts a second in all, or as many as the portal lets; each is of another person from another
address, so that no limit for one of them stands in the way. With `harmless` in the place of a rate it asks
as fast as it can whether the portal lives: what any crowd costs.
"""

from __future__ import annotations

import json
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.client import HTTPConnection
from itertools import count
from time import monotonic, sleep
from urllib.parse import urlencode

LOGIN = "/accounts/login/"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def main() -> None:
    port, seconds, clients = (int(each) for each in sys.argv[1:4])
    how = sys.argv[4] if sys.argv[4:] else "0"
    until = monotonic() + seconds
    pause = clients / int(how) if how.isdecimal() and int(how) else 0.0
    go = partial(_ask, port, until) if how == "harmless" else partial(_try, port, until, pause)
    with ThreadPoolExecutor(clients) as pool:
        told = [each for one in pool.map(go, range(clients)) for each in one]
    print(json.dumps(told))


def _ask(port: int, until: float, _client: int) -> list[tuple[str, float]]:
    told = []
    while (began := monotonic()) < until:
        server = HTTPConnection("localhost", port, timeout=30)
        server.request("GET", "/healthz")
        told.append((str(server.getresponse().status), monotonic() - began))
        server.close()
    return told


def _try(port: int, until: float, pause: float, client: int) -> list[tuple[str, float]]:
    """Return the status of each answer and how long it took."""
    server = HTTPConnection("localhost", port, timeout=30)
    server.request("GET", LOGIN)
    shown = server.getresponse()
    token = _TOKEN.search(shown.read().decode())
    assert token, "the form of sign-in has no token"
    cookie = (shown.getheader("Set-Cookie") or "").partition(";")[0]
    told = []
    for number in count():
        if (began := monotonic()) > until:
            break
        sent = {
            "csrfmiddlewaretoken": token[1],
            "login": f"{client}-{number}@example.org",
            "password": "wrong",
        }
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": cookie,
            "X-Forwarded-For": f"10.{client}.{number // 250 % 250}.{number % 250}",
        }
        # Who is sent away before being read is hung up on: each attempt has a connection of its own.
        server = HTTPConnection("localhost", port, timeout=30)
        try:
            server.request("POST", LOGIN, urlencode(sent), headers)
            answer = server.getresponse()
            answer.read()
        except ConnectionError:
            told.append(("hung up", monotonic() - began))
            continue
        finally:
            server.close()
        told.append((str(answer.status), monotonic() - began))
        sleep(max(0.0, began + pause - monotonic()))
    return told


if __name__ == "__main__":
    main()

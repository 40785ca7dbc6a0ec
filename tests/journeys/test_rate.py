"""Machines may ask `/open/v1/` fifty times a second: no limit, no fault, over the loopback of the machine."""

from __future__ import annotations

import json
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from threading import local
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from tests.journeys.atlas import Atlas

# A little more than fifty, so that a slow moment does not make it less.
A_SECOND, SECONDS, ASKING = 60, 4, 8
ADDRESSES = [
    "/open/v1/places/demo-port-clairval-voilerie/state",
    "/open/v1/places/demo-port-clairval-voilerie/state?at=2026-12-24T17:30",
    "/open/v1/cites/demo-port-clairval/week?from=2026-11-23",
    "/open/v1/",
]


@pytest.mark.prove
def test_fifty_questions_a_second_are_answered(atlas: Atlas):
    mine, lines, host = local(), ExitStack(), urlsplit(atlas.home).netloc

    def ask(address: str, etag: str | None = None) -> tuple[int, str, bytes]:
        if not hasattr(mine, "connection"):
            mine.connection = lines.enter_context(closing(HTTPConnection(host, timeout=20)))
        mine.connection.request("GET", address, headers={"If-None-Match": etag} if etag else {})
        answer = mine.connection.getresponse()
        return answer.status, answer.headers["ETag"], answer.read()

    first = {address: ask(address) for address in ADDRESSES}
    assert {status for status, _etag, _body in first.values()} == {200}
    assert all(json.loads(body) for _status, _etag, body in first.values())
    began = time.monotonic()

    def in_its_turn(number: int) -> int:
        time.sleep(max(0.0, began + number / A_SECOND - time.monotonic()))
        address = ADDRESSES[number % len(ADDRESSES)]
        # Every other round asks whether anything changed.
        etag = first[address][1] if number // len(ADDRESSES) % 2 else None
        return ask(address, etag)[0]

    with lines, ThreadPoolExecutor(ASKING) as pool:
        statuses = Counter(pool.map(in_its_turn, range(A_SECOND * SECONDS)))
    took = time.monotonic() - began
    assert set(statuses) == {200, 304}, statuses
    assert statuses.total() / took >= 50, f"{statuses.total()} answers took {took:.1f} s"

"""Where copies are in memory: bounded in number and bytes, those not asked for longest go first; one is drawn for many."""

from __future__ import annotations

import threading
from collections import OrderedDict
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citesmetiers.edge.copies import Copy

# A copy is worth a request or two; one that takes everybody else's room is not.
LARGEST = 1_000_000
# Seconds that a request waits for the copy that another one is drawing.
PATIENCE = 5.0


class Store:
    """The copies of one process."""

    def __init__(self, entries: int, size: int) -> None:
        self.entries, self.limit = entries, size
        self.size = 0
        self._copies: OrderedDict[bytes, Copy] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._copies)

    def get(self, key: bytes) -> Copy | None:
        with self._lock:
            found = self._copies.get(key)
            if found is not None:
                self._copies.move_to_end(key)
        return found

    def put(self, key: bytes, copy: Copy) -> None:
        with self._lock:
            self._drop(key)
            self._copies[key] = copy
            self.size += copy.size
            while len(self._copies) > self.entries or self.size > self.limit:
                self._drop(next(iter(self._copies)))

    def drop(self, key: bytes) -> None:
        with self._lock:
            self._drop(key)

    def clear(self) -> None:
        with self._lock:
            self._copies.clear()
            self.size = 0

    def _drop(self, key: bytes) -> None:
        if gone := self._copies.pop(key, None):
            self.size -= gone.size


class Turns:
    """Who draws a page, and who waits for it."""

    def __init__(self) -> None:
        self._drawn: dict[bytes, threading.Event] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, key: bytes) -> Iterator[bool]:
        """Yield whether it is one's own turn to draw; else after somebody else's, or after some seconds."""
        with self._lock:
            done = self._drawn.get(key)
            mine = done is None
            if done is None:
                done = self._drawn[key] = threading.Event()
        if not mine:
            done.wait(PATIENCE)
            yield False
            return
        try:
            yield True
        finally:
            with self._lock:
                del self._drawn[key]
            done.set()

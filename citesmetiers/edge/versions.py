"""Versions of what is published, in a file of a fixed size that every process of the machine has in its memory.

A version is the moment of the last change, in nanoseconds, and only grows; 0 where nothing has changed yet. There is
one of the whole network, one of what belongs to no Cité, and one for each Cité (two may share one: then both change).
Beside them the file holds when somebody last heard the database (`listening.py`).
"""

from __future__ import annotations

import fcntl
import logging
import mmap
import os
import threading
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterable

log = logging.getLogger(__name__)
NAME = "pages.versions"
_LAYOUT = 0x43444D_0001
# The layout of the file, the last sign of a listener, the number of the last change, the network, what has no Cité.
_FORM, _BEAT, _NUMBER, _NETWORK, _SHARED, _FIRST = range(6)
CITES = 8192
_WORDS = _FIRST + CITES
_BEAT_HOLDS = 2_000_000_000


class Versions(NamedTuple):
    """What a copy depends on, as it was when it began to be drawn."""

    cites: tuple[int, ...]
    values: tuple[int, ...]


class VersionsFile:
    """The numbers. Each is written as a whole; a change takes the lock of the file, reading takes none."""

    def __init__(self, path: Path) -> None:
        self._turn = threading.Lock()
        self._file: int | None = None
        try:
            self._words = self._open(path)
        except OSError as error:
            # Then every process hears the database by itself.
            log.warning("versions of pages are not shared: %s", error.strerror)
            self._words = memoryview(bytearray(_WORDS * 8)).cast("Q")

    def _open(self, path: Path) -> memoryview[int]:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            if os.fstat(self._file).st_size != _WORDS * 8:
                os.ftruncate(self._file, 0)
                os.ftruncate(self._file, _WORDS * 8)
            words = memoryview(mmap.mmap(self._file, _WORDS * 8)).cast("Q")
            if words[_FORM] != _LAYOUT:
                words[_FIRST:] = memoryview(bytearray(CITES * 8)).cast("Q")
                words[_BEAT] = words[_NUMBER] = words[_NETWORK] = words[_SHARED] = 0
                words[_FORM] = _LAYOUT
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        return words

    # --- What is read at every request
    def of(self, cites: Iterable[int]) -> Versions:
        """Return the versions that a page of some Cités depends on; of none in particular, the network's."""
        kept = tuple(sorted(cites))
        return Versions(kept, self._values(kept))

    def are(self, versions: Versions) -> bool:
        """Tell whether nothing has changed since."""
        return self._values(versions.cites) == versions.values

    def changed_at(self, versions: Versions) -> float:
        """Return when something changed since, in seconds of the clock: the latest such change."""
        pairs = zip(self._values(versions.cites), versions.values, strict=True)
        return max((now for now, then in pairs if now != then), default=0) / 1e9

    def _values(self, cites: tuple[int, ...]) -> tuple[int, ...]:
        words = self._words
        if not cites:
            return (words[_NETWORK],)
        return (words[_SHARED], *(words[_FIRST + cite % CITES] for cite in cites))

    # --- What a change writes
    def change(self, cite: int | None) -> None:
        """Note that a Cité changed; None: something that belongs to none, or that all show."""
        with self._turn:
            if self._file is not None:
                fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                for place in (_NETWORK, _SHARED if cite is None else _FIRST + cite % CITES):
                    self._words[place] = max(self._words[place] + 1, time.time_ns())
            finally:
                if self._file is not None:
                    fcntl.flock(self._file, fcntl.LOCK_UN)

    # --- Whether anybody hears the database
    def beat(self, number: int) -> None:
        """Note that the database was heard just now, and the number of the last change there."""
        self._words[_NUMBER] = number
        self._words[_BEAT] = time.time_ns()

    @property
    def number(self) -> int:
        """The number of the last change that was heard of."""
        return self._words[_NUMBER]

    @property
    def is_heard(self) -> bool:
        return 0 <= time.time_ns() - self._words[_BEAT] <= _BEAT_HOLDS

    @property
    def silent_since(self) -> float:
        """When the database was last heard, in seconds of the clock."""
        return self._words[_BEAT] / 1e9


@cache
def versions() -> VersionsFile:
    return VersionsFile(Path(settings.VAR_DIR) / NAME)

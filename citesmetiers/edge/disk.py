"""Where the last good copies are kept for a server that starts while the database is down. Nobody's words are among them."""

from __future__ import annotations

import json
import logging
import secrets
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from citesmetiers.edge.copies import Copy
from citesmetiers.edge.versions import Versions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

log = logging.getLogger(__name__)
# Seconds before a copy that only grew older is written again; copies between two looks at the bounds.
REST, BETWEEN_LOOKS = 300, 50
# Of its bounds, what is left after a look.
_KEPT = 0.9


class Disk:
    """A folder of one file for each copy, named by a keyed hash, for its owner alone."""

    def __init__(self, folder: Path, entries: int, size: int) -> None:
        self.folder, self.entries, self.limit = folder, entries, size
        self._written: dict[bytes, tuple[float, Versions]] = {}
        self._until_look = 0
        self._looking = threading.Lock()
        self._is_told = False

    def get(self, key: bytes) -> Copy | None:
        """Return what stands in for a page; None where there is nothing that can be read."""
        try:
            head, _line, instead = self._path(key).read_bytes().partition(b"\n")
            said = json.loads(head)
            headers = [(str(name), str(value)) for name, value in said["headers"]]
            versions = Versions(tuple(said["cites"]), tuple(said["values"]))
            return Copy(float(said["began"]), 0.0, versions, headers, {}, instead, int(said["stands_in"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, key: bytes, copy: Copy) -> None:
        """Keep a copy; a disk that is full or closed costs nothing but what it would have helped."""
        began, versions = self._written.get(key, (0.0, None))
        if not self.entries or (versions == copy.versions and 0 <= copy.began - began < REST):
            return
        if len(self._written) >= self.entries:
            self._written.clear()
        self._written[key] = copy.began, copy.versions
        try:
            self._write(key, copy)
            self._look()
        except OSError as error:
            if not self._is_told:
                log.warning("copies of pages are not kept on disk: %s", error.strerror)
            self._is_told = True

    def drop(self, key: bytes) -> None:
        self._written.pop(key, None)
        with suppress(OSError):
            self._path(key).unlink(missing_ok=True)

    def _write(self, key: bytes, copy: Copy) -> None:
        path = self._path(key)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        said = {
            "began": copy.began,
            "stands_in": copy.stands_in,
            "cites": copy.versions.cites,
            "values": copy.versions.values,
            "headers": copy.headers,
        }
        half = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        try:
            half.touch(mode=0o600, exist_ok=False)
            with half.open("wb") as file:
                file.write(json.dumps(said).encode() + b"\n" + copy.instead)
            half.replace(path)
        except OSError:
            half.unlink(missing_ok=True)
            raise

    def _look(self) -> None:
        """Take the oldest away where there are too many, now and then."""
        self._until_look -= 1
        if self._until_look > 0 or not self._looking.acquire(blocking=False):
            return
        try:
            self._until_look = BETWEEN_LOOKS
            self._thin_out()
        finally:
            self._looking.release()

    def _thin_out(self) -> None:
        files = sorted(self._files())
        number, size = len(files), sum(each[1] for each in files)
        if number <= self.entries and size <= self.limit:
            return
        for _moment, length, path in files:
            if number <= self.entries * _KEPT and size <= self.limit * _KEPT:
                return
            path.unlink(missing_ok=True)
            number, size = number - 1, size - length

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        for path in self.folder.glob("??/*"):
            with suppress(OSError):
                found = path.stat()
                yield found.st_mtime, found.st_size, path

    def _path(self, key: bytes) -> Path:
        name = key.hex()
        return self.folder / name[:2] / name[2:]


def is_old(moment: float, seconds: float) -> bool:
    """Tell whether a moment is longer ago than some seconds; one that is still to come is as old as any."""
    return not 0 <= time.time() - moment <= seconds

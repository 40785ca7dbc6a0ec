"""What a process has read, and keeps until something is published."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection

from citesmetiers.edge.versions import versions

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from citesmetiers.edge.versions import Versions


class _Held[T](NamedTuple):
    """Something that was read, the versions before it was, and the hour of which it is."""

    versions: Versions
    hour: datetime
    what: T


class Kept[T]:
    """Something that is made from what is published: made anew after any change, and each hour.

    The hour is in case a change was not heard of. Threads share what is kept: none may change what it says.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._turn = Lock()
        self._held: _Held[T] | None = None

    def at(self, moment: datetime) -> T:
        """Return it; made for this once, and kept by nobody, where it is not known what was published."""
        current = versions().of(())
        if not versions().is_heard or connection.in_atomic_block:
            return self._make()
        hour = moment.replace(minute=0, second=0, microsecond=0)
        with self._turn:
            held = self._held
            if held is None or (held.versions, held.hour) != (current, hour):
                held = self._held = _Held(current, hour, self._make())
            return held.what

    def forget(self) -> None:
        self._held = None

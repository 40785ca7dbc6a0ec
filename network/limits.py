"""How often one connection may do something, counted without keeping who.

What is counted under is a hash whose key is drawn anew each day, held in the memory of the process and
written nowhere: a count cannot be led back to an address, nor from one day to the next.
"""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from collections import Counter
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

# Beyond as many connections in an hour, counting begins again: memory is bounded.
MOST_COUNTED = 100_000
# Whoever has one address of the newer kind has this whole network of them.
_NETWORK_OF_ONE = 64


class HourlyLimit:
    """At most so many times an hour for one connection, in this process."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._lock = Lock()
        self._hour: datetime | None = None
        self._day: date | None = None
        self._key = b""
        self._counts: Counter[bytes] = Counter()

    def allows(self, address: str, moment: datetime) -> bool:
        """Count one more time, and tell whether it is not too many."""
        with self._lock:
            self._turn(moment)
            mark = hashlib.blake2b(_connection(address).encode(), key=self._key, digest_size=16).digest()
            self._counts[mark] += 1
            return self._counts[mark] <= self.most

    def _turn(self, moment: datetime) -> None:
        hour = moment.replace(minute=0, second=0, microsecond=0)
        if hour != self._hour or len(self._counts) > MOST_COUNTED:
            self._hour = hour
            self._counts.clear()
        if moment.date() != self._day:
            self._day, self._key = moment.date(), secrets.token_bytes(32)


def _connection(address: str) -> str:
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if read.version == 4:  # noqa: PLR2004 the older kind
        return str(read)
    return str(ipaddress.ip_network((read, _NETWORK_OF_ONE), strict=False))

"""Leaves a database that does not answer alone: one request a second tries it, the others do not wait."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)
# Seconds: between two attempts; that a request waits while another one tries.
PAUSE, PATIENCE = 1.0, 0.5


class Circuit:
    """Closed while the database answers. Open, nobody asks it before one attempt has come through."""

    def __init__(self) -> None:
        self.is_open = False
        self._trying = threading.Lock()
        self._next = 0.0
        self._is_told = False

    def fail(self) -> None:
        """Note that the database did not answer."""
        self._next = time.monotonic() + PAUSE
        self.is_open = True
        if not self._is_told:
            self._is_told = True
            log.error("the database does not answer")

    def suspect(self) -> None:
        """Note that a line was cut: the next one who needs the database looks first whether it is there."""
        self._next = 0.0
        self.is_open = True

    def close(self) -> None:
        self.is_open = False
        if self._is_told:
            self._is_told = False
            log.error("the database answers again")

    @property
    def is_waiting(self) -> bool:
        """Whether it makes no sense to ask the database at this moment."""
        return self.is_open and (time.monotonic() < self._next or self._trying.locked())

    def pass_through(self, attempt: Callable[[], None]) -> None:
        """Do nothing while the database answers; else try it, if it is time for that.

        Raises:
            psycopg.OperationalError: it does not answer, or did not a moment ago.

        """
        if not self.is_open:
            return
        if not self._trying.acquire(timeout=PATIENCE):
            raise psycopg.OperationalError("The database does not answer; somebody is trying it.")
        try:
            if not self.is_open:
                return
            if time.monotonic() < self._next:
                raise psycopg.OperationalError("The database did not answer a moment ago.")
            try:
                attempt()
            except psycopg.Error:
                self.fail()
                raise
            self.close()
        finally:
            self._trying.release()


circuit = Circuit()

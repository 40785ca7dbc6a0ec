"""How a change is heard: triggers of the database notify at commit, whoever wrote (`citesmetiers/migrations/_pages.py`).

Every connection of ours listens while it is in use, and is handed the notices of its own commits together with the
commit: what an editor publishes is known on this machine before their answer leaves, by `manage.py` too. One thread of
every web process hears all the others: raw SQL, other machines.

A connection that waits in the pool does not listen. Nobody reads from it, and once the line is full of notices its
process in the server stands still in the midst of writing: others then wait for it, even to drop another database.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING, Any

import psycopg
from django.db import connections

from citesmetiers.edge.circuit import circuit
from citesmetiers.edge.versions import versions

if TYPE_CHECKING:
    from psycopg import Notify

log = logging.getLogger(__name__)
CHANNEL = "pages"
# Seconds between two signs of life, and before the next attempt where the database does not answer.
EVERY, AGAIN = 0.5, 1.0
_LISTEN = f"LISTEN {CHANNEL}"
_NUMBER = "SELECT last_value FROM pages_changes"


def hear_own(connection: psycopg.Connection[Any]) -> None:
    """Give a new connection ears for its own commits; those of others it leaves to the thread."""

    def hear(notice: Notify) -> None:
        if notice.pid == connection.info.backend_pid:
            note(notice.payload)

    connection.add_notify_handler(hear)


def listen(connection: psycopg.Connection[Any]) -> None:
    """Begin to listen, outside of any transaction; raises what psycopg does where the server is gone."""
    connection.autocommit = True
    connection.execute(_LISTEN)


def rest(connection: psycopg.Connection[Any]) -> None:
    """Listen no longer: nobody will read."""
    connection.autocommit = True
    connection.execute(f"UNLISTEN {CHANNEL}")


def note(payload: str) -> None:
    """Note a change: of a Cité by its number, of everything by anything else."""
    versions().change(int(payload) if payload.isdecimal() else None)


class Listener:
    """The thread. It begins with the first request, once in each process, and ends with it."""

    def __init__(self) -> None:
        self._begun = threading.Lock()
        self._thread: threading.Thread | None = None
        self._ending = threading.Event()

    def begin(self) -> None:
        if self._thread is not None and self._thread.is_alive():
            return
        with self._begun:
            if self._thread is None or not self._thread.is_alive():
                self._ending.clear()
                self._thread = threading.Thread(target=self._run, name="pages", daemon=True)
                self._thread.start()

    def end(self) -> None:
        self._ending.set()
        if self._thread is not None:
            self._thread.join(5)

    def _run(self) -> None:
        while not self._ending.is_set():
            try:
                self._hear()
            except psycopg.OperationalError:
                circuit.fail()
            except Exception:
                # Not even a fault of ours ends it: without it, copies hold for a second.
                log.exception("the database is not heard")
            self._ending.wait(AGAIN)

    def _hear(self) -> None:
        parameters = connections["default"].get_connection_params() | {"autocommit": True}
        with psycopg.connect(**parameters) as connection:
            connection.execute(_LISTEN)
            heard = self._number_in(connection)
            if heard != versions().number:
                # Something was published while nobody listened: what, is not known.
                versions().change(None)
            circuit.close()
            while not self._ending.is_set():
                # Before the number is noted: a notice of what it counts is never missed.
                for notice in connection.notifies(timeout=EVERY):
                    note(notice.payload)
                versions().beat(self._number_in(connection))

    def _number_in(self, connection: psycopg.Connection[Any]) -> int:
        row = connection.execute(_NUMBER).fetchone()
        assert row is not None
        return int(row[0])


listener = Listener()


def wait_until_heard(seconds: float) -> bool:
    """Wait for the thread to hear the database; for tests, and for who starts a server."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if versions().is_heard:
            return True
        time.sleep(0.02)
    return False

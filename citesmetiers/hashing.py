"""Passwords are hashed one at a time on a machine, with a rest between them, so that nobody's attempts slow the public down."""

from __future__ import annotations

import fcntl
import time
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO, TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher

from citesmetiers.views.errors import too_many, too_many_at_the_door

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest, HttpResponse, HttpResponseBase

# Threads of one process that look at who comes in, and that hash or wait to; the others stay free for everybody else.
_DOOR, _QUEUE = BoundedSemaphore(2), BoundedSemaphore(2)
PATIENCE = 3.0  # seconds
APART = 0.15  # seconds, from the beginning of one to that of the next
_BETWEEN_LOOKS = 0.01


class TooBusyError(Exception):
    """More passwords are to be checked than this machine checks at a time."""


class PatientArgon2(Argon2PasswordHasher):
    """Argon2id in one lane, two passes over 19 MiB, as OWASP recommends; one runs at a time, whatever the number of processes."""

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with one_at_a_time():
            encoded: str = super().encode(password, salt)
        return encoded

    def verify(self, password: str, encoded: str) -> bool:
        with one_at_a_time():
            is_right: bool = super().verify(password, encoded)
        return is_right


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait a little for a turn.

    Raises:
        TooBusyError: it does not come.

    """
    if not _QUEUE.acquire(blocking=False):
        raise TooBusyError
    try:
        with (Path(settings.VAR_DIR) / "hashing.lock").open("a+") as turn:
            _wait_for(turn)
            _keep_apart(turn)
            yield
    finally:
        _QUEUE.release()


def _wait_for(turn: IO[str]) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise TooBusyError from None
            time.sleep(_BETWEEN_LOOKS)
        else:
            return


def _keep_apart(turn: IO[str]) -> None:
    """Leave most of the machine to everybody else, however many passwords come: wait, then note when this one begins."""
    turn.seek(0)
    began = float(turn.read() or "-inf")
    now = time.monotonic()
    # The clock of this machine began anew if the other one is still to come.
    if began <= now < began + APART:
        time.sleep(began + APART - now)
    turn.truncate(0)
    turn.write(str(time.monotonic()))
    turn.flush()


class BusyMiddleware:
    """Answers who comes when too many are at the door: later, please, before anything is asked of the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "POST" or not request.path_info.startswith(
            ("/accounts/login/", "/accounts/password/")
        ):
            return self.get_response(request)
        if not _DOOR.acquire(blocking=False):
            return too_many_at_the_door(request)
        try:
            return self.get_response(request)
        finally:
            _DOOR.release()

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return too_many(request) if isinstance(exception, TooBusyError) else None

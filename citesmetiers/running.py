"""Remembers which process serves this clone."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

# Seconds before a helper that ended is started again: one that cannot run does not take the machine.
PAUSE = 5.0
_PATIENCE = 10


def find_portal() -> int | None:
    """Return the process that serves this clone, if one does."""
    try:
        pid = int(_file().read_text())
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return None
    return pid if b"start" in command and any(part.endswith(b"manage.py") for part in command) else None


@contextmanager
def announced() -> Iterator[None]:
    """Say that this process serves, for as long as it does."""
    _file().parent.mkdir(parents=True, exist_ok=True)
    _file().write_text(str(os.getpid()))
    try:
        yield
    finally:
        _file().unlink(missing_ok=True)


def answers(server: subprocess.Popen[bytes], address: str) -> bool:
    """Wait for a server to answer at an address; return whether it does, and did not end instead."""
    while server.poll() is None:
        try:
            with urlopen(address, timeout=_PATIENCE):  # noqa: S310 our own address
                return True
        except OSError:
            time.sleep(0.1)
    return False


@contextmanager
def accompanied(*command: str) -> Iterator[None]:
    """Run a command of `manage.py` beside the server, and again whenever it ends, for as long as it serves."""
    ending = threading.Event()
    helper = threading.Thread(target=_keep_running, args=(command, ending), daemon=True)
    helper.start()
    try:
        yield
    finally:
        ending.set()
        helper.join(2 * _PATIENCE)


def _keep_running(command: tuple[str, ...], ending: threading.Event) -> None:
    while not ending.is_set():
        child = subprocess.Popen(  # noqa: S603 our own command
            [sys.executable, "manage.py", *command], cwd=settings.BASE_DIR, start_new_session=True
        )
        while child.poll() is None and not ending.wait(0.2):
            pass
        if child.poll() is None:
            _end(child)
        ending.wait(PAUSE)


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _file() -> Path:
    return Path(settings.VAR_DIR) / "portal.pid"

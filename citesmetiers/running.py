"""Remembers which process serves this clone."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterator


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


def _file() -> Path:
    return Path(settings.VAR_DIR) / "portal.pid"

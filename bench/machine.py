"""What a run was made on."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

from django.db import connection


def machine() -> dict[str, object]:
    return {
        "system": platform.platform(terse=True),
        "processor": _first("/proc/cpuinfo", "model name"),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3),
    }


def versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    found |= {name: version(name) for name in ("django", "granian", "psycopg")}
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        found["postgresql"] = cursor.fetchone()[0]
    for name, option in (("nginx", "-v"), ("wrk", "-v"), ("pgbench", "--version")):
        found[name] = _said(name, option)
    return found


def load() -> float:
    return round(os.getloadavg()[0], 2)


def _said(program: str, option: str) -> str:
    if shutil.which(program) is None:
        return "not installed"
    done = subprocess.run([program, option], capture_output=True, text=True, check=False)  # noqa: S603
    return (done.stdout + done.stderr).strip().splitlines()[0][:60]


def _first(file: str, key: str) -> str:
    if not Path(file).exists():
        return ""
    lines = Path(file).read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), "")

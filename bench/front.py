"""What a first view weighs (G15), and what Lighthouse says of some pages (G16)."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from bench.outcome import Row
from bench.served import HOST, fetch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.outcome import Outcome

PAGES = ("/fr/", "/fr/cites/invented-1/", "/fr/services/")
# A Cité of the seed has many times the offers of a real one: what its page weighs is told beside the goal.
WEIGHED, HEAVY = ("/fr/", "/fr/services/", "/fr/cites/invented-1/services/offer-1/"), "/fr/cites/invented-1/"
_ASSETS = re.compile(r'<(?:link|script)\b[^>]*?\b(?:href|src)="(/static/[^"]+\.(css|js))"')
LIGHTHOUSE, RUNS = "lighthouse@12.8.2", 3
CATEGORIES = {
    "performance": "performance", "accessibility": "accessibility", "best-practices": "best practices", "seo": "SEO",
}  # fmt: skip
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")


def measure(outcome: Outcome, portal: int, *, with_lighthouse: bool) -> None:
    outcome.add(_weights(portal))
    if not with_lighthouse:
        outcome.missing["Lighthouse"] = "left out: LIGHTHOUSE=0"
        return
    with TemporaryDirectory(prefix="bench-") as folder:
        why = _install(Path(folder))
        if why:
            outcome.missing["Lighthouse"] = why
        else:
            outcome.add(_scores(Path(folder), portal))


def _weights(portal: int) -> Iterator[Row]:
    """Weigh the heaviest of the pages: kilobytes as they come with gzip, and beside them raw and with Brotli."""
    weighed = [_weigh(portal, path) for path in WEIGHED]
    for kind in ("HTML", "CSS", "JS", "total"):
        raw, packed, brotli, path = max(
            ((*each[kind], path) for path, each in zip(WEIGHED, weighed, strict=True)),
            key=lambda each: each[1],
        )
        note = f"{path}: {raw / 1024:.1f} KB raw, {brotli / 1024:.1f} KB with Brotli"
        yield Row(f"first view, {kind}", "KB", [packed / 1024], note=note)
    yield Row("page of a Cité with all its offers, HTML", "KB", [_sizes(portal, HEAVY)[1] / 1024])


def _weigh(portal: int, path: str) -> dict[str, tuple[int, int, int]]:
    page = fetch(portal, path).body.decode()
    found = dict.fromkeys(("HTML", "CSS", "JS"), (0, 0, 0))
    found["HTML"] = _sizes(portal, path)
    kinds = {"css": "CSS", "js": "JS"}
    for address, ending in dict.fromkeys(_ASSETS.findall(page)):
        found[kinds[ending]] = _added(found[kinds[ending]], _sizes(portal, address))
    found["total"] = (0, 0, 0)
    for kind in ("HTML", "CSS", "JS"):
        found["total"] = _added(found["total"], found[kind])
    return found


def _added(one: tuple[int, ...], two: tuple[int, ...]) -> tuple[int, int, int]:
    first, second, third = (a + b for a, b in zip(one, two, strict=True))
    return first, second, third


def _sizes(portal: int, path: str) -> tuple[int, int, int]:
    """Return the bytes of an answer raw, with gzip and with Brotli; what is not packed comes raw."""
    raw, packed, brotli = (
        len(fetch(portal, path, Accept_Encoding=how).body) for how in ("identity", "gzip", "br")
    )
    return raw, packed, brotli


def _install(folder: Path) -> str:
    """Bring Lighthouse into a folder of its own; say why it cannot be had, or nothing."""
    if shutil.which("npm") is None:
        return "npm is not installed"
    if _browser() is None:
        return "there is no Chromium; CHROME_PATH names one"
    command = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(folder), LIGHTHOUSE]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)  # noqa: S603
    return f"{LIGHTHOUSE} cannot be had: {done.stderr.strip()[-200:]}" if done.returncode else ""


def _browser() -> str | None:
    return os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, _BROWSERS)), None)


def _scores(folder: Path, portal: int) -> Iterator[Row]:
    """Look at each page some times; a category is as good as the worst page, each by its median."""
    told = {path: [_look(folder, portal, path) for _ in range(RUNS)] for path in PAGES}
    for category, name in CATEGORIES.items():
        medians = {path: median(_score(each, category) for each in reports) for path, reports in told.items()}
        worst = min(medians, key=lambda path: medians[path])
        rounds = [_score(each, category) for each in told[worst]]
        note = f"{worst}: {_faults(told[worst][0], category)}" if min(rounds) < 1 else ""
        # The median of the runs is the figure, by the rule of the goal.
        yield Row(f"Lighthouse {name}", "", [median(rounds)], note=note)


def _look(folder: Path, portal: int, path: str) -> dict[str, Any]:
    out = folder / "report.json"
    command = [
        str(folder / "node_modules/.bin/lighthouse"), f"http://{HOST}:{portal}{path}", "--quiet", "--output=json",
        f"--output-path={out}", "--chrome-flags=--headless=new --no-sandbox",
        f"--only-categories={','.join(CATEGORIES)}",
    ]  # fmt: skip
    env = os.environ | {"CHROME_PATH": _browser() or ""}
    subprocess.run(command, env=env, capture_output=True, check=True, timeout=180)  # noqa: S603
    report: dict[str, Any] = json.loads(out.read_text())
    return report


def _score(report: dict[str, Any], category: str) -> float:
    return float(report["categories"][category]["score"] or 0)


def _faults(report: dict[str, Any], category: str) -> str:
    """Name what cost points."""
    weighty = [each["id"] for each in report["categories"][category]["auditRefs"] if each["weight"]]
    lost = [
        name
        for name in weighty
        if (report["audits"][name]["score"] or 0) < 0.9
        and report["audits"][name]["scoreDisplayMode"] != "notApplicable"
    ]
    return ", ".join(lost)

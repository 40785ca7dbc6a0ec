"""Writes the figures into docs/performance.md, and draws how searches grow: `python -m bench.report`.

What stands between the two marks of the page comes from bench/figures/*.json, and is never typed.
"""

from __future__ import annotations

import json
from math import log10
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FIGURES, DOCS = HERE / "figures", HERE.parent / "docs"
PAGE, CURVES = DOCS / "performance.md", DOCS / "performance.svg"
SCALES = {"3k": 3e3, "100k": 1e5, "1m": 1e6, "import": 3e4}
BEGIN, END = "<!-- figures: python -m bench.report -->", "<!-- end of figures -->"
DRAWN = ("rare", "middle", "common", "city", "near", "filters")
_INKS = ("#1d3557", "#c1121f", "#f4a261", "#2a9d8f", "#8338ec", "#6c757d")
_LEFT, _TOP, _WIDTH, _HEIGHT = 60, 20, 460, 260
# Milliseconds at the foot and at the head of the drawing, as powers of ten.
_LOW, _HIGH = -1, 4

type Figures = dict[str, dict[str, Any]]


def main() -> None:
    figures = kept()
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n\n{written(figures)}\n{END}{after}", encoding="utf-8")
    CURVES.write_text(drawn(figures), encoding="utf-8")


def kept() -> Figures:
    """Return the last whole run of each scale."""
    return {
        scale: json.loads((FIGURES / f"{scale}.json").read_text(encoding="utf-8"))
        for scale in SCALES
        if (FIGURES / f"{scale}.json").exists()
    }


def written(figures: Figures) -> str:
    parts = ["\n".join(_machines(figures)), "\n".join(_goals(figures)), "\n".join(_growth(figures))]
    return "\n\n".join(part for part in parts if part) + "\n"


def _machines(figures: Figures) -> list[str]:
    lines = ["| scale | load before and after | seed | PostgreSQL | cores |", "|---|---|---|---|---|"]
    for scale, run in figures.items():
        load = f"{run['load_before']} / {run['load_after']}"
        lines.append(
            f"| {scale} | {load} | `{run['seed']}` | {run['versions']['postgresql']} | {run['machine']['cores']} |"
        )
    return lines


def _goals(figures: Figures) -> list[str]:
    """Tell each goal at each scale at which it was judged, then those that were not."""
    lines = ["| goal | scale | wanted | figure | | why |", "|---|---|---|---|---|---|"]
    names = list(dict.fromkeys(goal["id"] for run in figures.values() for goal in run["goals"]))
    for name in names:
        told = [(scale, _goal(run, name)) for scale, run in figures.items()]
        # Those of another scale are told where they are judged.
        judged = [
            (scale, goal) for scale, goal in told if not goal["why"].startswith("measured at the scale")
        ]
        for scale, goal in judged or told[:1]:
            cells = (name, scale, goal["want"], goal["got"] or "–", f"**{goal['result']}**", goal["why"])
            lines.append(f"| {' | '.join(cells)} |")
    return lines


def _goal(run: dict[str, Any], name: str) -> dict[str, str]:
    found: dict[str, str] = next(goal for goal in run["goals"] if goal["id"] == name)
    return found


def _growth(figures: Figures) -> list[str]:
    scales = [scale for scale in figures if scale != "import"]
    lines = [f"| search, p50 / p95 in ms | {' | '.join(scales)} |", f"|---|{'---|' * len(scales)}"]
    names = [row["name"] for scale in scales for row in figures[scale]["rows"]]
    for name in dict.fromkeys(each for each in names if each.startswith("search p50, ")):
        kind = name.removeprefix("search p50, ")
        cells = [
            f"{_median(figures[scale], name)} / {_median(figures[scale], f'search p95, {kind}')}"
            for scale in scales
        ]
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    return lines if len(lines) > 2 else []


def _median(run: dict[str, Any], name: str) -> str:
    found = next((row["median"] for row in run["rows"] if row["name"] == name), None)
    return "–" if found is None else f"{found:g}"


def drawn(figures: Figures) -> str:
    """Draw the p95 of some classes over the number of offers, both by powers of ten."""
    scales = [scale for scale in figures if scale != "import"]
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 330" font-family="sans-serif" font-size="12" role="img">',
        "<title>p95 of searches in milliseconds, by the number of offers</title>",
        '<rect width="640" height="330" fill="#fff"/>',
    ]
    for power in range(_LOW, _HIGH + 1):
        y = _y(10.0**power)
        parts.append(f'<path d="M{_LEFT} {y:.1f}h{_WIDTH}" stroke="#ddd"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} ms</text>')
    foot = _TOP + _HEIGHT + 20
    parts += [
        f'<text x="{_x(scale):.1f}" y="{foot}" text-anchor="middle">{scale} offers</text>'
        for scale in ("3k", "100k", "1m")
    ]
    for number, (kind, ink) in enumerate(zip(DRAWN, _INKS, strict=True)):
        points = [
            f"{_x(scale):.1f},{_y(row['median']):.1f}"
            for scale in scales
            for row in figures[scale]["rows"]
            if row["name"] == f"search p95, {kind}" and row["median"]
        ]
        parts.append(f'<polyline points="{" ".join(points)}" fill="none" stroke="{ink}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{x}" cy="{y}" r="3" fill="{ink}"/>' for x, y in (each.split(",") for each in points)
        ]
        parts.append(
            f'<text x="{_LEFT + _WIDTH + 12}" y="{_TOP + 12 + number * 18}" fill="{ink}">{kind}</text>'
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _x(scale: str) -> float:
    low, high = log10(SCALES["3k"]), log10(SCALES["1m"])
    return _LEFT + 20 + (_WIDTH - 40) * (log10(SCALES[scale]) - low) / (high - low)


def _y(milliseconds: float) -> float:
    power = min(max(log10(milliseconds), _LOW), _HIGH)
    return _TOP + _HEIGHT * (_HIGH - power) / (_HIGH - _LOW)


if __name__ == "__main__":
    main()

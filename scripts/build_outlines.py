"""Draw the outlines of countries that the maps of the portal stand on.

    PYTHONPATH=. .venv/bin/python scripts/build_outlines.py countries-10m.json

`countries-10m.json` is a file of the JavaScript package world-atlas 2.0.2 (ISC licence), which
holds the 1:10m countries of Natural Earth 4.1 (public domain, naturalearthdata.com) as TopoJSON.
Fetch the package with any client for JavaScript packages; nothing else of it is needed, and the
portal never reads it: it reads the result, `citesmetiers/data/outlines.json`, kept in the repo.

Each view (the world, Europe, a country, a territory far from its country) is projected, simplified
and clipped on its own, so that a view carries what its size can show and no more. Borders are
simplified before countries are put together from them: neighbours keep one common line. To give a
new country its own view, add it to VIEWS and run the script again.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from math import cos, inf, radians, sin
from pathlib import Path
from typing import Any

from citesmetiers.maps.projections import Sheet

type Point = tuple[float, float]
type Box = tuple[float, float, float, float]

RESULT = Path(__file__).parent.parent / "citesmetiers" / "data" / "outlines.json"
WIDTH = 400
SHORTEST, TALLEST = 200, 480
INSET = (124, 84)
# Where a line may be straightened, and the smallest island worth drawing, in square units.
BEND, ISLAND = 0.8, 4
# Steps too small to be weighed, in units.
_GRAIN = 0.05
ANTARCTICA = "010"

# West, south, east, north, in degrees; what a visitor calls the country, without what is far away.
EUROPE: Box = (-10, 36, 26, 57.5)
WORLD: Box = (-168.9, -55, 191, 78)
VIEWS: dict[str, tuple[str, Box]] = {
    "AT": ("040", (9.5, 46.3, 17.2, 49.1)),
    "BE": ("056", (2.5, 49.4, 6.5, 51.6)),
    "BR": ("076", (-74, -34, -34, 5.5)),
    "CA": ("124", (-136, 43, -55, 71)),
    "CH": ("756", (5.9, 45.7, 10.6, 47.9)),
    "CL": ("152", (-76, -56, -66, -17.4)),
    "DE": ("276", (5.8, 47.2, 15.1, 55.1)),
    "ES": ("724", (-9.4, 35.9, 4.4, 43.9)),
    "FR": ("250", (-5.2, 41.3, 9.7, 51.2)),
    "IT": ("380", (6.6, 36.6, 18.6, 47.1)),
    "LU": ("442", (5.7, 49.4, 6.6, 50.2)),
    "MA": ("504", (-13.2, 27.6, -1, 36)),
    "MU": ("480", (57.25, -20.6, 57.9, -19.9)),
    "NL": ("528", (3.3, 50.7, 7.3, 53.6)),
    "PT": ("620", (-9.6, 36.9, -6.1, 42.2)),
    "RO": ("642", (20.2, 43.6, 29.8, 48.3)),
    "SN": ("686", (-17.6, 12.3, -11.3, 16.7)),
    "TN": ("788", (7.5, 30.2, 11.7, 37.6)),
}
# Territories that lie too far from their country to be on its sheet.
INSETS: dict[str, dict[str, Box]] = {
    "FR": {
        "GP": (-61.9, 15.8, -60.95, 16.55),
        "MQ": (-61.3, 14.35, -60.75, 14.93),
        "GF": (-54.7, 2.1, -51.5, 5.9),
        "RE": (55.15, -21.42, 55.9, -20.84),
        "YT": (44.95, -13.05, 45.35, -12.6),
    },
    "ES": {"IC": (-18.2, 27.6, -13.4, 29.45)},
}
_CODES = {number: code for code, (number, _box) in VIEWS.items()}


class Atlas:
    """The countries of the source, by the arcs that they share with their neighbours."""

    def __init__(self, source: dict[str, Any]) -> None:
        (kx, ky), (x0, y0) = source["transform"]["scale"], source["transform"]["translate"]
        self.arcs: list[list[Point]] = []
        for steps in source["arcs"]:
            x = y = 0
            arc = []
            for dx, dy in steps:
                x, y = x + dx, y + dy
                arc.append((x * kx + x0, y * ky + y0))
            self.arcs.append(arc)
        self.countries = [
            (shape.get("id", ""), shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]])
            for shape in source["objects"]["countries"]["geometries"]
            if shape.get("id") != ANTARCTICA and shape.get("arcs")
        ]

    def rings(self, sheet: Sheet, bend: float) -> dict[str, list[list[Point]]]:
        """Return the outline of every country that lies on this side of the globe, simplified."""
        flat: dict[int, list[Point]] = {}

        def line(number: int) -> list[Point]:
            index = number if number >= 0 else ~number
            if index not in flat:
                projected = [sheet.place(*point) for point in self.arcs[index]]
                flat[index] = _simplified(projected, bend)
            return flat[index] if number >= 0 else flat[index][::-1]

        found: dict[str, list[list[Point]]] = {}
        for number, polygons in self.countries:
            for ring in (ring for polygon in polygons for ring in polygon):
                if sheet.centre is None or self._is_near(ring, sheet.centre):
                    points = [point for arc in ring for point in line(arc)]
                    found.setdefault(_CODES.get(number, ""), []).append(points)
        return found

    def _is_near(self, ring: list[int], centre: Point) -> bool:
        """Whether a ring has a point less than 75° away: what lies around the antipode is no use."""
        middle = radians(centre[1])
        for number in ring:
            for longitude, latitude in self.arcs[number if number >= 0 else ~number][::8]:
                phi, east = radians(latitude), radians(longitude - centre[0])
                if sin(middle) * sin(phi) + cos(middle) * cos(phi) * cos(east) > cos(radians(75)):
                    return True
        return False


def _simplified(points: list[Point], bend: float) -> list[Point]:
    """Leave out, smallest first, the points that make a triangle of less than `bend` with their neighbours."""
    points = [points[0], *(b for a, b in pairwise(points) if abs(a[0] - b[0]) + abs(a[1] - b[1]) > _GRAIN)]
    while len(points) > 4:  # noqa: PLR2004 a closed ring of fewer has no inside
        areas = [inf, *(_triangle(*points[i - 1 : i + 2]) for i in range(1, len(points) - 1)), inf]
        kept = [points[0]]
        dropped = False
        for i in range(1, len(points)):
            # Never two neighbours in one turn: the second is weighed anew without the first.
            smallest = areas[i] < bend and areas[i] <= min(areas[i - 1], areas[min(i + 1, len(areas) - 1)])
            if smallest and not dropped:
                dropped = True
            else:
                kept.append(points[i])
                dropped = False
        if len(kept) == len(points):
            break
        points = kept
    return points


def _triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def _clipped(ring: list[Point], width: float, height: float) -> list[Point]:
    """Cut a ring to a frame a little larger than the sheet (Sutherland and Hodgman)."""
    for axis, bound, sign in ((0, -4.0, 1), (0, width + 4, -1), (1, -4.0, 1), (1, height + 4, -1)):
        inside: list[Point] = []
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
            if (a[axis] - bound) * sign >= 0:
                inside.append(a)
            if (a[axis] - bound) * (b[axis] - bound) < 0:
                share = (bound - a[axis]) / (b[axis] - a[axis])
                inside.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
        ring = inside
        if not ring:
            break
    return ring


def _path(rings: list[list[Point]], width: float, height: float, least: float) -> str:
    """Return rings as the data of an SVG path, in whole units and relative steps."""
    written = []
    for ring in rings:
        whole = [(round(x), round(y)) for x, y in _clipped(ring, width, height)]
        whole = [b for a, b in zip(whole[-1:] + whole, whole, strict=False) if a != b]
        doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(whole, whole[1:] + whole[:1], strict=True))
        if len(whole) > 2 and abs(doubled) / 2 >= least:  # noqa: PLR2004 two points have no inside
            steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole)]
            written.append(f"m{whole[0][0]} {whole[0][1]}l" + _numbers(steps) + "z")
    # After a z, a relative m counts from where the ring began: say it whole instead.
    return "".join(written).replace("m", "M")


def _numbers(steps: list[tuple[int, int]]) -> str:
    return " ".join(f"{dx} {dy}" for dx, dy in steps).replace(" -", "-")


def _sheet(box: Box, centre: Point | None, size: tuple[int, int] | None = None) -> tuple[Sheet, int, int]:
    """Fit a box of degrees on a sheet; return the sheet, its width and its height."""
    west, south, east, north = box
    globe = Sheet(centre, 1, 0, 0)
    edge = [west + (east - west) * step / 40 for step in range(41)]
    side = [south + (north - south) * step / 40 for step in range(41)]
    spots = [globe.place(x, y) for x in edge for y in (south, north)]
    spots += [globe.place(x, y) for x in (west, east) for y in side]
    left, right = min(x for x, _y in spots), max(x for x, _y in spots)
    top, bottom = min(y for _x, y in spots), max(y for _x, y in spots)
    margin = 12
    width, height = size or (WIDTH, 0)
    if size is None:
        wanted = (bottom - top) / (right - left) * (width - 2 * margin) + 2 * margin
        height = round(min(max(wanted, SHORTEST), TALLEST))
    scale = min((width - 2 * margin) / (right - left), (height - 2 * margin) / (bottom - top))
    left -= (width / scale - (right - left)) / 2
    top -= (height / scale - (bottom - top)) / 2
    return Sheet(centre, scale, left, top), width, height


def _view(
    atlas: Atlas, box: Box, *, whole: bool = False, size: tuple[int, int] | None = None
) -> dict[str, Any]:
    centre = None if whole else ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    sheet, width, height = _sheet(box, centre, size)
    paths = {
        code: path
        for code, rings in sorted(atlas.rings(sheet, BEND).items())
        if (path := _path(rings, width, height, ISLAND))
    }
    return {
        "centre": centre,
        "scale": round(sheet.scale, 4),
        "left": round(sheet.left, 6),
        "top": round(sheet.top, 6),
        "width": width,
        "height": height,
        "land": paths.pop("", ""),
        "countries": paths,
    }


def main(source: str) -> None:
    atlas = Atlas(json.loads(Path(source).read_text(encoding="utf-8")))
    views = {"world": _view(atlas, WORLD, whole=True), "europe": _view(atlas, EUROPE)}
    for code, (_number, box) in VIEWS.items():
        views[code] = _view(atlas, box)
    insets = {
        country: {code: _view(atlas, box, size=INSET) for code, box in boxes.items()}
        for country, boxes in INSETS.items()
    }
    result = {"source": "Natural Earth, 1:10m countries, public domain", "views": views, "insets": insets}
    RESULT.write_text(json.dumps(result, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")
    for code, view in views.items():
        drawn = len(view["land"]) + sum(map(len, view["countries"].values()))
        print(f"{code:7} {view['width']} x {view['height']}  {drawn / 1000:.1f} kB")
    print(f"{RESULT.name}: {RESULT.stat().st_size / 1000:.1f} kB")


if __name__ == "__main__":
    main(*sys.argv[1:])

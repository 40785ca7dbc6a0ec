"""The sheets that maps are drawn on: bundled outlines of countries, made by `scripts/build_outlines.py`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from citesmetiers.maps.projections import Sheet

if TYPE_CHECKING:
    from collections.abc import Collection

_FILE = Path(__file__).parent.parent / "data" / "outlines.json"


class Outlines(NamedTuple):
    """A sheet with its size and the outlines on it, as data of SVG paths."""

    sheet: Sheet
    width: int
    height: int
    land: str
    countries: dict[str, str]

    def place(self, longitude: float, latitude: float) -> tuple[float, float] | None:
        """Return where a position lies; None where it lies beside the sheet."""
        x, y = self.sheet.place(longitude, latitude)
        return (x, y) if 0 <= x <= self.width and 0 <= y <= self.height else None

    def split(self, codes: Collection[str]) -> tuple[str, str]:
        """Return all the other land, and the countries of some codes."""
        chosen = "".join(path for code, path in self.countries.items() if code in codes)
        others = "".join(path for code, path in self.countries.items() if code not in codes)
        return self.land + others, chosen


@cache
def outlines() -> dict[str, Outlines]:
    """Return the sheets by their key: `world`, `europe`, and the codes of countries."""
    return {key: _outlines(view) for key, view in _read()["views"].items()}


@cache
def insets(country: str) -> dict[str, Outlines]:
    """Return the sheets of the territories that lie too far away to be on that of their country."""
    return {code: _outlines(view) for code, view in _read()["insets"].get(country, {}).items()}


@cache
def _read() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return document


def _outlines(view: dict[str, Any]) -> Outlines:
    centre = (view["centre"][0], view["centre"][1]) if view["centre"] else None
    sheet = Sheet(centre, view["scale"], view["left"], view["top"])
    return Outlines(sheet, view["width"], view["height"], view["land"], view["countries"])

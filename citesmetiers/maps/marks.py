"""Marks on a sheet: pins too close to be told apart become one, and names go where there is room.

A drawing is shown from 288 px wide (a phone) to 672 px (a desk), always in the same units. What
needs room in pixels, a finger or a word, is therefore weighed twice, and a mark or a name that
stands at one size only says so.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain
from math import hypot
from typing import TYPE_CHECKING, Literal, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

type Kind = Literal["open", "closed", "unknown"]
type Size = Literal["narrow", "wide"]
type Side = Literal["right", "left", "above", "below"]
type Spot = tuple[float, float, Pin]

# The width of every sheet, in units of the drawing.
WIDTH = 400
# Units of the drawing in a pixel of the screen, and pixels between two marks (WCAG 2.2, 2.5.8: 24).
UNITS: dict[Size, float] = {"narrow": WIDTH / 288, "wide": WIDTH / 640}
_APART = 26
# A door with its margin, half as wide and half as high as it is; letters, as wide and as high as they are.
_DOOR = (11, 13)
_LETTER = (8.2, 18)
# How many names a number says.
_NAMED = 8
_SIDES: tuple[Side, ...] = ("right", "left", "above", "below")


@dataclass(frozen=True)
class Pin:
    """A Cité on the map; `kind` is what its doors say at this moment."""

    latitude: float
    longitude: float
    label: str
    url: str
    kind: Kind
    country: str = ""
    demo: bool = False

    def called(self, label: str, url: str) -> Pin:
        """Return the same pin under another name, which leads elsewhere."""
        return replace(self, label=label, url=url)

    @property
    def short(self) -> str:
        """The name as it is written on the drawing: without what stands in brackets."""
        short = self.label.split(" (")[0]
        return f"{short} ({_('demo')})" if self.demo else short

    @property
    def name(self) -> str:
        """The name as it is read out, with the mark of what is invented."""
        return f"{self.label} ({_('demonstration')})" if self.demo else self.label


@dataclass(frozen=True)
class Mark:
    """One or several pins at a place of the sheet.

    `sizes` are those at which it stands; `names` the sides on which its name has room, by size.
    """

    x: int
    y: int
    pins: tuple[Pin, ...]
    sizes: tuple[Size, ...]
    names: tuple[tuple[Size, Side], ...] = ()
    url: str = ""

    @property
    def kind(self) -> Kind:
        """Open where one of them is, closed where all are, else unknown."""
        kinds = {pin.kind for pin in self.pins}
        if "open" in kinds:
            return "open"
        return "closed" if kinds == {"closed"} else "unknown"

    @property
    def texts(self) -> list[tuple[Side, str]]:
        """Where the name is written, and the class that says at which size only, or under the pointer only."""
        sides = dict(self.names)
        if len(self.pins) > 1:
            return []
        if len(self.sizes) == len(UNITS) == len(self.names) and len(set(sides.values())) == 1:
            return [(self.names[0][1], f"m-{self.names[0][1]}")]
        unsaid: Side = "right" if self.x < WIDTH / 2 else "left"
        placed = [(sides.get(size, unsaid), size) for size in self.sizes]
        return [
            (side, f"m-{side} at-{size}" + ("" if size in sides else " when-held")) for side, size in placed
        ]

    @property
    def words(self) -> str:
        """Say what a number stands for."""
        shown = [pin.name for pin in self.pins[:_NAMED]] + ["…"] * (len(self.pins) > _NAMED)
        text = ngettext("%(count)s Cité: %(names)s", "%(count)s Cités: %(names)s", len(self.pins))
        words = text % {"count": len(self.pins), "names": ", ".join(shown)}
        if opened := sum(pin.kind == "open" for pin in self.pins):
            now = ngettext("%(count)s open now", "%(count)s open now", opened) % {"count": opened}
            return f"{words} – {now}"
        return words


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return not (
            self.right <= other.left
            or other.right <= self.left
            or self.bottom <= other.top
            or other.bottom <= self.top
        )


def marked(spots: Sequence[Spot], width: float, height: float, *, said: str = "") -> list[Mark]:
    """Return the marks of some pins at both sizes, each once where it is the same at both.

    Deterministic: from west to east, then by name; no pin moves away from its position. `said`
    stands in the corner of the sheet already: nothing covers it, and no mark says it again.
    """
    ordered = sorted(spots, key=lambda spot: (spot[0], spot[1], spot[2].label, spot[2].url))
    by_size = {size: _named(_merged(ordered, size), size, (width, height), said) for size in UNITS}
    marks: dict[tuple[Pin, ...], Mark] = {}
    for mark in chain.from_iterable(by_size.values()):
        same = marks.get(mark.pins)
        marks[mark.pins] = (
            replace(same, sizes=same.sizes + mark.sizes, names=same.names + mark.names) if same else mark
        )
    return sorted(marks.values(), key=lambda mark: (mark.x, mark.y, mark.pins[0].label))


def _merged(spots: Iterable[Spot], size: Size) -> list[Mark]:
    """Gather pins around those that have most company, each within a finger of where it stands.

    A mark stands on a position of its own pins, and two marks are never closer than `_APART`.
    """
    apart = _APART * UNITS[size]
    company = Counter(_cell(x, y, apart) for x, y, _each in spots)
    grid: dict[tuple[int, int], list[tuple[float, float, list[Pin]]]] = {}
    for x, y, pin in sorted(spots, key=lambda spot: -company[_cell(spot[0], spot[1], apart)]):
        column, row = _cell(x, y, apart)
        around = chain.from_iterable(
            grid.get((column + i, row + j), ()) for i in (-1, 0, 1) for j in (-1, 0, 1)
        )
        near = min(around, key=lambda mark: hypot(mark[0] - x, mark[1] - y), default=None)
        if near and hypot(near[0] - x, near[1] - y) < apart:
            near[2].append(pin)
        else:
            grid.setdefault((column, row), []).append((x, y, [pin]))
    return [
        Mark(round(x), round(y), tuple(sorted(pins, key=lambda pin: (pin.label, pin.url))), (size,))
        for x, y, pins in chain.from_iterable(grid.values())
    ]


def _cell(x: float, y: float, side: float) -> tuple[int, int]:
    return int(x // side), int(y // side)


def _named(marks: list[Mark], size: Size, sheet: tuple[float, float], said: str) -> list[Mark]:
    """Give each single pin the first side on which its name covers no door, no name and no edge."""
    taken = [_around(mark.x, mark.y, size) for mark in marks]
    if said:
        taken.append(_Box(0, 0, (len(said) + 1) * _LETTER[0] * UNITS[size], _LETTER[1] * UNITS[size]))
    named = []
    for mark in marks:
        named.append(mark)
        for side in _SIDES if len(mark.pins) == 1 and mark.pins[0].short != said else ():
            box = _name_box(mark, side, size)
            inside = box.left >= 0 and box.top >= 0 and box.right <= sheet[0] and box.bottom <= sheet[1]
            if inside and not any(box.meets(other) for other in taken):
                taken.append(box)
                named[-1] = replace(mark, names=((size, side),))
                break
    return named


def _around(x: float, y: float, size: Size) -> _Box:
    across, along = (half * UNITS[size] for half in _DOOR)
    return _Box(x - across, y - along, x + across, y + along)


def _name_box(mark: Mark, side: Side, size: Size) -> _Box:
    unit = UNITS[size]
    wide, high = len(mark.pins[0].short) * _LETTER[0] * unit, _LETTER[1] * unit
    across, along = _DOOR[0] * unit, _DOOR[1] * unit
    match side:
        case "right":
            return _Box(mark.x + across, mark.y - high / 2, mark.x + across + wide, mark.y + high / 2)
        case "left":
            return _Box(mark.x - across - wide, mark.y - high / 2, mark.x - across, mark.y + high / 2)
        case "above":
            return _Box(mark.x - wide / 2, mark.y - along - high, mark.x + wide / 2, mark.y - along)
        case "below":
            return _Box(mark.x - wide / 2, mark.y + along, mark.x + wide / 2, mark.y + along + high)

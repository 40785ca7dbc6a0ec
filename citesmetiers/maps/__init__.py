"""The map of the network: our own drawing, on outlines that the portal carries itself.

There are views of the world, of Europe, and of each country that has a Cité and a sheet of its
own (`scripts/build_outlines.py` says which do). A territory far from its country, as La Réunion,
Mayotte and Guadeloupe are from France, is drawn in an inset below it, where a Cité is there. On
the world, all of them lie where they are; Europe leaves out what is not in it and says how many.
The map shows nothing that the list does not say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from citesmetiers.maps.marks import Mark, Pin, marked
from citesmetiers.maps.outlines import Outlines, insets, outlines
from network import names

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from django.http import QueryDict

__all__ = ["Map", "Mark", "Pin", "View", "draw", "key_of", "views"]

WORLD, EUROPE = "world", "europe"
_GAP = 6
_IN_A_ROW = 3


class View(NamedTuple):
    """A link to one of the views."""

    key: str
    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Panel:
    """One sheet of the drawing and where it begins; an inset has a name."""

    left: int
    top: int
    width: int
    height: int
    land: str
    members: str
    marks: tuple[Mark, ...]
    label: str = ""


@dataclass(frozen=True)
class Map:
    """A drawing: its sheet, its insets, and how many pins lie on neither."""

    view: str
    label: str
    width: int
    height: int
    sheet: Panel
    insets: tuple[Panel, ...]
    outside: int

    @property
    def panels(self) -> tuple[Panel, ...]:
        return (self.sheet, *self.insets)

    @property
    def count(self) -> int:
        """How many pins are drawn."""
        return len({pin for panel in self.panels for mark in panel.marks for pin in mark.pins})


def key_of(value: str | None, countries: Collection[str]) -> str:
    """Return the view that an address asks for, `europe` where it asks for none that exists."""
    known = {WORLD, *_with_sheet(countries)}
    wanted = (value or "").strip()
    return next((key for key in known if key.lower() == wanted.lower()), EUROPE)


def views(countries: Collection[str], *, current: str = EUROPE) -> list[View]:
    """Return the links to all the views: world, Europe, then countries as their names sort."""
    keys = sorted(_with_sheet(countries), key=lambda code: names.fold(_label(code)))
    return [View(key, _label(key), url_of(key), key == current) for key in (WORLD, EUROPE, *keys)]


def views_of_list(query: QueryDict, countries: Collection[str], current: str) -> list[View]:
    """Return the same links for a page whose other questions they keep."""
    return [each._replace(url=_asking(query, each.key)) for each in views(countries, current=current)]


def _asking(query: QueryDict, view: str) -> str:
    kept = query.copy()
    kept.pop("page", None)
    kept["map"] = view.lower()
    return f"?{kept.urlencode()}#map"


def url_of(view: str) -> str:
    return f"{reverse('public:cites')}?map={view.lower()}#map"


def draw(pins: Iterable[Pin], view: str = EUROPE, *, query: QueryDict | None = None) -> Map:
    """Draw pins on a view; a key that has no sheet raises KeyError. With a query, numbers lead to closer views of it.

    In a country's view only the Cités of that country are shown, wherever they lie.
    """
    sheet = outlines()[view]
    shown = list(dict.fromkeys(pin for pin in pins if view in {WORLD, EUROPE, pin.country}))
    members = {pin.country for pin in shown}
    linked = partial(_link, view=view, query=query)
    panel, beside = _panel(linked, sheet, shown, members)
    drawn: list[Panel] = []
    for code, inset in insets(view).items():
        left = len(drawn) % _IN_A_ROW * (inset.width + (sheet.width - 3 * inset.width) // 2)
        top = sheet.height + _GAP + len(drawn) // _IN_A_ROW * (inset.height + _GAP)
        small, rest = _panel(linked, inset, beside, members, left=left, top=top, label=_label(code))
        if small.marks:
            drawn.append(small)
            beside = rest
    height = max([sheet.height, *(inset.top + inset.height for inset in drawn)])
    return Map(view, _label(view), sheet.width, height, panel, tuple(drawn), len(beside))


def _panel(
    linked: Callable[[Mark], str],
    sheet: Outlines,
    pins: Sequence[Pin],
    members: Collection[str],
    *,
    left: int = 0,
    top: int = 0,
    label: str = "",
) -> tuple[Panel, list[Pin]]:
    """Draw the pins that lie on a sheet; return the others beside it."""
    spots, beside = [], []
    for pin in pins:
        if spot := sheet.place(pin.longitude, pin.latitude):
            spots.append((*spot, pin))
        else:
            beside.append(pin)
    land, chosen = sheet.split(members)
    marks = tuple(
        replace(mark, x=mark.x + left, y=mark.y + top, url=linked(mark))
        for mark in marked(spots, sheet.width, sheet.height, said=label)
    )
    return Panel(left, top, sheet.width, sheet.height, land, chosen, marks, label), beside


def _link(mark: Mark, *, view: str, query: QueryDict | None) -> str:
    """Return where a mark leads: to its Cité; a number, to a closer view, else to the list."""
    closer = url_of if query is None else partial(_asking, query)
    if len(mark.pins) == 1:
        return mark.pins[0].url
    countries = {pin.country for pin in mark.pins}
    if len(countries) == 1 and view not in countries and countries <= outlines().keys():
        return closer(*countries)
    if view == WORLD and all(outlines()[EUROPE].place(pin.longitude, pin.latitude) for pin in mark.pins):
        return closer(EUROPE)
    if query is not None:
        return "#results"
    only = f"?country={countries.pop()}" if len(countries) == 1 else ""
    return f"{reverse('public:cites')}{only}#results"


def _with_sheet(countries: Collection[str]) -> set[str]:
    return {code for code in countries if code in outlines()}


def _label(key: str) -> str:
    match key:
        case "world":
            return _("World")
        case "europe":
            return _("Europe")
        case _code:
            return names.country_name(key) or key

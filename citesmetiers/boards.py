"""The board of a Cité: whom one can meet, by theme and day, over a week."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from network.vocabulary import PlaceKind, Theme
from services.views.boxes import Box, boxes_of, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from network.models import Place
    from services.models import Permanence, Service

# Monday to Friday are always there; the others when somebody comes.
WORKING_DAYS = 5
MANY_BOXES = 50


class Cell(NamedTuple):
    """What a theme has on a day."""

    is_today: bool
    boxes: list[Box]


class Line(NamedTuple):
    """A theme over the week; None for offers that name no theme."""

    theme: str | None
    cells: list[Cell]


class Day(NamedTuple):
    """A column."""

    date: date
    is_today: bool


@dataclass(frozen=True)
class Board:
    """A week, Monday first, on the calendar of the Cité."""

    days: list[Day]
    lines: list[Line]
    boxes: list[Box]

    @property
    def monday(self) -> date:
        return self.days[0].date

    @property
    def last(self) -> date:
        return self.days[-1].date

    @property
    def is_dense(self) -> bool:
        """Whether a sheet of paper holds it only in small letters."""
        return sum(len(cell.boxes) for line in self.lines for cell in line.cells) > MANY_BOXES

    @property
    def today_number(self) -> int:
        """The column of today, from 1; 0 where today is not on the board."""
        return next((number for number, day in enumerate(self.days, start=1) if day.is_today), 0)

    @property
    def is_lit(self) -> bool:
        return any(box.kind == "now" for box in self.boxes)

    @property
    def changes(self) -> list[Box]:
        """What does not take place, with its reason."""
        return [box for box in self.boxes if box.kind == "off"]

    @property
    def usual_place(self) -> Place | None:
        """Where most of it takes place."""
        counts = Counter(box.place.pk for box in self.boxes)
        return next(
            (box.place for box in self.boxes if box.place.pk == max(counts, key=counts.__getitem__)), None
        )

    @property
    def has_several_places(self) -> bool:
        return len({box.place.pk for box in self.boxes if box.place.kind != PlaceKind.ONLINE}) > 1

    @property
    def has_more_to_come(self) -> bool:
        return any(box.kind not in {"past", "off"} for box in self.boxes)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def board_of(
    permanences: Iterable[Permanence],
    places: Mapping[int, Place],
    monday: date,
    moment: datetime,
    today: date,
    *,
    theme: str = "",
) -> Board:
    """Lay out the week that begins on a Monday, as seen from a moment; `today` is the day of the Cité.

    With a theme it has that line alone.
    """
    boxes = [
        box
        for permanence in permanences
        if permanence.place_id in places
        for box in boxes_of(permanence, places[permanence.place_id], monday, moment)
    ]
    boxes.sort(key=in_order)
    dates = {box.date for box in boxes}
    days = [
        Day(day, day == today)
        for number in range(7)
        if (day := monday + timedelta(days=number)) in dates or number < WORKING_DAYS
    ]
    return Board(days, _lines(boxes, days, [theme] if theme else [*Theme.values, None]), boxes)


def _lines(boxes: Sequence[Box], days: list[Day], themes: Sequence[str | None]) -> list[Line]:
    lines = []
    for theme in themes:
        of_theme = [box for box in boxes if _is_about(box.service, theme)]
        if of_theme:
            cells = [Cell(day.is_today, [box for box in of_theme if box.date == day.date]) for day in days]
            lines.append(Line(theme, cells))
    return lines


def _is_about(service: Service, theme: str | None) -> bool:
    return not service.themes if theme is None else theme in service.themes

"""The board of a Cité: whom one can meet, by theme and day, over a week."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from network.hours import is_confirmed, permanence_week
from network.names import language_name
from network.vocabulary import PlaceKind, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from network.hours import Reason, Slot, State
    from network.models import Place
    from services.models import Permanence, Service

# Monday to Friday are always there; the others when somebody comes.
WORKING_DAYS = 5
MANY_BOXES = 50

type BoxKind = Literal["now", "past", "doubt", "off", "on"]


@dataclass(frozen=True)
class Box:
    """A permanence on a date, or the part of it for which its place is open."""

    kind: BoxKind
    date: date
    start: datetime
    end: datetime
    permanence: Permanence
    service: Service
    place: Place
    reason: Reason | None
    is_cut: bool

    @property
    def languages(self) -> list[str]:
        return [language_name(code) or code for code in self.permanence.languages]

    @property
    def has_other_languages(self) -> bool:
        """Whether the languages need saying: they are not just the Cité’s own, nor all that it speaks."""
        cite = self.service.cite
        return bool(self.permanence.languages) and self.permanence.languages not in (
            [cite.main_language],
            cite.languages,
        )

    @property
    def language_codes(self) -> list[str]:
        """The same, short enough for a phone."""
        return [code.split("-")[0].upper() for code in self.permanence.languages]


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
) -> Board:
    """Lay out the week that begins on a Monday, as seen from a moment; `today` is the day of the Cité."""
    boxes = [
        box
        for permanence in permanences
        if permanence.place_id in places
        for box in _boxes(permanence, places[permanence.place_id], monday, moment)
    ]
    boxes.sort(key=lambda box: (box.start, box.end, box.permanence.pk))
    dates = {box.date for box in boxes}
    days = [
        Day(day, day == today)
        for number in range(7)
        if (day := monday + timedelta(days=number)) in dates or number < WORKING_DAYS
    ]
    return Board(days, _lines(boxes, days), boxes)


def _lines(boxes: Sequence[Box], days: list[Day]) -> list[Line]:
    lines = []
    for theme in [*Theme.values, None]:
        of_theme = [box for box in boxes if _is_about(box.service, theme)]
        if of_theme:
            cells = [Cell(day.is_today, [box for box in of_theme if box.date == day.date]) for day in days]
            lines.append(Line(theme, cells))
    return lines


def _is_about(service: Service, theme: str | None) -> bool:
    return not service.themes if theme is None else theme in service.themes


def _boxes(permanence: Permanence, place: Place, monday: date, moment: datetime) -> list[Box]:
    service = permanence.service
    found = []
    for slot in permanence_week(permanence.rule, place.hours, monday):
        if not _is_offered(service, slot.date) or _is_elsewhere(slot):
            continue
        parts: list[tuple[datetime, datetime, State | None]] = [
            (part.start, part.end, part.state) for part in slot.parts
        ] or [(slot.start, slot.end, None)]
        for start, end, state in parts:
            found.append(
                Box(
                    kind=_kind(start, end, state, place, moment),
                    date=slot.date,
                    start=start,
                    end=end,
                    permanence=permanence,
                    service=service,
                    place=place,
                    reason=None if state == "open" else slot.reason,
                    is_cut=not slot.is_whole,
                )
            )
    return found


def _is_offered(service: Service, day: date) -> bool:
    return (service.valid_from is None or service.valid_from <= day) and (
        service.valid_until is None or day <= service.valid_until
    )


def _is_elsewhere(slot: Slot) -> bool:
    """Whether the place itself is not there that day: nothing was announced that could be struck."""
    return slot.reason is not None and slot.reason.kind in {"outside_stays", "outside_validity"}


def _kind(start: datetime, end: datetime, state: State | None, place: Place, moment: datetime) -> BoxKind:
    if state is None:
        return "off"
    if end <= moment:
        return "past"
    if state == "unknown" or not is_confirmed(place.hours, max(start, moment)):
        return "doubt"
    return "now" if start <= moment else "on"

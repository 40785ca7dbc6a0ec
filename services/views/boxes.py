"""A permanence on a date: where, when, and whether one can count on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from network.hours import is_confirmed, permanence_week
from network.names import language_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from network.hours import Reason, Slot, State
    from network.models import Place
    from services.models import Permanence, Service

ONE_DAY = timedelta(days=1)

type BoxKind = Literal["now", "past", "doubt", "off", "on"]
type BoxState = Literal["on", "unknown", "cancelled"]

_STATES: dict[State | None, BoxState] = {"open": "on", "unknown": "unknown", None: "cancelled"}


@dataclass(frozen=True)
class Box:
    """A permanence on a date, or the part of it for which its place is open.

    `state` follows the schedule alone; `kind` is how the box is drawn, seen from a moment.
    """

    kind: BoxKind
    state: BoxState
    date: date
    start: datetime
    end: datetime
    permanence: Permanence
    service: Service
    place: Place
    reason: Reason | None
    is_cut: bool

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody vouched for the hours of the place, as of its start."""
        return is_confirmed(self.place.hours, self.start)

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


def boxes_of(permanence: Permanence, place: Place, day: date, moment: datetime) -> list[Box]:
    """Return what a board shows of a permanence in the week that holds a day, as seen from a moment."""
    service = permanence.service
    found = []
    for slot in permanence_week(permanence.rule, place.hours, day):
        if not _is_offered(service, slot.date) or _is_elsewhere(slot):
            continue
        parts: list[tuple[datetime, datetime, State | None]] = [
            (part.start, part.end, part.state) for part in slot.parts
        ] or [(slot.start, slot.end, None)]
        for start, end, state in parts:
            found.append(
                Box(
                    kind=_kind(start, end, state, place, moment),
                    state=_STATES[state],
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


def boxes_of_today(
    permanences: Iterable[Permanence], places: Mapping[int, Place], moment: datetime
) -> list[Box]:
    """Return those of the day of a moment, by the calendar of their place, in order.

    One that began the day before is among them while it is still on.
    """
    found = []
    for permanence in permanences:
        place = places.get(permanence.place_id)
        if place is None:
            continue
        today = moment.astimezone(place.hours.zone).date()
        if permanence.weekday not in {today.weekday(), (today - ONE_DAY).weekday()}:
            continue
        # On a Monday, the day before is of another week.
        weeks = {day - timedelta(days=day.weekday()) for day in (today, today - ONE_DAY)}
        boxes = [box for week in sorted(weeks) for box in boxes_of(permanence, place, week, moment)]
        found += [box for box in boxes if box.date == today or box.start <= moment < box.end]
    return sorted(found, key=in_order)


def in_order(box: Box) -> tuple[datetime, datetime, int]:
    """Rank by the hour; at the same hour, as they were recorded."""
    return box.start, box.end, box.permanence.pk


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

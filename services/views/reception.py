"""Can I go now? What an offer answers at a moment, from its permanences and its places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from network.hours import (
    CLOSED,
    OPEN,
    UNKNOWN,
    Slot,
    permanence_state_at,
    permanence_week,
    state_at,
    zone_or_utc,
)
from network.models import Place
from network.names import language_name
from network.vocabulary import Modality
from services.models import Permanence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from network.hours import PermanenceState, PlaceState, State
    from services.models import Service

Why = Literal["permanence", "place", "appointment", "no_times", "not_yet", "over"]

# The longest rhythm is eight weeks; the nth of a month comes sooner.
WEEKS_AHEAD = 9
# What one uses by oneself: open as long as the place is.
BY_ONESELF = {Modality.SELF_SERVICE, Modality.MULTIMEDIA}


@dataclass(frozen=True)
class Reception:
    """Whether somebody, or something, is there for the visitor at a moment.

    `until` and `next` are in the zone of the place; `is_doubtful` when nobody confirmed the hours of `next`.
    """

    kind: State
    why: Why
    moment: datetime
    until: datetime | None = None
    next: datetime | None = None
    is_doubtful: bool = False

    @property
    def days_to_next(self) -> int | None:
        """Nights to sleep, by the calendar of the place."""
        if self.next is None:
            return None
        return (self.next.date() - self.moment.astimezone(self.next.tzinfo).date()).days


class Hall(NamedTuple):
    """What the receptions of some offers are answered from."""

    permanences: dict[int, list[Permanence]]
    places: dict[int, Place]

    def places_of(self, service: Service) -> list[Place]:
        """Where an offer is found: the places that it names, then those of its permanences."""
        named: list[int] = service.place_ids  # type: ignore[attr-defined]
        others = [permanence.place_id for permanence in self.permanences.get(service.pk, [])]
        return [self.places[each] for each in dict.fromkeys([*named, *others]) if each in self.places]

    def part_of(self, service: Service) -> Hall:
        """Return what one of the offers is answered from, without all the others."""
        held = self.permanences.get(service.pk)
        return Hall(
            {service.pk: held} if held else {}, {place.pk: place for place in self.places_of(service)}
        )


@dataclass(frozen=True)
class Row:
    """A slot in the table of a week, seen from a moment."""

    slot: Slot
    permanence: Permanence
    place: Place
    is_over: bool
    is_next: bool
    is_now: bool

    @property
    def languages(self) -> list[str]:
        return [language_name(code) or code for code in self.permanence.languages]


def hall_of(services: Sequence[Service]) -> Hall:
    """Read the permanences and the places of some offers, in two queries."""
    permanences: dict[int, list[Permanence]] = {}
    found = Permanence.objects.filter(service__in=services).select_related("partner").with_cancelled()
    for permanence in found.order_by("weekday", "time", "pk"):
        permanences.setdefault(permanence.service_id, []).append(permanence)
    named = {place for service in services for place in service.place_ids}  # type: ignore[attr-defined]
    held = {each.place_id for those in permanences.values() for each in those}
    places = Place.objects.filter(pk__in=named | held).with_hours()
    return Hall(permanences, {place.pk: place for place in places})


def reception_of(service: Service, hall: Hall, moment: datetime) -> Reception:
    """Answer for an offer at a moment."""
    today = moment.astimezone(zone_or_utc(service.cite.timezone)).date()
    if service.valid_from and today < service.valid_from:
        return Reception(CLOSED, "not_yet", moment)
    if service.valid_until and service.valid_until < today:
        return Reception(CLOSED, "over", moment)
    if permanences := hall.permanences.get(service.pk):
        return _of_permanences(permanences, hall, moment)
    if not service.is_drop_in:
        return Reception(CLOSED, "appointment", moment)
    if service.modality in BY_ONESELF and (places := hall.places_of(service)):
        return _best([state_at(place.hours, moment) for place in places], "place", moment)
    return Reception(UNKNOWN, "no_times", moment)


def week_of(permanences: Sequence[Permanence], hall: Hall, moment: datetime) -> list[Row]:
    """Return the first week, from that of the moment on, in which something is still to come."""
    for number in range(WEEKS_AHEAD + 1):
        held = _slots(permanences, hall, moment, number)
        coming = [slot for slot, _permanence in held if slot.end > moment and slot.state != "cancelled"]
        if coming:
            return [_row(slot, each, hall, moment, is_next=slot is coming[0]) for slot, each in held]
    return []


def _row(slot: Slot, permanence: Permanence, hall: Hall, moment: datetime, *, is_next: bool) -> Row:
    return Row(
        slot,
        permanence,
        hall.places[permanence.place_id],
        is_over=slot.end <= moment,
        is_next=is_next,
        is_now=slot.start <= moment < slot.end,
    )


def _of_permanences(permanences: Sequence[Permanence], hall: Hall, moment: datetime) -> Reception:
    states = [
        permanence_state_at(each.rule, hall.places[each.place_id].hours, moment) for each in permanences
    ]
    reception = _best(states, "permanence", moment)
    if reception.kind != CLOSED or reception.next:
        return reception
    # No hours of the place say when it is open: the rhythm alone gives a date, to be confirmed.
    rows = week_of(permanences, hall, moment)
    coming = next((row.slot.start for row in rows if row.is_next), None)
    return Reception(UNKNOWN if coming else CLOSED, "permanence", moment, next=coming, is_doubtful=True)


def _best(states: Sequence[PermanenceState | PlaceState], why: Why, moment: datetime) -> Reception:
    """Hours that nobody confirmed are never called open."""
    now = [state.until for state in states if state.state == OPEN and state.confirmed]
    if now:
        return Reception(OPEN, why, moment, until=max((end for end in now if end), default=None))
    coming = sorted((state.next_opening, not state.confirmed) for state in states if state.next_opening)
    following, is_doubtful = coming[0] if coming else (None, False)
    doubt = any(state.state in {OPEN, UNKNOWN} for state in states)
    return Reception(UNKNOWN if doubt else CLOSED, why, moment, next=following, is_doubtful=is_doubtful)


def _slots(
    permanences: Sequence[Permanence], hall: Hall, moment: datetime, weeks: int
) -> list[tuple[Slot, Permanence]]:
    found = []
    for permanence in permanences:
        hours = hall.places[permanence.place_id].hours
        day: date = moment.astimezone(hours.zone).date() + timedelta(weeks=weeks)
        found += [(slot, permanence) for slot in permanence_week(permanence.rule, hours, day)]
    return sorted(found, key=lambda each: (each[0].start, each[1].pk))

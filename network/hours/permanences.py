"""When somebody is on duty: the rhythm of a permanence, its state, its week on the board.

A permanence is held within its place: at any moment its state is the lesser of its own and its place's
(open, then unknown, then closed). Its days are days of the place's zone, and its hours follow the same
rules: they belong to the day on which they start and may run past midnight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import chain, groupby
from typing import Literal

from network.hours.days import Reason, reason_of
from network.hours.places import ONE_DAY, PlaceHours, check_year, instant
from network.hours.rules import CLOSED, OPEN, UNKNOWN, State, Texts, TimeRange
from network.hours.states import (
    FELT_AFTER,
    FELT_BEFORE,
    REACH,
    PlaceTimeline,
    Segment,
    clipped,
    days_felt_on,
    is_confirmed,
    resolve,
    stretch_at,
)

SlotState = Literal["on", "unknown", "cancelled"]

ONE_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PermanenceRule:
    """A weekday (0 for Monday) and a time, between two days, both inclusive; None is open.

    Every `every_weeks` weeks, before and after the week (Monday to Sunday) that holds `week_of`; and only
    the `nth_of_month` such weekday of the month, -1 for the last. Where both are given, both must agree.
    `cancelled` are single dates with their reason. ValueError for a rhythm without a week to count from.
    """

    weekday: int
    time: TimeRange
    valid_from: date | None = None
    valid_until: date | None = None
    every_weeks: int = 1
    week_of: date | None = None
    nth_of_month: int | None = None
    cancelled: Mapping[date, Texts | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.every_weeks < 1:
            raise ValueError("A permanence takes place every week or every so many weeks.")
        if self.every_weeks > 1 and self.week_of is None:
            raise ValueError(
                f"A permanence every {self.every_weeks} weeks needs a week in which it takes place."
            )


@dataclass(frozen=True, slots=True)
class PermanenceState:
    """A permanence at a moment; `since`, `until`, `next_opening` and `confirmed` as for a `PlaceState`."""

    state: State
    until: datetime | None
    next_opening: datetime | None
    began: Callable[[], datetime | None] = field(repr=False, compare=False)
    confirmed: bool

    @property
    def since(self) -> datetime | None:
        return self.began()


@dataclass(frozen=True, slots=True)
class SlotPart:
    """A part of a slot over which its place is open or unknown throughout; end excluded."""

    start: datetime
    end: datetime
    state: State


@dataclass(frozen=True, slots=True)
class Slot:
    """A permanence on a date, for the board; `start` and `end` (excluded) are those announced.

    `state` is `on` when the place is open during some of it, else `unknown` when it is unknown during
    some of it, else `cancelled`: the single date is, or the place is closed all along. `parts` are the
    times that are left of it, in order: what the board prints when `is_whole` is false. `reason` says why
    it is not `on`: the single date (`cancelled`), or what settled the day of the place; of kind `season`,
    the place's ordinary hours do not reach it.
    """

    date: date
    start: datetime
    end: datetime
    state: SlotState
    parts: tuple[SlotPart, ...]
    reason: Reason | None

    @property
    def is_whole(self) -> bool:
        """Whether it is held from start to end in one state, or not at all."""
        if not self.parts:
            return True
        part = self.parts[0]
        return (part.start.astimezone(UTC), part.end.astimezone(UTC)) == (
            self.start.astimezone(UTC),
            self.end.astimezone(UTC),
        )


def falls_on(rule: PermanenceRule, day: date) -> bool:
    """Tell whether the rule names a day, cancelled or not."""
    if day.weekday() != rule.weekday:
        return False
    if (rule.valid_from and day < rule.valid_from) or (rule.valid_until and rule.valid_until < day):
        return False
    if rule.week_of and _weeks_between(rule.week_of, day) % rule.every_weeks:
        return False
    return rule.nth_of_month is None or _is_nth_of_month(day, rule.nth_of_month)


def occurs_on(rule: PermanenceRule, day: date) -> bool:
    """Tell whether it takes place on a day, as far as the rule alone decides."""
    return day not in rule.cancelled and falls_on(rule, day)


def permanence_state_at(rule: PermanenceRule, place: PlaceHours, moment: datetime) -> PermanenceState:
    """Tell the state of a permanence at an aware moment; ValueError out of the years 1900 to 2999."""
    confirmed = is_confirmed(place, moment)
    return PermanenceState(*stretch_at(PermanenceTimeline(rule, place), moment), confirmed=confirmed)


def permanence_week(rule: PermanenceRule, place: PlaceHours, day: date) -> tuple[Slot, ...]:
    """Tell what the board shows of a permanence in the week (Monday to Sunday) that holds a day.

    Cancelled slots are there too, to be struck; one that a change of clock leaves empty is not.
    """
    check_year(day)
    date_of_slot = day + timedelta(days=rule.weekday - day.weekday())
    timeline = PermanenceTimeline(rule, place)
    if not falls_on(rule, date_of_slot):
        return ()
    return tuple(_slot(timeline, span) for span in timeline.announced(date_of_slot))


class PermanenceTimeline:
    """The states of a permanence: closed out of its hours, and those of its place within them."""

    def __init__(self, rule: PermanenceRule, place: PlaceHours) -> None:
        self.rule = rule
        self.zone = place.zone
        self.place = PlaceTimeline(place)

    def announced(self, day: date) -> list[Segment]:
        """Read the hours of a date as instants; none when a change of clock leaves them empty."""
        start = instant(self.zone, day, self.rule.time.start)
        end = instant(self.zone, day, self.rule.time.last_minute)
        return [Segment(start, end, OPEN, day)] if start < end else []

    def tile(self, day: date) -> list[Segment]:
        days = [near for near in days_felt_on(day) if occurs_on(self.rule, near)]
        spans = [span for near in days for span in self.announced(near)]
        segments: list[Segment] = []
        for own in resolve(self.zone, day, spans):
            segments += [own] if own.state == CLOSED else clipped(self.place.tile(day), own.start, own.end)
        return segments

    def still(self, day: date) -> tuple[date, date, State] | None:
        place = self.place.still(day)
        if place and place[2] == CLOSED:
            return place
        if any(occurs_on(self.rule, near) for near in days_felt_on(day)):
            return None
        before = self._nearest(day - FELT_BEFORE - ONE_DAY, -ONE_WEEK)
        after = self._nearest(day + FELT_AFTER + ONE_DAY, ONE_WEEK)
        return before + FELT_BEFORE + ONE_DAY, after - FELT_AFTER - ONE_DAY, CLOSED

    def _nearest(self, day: date, step: timedelta) -> date:
        """Find a date from a day on, or back, before which it does not take place."""
        away = self.rule.weekday - day.weekday()
        day += timedelta(days=away % 7 if step > timedelta(0) else -(-away % 7))
        for _ in range(REACH // ONE_WEEK):
            if occurs_on(self.rule, day):
                break
            day += step
        return day


def _slot(timeline: PermanenceTimeline, span: Segment) -> Slot:
    rule, zone = timeline.rule, timeline.zone
    start, end = span.start.astimezone(zone), span.end.astimezone(zone)
    if span.day in rule.cancelled:
        return Slot(span.day, start, end, "cancelled", (), Reason("cancelled", rule.cancelled[span.day]))
    parts = tuple(_parts_of(timeline.place, span))
    states = {part.state for part in parts}
    if OPEN in states:
        return Slot(span.day, start, end, "on", parts, None)
    state: SlotState = "unknown" if UNKNOWN in states else "cancelled"
    return Slot(span.day, start, end, state, parts, reason_of(timeline.place.place, span.day))


def _parts_of(place: PlaceTimeline, span: Segment) -> Iterator[SlotPart]:
    """Find the times of a span over which its place is not closed, each as long as its state lasts."""
    tiles = [place.tile(span.day + timedelta(days=number)) for number in (-1, 0, 1, 2)]
    segments = clipped(chain.from_iterable(tiles), span.start, span.end)
    for state, joined in groupby(segments, key=lambda segment: segment.state):
        ends = [(segment.start, segment.end) for segment in joined]
        if state != CLOSED:
            yield SlotPart(ends[0][0].astimezone(place.zone), ends[-1][1].astimezone(place.zone), state)


def _weeks_between(one: date, other: date) -> int:
    return (other.toordinal() - other.weekday() - one.toordinal() + one.weekday()) // 7


def _is_nth_of_month(day: date, number: int) -> bool:
    if number == -1:
        return (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 + 1 == number

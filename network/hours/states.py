"""The state of a place at a moment: what it is, since when, until when, and whether it is confirmed.

A timeline is read in tiles: the instants from one local midnight to the next. Each tile is settled by the
ranges of the days around it, and tiles are only made as far as the answer asks for. Instants are UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from network.hours.days import Reason, reason_of
from network.hours.places import ONE_DAY, PlaceHours, check_year, hours_on, instant
from network.hours.rules import CLOSED, OPEN, UNKNOWN, State
from network.partial_dates import PartialDate

REACH = timedelta(days=400)
RANK = {CLOSED: 0, UNKNOWN: 1, OPEN: 2}

# A range that starts on one day can end on the next, and a skipped wall time is read up to a day late
# (Samoa left out a whole day): these are all the days whose ranges can be felt on a day.
FELT_BEFORE, FELT_AFTER = timedelta(days=2), timedelta(days=1)


class Segment(NamedTuple):
    """A state from one instant to another, end excluded; `day` is the one whose rule gave it."""

    start: datetime
    end: datetime
    state: State
    day: date


class Timeline(Protocol):
    """What can be asked for its states, day by day."""

    @property
    def zone(self) -> ZoneInfo: ...

    def tile(self, day: date) -> list[Segment]:
        """Cut the time from the midnight that begins a day to the next into segments, without gaps."""

    def still(self, day: date) -> tuple[date, date, State] | None:
        """Find the first and last of the days around this one known to share one state, if it is known."""


@dataclass(frozen=True, slots=True)
class PlaceState:
    """A place at a moment.

    `since` and `until` are the instants between which the state is the same, adjoining ranges merged;
    `next_opening` is the next instant after the moment at which the place becomes open (when it is open:
    opens again). Each is None when there is none within 400 days, else in the place's zone.
    `reason` is the rule of the day that gave the state. `confirmed`: see `is_confirmed`. `dated` is the
    most recent of the dates of these hours, `checked_on` or the source of the season in force, confirmed
    or not: “hours of 2016, to be confirmed”.
    """

    state: State
    until: datetime | None
    next_opening: datetime | None
    began: Callable[[], datetime | None] = field(repr=False, compare=False)
    confirmed: bool
    dated: PartialDate | None
    reason: Reason

    @property
    def since(self) -> datetime | None:
        """Looked for when it is asked for: what was long closed is long to look through."""
        return self.began()


def state_at(place: PlaceHours, moment: datetime) -> PlaceState:
    """Tell the state of a place at an aware moment; ValueError out of the years 1900 to 2999."""
    day = local_day(place, moment)
    timeline = PlaceTimeline(place)
    found = stretch_at(timeline, moment)
    return PlaceState(
        *found,
        confirmed=_is_confirmed_on(place, day),
        dated=max(_dates_of(place, day), default=None),
        reason=reason_of(place, timeline.deciding_day(moment, day)),
    )


def steady_until(place: PlaceHours, moment: datetime) -> datetime:
    """Tell until when the state of an aware moment stays all that it is, in UTC: the end of its range, or of its day.

    From then on `state_at` may say something else, if only when it opens next, why, or whether that is confirmed.
    """
    midnight = instant(place.zone, local_day(place, moment) + ONE_DAY, 0)
    moment = moment.astimezone(UTC)
    tile = PlaceTimeline(place).tile(tile_of(place.zone, moment))
    return min(midnight, next(segment.end for segment in tile if moment < segment.end))


def is_confirmed(place: PlaceHours, moment: datetime) -> bool:
    """Tell whether somebody vouched for the hours at most 12 months before an aware moment.

    True when `checked_on`, or the first day of the `as_of` of the season in force, is not after the
    moment's day in the place's zone, and that day is not after the same day of the following year
    (29 February: 28 February). A date after the moment confirms nothing before it.
    """
    return _is_confirmed_on(place, local_day(place, moment))


def local_day(place: PlaceHours, moment: datetime) -> date:
    """Tell the day of an aware moment in the place's zone; ValueError out of reach."""
    if moment.utcoffset() is None:
        raise ValueError("A moment needs its zone.")
    check_year(moment)
    # By way of UTC: a wall time that the zone skips is not of the day that it is written with.
    return moment.astimezone(UTC).astimezone(place.zone).date()


def _is_confirmed_on(place: PlaceHours, day: date) -> bool:
    earliest = confirming_from(day)
    return any(earliest <= dated.first_day <= day for dated in _dates_of(place, day))


def confirming_from(day: date) -> date:
    """Tell the earliest date of hours that still confirms them on a day."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 3, 1)
    return day.replace(year=day.year - 1)


def _dates_of(place: PlaceHours, day: date) -> list[PartialDate]:
    season = next((season for season in place.seasons if season.holds(day)), None)
    dates = [season.as_of] if season and season.as_of else []
    if place.checked_on:
        dates.append(PartialDate(place.checked_on.year, place.checked_on.month, place.checked_on.day))
    return dates


def tile_of(zone: ZoneInfo, moment: datetime) -> date:
    """Tell the day whose tile holds a moment in UTC."""
    day = moment.astimezone(zone).date()
    # A change of clock can put the date back after midnight.
    return day - ONE_DAY if moment < instant(zone, day, 0) else day


def days_felt_on(day: date) -> tuple[date, date, date, date]:
    """List the days, in order, whose ranges can hold an instant of the tile of a day."""
    return day - FELT_BEFORE, day - ONE_DAY, day, day + FELT_AFTER


class PlaceTimeline:
    """The states of a place; it remembers the ranges that it has read."""

    def __init__(self, place: PlaceHours) -> None:
        self.place = place
        self.zone = place.zone
        self._spans: dict[date, list[Segment]] = {}

    def spans(self, day: date) -> list[Segment]:
        """Read the ranges that start on a day as instants, without those that a change of clock empties."""
        if day not in self._spans:
            state, times = hours_on(self.place, day)
            ends = [(instant(self.zone, day, t.start), instant(self.zone, day, t.last_minute)) for t in times]
            self._spans[day] = [Segment(start, end, state, day) for start, end in ends if start < end]
        return self._spans[day]

    def spans_felt_on(self, day: date) -> list[Segment]:
        return [span for near in days_felt_on(day) for span in self.spans(near)]

    def tile(self, day: date) -> list[Segment]:
        return resolve(self.zone, day, self.spans_felt_on(day))

    def still(self, day: date) -> tuple[date, date, State] | None:
        era = self.place.era_of(day)
        state = era.only_state
        if state is None or day - era.first < FELT_BEFORE or era.last - day < FELT_AFTER:
            return None
        return era.first + FELT_BEFORE, era.last - FELT_AFTER, state

    def deciding_day(self, moment: datetime, day: date) -> date:
        """Tell which day gave the state: that of the range that wins, else the moment's own."""
        holding = [span for span in self.spans_felt_on(day) if span.start <= moment < span.end]
        return max(holding, key=lambda span: (RANK[span.state], span.day)).day if holding else day


def resolve(zone: ZoneInfo, day: date, spans: Iterable[Segment]) -> list[Segment]:
    """Lay spans over the tile of a day: open wins over unknown, unknown over closed."""
    first, last = instant(zone, day, 0), instant(zone, day + ONE_DAY, 0)
    felt = [span for span in spans if span.start < last and first < span.end]
    cuts = sorted(
        {first, last} | {max(first, span.start) for span in felt} | {min(last, span.end) for span in felt}
    )
    segments = []
    for start, end in pairwise(cuts):
        states = [span.state for span in felt if span.start <= start < span.end]
        segments.append(Segment(start, end, max(states, key=RANK.__getitem__, default=CLOSED), day))
    return segments


def clipped(segments: Iterable[Segment], start: datetime, end: datetime) -> Iterator[Segment]:
    """Keep the parts of some segments that lie between two instants."""
    for segment in segments:
        first, last = max(segment.start, start), min(segment.end, end)
        if first < last:
            yield Segment(first, last, segment.state, segment.day)


class Stretch(NamedTuple):
    """A state, until which moment of the zone it lasts, at which it becomes open next, and how to find when it began."""

    state: State
    until: datetime | None
    next_opening: datetime | None
    began: Callable[[], datetime | None]


def stretch_at(timeline: Timeline, moment: datetime) -> Stretch:
    """Find what holds a moment, looking no further than it must and never past 400 days."""
    moment = moment.astimezone(UTC)
    first = tile_of(timeline.zone, moment)
    state: State = CLOSED
    began = since = until = opening = None
    for start, found in _changes(_forward(timeline, first, moment + REACH)):
        began = began or start
        if start <= moment:
            state, since = found, start
            continue
        until = until or start
        if found == OPEN:
            opening = start
            break

    def in_zone(at: datetime | None) -> datetime | None:
        return at.astimezone(timeline.zone) if at else None

    def find_beginning() -> datetime | None:
        is_older = since == began
        return in_zone(_began_before(timeline, first, state, moment - REACH) if is_older else since)

    return Stretch(state, in_zone(until), in_zone(opening), find_beginning)


def _changes(segments: Iterable[Segment]) -> Iterator[tuple[datetime, State]]:
    """Yield the instants at which the state differs from the one before, with the new state."""
    before = None
    for segment in segments:
        if segment.state != before:
            before = segment.state
            yield segment.start, segment.state


def _began_before(timeline: Timeline, day: date, state: State, limit: datetime) -> datetime | None:
    """Find the instant at which the state that holds at the midnight before a day began."""
    for segment in _backward(timeline, day - ONE_DAY, limit):
        if segment.state != state:
            return segment.end if segment.end >= limit else None
    return None


def _forward(timeline: Timeline, day: date, limit: datetime) -> Iterator[Segment]:
    """Yield the segments from a day on that start no later than `limit`."""
    final = limit.date() + FELT_AFTER
    while day <= final:
        still = timeline.still(day)
        if still:
            last = min(still[1], final)
            segments = [_held(timeline.zone, day, last, still[2])]
            day = last
        else:
            segments = timeline.tile(day)
        yield from (segment for segment in segments if segment.start <= limit)
        day += ONE_DAY


def _backward(timeline: Timeline, day: date, limit: datetime) -> Iterator[Segment]:
    """Yield the segments from a day back, latest first, until `limit`."""
    final = limit.date() - FELT_AFTER
    while day >= final:
        still = timeline.still(day)
        if still:
            first = max(still[0], final)
            segments = [_held(timeline.zone, first, day, still[2])]
            day = first
        else:
            segments = timeline.tile(day)
        yield from reversed(segments)
        day -= ONE_DAY


def _held(zone: ZoneInfo, first: date, last: date, state: State) -> Segment:
    return Segment(instant(zone, first, 0), instant(zone, last + ONE_DAY, 0), state, first)

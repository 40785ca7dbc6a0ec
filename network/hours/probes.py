"""A moment in the minutes in which hours are written, for whoever compares many places at once.

A range holds a moment when its start is past and its end is not (see the package on ends). Wall times
are in minutes after the midnight that begins the day of the range, 0 to 2879.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from network.hours.rules import MINUTES_OF_DAY, TimeRange
from network.hours.states import days_felt_on, tile_of

HOUR, MINUTE = 60, timedelta(minutes=1)
LONGEST = 2 * MINUTES_OF_DAY


class Probe(NamedTuple):
    """The wall times of a day that are past at a moment.

    They are all up to some minute, but for the hour after clocks went forward: times that were skipped
    stand for later ones, and some of them are still to come when those after them are past.
    """

    day: date
    past: tuple[range, ...]

    def holds(self, time: TimeRange) -> bool:
        """Tell whether the moment is within a range that starts on the day."""
        return self._is_past(time.start) and not self._is_past(time.last_minute)

    @property
    def last(self) -> tuple[int, ...]:
        """Name minutes of which every range that holds the moment holds one; the converse where `is_plain`."""
        return tuple(minutes[-1] for minutes in self.past)

    @property
    def is_plain(self) -> bool:
        """Whether all that is past comes before all that is not."""
        return len(self.past) == 1 and self.past[0].start == 0

    def _is_past(self, minute: int) -> bool:
        return any(minute in minutes for minutes in self.past)


def probes_at(zone: ZoneInfo, moment: datetime) -> list[Probe]:
    """List the days of which a range can hold a moment in UTC, in order."""
    days = days_felt_on(tile_of(zone, moment))
    probes = [Probe(day, tuple(_past(zone, day, moment))) for day in days]
    return [probe for probe in probes if probe.past and probe.past != (range(LONGEST),)]


def _past(zone: ZoneInfo, day: date, moment: datetime) -> Iterator[range]:
    """Find the wall times of a day that are not after a moment, in stretches that do not touch."""
    shown_in_utc = moment.replace(tzinfo=None) - datetime(day.year, day.month, day.day)  # noqa: DTZ001 a wall time
    start = end = 0
    for minutes, offset in _offsets(zone, day):
        last = min(minutes[-1], (shown_in_utc + offset) // MINUTE)
        if last < minutes.start:
            continue
        if end < minutes.start:
            if start < end:
                yield range(start, end)
            start = minutes.start
        end = last + 1
    if start < end:
        yield range(start, end)


@lru_cache(maxsize=4096)
def _offsets(zone: ZoneInfo, day: date) -> list[tuple[range, timedelta]]:
    """Cut a day and the next into stretches of wall time that are read with the same offset."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)

    def offset(minute: int) -> timedelta:
        return (midnight + minute * MINUTE).utcoffset() or timedelta(0)

    starts = [0]
    for hour in range(0, LONGEST, HOUR):
        if offset(hour) != offset(hour + HOUR):
            same = bisect(range(HOUR), False, key=lambda minute: offset(hour + minute) != offset(hour))
            starts.append(hour + same)
    return [(range(start, end), offset(start)) for start, end in pairwise([*starts, LONGEST]) if start < end]

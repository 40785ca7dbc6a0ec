"""Whether the days and hours of a file exist, come in order, and do not contradict each other."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils import timezone

from citesmetiers.exchange.spans import Span, overlapping, partial_span, span
from events.recurrence import RecurrenceError, Times, instants, starts_of, wall
from network.hours import TimeRange
from network.hours.places import FIRST_YEAR, LAST_YEAR
from network.label import GRANTING
from network.partial_dates import PartialDate
from network.vocabulary import MilestoneKind, PlaceKind

if TYPE_CHECKING:
    from citesmetiers.exchange.spots import Spot


def check_day(spot: Spot, key: str) -> date | None:
    """Return a day, or add a fault where there is no such day."""
    if (text := spot.get(key)) is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        spot.fault(f"there is no day {text}.", key)
        return None
    return day if _is_within_reach(spot, key, day.year) else None


def _is_within_reach(spot: Spot, key: str, year: int) -> bool:
    """Tell whether hours are told in a year, or add a fault: what has no end is written without one."""
    if FIRST_YEAR <= year <= LAST_YEAR:
        return True
    spot.fault(f"the year {year} is not between {FIRST_YEAR} and {LAST_YEAR}.", key)
    return False


def check_partial(spot: Spot, key: str) -> PartialDate | None:
    """Return a partial date, or add a fault where it does not exist."""
    if (text := spot.get(key)) is None:
        return None
    try:
        day = PartialDate.parse(text)
    except ValueError:
        spot.fault(f"there is no {'day' if len(text) > len('2013-02') else 'year'} {text}.", key)
        return None
    return day if _is_within_reach(spot, key, day.year) else None


def check_order(spot: Spot, first: str, last: str) -> Span | None:
    """Return the days from one to the other, or add what is wrong with them."""
    begins, ends = check_day(spot, first), check_day(spot, last)
    if (begins is None and spot.get(first)) or (ends is None and spot.get(last)):
        return None
    return _in_order(spot, span(begins, ends), first, last)


def check_partial_order(spot: Spot, first: str, last: str) -> Span | None:
    """Do the same for partial dates: a first one counts from its first day, a last one to its last."""
    begins, ends = check_partial(spot, first), check_partial(spot, last)
    if (begins is None and spot.get(first)) or (ends is None and spot.get(last)):
        return None
    return _in_order(spot, partial_span(begins, ends), first, last)


def _in_order(spot: Spot, days: Span, first: str, last: str) -> Span | None:
    if days[0] <= days[1]:
        return days
    spot.fault(f"it ends ({last} {spot.get(last)}) before it begins ({first} {spot.get(first)}).", last)
    return None


def check_hours(place: Spot) -> None:
    """Check the seasons, exceptions and stays of a place."""
    seasons = []
    for season in place.spots("schedules"):
        check_partial(season, "as_of")
        for day, ranges in (season.get("weekly") or {}).items():
            _check_ranges(season, ranges, "weekly", day)
        if days := check_order(season, "valid_from", "valid_until"):
            seasons.append((days, season))
    _check_apart(seasons, "season", place)
    closures = [(check_order(closure, "from", "until"), closure) for closure in place.spots("exceptions")]
    for _, closure in closures:
        _check_ranges(closure, closure.get("hours") or [], "hours")
    # One without an end that can be read says nothing of the others.
    _check_apart(
        [
            (days, closure)
            for days, closure in closures
            if days and closure.get("from") and closure.get("until")
        ],
        "exception",
        place,
    )
    for stay in place.spots("stays"):
        check_order(stay, "from", "until")


def _check_ranges(spot: Spot, ranges: list[str | None], *steps: str) -> None:
    """Refuse two ranges of one day that overlap; running into the next day's is no fault."""
    found = sorted((TimeRange.parse(text), index) for index, text in enumerate(ranges) if text)
    for (earlier, _), (later, index) in pairwise(found):
        if later.start < earlier.last_minute:
            spot.fault(
                f"“{later}” overlaps “{earlier}” of the same day: write each hour once.", *steps, index
            )


def _check_apart(spans: list[tuple[Span, Spot]], word: str, owner: Spot) -> None:
    for earlier, later in overlapping(spans):
        later.fault(
            f"this {word} ({_days(later)}) overlaps {_short_path(earlier)} ({_days(earlier)}) "
            f"of “{owner.get('id')}”: only one may be in force on a day."
        )


def _days(spot: Spot) -> str:
    keys = ("from", "until") if "from" in spot.item else ("valid_from", "valid_until")
    return " to ".join(str(spot.get(key) or "…") for key in keys)


def _short_path(spot: Spot) -> str:
    return f"{spot.path[-2]}[{spot.path[-1]}]"


def check_main_places(cite: Spot) -> None:
    """Find two main places in force at once."""
    spans = [
        (days, place)
        for place in cite.spots("places")
        if place.get("kind") == PlaceKind.MAIN and (days := _partial_span_of(place))
    ]
    for earlier, later in overlapping(spans):
        later.fault(
            f"“{later.get('id')}” ({_days(later)}) and “{earlier.get('id')}” ({_days(earlier)}) would both be the "
            f"main place of “{cite.get('id')}” at once: end one, or give it another kind."
        )


def _partial_span_of(place: Spot) -> Span | None:
    """Return the validity of a place, where nothing is wrong with it."""
    try:
        first, last = (
            place.get(key) and PartialDate.parse(place.get(key)) for key in ("valid_from", "valid_until")
        )
    except ValueError:
        return None
    days = partial_span(first, last)
    return days if days[0] <= days[1] else None


def check_history(cite: Spot) -> None:
    """Check the dates of the history, and that no two decisions grant the label for the same days."""
    granted = []
    for fact in cite.spots("history"):
        check_partial_order(fact, "date", "date_until")
        until = check_day(fact, "period_until")
        if until is None:
            continue
        if fact.get("event") in MilestoneKind.values:
            fact.fault(
                f"only a decision on the label covers a period, and “{fact.get('event')}” is none.",
                "period_until",
            )
        try:
            since = PartialDate.parse(fact.get("date")).first_day if fact.get("date") else None
        except ValueError:
            continue
        if since and since > until:
            fact.fault(f"the period ends ({until}) before the decision ({fact.get('date')}).", "period_until")
        elif fact.get("event") in GRANTING:
            granted.append((span(since, until), fact))
    for earlier, later in overlapping(granted):
        later.fault(
            f"this {later.get('event')} of {later.get('date')} grants days that {_short_path(earlier)} "
            f"({earlier.get('event')} of {earlier.get('date')} until {earlier.get('period_until')}) grants already."
        )


def check_permanence(permanence: Spot) -> None:
    check_order(permanence, "valid_from", "valid_until")
    check_day(permanence, "week_of")
    dates = Counter(cancelled.get("date") for cancelled in permanence.spots("exceptions"))
    seen = set()
    for cancelled in permanence.spots("exceptions"):
        day = check_day(cancelled, "date")
        if day and day in seen:
            cancelled.fault(f"{day} is there {dates[cancelled.get('date')]} times.", "date")
        seen.add(day)


def check_event(event: Spot) -> None:
    """Check the times of an event, its rule, and what is said of single dates."""
    if not (_check_walls(event, "starts", "ends") and event.get("starts") and event.get("ends")):
        return
    if event.get("starts") >= event.get("ends"):
        event.fault(
            f"the event ends ({event.get('ends')}) before or when it starts ({event.get('starts')}).", "ends"
        )
        return
    readable = [_check_wall(event, text, "excluded", index) for index, text in event.values("excluded")]
    changes = [
        change
        for change in event.spots("changes")
        if _check_walls(change, "starts", "new_starts", "new_ends")
    ]
    if not all(readable):
        return
    excluded = tuple(text for _, text in event.values("excluded"))
    times = Times(event.get("starts"), event.get("ends"), event.get("timezone"), event.get("rrule"), excluded)
    wanted = [change.get("starts") for change in changes if change.get("starts")]
    try:
        given = set(starts_of(times, timezone.localdate(), also=wanted))
    except RecurrenceError as error:
        event.fault(f"{error}.", "rrule" if event.get("rrule") else "excluded")
        return
    seen: set[str] = set()
    for change in changes:
        if change.get("starts"):
            _check_change(change, times, given, seen)


def _check_walls(spot: Spot, *keys: str) -> bool:
    readable = [_check_wall(spot, spot.get(key), key) for key in keys if spot.get(key)]
    return all(readable)


def _check_wall(spot: Spot, text: str, *steps: str | int) -> bool:
    try:
        wall(text)
    except RecurrenceError as error:
        spot.fault(f"{error}.", *steps)
        return False
    return True


def _check_change(change: Spot, times: Times, given: set[str], seen: set[str]) -> None:
    start, new_start, new_end = (change.get(key) for key in ("starts", "new_starts", "new_ends"))
    if start in seen:
        change.fault(f"the date of {start} is changed twice.", "starts")
    seen.add(start)
    if start in times.excluded:
        change.fault(f"the date of {start} is excluded as well.", "starts")
    elif start not in given:
        change.fault(
            f"the event has no date that starts at {start}: write the start that the rule gives.", "starts"
        )
    elif new_end and new_end <= (new_start or start):
        change.fault(
            f"the date would end ({new_end}) before or when it starts ({new_start or start}).", "new_ends"
        )
    elif not (new_start or new_end or change.get("status")):
        change.fault("this changes nothing: give new_starts, new_ends or status.")
    else:
        # Two clocks may still make an instant that none can name.
        instants(times, start, new_start=new_start, new_end=new_end)

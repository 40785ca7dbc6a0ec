"""Permanences: their rhythm, their state within their place, their week on the board."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from network import hours
from network.hours import (
    ClosureRule,
    PermanenceRule,
    PlaceHours,
    SeasonRule,
    TimeRange,
    parse_ranges,
    parse_weekly,
)
from network.partial_dates import PartialDate

PARIS = ZoneInfo("Europe/Paris")
WEEKLY = parse_weekly({key: ["09:00-12:00", "14:00-18:00"] for key in ("mo", "tu", "we", "th", "fr")})
TUESDAY = date(2026, 11, 24)


def place(*closures: ClosureRule, **over) -> PlaceHours:
    seasons = (SeasonRule(weekly=WEEKLY, public_holidays="closed"),)
    return PlaceHours(
        **{"timezone": "Europe/Paris", "country": "FR", "seasons": seasons, "closures": closures} | over
    )


def rule(time: str = "14:00-17:00", **over) -> PermanenceRule:
    return PermanenceRule(**{"weekday": 1, "time": TimeRange.parse(time)} | over)


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def dates(of: PermanenceRule, first: date, last: date) -> list[str]:
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [day.isoformat() for day in days if hours.occurs_on(of, day)]


def parts(slot: hours.Slot) -> list[tuple[str, str]]:
    return [(f"{part.start:%H:%M}-{part.end:%H:%M}", part.state) for part in slot.parts]


def told(state: hours.PermanenceState) -> tuple[object, ...]:
    return state.state, state.since, state.until, state.next_opening


# Rhythm


def test_permanence_takes_place_every_week_between_two_days():
    within = rule(valid_from=date(2026, 11, 3), valid_until=date(2026, 11, 17))
    assert dates(within, date(2026, 10, 1), date(2026, 12, 31)) == ["2026-11-03", "2026-11-10", "2026-11-17"]


@pytest.mark.parametrize("day", ["2026-11-23", "2026-11-24", "2026-11-29", "2026-10-12", "2027-01-04"])
def test_weeks_are_counted_from_any_day_of_a_week_in_which_it_takes_place(day):
    every_third = rule(every_weeks=3, week_of=date.fromisoformat(day))
    assert dates(every_third, date(2026, 11, 1), date(2026, 12, 31)) == [
        "2026-11-03",
        "2026-11-24",
        "2026-12-15",
    ]


@pytest.mark.parametrize(
    ("nth", "expected"),
    [
        (1, ["2026-11-03", "2026-12-01"]),
        (2, ["2026-11-10", "2026-12-08"]),
        (4, ["2026-11-24", "2026-12-22"]),
        (-1, ["2026-11-24", "2026-12-29"]),
    ],
)
def test_nth_weekday_of_the_month(nth, expected):
    assert dates(rule(nth_of_month=nth), date(2026, 11, 1), date(2026, 12, 31)) == expected


def test_nth_of_the_month_and_every_other_week_must_agree():
    both = rule(nth_of_month=1, every_weeks=2, week_of=date(2026, 11, 3))
    assert dates(both, date(2026, 11, 1), date(2027, 1, 31)) == ["2026-11-03", "2026-12-01"]


def test_cancelled_date_is_named_by_the_rule_and_does_not_take_place():
    without = rule(cancelled={TUESDAY: {"fr": "Formation"}})
    assert (hours.falls_on(without, TUESDAY), hours.occurs_on(without, TUESDAY)) == (True, False)
    assert dates(without, date(2026, 11, 17), date(2026, 12, 1)) == ["2026-11-17", "2026-12-01"]


def test_rhythm_without_a_week_to_count_from_is_refused():
    with pytest.raises(ValueError, match="every 2 weeks needs a week in which it takes place"):
        rule(every_weeks=2)
    with pytest.raises(ValueError, match="every week or every so many weeks"):
        rule(every_weeks=0)


# State


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-24T11:59", "open"),
        ("2026-11-24T12:00", "closed"),
        ("2026-11-24T14:00", "open"),
        ("2026-11-24T15:00", "closed"),
        ("2026-11-25T11:59", "closed"),
    ],
)
def test_state_is_the_lesser_of_its_own_and_that_of_its_place(moment, expected):
    assert hours.permanence_state_at(rule("11:00-15:00"), place(), wall(moment)).state == expected


def test_state_is_unknown_where_the_place_is():
    state = hours.permanence_state_at(rule(), place(seasons=()), wall("2026-11-24T15:00"))
    assert told(state) == ("unknown", wall("2026-11-24T14:00"), wall("2026-11-24T17:00"), None)


def test_state_tells_the_next_time_that_the_place_lets_it_be():
    shut = ClosureRule(date(2026, 12, 1), date(2026, 12, 1))
    state = hours.permanence_state_at(
        rule(cancelled={date(2026, 12, 8): None}), place(shut), wall("2026-11-24T18:00")
    )
    next_opening = wall("2026-12-15T14:00")
    assert told(state) == ("closed", wall("2026-11-24T17:00"), next_opening, next_opening)


def test_permanence_that_is_over_or_not_yet_begun_is_closed():
    over = hours.permanence_state_at(rule(valid_until=date(2026, 1, 13)), place(), wall("2026-11-24T15:00"))
    assert told(over) == ("closed", wall("2026-01-13T17:00"), None, None)
    begins = wall("2027-09-07T14:00")
    to_come = hours.permanence_state_at(rule(valid_from=date(2027, 9, 3)), place(), wall("2026-11-24T15:00"))
    assert told(to_come) == ("closed", None, begins, begins)


def test_permanence_past_midnight_ends_with_its_place():
    late = place(seasons=(SeasonRule(weekly={1: parse_ranges(["20:00-01:00"])}),))
    state = hours.permanence_state_at(rule("22:00-03:00"), late, wall("2026-11-25T00:30"))
    assert told(state)[:3] == ("open", wall("2026-11-24T22:00"), wall("2026-11-25T01:00"))


def test_permanence_is_confirmed_with_its_place():
    checked = place(checked_on=date(2026, 11, 1))
    assert hours.permanence_state_at(rule(), checked, wall("2026-11-24T15:00")).confirmed
    assert not hours.permanence_state_at(rule(), place(), wall("2026-11-24T15:00")).confirmed


# Board


def test_week_of_the_board_is_that_of_any_of_its_days():
    for day in range(23, 30):
        (slot,) = hours.permanence_week(rule(), place(), date(2026, 11, day))
        assert (slot.date, slot.start, slot.end) == (
            TUESDAY,
            wall("2026-11-24T14:00"),
            wall("2026-11-24T17:00"),
        )
        assert (slot.state, parts(slot), slot.is_whole, slot.reason) == (
            "on",
            [("14:00-17:00", "open")],
            True,
            None,
        )
    assert hours.permanence_week(rule(valid_until=date(2026, 11, 23)), place(), TUESDAY) == ()


def test_slot_that_its_place_holds_in_part_says_which():
    (slot,) = hours.permanence_week(rule("11:00-15:00"), place(), TUESDAY)
    assert (slot.state, slot.is_whole) == ("on", False)
    assert parts(slot) == [("11:00-12:00", "open"), ("14:00-15:00", "open")]


def test_slot_of_a_cancelled_date_is_struck_with_its_reason():
    (slot,) = hours.permanence_week(rule(cancelled={TUESDAY: {"fr": "Formation"}}), place(), TUESDAY)
    assert (slot.state, slot.parts, slot.reason) == (
        "cancelled",
        (),
        hours.Reason("cancelled", {"fr": "Formation"}),
    )


@pytest.mark.parametrize(
    ("over", "day", "kind", "text"),
    [
        (
            {"closures": (ClosureRule(TUESDAY, TUESDAY, (), {"fr": "Travaux"}),)},
            TUESDAY,
            "closure",
            {"fr": "Travaux"},
        ),
        ({}, date(2026, 7, 14), "holiday", {"fr": "Fête nationale", "en": "National Day"}),
        ({"valid_until": PartialDate(2025)}, TUESDAY, "outside_validity", None),
        (
            {"kind": "host", "stays": (hours.Stay(date(2026, 1, 1), date(2026, 1, 2)),)},
            TUESDAY,
            "outside_stays",
            None,
        ),
        ({"seasons": (SeasonRule(weekly={0: parse_ranges(["09:00-18:00"])}),)}, TUESDAY, "season", None),
    ],
)
def test_slot_that_its_place_is_closed_on_is_struck_with_the_reason(over, day, kind, text):
    (slot,) = hours.permanence_week(rule(), place(**over), day)
    assert (slot.state, slot.parts, slot.is_whole) == ("cancelled", (), True)
    assert (slot.reason.kind, slot.reason.text) == (kind, text)


def test_slot_of_a_place_that_is_unknown_is_to_be_confirmed():
    (slot,) = hours.permanence_week(rule(), place(seasons=()), TUESDAY)
    assert (slot.state, parts(slot), slot.is_whole) == ("unknown", [("14:00-17:00", "unknown")], True)
    assert slot.reason == hours.Reason("no_season")


def test_slot_past_midnight_into_an_unknown_day_is_on_with_both_parts():
    until_tuesday = SeasonRule(weekly={1: parse_ranges(["20:00-24:00"])}, valid_until=TUESDAY)
    (slot,) = hours.permanence_week(rule("22:00-02:00"), place(seasons=(until_tuesday,)), TUESDAY)
    assert (slot.state, parts(slot)) == ("on", [("22:00-00:00", "open"), ("00:00-02:00", "unknown")])


def test_slot_that_a_change_of_clock_swallows_is_not_there():
    sunday = rule("02:30-03:15", weekday=6)
    assert hours.permanence_week(sunday, place(), date(2026, 3, 29)) == ()
    assert len(hours.permanence_week(sunday, place(), date(2026, 4, 5))) == 1


def test_slot_around_a_skipped_day_keeps_to_its_place():
    everywhere = dict.fromkeys(range(7), parse_ranges(["00:00-24:00"]))
    samoa = place(seasons=(SeasonRule(weekly=everywhere, public_holidays="open"),), timezone="Pacific/Apia")
    (slot,) = hours.permanence_week(rule("22:00-10:00", weekday=3), samoa, date(2011, 12, 29))
    assert (slot.start.isoformat(), slot.end.isoformat()) == (
        "2011-12-29T22:00:00-10:00",
        "2011-12-31T10:00:00+14:00",
    )
    assert (slot.state, slot.is_whole) == ("on", True)


def test_board_of_a_year_out_of_reach_is_refused():
    with pytest.raises(ValueError, match=r"^Hours are known for the years 1900 to 2999 only"):
        hours.permanence_week(rule(), place(), date(9999, 12, 31))

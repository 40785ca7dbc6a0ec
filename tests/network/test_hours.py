"""The rules of the hours, by example; `test_hours_proof` counts the minutes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from network import hours
from network.hours import ClosureRule, PlaceHours, SeasonRule, Stay, TimeRange, parse_ranges, parse_weekly
from network.partial_dates import PartialDate

WEEKDAYS_9_TO_12_AND_14_TO_18 = parse_weekly(
    {day: ["09:00-12:00", "14:00-18:00"] for day in ("mo", "tu", "we", "th", "fr")}
)


def place(*seasons: SeasonRule, **over) -> PlaceHours:
    return PlaceHours(**{"timezone": "Europe/Paris", "country": "FR", "seasons": seasons} | over)


def season(weekly=WEEKDAYS_9_TO_12_AND_14_TO_18, **over) -> SeasonRule:
    return SeasonRule(**{"weekly": weekly, "public_holidays": "closed"} | over)


def every_day(*texts: str) -> dict[int, tuple[TimeRange, ...]]:
    return dict.fromkeys(range(7), parse_ranges(texts))


def wall(text: str, zone: str = "Europe/Paris") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def told(state: hours.PlaceState) -> tuple[str | None, ...]:
    """The state, since, until and next opening, as texts with their offsets."""
    ends = (state.since, state.until, state.next_opening)
    return (state.state, *(each and each.isoformat(timespec="minutes") for each in ends))


def states(where: PlaceHours, *texts: str) -> list[str]:
    return [hours.state_at(where, wall(text, where.timezone)).state for text in texts]


# State at a moment


def test_start_is_included_and_end_is_not():
    where = place(season())
    assert states(where, "2026-11-24T08:59", "2026-11-24T09:00", "2026-11-24T11:59", "2026-11-24T12:00") == [
        "closed", "open", "open", "closed",
    ]  # fmt: skip
    assert states(where, "2026-11-24T11:59:59.999999") == ["open"]


def test_state_tells_since_until_and_the_next_opening():
    where = place(season())
    assert told(hours.state_at(where, wall("2026-11-24T10:00"))) == (
        "open", "2026-11-24T09:00+01:00", "2026-11-24T12:00+01:00", "2026-11-24T14:00+01:00",
    )  # fmt: skip
    assert told(hours.state_at(where, wall("2026-11-27T19:00"))) == (
        "closed", "2026-11-27T18:00+01:00", "2026-11-30T09:00+01:00", "2026-11-30T09:00+01:00",
    )  # fmt: skip


def test_moment_may_come_in_any_zone_and_answers_are_in_that_of_the_place():
    where = place(season(), timezone="Indian/Reunion", holiday_region="974")
    state = hours.state_at(where, datetime(2026, 11, 24, 5, 0, tzinfo=UTC))
    assert told(state) == (
        "open", "2026-11-24T09:00+04:00", "2026-11-24T12:00+04:00", "2026-11-24T14:00+04:00",
    )  # fmt: skip
    assert state.until.tzinfo is ZoneInfo("Indian/Reunion")


def test_adjoining_and_overlapping_ranges_are_one_opening():
    where = place(season(every_day("09:00-12:00", "12:00-14:00", "13:00-15:00")))
    assert told(hours.state_at(where, wall("2026-11-24T12:00")))[1:3] == (
        "2026-11-24T09:00+01:00", "2026-11-24T15:00+01:00",
    )  # fmt: skip


def test_hours_that_meet_at_midnight_are_one_opening():
    where = place(season({1: parse_ranges(["20:00-24:00"]), 2: parse_ranges(["00:00-03:00"])}))
    assert told(hours.state_at(where, wall("2026-11-25T00:00")))[1:3] == (
        "2026-11-24T20:00+01:00", "2026-11-25T03:00+01:00",
    )  # fmt: skip


def test_range_runs_past_midnight_whatever_the_next_day_says():
    night = season(every_day("22:00-02:00"), valid_until=date(2026, 11, 24))
    closed = ClosureRule(date(2026, 11, 24), date(2026, 11, 24), reason={"fr": "Inventaire"})
    assert states(place(night), "2026-11-25T01:59", "2026-11-25T02:00") == ["open", "unknown"]
    assert states(place(night, closures=(closed,)), "2026-11-24T01:59", "2026-11-24T23:00") == [
        "open",
        "closed",
    ]
    ended = place(night, valid_until=PartialDate(2026, 11, 23))
    assert states(ended, "2026-11-24T01:59", "2026-11-24T02:00") == ["open", "closed"]


def test_reason_is_that_of_the_day_whose_range_wins():
    closed = ClosureRule(date(2026, 11, 25), date(2026, 11, 25), reason={"fr": "Inventaire"})
    where = place(season(every_day("22:00-02:00")), closures=(closed,))
    assert hours.state_at(where, wall("2026-11-25T01:00")).reason.kind == "season"
    assert hours.state_at(where, wall("2026-11-25T02:00")).reason == hours.Reason(
        "closure", {"fr": "Inventaire"}
    )


def test_open_wins_over_unknown():
    where = place(season(every_day("22:00-02:00"), valid_until=date(2026, 11, 24)))
    state = hours.state_at(where, wall("2026-11-25T00:30"))
    assert told(state)[:3] == ("open", "2026-11-24T22:00+01:00", "2026-11-25T02:00+01:00")
    assert state.reason.kind == "season"


def test_changes_are_sought_400_days_ahead_and_back():
    where = place(season(every_day("09:00-10:00")), valid_from=PartialDate(2026, 1, 13))
    opening = wall("2026-01-13T09:00")
    exactly = opening - timedelta(days=400)
    assert hours.state_at(where, exactly).until == opening
    assert hours.state_at(where, exactly).next_opening == opening
    assert hours.state_at(where, exactly - timedelta(seconds=1)).until is None
    assert hours.state_at(where, exactly - timedelta(seconds=1)).next_opening is None
    over = place(season(every_day("09:00-10:00")), valid_until=PartialDate(2026, 1, 13))
    closing = wall("2026-01-13T10:00")
    exactly = closing + timedelta(days=400)
    assert hours.state_at(over, exactly).since == closing
    assert hours.state_at(over, exactly + timedelta(seconds=1)).since is None


def test_place_without_any_hours_is_unknown_for_ever():
    state = hours.state_at(place(), wall("2026-11-24T10:00"))
    assert told(state) == ("unknown", None, None, None)
    assert (state.reason, state.confirmed, state.dated) == (hours.Reason("no_season"), False, None)


def test_place_open_round_the_clock_never_changes():
    assert told(hours.state_at(place(season(every_day("00:00-24:00"), public_holidays="open")), wall("2026-11-24T10:00"))) == (
        "open", None, None, None,
    )  # fmt: skip


def test_round_the_clock_but_on_public_holidays_closes_for_them():
    where = place(season(every_day("00:00-24:00"), public_holidays="closed"))
    assert told(hours.state_at(where, wall("2026-12-24T10:00"))) == (
        "open", "2026-11-12T00:00+01:00", "2026-12-25T00:00+01:00", "2026-12-26T00:00+01:00",
    )  # fmt: skip


def test_round_the_clock_on_weekdays_only_closes_on_saturday():
    where = place(season(dict.fromkeys(range(5), parse_ranges(["00:00-24:00"])), public_holidays="open"))
    assert told(hours.state_at(where, wall("2026-11-24T10:00"))) == (
        "open", "2026-11-23T00:00+01:00", "2026-11-28T00:00+01:00", "2026-11-30T00:00+01:00",
    )  # fmt: skip


@pytest.mark.parametrize(
    "moment",
    [datetime(1899, 12, 31, tzinfo=UTC), datetime(3000, 1, 1, tzinfo=UTC), datetime.max.replace(tzinfo=UTC)],
)
def test_moment_out_of_reach_is_refused(moment):
    with pytest.raises(ValueError, match=r"^Hours are known for the years 1900 to 2999 only"):
        hours.state_at(place(season()), moment)
    for ask in (hours.day_of, hours.week_of):
        with pytest.raises(ValueError, match=r"^Hours are known"):
            ask(place(season()), moment.date())


def test_both_ends_of_the_reach_are_told():
    where = place(season(), valid_from=PartialDate(1), valid_until=PartialDate(9999))
    assert states(where, "1900-01-02T10:00", "2999-12-31T10:00") == ["open", "open"]


def test_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match=r"^A moment needs its zone"):
        hours.state_at(place(season()), datetime(2026, 11, 24))  # noqa: DTZ001


@pytest.mark.parametrize("name", ["Europe/Nowhere", "", "Europe", "../Paris", "/etc/localtime"])
def test_zone_that_does_not_exist_is_refused(name):
    with pytest.raises(ValueError, match=r"^There is no time zone “"):
        place(timezone=name)


# The first that speaks


def test_outside_validity_a_place_is_closed_even_by_a_closure_with_hours():
    special = ClosureRule(date(2026, 3, 31), date(2026, 6, 1), parse_ranges(["10:00-11:00"]))
    where = place(closures=(special,), valid_from=PartialDate(2026, 4), valid_until=PartialDate(2026, 5))
    assert states(where, *(f"2026-{day}T10:30" for day in ("03-31", "04-01", "05-31", "06-01"))) == [
        "closed", "open", "open", "closed",
    ]  # fmt: skip
    assert hours.day_of(where, date(2026, 3, 31)).reason == hours.Reason("outside_validity")


@pytest.mark.parametrize("kind", ["host", "itinerant"])
def test_host_and_itinerant_places_are_closed_outside_their_stays(kind):
    stays = (Stay(date(2026, 11, 23), date(2026, 11, 24)), Stay(date(2026, 12, 7), date(2026, 12, 7)))
    where = place(season(), kind=kind, stays=stays)
    assert states(where, *(f"2026-{day}T10:00" for day in ("11-20", "11-23", "11-24", "11-25", "12-07", "12-08"))) == [
        "closed", "open", "open", "closed", "open", "closed",
    ]  # fmt: skip
    assert hours.day_of(where, date(2026, 11, 25)).reason == hours.Reason("outside_stays")
    assert hours.state_at(where, wall("2026-11-24T18:00")).next_opening == wall("2026-12-07T09:00")


def test_stays_bind_no_other_kind_and_nobody_who_has_none():
    stay = (Stay(date(2026, 12, 7), date(2026, 12, 7)),)
    assert states(place(season(), kind="main", stays=stay), "2026-11-24T10:00") == ["open"]
    assert states(place(season(), kind="itinerant"), "2026-11-24T10:00") == ["open"]


def test_closure_brings_its_hours_and_nothing_else():
    christmas = ClosureRule(
        date(2026, 12, 24), date(2026, 12, 25), parse_ranges(["10:00-12:00"]), {"fr": "Noël"}
    )
    where = place(season(), closures=(christmas,))
    assert states(where, "2026-12-24T09:30", "2026-12-24T11:00", "2026-12-24T15:00", "2026-12-25T11:00") == [
        "closed", "open", "closed", "open",
    ]  # fmt: skip
    assert hours.day_of(where, date(2026, 12, 25)).reason == hours.Reason("closure", {"fr": "Noël"})


def test_closure_speaks_before_a_season_that_is_missing():
    assert states(
        place(closures=(ClosureRule(date(2026, 11, 24), date(2026, 11, 24)),)), "2026-11-24T10:00"
    ) == ["closed"]


def test_no_season_in_force_is_unknown_from_midnight_to_midnight():
    where = place(season(valid_until=date(2026, 11, 23)), season(valid_from=date(2026, 11, 25)))
    state = hours.state_at(where, wall("2026-11-24T03:00"))
    assert told(state) == (
        "unknown", "2026-11-24T00:00+01:00", "2026-11-25T00:00+01:00", "2026-11-25T09:00+01:00",
    )  # fmt: skip
    shown = hours.day_of(where, date(2026, 11, 24))
    assert [(str(each.time), each.state) for each in shown.ranges] == [("00:00-24:00", "unknown")]
    assert shown.reason == hours.Reason("no_season")


def test_seasons_that_meet_change_at_midnight():
    summer = season(every_day("08:00-13:00"), name="Été", valid_until=date(2026, 8, 31))
    winter = season(every_day("10:00-18:00"), name="Hiver", valid_from=date(2026, 9, 1))
    where = place(winter, summer)
    assert states(where, "2026-08-31T08:00", "2026-08-31T14:00", "2026-09-01T08:00", "2026-09-01T14:00") == [
        "open", "closed", "closed", "open",
    ]  # fmt: skip
    assert [hours.day_of(where, date(2026, month, day)).reason.season.name for month, day in ((8, 31), (9, 1))] == [
        "Été", "Hiver",
    ]  # fmt: skip


def test_weekday_that_the_season_does_not_list_is_closed():
    shown = hours.day_of(place(season()), date(2026, 11, 28))
    assert (shown.ranges, shown.reason.kind) == ((), "season")


def test_week_begins_on_monday_and_shows_ranges_on_the_day_they_start():
    where = place(season({4: parse_ranges(["22:00-02:00", "09:00-12:00"])}))
    week = hours.week_of(where, date(2026, 11, 29))
    assert [(day.date.day, [str(each.time) for each in day.ranges]) for day in week] == [
        (23, []), (24, []), (25, []), (26, []), (27, ["09:00-12:00", "22:00-02:00"]), (28, []), (29, []),
    ]  # fmt: skip
    assert week[4].ranges[1].end == wall("2026-11-28T02:00")


# Changes of clock


def test_range_that_a_change_of_clock_swallows_is_empty():
    where = place(season(every_day("02:30-03:15")))
    assert hours.day_of(where, date(2026, 3, 29)).ranges == ()
    assert hours.state_at(where, wall("2026-03-29T01:00")).next_opening == wall("2026-03-30T02:30")


def test_start_that_the_clock_skips_is_read_with_the_offset_before():
    shown = hours.day_of(place(season(every_day("02:30-06:00"))), date(2026, 3, 29)).ranges[0]
    assert shown.start.isoformat() == "2026-03-29T03:30:00+02:00"


def test_time_that_comes_twice_is_the_first():
    where = place(season(every_day("02:30-02:45")))
    first, second = datetime(2026, 10, 25, 0, 35, tzinfo=UTC), datetime(2026, 10, 25, 1, 35, tzinfo=UTC)
    assert [hours.state_at(where, moment).state for moment in (first, second)] == ["open", "closed"]
    over_the_change = place(season(every_day("02:30-03:30")))
    assert told(hours.state_at(over_the_change, second))[1:3] == (
        "2026-10-25T02:30+02:00", "2026-10-25T03:30+01:00",
    )  # fmt: skip


def test_unknown_day_is_as_long_as_the_local_day():
    where = place(season(valid_until=date(2026, 10, 24)), season(valid_from=date(2026, 10, 26)))
    state = hours.state_at(where, wall("2026-10-25T12:00"))
    assert state.until.astimezone(UTC) - state.since.astimezone(UTC) == timedelta(hours=25)


def test_moment_after_the_clock_went_back_over_midnight_is_found():
    where = place(season(every_day("23:30-23:45")), timezone="America/St_Johns", country="CA")
    again = datetime(2010, 11, 7, 3, 5, tzinfo=UTC)  # 23:35 of the 6th, after one minute of the 7th
    assert told(hours.state_at(where, again))[:3] == (
        "closed", "2010-11-06T23:45-02:30", "2010-11-07T23:30-03:30",
    )  # fmt: skip


def test_night_that_runs_over_a_day_that_the_zone_left_out():
    thursdays = season({3: parse_ranges(["22:00-10:00"])}, public_holidays="open")
    where = place(thursdays, timezone="Pacific/Apia")
    assert told(hours.state_at(where, wall("2011-12-31T09:00", "Pacific/Apia"))) == (
        "open", "2011-12-29T22:00-10:00", "2011-12-31T10:00+14:00", "2012-01-05T22:00+14:00",
    )  # fmt: skip


def test_moment_before_a_midnight_that_the_clock_skipped_is_found():
    where = place(season(every_day("20:00-24:00")), timezone="America/Toronto", country="CA")
    skipped = datetime(1919, 3, 31, 4, 45, tzinfo=UTC)  # 00:45; the clock went from 23:30 to 00:30
    assert told(hours.state_at(where, skipped))[:3] == (
        "open", "1919-03-30T20:00-05:00", "1919-03-31T01:00-04:00",
    )  # fmt: skip


# Confirmed


@pytest.mark.parametrize(
    ("checked_on", "day", "confirmed"),
    [
        (date(2025, 11, 24), "2026-11-24T23:59", True),
        (date(2025, 11, 24), "2026-11-25T00:00", False),
        (date(2026, 11, 24), "2026-11-24T00:00", True),
        (date(2026, 11, 25), "2026-11-24T23:59", False),
        (date(2024, 2, 29), "2025-02-28T12:00", True),
        (date(2024, 2, 29), "2025-03-01T00:00", False),
        (date(2023, 2, 28), "2024-02-28T12:00", True),
        (date(2023, 2, 28), "2024-02-29T12:00", False),
        (None, "2026-11-24T12:00", False),
    ],
)
def test_place_is_confirmed_through_the_same_day_of_the_next_year(checked_on, day, confirmed):
    where = place(season(), checked_on=checked_on)
    assert hours.is_confirmed(where, wall(day)) == confirmed
    assert hours.state_at(where, wall(day)).confirmed == confirmed


def test_source_of_the_season_in_force_confirms_from_its_first_day():
    where = place(season(as_of=PartialDate(2025, 11)))
    assert [hours.is_confirmed(where, wall(f"2026-{day}T12:00")) for day in ("11-01", "11-02")] == [
        True,
        False,
    ]
    by_another = place(
        season(valid_until=date(2026, 1, 1)), season(valid_from=date(2026, 1, 2), as_of=PartialDate(2026))
    )
    assert [hours.is_confirmed(by_another, wall(f"2026-01-{day}T12:00")) for day in ("01", "02")] == [
        False,
        True,
    ]


def test_confirmation_counts_the_day_of_the_place():
    where = place(season(), timezone="Pacific/Apia", checked_on=date(2025, 11, 24))
    assert not hours.is_confirmed(where, datetime(2026, 11, 24, 12, tzinfo=UTC))


def test_hours_are_dated_by_the_latest_of_their_dates():
    old = season(as_of=PartialDate(2016))
    assert hours.state_at(place(old), wall("2026-11-24T10:00")).dated == PartialDate(2016)
    checked = hours.state_at(place(old, checked_on=date(2020, 5, 4)), wall("2026-11-24T10:00"))
    assert (checked.dated, checked.confirmed) == (PartialDate(2020, 5, 4), False)


@pytest.mark.parametrize("last", [date(9999, 12, 31), date(9999, 1, 1)])
def test_dates_at_the_end_of_the_calendar_do_no_harm(last):
    where = place(
        season(valid_until=last, as_of=PartialDate(9999)),
        closures=(ClosureRule(date(2027, 1, 1), last),),
        checked_on=last,
    )
    assert states(where, "2026-11-24T10:00", "2999-12-31T10:00") == ["open", "closed"]
    assert not hours.is_confirmed(where, wall("2026-11-24T10:00"))

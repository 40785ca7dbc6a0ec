"""On which dates an event takes place."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.recurrence import RecurrenceError, Times, instants, starts_of, wall

TODAY = date(2026, 11, 24)


def _times(rrule=None, **over):
    defaults = {"starts": "2026-11-24T10:00", "ends": "2026-11-24T12:00", "timezone": "Europe/Paris"}
    return Times(**defaults | over, rrule=rrule)


def _days(rrule, **over):
    return [start[5:10] for start in starts_of(_times(rrule, **over), TODAY)]


def test_without_a_rule_there_is_one_date():
    assert starts_of(_times(), TODAY) == ["2026-11-24T10:00"]


@pytest.mark.parametrize(
    ("rrule", "days"),
    [
        ("FREQ=WEEKLY;COUNT=3", ["11-24", "12-01", "12-08"]),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=3", ["11-24", "12-08", "12-22"]),
        ("freq=daily;count=2", ["11-24", "11-25"]),
        ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4", ["11-24", "11-26", "12-01", "12-03"]),
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", ["11-27", "12-25", "01-29"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3", ["12-31", "01-31", "03-31"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2", ["02-29"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", ["11-30", "12-31"]),
        ("FREQ=DAILY;UNTIL=20261126", ["11-24", "11-25", "11-26"]),
        ("FREQ=DAILY;UNTIL=20261126T100000", ["11-24", "11-25", "11-26"]),
        ("FREQ=DAILY;UNTIL=20261126T095959", ["11-24", "11-25"]),
        ("FREQ=DAILY;UNTIL=20261126T090000Z", ["11-24", "11-25", "11-26"]),
        ("FREQ=DAILY;UNTIL=20261126T085959Z", ["11-24", "11-25"]),
    ],
)
def test_rules_give_these_days(rrule, days):
    assert _days(rrule) == days


def test_excluded_dates_are_left_out_and_count_all_the_same():
    assert _days("FREQ=DAILY;COUNT=3", excluded=("2026-11-25T10:00",)) == ["11-24", "11-26"]


@pytest.mark.parametrize("rrule", ["FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=500", "FREQ=WEEKLY;UNTIL=20991231"])
def test_dates_are_given_for_three_years(rrule):
    assert starts_of(_times(rrule), TODAY)[-1] == "2029-11-20T10:00"
    later = starts_of(_times(rrule, starts="2030-01-01T10:00", ends="2030-01-01T11:00"), TODAY)
    assert (later[0], later[-1]) == ("2030-01-01T10:00", "2032-12-28T10:00")


def test_an_endless_rule_gives_four_hundred_dates_around_today():
    starts = starts_of(_times("FREQ=DAILY"), TODAY)
    assert (len(starts), starts[0], starts[-1]) == (400, "2026-11-24T10:00", "2027-12-28T10:00")
    old = _times("FREQ=DAILY", starts="2020-01-01T10:00", ends="2020-01-01T11:00")
    starts = starts_of(old, TODAY)
    assert (len(starts), starts[0], starts[-1]) == (400, "2026-08-16T10:00", "2027-09-19T10:00")
    weekly = starts_of(_times("FREQ=WEEKLY", starts="2016-01-05T10:00", ends="2016-01-05T11:00"), TODAY)
    assert (len(weekly), weekly[-1]) == (400, "2029-11-20T10:00")


def test_an_endless_rule_that_begins_too_long_ago_is_refused():
    with pytest.raises(RecurrenceError, match="begin later"):
        starts_of(_times("FREQ=DAILY", starts="1950-01-01T10:00", ends="1950-01-01T11:00"), TODAY)


@pytest.mark.parametrize(
    ("rrule", "last"),
    [
        ("FREQ=WEEKLY", ["2030-11-26T10:00", "2031-11-25T10:00"]),
        ("FREQ=WEEKLY;COUNT=220", ["2029-11-20T10:00", "2030-11-26T10:00"]),
    ],
)
def test_a_start_beyond_the_bounds_is_given_when_it_is_asked_for_and_the_rule_gives_it(rrule, last):
    also = ["2030-11-26T10:00", "2030-11-27T10:00", "2031-11-25T10:00"]
    starts = starts_of(_times(rrule), TODAY, also=also)
    assert starts[-2:] == last


@pytest.mark.parametrize(
    "rrule",
    [
        "",
        "FREQ=HOURLY",
        "FREQ=SECONDLY;COUNT=3",
        "COUNT=3",
        "FREQ=WEEKLY;COUNT=3;UNTIL=20261231",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ=WEEKLY;COUNT=x",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;UNTIL=20260230",
        "FREQ=WEEKLY;UNTIL=",
        "FREQ=WEEKLY;UNTIL=00010101T000000Z",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYSECOND=5",
        "FREQ=WEEKLY;BYEASTER=1",
        "FREQ=WEEKLY;FREQ=DAILY",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "RRULE:FREQ=DAILY",
        "FREQ=DAILY\nEXDATE:20261124T100000",
        "FREQ=DAILY;UNTIL=20200101",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1",
        "FREQ=DAILY;COUNT=401",
        "FREQ=DAILY;UNTIL=20991231",
    ],
)
def test_unusable_rules_are_refused(rrule):
    if not rrule:
        assert starts_of(_times(rrule), TODAY) == ["2026-11-24T10:00"]
        return
    with pytest.raises(RecurrenceError):
        starts_of(_times(rrule), TODAY)


@pytest.mark.parametrize("text", ["2026-02-30T10:00", "0000-01-01T10:00", "9999-12-31T10:00", "2026-01-01"])
def test_times_that_nobody_can_name_are_refused(text):
    with pytest.raises(RecurrenceError, match=text):
        wall(text)


def test_instants_follow_the_clock_of_the_zone():
    winter = instants(_times(), "2026-11-24T10:00")
    summer = instants(_times(), "2026-07-01T10:00")
    assert winter == (datetime(2026, 11, 24, 9, tzinfo=UTC), datetime(2026, 11, 24, 11, tzinfo=UTC))
    assert summer == (datetime(2026, 7, 1, 8, tzinfo=UTC), datetime(2026, 7, 1, 10, tzinfo=UTC))


def test_a_moved_date_lasts_as_long_as_the_event_unless_it_says_otherwise():
    moved = instants(_times(), "2026-11-24T10:00", new_start="2026-11-25T14:00")
    longer = instants(_times(), "2026-11-24T10:00", new_end="2026-11-24T18:00")
    assert moved[1] - moved[0] == timedelta(hours=2)
    assert longer[1] - longer[0] == timedelta(hours=8)


def test_an_hour_that_happens_twice_is_the_first_and_one_that_does_not_exist_ends_no_sooner_than_it_starts():
    autumn = _times(starts="2026-10-25T02:30", ends="2026-10-25T02:45")
    assert instants(autumn, autumn.starts)[0] == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    spring = _times(starts="2026-03-29T02:30", ends="2026-03-29T03:15")
    assert instants(spring, spring.starts) == (datetime(2026, 3, 29, 1, 30, tzinfo=UTC),) * 2


@given(st.text(alphabet="FREQ=WKLYDAIMONTHBCU;,0123456789+-Z", max_size=60))
def test_any_text_is_a_rule_or_a_refusal(text):
    try:
        starts = starts_of(_times(f"FREQ=WEEKLY;{text}"), TODAY)
    except RecurrenceError:
        return
    assert starts == sorted(set(starts))

"""Ranges of hours, read and written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.hours import TimeRange, parse_weekly


@pytest.mark.parametrize(
    ("text", "start", "end", "last_minute"),
    [
        ("09:00-12:30", 540, 750, 750),
        ("14:00-24:00", 840, 1440, 1440),
        ("22:00-00:00", 1320, 0, 1440),
        ("22:00-02:00", 1320, 120, 1560),
        ("10:00-10:00", 600, 600, 2040),
        ("00:00-24:00", 0, 1440, 1440),
        ("00:00-00:00", 0, 0, 1440),
    ],
)
def test_range_is_read_and_written_the_same(text, start, end, last_minute):
    read = TimeRange.parse(text)
    assert (read.start, read.end, read.last_minute, str(read)) == (start, end, last_minute, text)
    assert read.runs_past_midnight == (last_minute > 1440)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "9:00-12:00",
        "09:00-25:00",
        "24:00-09:00",
        "09:60-10:00",
        "09:00-24:01",
        "09:00–12:00",
        "09:00-12:00\n",
    ],
)
def test_range_that_cannot_be_read_is_refused(text):
    with pytest.raises(ValueError, match="is not a range of hours such as 09:00-12:30"):
        TimeRange.parse(text)


def test_range_beyond_a_day_is_refused():
    for start, end in [(-1, 60), (1440, 60), (0, 1441)]:
        with pytest.raises(ValueError, match="is not within a day"):
            TimeRange(start, end)


@given(st.integers(0, 1439), st.integers(0, 1440))
def test_any_range_gives_its_text_back(start, end):
    assert TimeRange.parse(str(TimeRange(start, end))) == TimeRange(start, end)


def test_weekly_hours_are_read_by_weekday_in_the_order_of_the_day():
    assert parse_weekly({"su": ["14:00-18:00", "09:00-12:00"], "mo": []}) == {
        6: (TimeRange(540, 720), TimeRange(840, 1080)),
        0: (),
    }
    with pytest.raises(ValueError, match="“lundi” is not a day of the week"):
        parse_weekly({"lundi": []})

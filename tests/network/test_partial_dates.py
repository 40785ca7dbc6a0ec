from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.partial_dates import PartialDate


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2002", "year", date(2002, 1, 1), date(2002, 12, 31)),
        ("2013-04", "month", date(2013, 4, 1), date(2013, 4, 30)),
        ("2013-12", "month", date(2013, 12, 1), date(2013, 12, 31)),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-02", "month", date(2025, 2, 1), date(2025, 2, 28)),
        ("2005-03-21", "day", date(2005, 3, 21), date(2005, 3, 21)),
        ("0001", "year", date(1, 1, 1), date(1, 12, 31)),
        ("9999", "year", date(9999, 1, 1), date(9999, 12, 31)),
    ],
)
def test_partial_date_spans_the_days_it_stands_for(text, precision, first, last):
    partial = PartialDate.parse(text)
    assert (partial.precision, partial.first_day, partial.last_day) == (precision, first, last)
    assert str(partial) == text


@pytest.mark.parametrize("text", ["2013-02-30", "2013-13", "2013-00", "2013-04-00", "0000", "2025-02-29"])
def test_partial_date_that_the_calendar_lacks_is_refused(text):
    with pytest.raises(ValueError, match=f"^“{text}” is not in the calendar.$"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    "text",
    ["", "13", "20134", "2013-4", "2013-04-", "2013-04-1", "2013-04-01T00:00", " 2013", "2013\n", "٢٠١٣"],
)
def test_partial_date_that_cannot_be_read_is_refused(text):
    with pytest.raises(ValueError, match="is not a date such as 2002, 2013-04 or 2005-03-21"):
        PartialDate.parse(text)


def test_partial_date_with_a_day_needs_its_month():
    with pytest.raises(ValueError, match=r"^A day needs its month.$"):
        PartialDate(2013, None, 4)


def test_partial_dates_sort_by_first_day_then_the_more_precise_later():
    texts = ["2012-12-31", "2013", "2013-01", "2013-01-01", "2013-01-02", "2013-02", "2014"]
    shuffled = Random(1).sample(texts, len(texts))
    assert [str(each) for each in sorted(map(PartialDate.parse, shuffled))] == texts


def test_partial_date_is_compared_with_its_kind_only():
    assert PartialDate(2013) != "2013"
    with pytest.raises(TypeError):
        assert PartialDate(2013) < "2014"


def test_equal_partial_dates_are_one_key():
    assert {PartialDate(2013, 4), PartialDate.parse("2013-04"), PartialDate(2013, 4, 1)} == {
        PartialDate(2013, 4),
        PartialDate(2013, 4, 1),
    }


@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_any_partial_date_gives_its_text_back_and_holds_its_day(day, length):
    text = day.isoformat()[:length]
    partial = PartialDate.parse(text)
    assert str(partial) == text
    assert partial.first_day <= day <= partial.last_day


@given(st.dates(), st.dates())
def test_whole_days_sort_as_dates(one, other):
    assert (PartialDate.parse(str(one)) < PartialDate.parse(str(other))) == (one < other)

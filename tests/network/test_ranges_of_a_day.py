"""Ranges of one day that overlapped before a constraint refused it became ranges that do not."""

from importlib import import_module

import pytest

joined = import_module("network.migrations.0008_hours_of_a_day_never_overlap").joined


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([], []),
        (["14:00-18:00", "09:00-12:00"], ["14:00-18:00", "09:00-12:00"]),
        (["09:00-12:00", "12:00-14:00"], ["09:00-12:00", "12:00-14:00"]),
        (["10:00-18:00", "09:00-12:00"], ["09:00-18:00"]),
        (["09:00-18:00", "10:00-11:00", "17:00-19:00"], ["09:00-19:00"]),
        (["22:00-02:00", "23:00-23:30"], ["22:00-02:00"]),
        (["22:00-24:00", "23:00-01:00", "08:00-09:00"], ["08:00-09:00", "22:00-01:00"]),
        (["09:00-12:00", "09:00-12:00"], ["09:00-12:00"]),
    ],
)
def test_same_minutes_without_overlap(before, after):
    assert joined(before) == after

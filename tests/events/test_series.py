"""Recurrence rules in words."""

import pytest

from events.models import Event
from events.views.series import rule_in_words


@pytest.mark.parametrize(
    ("rrule", "words"),
    [
        (None, ""),
        ("FREQ=DAILY;COUNT=3", "every day"),
        ("FREQ=DAILY;INTERVAL=2", "every 2 days"),
        ("FREQ=WEEKLY;COUNT=5", "every Tuesday"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20270101T000000", "every Monday, Wednesday, and Friday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every 2 weeks, on Tuesday"),
        ("FREQ=MONTHLY;BYDAY=1TU", "the first Tuesday of the month"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "the last Friday of the month"),
        ("FREQ=MONTHLY;BYDAY=TH;BYSETPOS=3", "the third Thursday of the month"),
        ("FREQ=MONTHLY;BYDAY=5TU", ""),
        ("FREQ=MONTHLY;BYMONTHDAY=15", ""),
        ("FREQ=YEARLY", ""),
        ("FREQ=WEEKLY;INTERVAL=;BYDAY=XX", "every Tuesday"),
        ("noise", ""),
    ],
)
def test_rule_reads_as_people_say_it(rrule, words):
    assert rule_in_words(Event(rrule=rrule, starts="2026-12-01T14:00")) == words

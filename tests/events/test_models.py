"""A date of an event: when it is, what has become of it."""

from datetime import date, datetime

import pytest

from events.models import Occurrence
from tests.factories import make_cite, make_event, make_occurrence

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("own", "of_event", "standing"),
    [
        (None, None, "scheduled"),
        ("moved_online", None, "moved_online"),
        (None, "postponed", "postponed"),
        ("scheduled", "cancelled", "cancelled"),
        ("cancelled", "scheduled", "cancelled"),
        ("moved_online", "postponed", "postponed"),
    ],
)
def test_standing_is_the_worse_of_both(own, of_event, standing):
    event = make_event(dates=[], status=of_event)
    assert make_occurrence(event, event.starts, status=own).standing == standing


def test_times_are_those_of_the_event_s_clock():
    event = make_event(
        make_cite(timezone="Indian/Reunion"), starts="2027-03-28T09:00", ends="2027-03-28T11:00"
    )
    occurrence = event.occurrences.get()
    assert (occurrence.starts, occurrence.ends) == tuple(
        map(datetime.fromisoformat, (event.starts, event.ends))
    )


@pytest.mark.parametrize(
    ("ends", "overnight", "days"),
    [
        ("2027-01-04T20:00", False, False),
        ("2027-01-05T01:00", True, False),
        ("2027-01-05T18:00", False, True),
        ("2027-01-08T12:00", False, True),
    ],
)
def test_length_says_how_it_reads(ends, overnight, days):
    occurrence = make_event(starts="2027-01-04T18:00", ends=ends).occurrences.get()
    assert (occurrence.is_overnight, occurrence.lasts_days) == (overnight, days)


def test_a_moved_date_remembers_where_it_was():
    event = make_event(dates=[])
    moved = make_occurrence(event, "2027-01-05T14:00", new_starts="2027-01-06T10:00")
    longer = make_occurrence(
        event, "2027-01-12T14:00", new_starts="2027-01-12T14:00", new_ends="2027-01-12T18:00"
    )
    assert (moved.was_to_start, longer.was_to_start) == (datetime.fromisoformat("2027-01-05T14:00"), None)


def test_agenda_follows_the_calendars_on_the_wall():
    far = make_event(make_cite(timezone="Pacific/Noumea"), starts="2027-01-05T08:00")
    near = make_event(starts="2027-01-04T23:00")
    moved = make_event(dates=[])
    make_occurrence(moved, "2027-01-01T10:00", new_starts="2027-01-04T23:30")
    ordered = Occurrence.objects.in_agenda_order(date(2027, 1, 1))
    assert [each.event for each in ordered] == [near, moved, far]

"""Calendars of events, read back to the dates that the pages list."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.actions import fit_dates
from events.calendars import series_of
from events.filters import OccurrenceFilter
from events.models import Event, Occurrence
from network.calendars import calendar_of
from tests.calendar_reading import NOW, components, dates_in, fetch
from tests.events.event_dates import change, dates_here, make_series
from tests.factories import make_cite, make_event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.mark.parametrize(
    ("rrule", "zone", "starts", "ends"),
    [
        # Over the night in which clocks go back, and the one in which they go forward.
        ("FREQ=DAILY;COUNT=200", "Europe/Paris", "2026-10-20T22:00", "2026-10-21T04:00"),
        ("FREQ=DAILY;COUNT=200", "Europe/Paris", "2026-10-20T02:30", "2026-10-20T03:15"),
        ("FREQ=WEEKLY;BYDAY=SA,SU", "America/Santiago", "2026-12-05T23:30", "2026-12-06T01:00"),
        ("FREQ=WEEKLY", "Australia/Lord_Howe", "2026-12-06T01:45", "2026-12-06T02:20"),
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=30", "Indian/Reunion", "2026-11-27T09:00", "2026-11-27T12:00"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "Atlantic/Azores", "2026-12-31T09:00", "2026-12-31T12:00"),
        ("FREQ=YEARLY;BYMONTH=6;BYDAY=2SA", "UTC", "2026-12-01T09:00", "2026-12-03T18:00"),
        ("FREQ=DAILY;INTERVAL=3", "Asia/Kathmandu", "2020-01-01T09:00", "2020-01-01T12:00"),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1",
            "Africa/Casablanca",
            "2026-01-01T09:00",
            "2026-01-01T10:00",
        ),
        (None, "America/Cayenne", "2026-12-01T22:00", "2026-12-02T01:00"),
    ],
)
def test_rules_are_read_back_to_the_dates_that_the_pages_list(client, rrule, zone, starts, ends):
    event = make_event(make_cite(timezone=zone), starts=starts, ends=ends, rrule=rrule, dates=[])
    fit_dates(event, timezone.localdate())
    since = datetime(2026, 10, 1, tzinfo=UTC)
    found = dates_in(fetch(client, f"/en/agenda/{event.slug}.ics"), since)
    assert found == dates_here(since=since)
    assert found
    used = {each["DTSTART"].params.get("TZID") for each in components(fetch(client))} - {None}
    assert {zone["TZID"] for zone in icalendar.Calendar.from_ical(fetch(client)).walk("VTIMEZONE")} == used


def test_calendar_holds_what_the_agenda_lists_under_the_same_filters(client):
    event = make_series(themes=["training"])
    change(event, "2026-12-15T14:00", status="moved_online")
    make_event(themes=["mobility"], attendance="online")
    for query in (
        {"theme": "training"},
        {"way": "online"},
        {"way": "on_site"},
        {"theme": "nothing"},
        {"q": "atelier"},
    ):
        listed = Occurrence.objects.published().upcoming(NOW).with_words().with_ways()
        asked = QueryDict(mutable=True)
        asked.update(query)
        rows = OccurrenceFilter(asked, listed).qs
        assert dates_in(fetch(client, **query)) == dates_here(rows), query


def test_demonstration_is_read_back_to_the_dates_that_the_pages_list(client):
    call_command("demo", verbosity=0)
    assert dates_in(fetch(client)) == dates_here()
    coming = Event.objects.published().filter(occurrences__ends_at__gt=timezone.now()).distinct().count()
    assert len({uid for uid, *_rest in dates_here()}) >= coming > 10
    for event in Event.objects.published():
        rows = event.occurrences.all()
        since = datetime(2020, 1, 1, tzinfo=UTC)
        assert dates_in(fetch(client, f"/en/agenda/{event.slug}.ics"), since) == dates_here(rows, since), (
            event
        )


ZONES = ["Europe/Paris", "America/Santiago", "Australia/Lord_Howe", "Africa/Casablanca", "Indian/Reunion"]
RULES = [
    "FREQ=DAILY",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU",
    "FREQ=MONTHLY;BYDAY=-1SU",
    "FREQ=WEEKLY;COUNT=30",
]
CHANGES = [
    {},
    {"status": "cancelled"},
    {"status": "postponed"},
    {"new_starts": "2026-12-24T02:30"},
    {"new_starts": "2027-03-28T02:30", "new_ends": "2027-03-28T03:15"},
]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    zone=st.sampled_from(ZONES),
    rule=st.sampled_from(RULES),
    day=st.dates(date(2026, 9, 1), date(2027, 4, 30)),
    hour=st.integers(0, 23),
    lasts=st.integers(1, 30 * 60),
    changed=st.lists(st.tuples(st.integers(0, 25), st.sampled_from(CHANGES)), max_size=4),
)
def test_any_series_is_read_back(*, zone, rule, day, hour, lasts, changed):
    Event.objects.all().delete()
    starts = datetime(day.year, day.month, day.day, hour, 30)  # noqa: DTZ001
    event = make_event(
        make_cite(timezone=zone),
        starts=f"{starts:%Y-%m-%dT%H:%M}",
        ends=f"{starts + timedelta(minutes=lasts):%Y-%m-%dT%H:%M}",
        rrule=rule,
        dates=[],
    )
    fit_dates(event, timezone.localdate())
    rows = list(event.occurrences.order_by("rule_starts"))
    for number, values in changed:
        change(event, rows[number % len(rows)].rule_starts, **values)
    dates = event.occurrences.select_related("event__cite", "event__place").order_by("starts_at")
    body = calendar_of("x", "/", series_of(dates)).to_ical()
    since = datetime(2026, 1, 1, tzinfo=UTC)
    assert dates_in(body, since) == dates_here(since=since)

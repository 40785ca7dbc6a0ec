"""Events with a rule, and the dates that the pages list of them."""

from django.utils import timezone

from events.actions import fit_dates
from events.models import Occurrence
from tests.calendar_reading import NOW
from tests.factories import make_event


def dates_here(rows=None, since=NOW):
    """Return the same from the rows that the pages list."""
    rows = Occurrence.objects.published() if rows is None else rows
    return sorted(
        (f"{row.event_id}@citesdesmetiers", row.starts_at, row.ends_at, status_of(row))
        for row in rows.filter(ends_at__gt=since).select_related("event")
    )


def status_of(row):
    if row.standing == "cancelled":
        return "CANCELLED"
    return "TENTATIVE" if row.standing == "postponed" and not row.was_to_start else "CONFIRMED"


def make_series(rrule="FREQ=WEEKLY;COUNT=6", **over):
    defaults = {"starts": "2026-12-01T14:00", "ends": "2026-12-01T16:00", "dates": []}
    event = make_event(**defaults | over, rrule=rrule)
    fit_dates(event, timezone.localdate())
    return event


def change(event, start, **values):
    row = event.occurrences.get(rule_starts=start)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    fit_dates(event, timezone.localdate())

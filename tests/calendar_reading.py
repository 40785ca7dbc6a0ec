"""Reads calendars back with programs that are not ours."""

from datetime import UTC, datetime

import icalendar
import recurring_ical_events

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
FAR = datetime(2034, 1, 1, tzinfo=UTC)


def fetch(client, path="/en/agenda.ics", status=200, **query):
    response = client.get(path, query)
    assert response.status_code == status
    return response.content


def dates_in(body, since=NOW, until=FAR):
    """Return what a reader of ours and of nobody else finds: UID, start, end, status."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(body)).between(since, until)
    return sorted(
        (
            str(each["UID"]).rpartition("-")[2],
            each["DTSTART"].dt.astimezone(UTC),
            (each["DTEND"] if "DTEND" in each else each["DTSTART"]).dt.astimezone(UTC),
            str(each["STATUS"]),
        )
        for each in found
    )


def components(body):
    return icalendar.Calendar.from_ical(body).walk("VEVENT")

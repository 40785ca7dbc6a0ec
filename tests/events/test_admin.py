"""Events in the admin: their rule makes their dates, and a date that was changed is never lost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from events.actions import fit_dates
from tests.factories import make_event, make_partner, make_place
from tests.network.admin.records import make_person, sent_by

pytestmark = pytest.mark.django_db
WEEKLY = {"starts": "2030-01-07T14:00", "ends": "2030-01-07T16:00", "rrule": "FREQ=WEEKLY;COUNT=3"}
THREE = ["2030-01-07T14:00", "2030-01-14T14:00", "2030-01-21T14:00"]


@pytest.fixture
def desk(client):
    client.force_login(make_person("content_support"))
    return client


def change(event):
    return reverse("admin:events_event_change", args=[event.pk])


def starts(event):
    return list(event.occurrences.order_by("starts_at").values_list("rule_starts", flat=True))


def test_rule_makes_the_dates(desk):
    event = make_event(dates=[])
    answer = desk.post(change(event), sent_by(desk.get(change(event))) | WEEKLY)
    assert answer.status_code == 302, answer.context["errors"]
    assert starts(event) == THREE
    first = event.occurrences.earliest("starts_at")
    assert (first.cite_id, first.starts_at.isoformat()) == (event.cite_id, "2030-01-07T13:00:00+00:00")


def test_changed_date_outlives_the_rule(desk):
    event = make_event(**WEEKLY, dates=THREE)
    event.occurrences.filter(rule_starts=THREE[2]).update(status="cancelled")
    sent = sent_by(desk.get(change(event))) | {"rrule": "FREQ=WEEKLY;COUNT=1"}
    assert desk.post(change(event), sent).status_code == 302
    assert starts(event) == [THREE[0], THREE[2]]


def test_fitting_again_writes_nothing():
    event = make_event(**WEEKLY, dates=[])
    fit_dates(event, timezone.localdate())
    versions = dict(event.occurrences.values_list("pk", "version"))
    fit_dates(event, timezone.localdate())
    assert dict(event.occurrences.values_list("pk", "version")) == versions


def test_date_is_moved_and_cancelled_in_its_row(desk):
    event = make_event(**WEEKLY, dates=THREE)
    sent = sent_by(desk.get(change(event)))
    sent |= {"occurrences-0-new_starts": "2030-01-08T10:00", "occurrences-1-status": "cancelled"}
    answer = desk.post(change(event), sent)
    assert answer.status_code == 302, answer.context["errors"]
    moved, cancelled, kept = event.occurrences.order_by("rule_starts")
    assert moved.starts_at.isoformat() == "2030-01-08T09:00:00+00:00"
    assert moved.ends_at.isoformat() == "2030-01-08T11:00:00+00:00"
    assert (cancelled.status, kept.status) == ("cancelled", None)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"rrule": "FREQ=HOURLY"}, "rrule"),
        ({"rrule": "every Monday"}, "rrule"),
        ({"rrule": "FREQ=DAILY;COUNT=99999"}, "rrule"),
        ({"starts": "2030-02-30T10:00"}, "starts"),
        ({"timezone": "Paris"}, "timezone"),
        ({"ends": "2029-01-01T10:00", "rrule": ""}, "ends"),
    ],
)
def test_times_without_dates_are_refused_at_their_field(desk, sent, field):
    event = make_event(**WEEKLY, dates=THREE)
    answer = desk.post(change(event), sent_by(desk.get(change(event))) | sent)
    assert answer.status_code == 200
    assert field in answer.context["adminform"].form.errors
    assert starts(event) == THREE


def test_partners_and_place_are_of_the_same_world(desk):
    event = make_event()
    sent = sent_by(desk.get(change(event)))
    answer = desk.post(
        change(event), sent | {"partners": [make_partner(demo=True).pk], "place": make_place().pk}
    )
    assert {"partners", "place"} <= set(answer.context["adminform"].form.errors)
    assert desk.post(change(event), sent | {"partners": [make_partner().pk]}).status_code == 302
    assert event.partners.count() == 1

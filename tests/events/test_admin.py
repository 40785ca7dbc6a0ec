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
        ({"starts": "2027-02-29T10:00"}, "starts"),
        ({"starts": "2030-01-07T14:00+02:00"}, "starts"),
        ({"starts": "0001-01-01T10:00"}, "starts"),
        ({"ends": "9999-12-31T10:00"}, "ends"),
        ({"timezone": "CEST"}, "timezone"),
        ({"rrule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "rrule"),
        ({"rrule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "starts": "2028-03-01T10:00", "ends": "2028-03-01T11:00"},
         "rrule"),
        ({"rrule": "FREQ=DAILY", "starts": "1990-01-01T10:00", "ends": "1990-01-01T11:00"}, "rrule"),
        ({"rrule": "", "excluded": "2030-01-07T14:00"}, "excluded"),
        ({"excluded": "2027-02-29T14:00"}, "excluded"),
    ],
)  # fmt: skip
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


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ("FREQ=DAILY", 400),
        ("FREQ=MONTHLY", 37),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", 1),
    ],
)
def test_rule_without_an_end_is_kept_and_says_how_much_of_it(desk, rule, kept):
    event = make_event(dates=[])
    sent = sent_by(desk.get(change(event))) | WEEKLY | {"rrule": rule}
    answer = desk.post(change(event), sent, follow=True)
    assert len(starts(event)) == kept
    told = [str(message) for message in answer.context["messages"]]
    assert any(f"{kept} of its dates are kept, up to {starts(event)[-1][:10]}" in each for each in told), told


def test_rule_with_an_end_says_nothing_more(desk):
    event = make_event(dates=[])
    answer = desk.post(change(event), sent_by(desk.get(change(event))) | WEEKLY, follow=True)
    assert not any("never ends" in str(message) for message in answer.context["messages"])


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"new_starts": "2027-02-29T10:00"}, "new_starts"),
        ({"new_starts": "9999-01-01T10:00"}, "new_starts"),
        ({"new_ends": "2030-01-07T13:00"}, "new_ends"),
    ],
)
def test_date_is_not_moved_out_of_the_calendar(desk, sent, field):
    event = make_event(**WEEKLY, dates=THREE)
    before = list(event.occurrences.order_by("pk").values())
    rows = {f"occurrences-0-{name}": value for name, value in sent.items()}
    answer = desk.post(change(event), sent_by(desk.get(change(event))) | rows)
    [formset] = [each.formset for each in answer.context["inline_admin_formsets"]]
    assert field in formset.forms[0].errors
    date = event.occurrences.order_by("starts_at").first()
    page = reverse("admin:events_occurrence_change", args=[date.pk])
    answer = desk.post(page, sent_by(desk.get(page)) | sent)
    assert field in answer.context["adminform"].form.errors
    assert list(event.occurrences.order_by("pk").values()) == before


def test_date_of_an_event_that_cannot_be_followed_is_not_saved(desk):
    """Its zone left the database, or its rule was written by other means: the date says what to mend first."""
    event = make_event(**WEEKLY, dates=THREE)
    type(event).objects.filter(pk=event.pk).update(timezone="europe/paris")
    date = event.occurrences.order_by("starts_at").first()
    page = reverse("admin:events_occurrence_change", args=[date.pk])
    answer = desk.post(page, sent_by(desk.get(page)) | {"status": "cancelled"})
    assert "mended first" in str(answer.context["errors"])
    answer = desk.post(
        change(event), sent_by(desk.get(change(event))) | {"occurrences-0-status": "cancelled"}
    )
    assert answer.status_code == 302
    event.refresh_from_db()
    assert event.timezone == "Europe/Paris"

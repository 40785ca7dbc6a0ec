"""Offers in the admin: found at places of their own Cité."""

from datetime import date

import pytest
from django.urls import reverse

from services.models import CancelledPermanence, Permanence
from tests.factories import cancel_permanence, make_permanence, make_place, make_service
from tests.network.admin.records import make_person, sent_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(make_person("content_support"))
    return client


def change(service):
    return reverse("admin:services_service_change", args=[service.pk])


def test_places_are_chosen_and_left(desk):
    service = make_service()
    first, second = make_place(service.cite), make_place(service.cite)
    for chosen in ([first.pk, second.pk], [second.pk], []):
        sent = sent_by(desk.get(change(service))) | {"offered_at": chosen}
        answer = desk.post(change(service), sent)
        assert answer.status_code == 302, answer.context["errors"]
        assert sorted(service.places.values_list("pk", flat=True)) == chosen


def test_place_of_another_cite_is_refused_at_its_field(desk):
    service, elsewhere = make_service(), make_place()
    answer = desk.post(change(service), sent_by(desk.get(change(service))) | {"offered_at": [elsewhere.pk]})
    assert "another Cité" in str(answer.context["adminform"].form.errors["offered_at"])


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"access": []}, "access"),
        ({"duration_minutes": "0"}, "duration_minutes"),
        ({"title__fr": "", "title__en": ""}, "title"),
        ({"languages": "french"}, "languages"),
    ],
)
def test_what_is_missing_is_told_at_its_field(desk, sent, field):
    service = make_service()
    answer = desk.post(change(service), sent_by(desk.get(change(service))) | sent)
    assert field in answer.context["adminform"].form.errors


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"valid_from": "2027-02-29"}, "valid_from"),
        ({"valid_until": "9999-12-31"}, "valid_until"),
        ({"checked_on": "0001-01-01"}, "checked_on"),
        ({"valid_from": "2026-05-02", "valid_until": "2026-05-01"}, "valid_until"),
    ],
)
def test_bad_day_of_an_offer_is_told_at_its_field(desk, sent, field):
    service = make_service()
    before = type(service).objects.values().get(pk=service.pk)
    answer = desk.post(
        change(service), sent_by(desk.get(change(service))) | {"title__fr": "Autrement"} | sent
    )
    assert field in answer.context["adminform"].form.errors
    assert type(service).objects.values().get(pk=service.pk) == before


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"time": "14h-17h"}, "time"),
        ({"time": "14:00-25:00"}, "time"),
        ({"valid_until": "9999-12-31"}, "valid_until"),
        ({"week_of": "2027-02-29"}, "week_of"),
        ({"week_of": "0001-01-01"}, "week_of"),
        ({"every_weeks": "2", "week_of": ""}, "week_of"),
        ({"every_weeks": "9"}, "every_weeks"),
        ({"nth_of_month": "5"}, "nth_of_month"),
        ({"valid_from": "2026-05-02", "valid_until": "2026-05-01"}, "valid_until"),
        ({"cancelled-0-date": "2027-02-29"}, "date"),
        ({"cancelled-0-date": "9999-05-01"}, "date"),
    ],
)
def test_bad_time_of_a_permanence_is_told_at_its_field(desk, sent, field):
    permanence = make_permanence()
    cancel_permanence(permanence, date(2026, 5, 5))
    page = reverse("admin:services_permanence_change", args=[permanence.pk])
    before = list(Permanence.objects.values()), list(CancelledPermanence.objects.values())
    answer = desk.post(page, sent_by(desk.get(page)) | {"mode": "phone"} | sent)
    errors = answer.context["adminform"].form.errors
    for rows in answer.context["inline_admin_formsets"]:
        errors |= rows.formset.forms[0].errors
    assert field in errors
    assert (list(Permanence.objects.values()), list(CancelledPermanence.objects.values())) == before

"""Offers in the admin: found at places of their own Cité."""

import pytest
from django.urls import reverse

from tests.factories import make_place, make_service
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

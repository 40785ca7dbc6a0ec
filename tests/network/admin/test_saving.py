"""Nobody's change is lost, and what the database refuses comes back as words, with what was typed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from network.models import Conflict, Place, Season
from network.models.base import Record
from tests import factories
from tests.network.admin.records import make_person, sent_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    person = make_person(name="Ada")
    client.force_login(person)
    return person


def change(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def add(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def errors_of(answer):
    assert answer.status_code == 200
    return str(answer.context["errors"])


def test_change_over_somebody_elses_is_told_and_loses_nothing(client, officer):
    cite = factories.make_cite(name={"fr": "Cité des métiers de Nîmes"}, region="Gard")
    opened = sent_by(client.get(change(cite)))
    cite.region = "Occitanie"
    cite.save()
    answer = client.post(
        change(cite), opened | {"region": "Languedoc", "name__fr": "Cité des métiers du Gard"}
    )
    assert "changed this while you were writing" in errors_of(answer)
    form = answer.context["adminform"].form
    assert form["region"].value() == "Languedoc"
    assert form["name"].value()["fr"] == "Cité des métiers du Gard"
    # What they changed stands at its field; what they did not change does not.
    assert "Saved meanwhile: Occitanie" in str(form.errors["region"])
    assert "name" not in form.errors
    cite.refresh_from_db()
    assert cite.region == "Occitanie"


def test_a_second_try_keeps_ones_own_knowingly(client, officer):
    cite = factories.make_cite(region="Gard")
    opened = sent_by(client.get(change(cite)))
    type(cite).objects.filter(pk=cite.pk).update(region="Occitanie")
    answer = client.post(change(cite), opened | {"region": "Languedoc"})
    again = sent_by(answer) | {"region": "Languedoc"}
    assert client.post(change(cite), again).status_code == 302
    cite.refresh_from_db()
    assert cite.region == "Languedoc"


def test_who_changed_it_is_named(client, officer, django_user_model):
    cite = factories.make_cite(region="Gard")
    opened = sent_by(client.get(change(cite)))
    client.force_login(make_person(name="Grace"))
    client.post(change(cite), opened | {"region": "Occitanie"})
    client.force_login(officer)
    assert "Grace changed this" in errors_of(client.post(change(cite), opened | {"region": "Languedoc"}))


def test_what_was_not_changed_is_not_written(client, officer):
    cite = factories.make_cite()
    opened = sent_by(client.get(change(cite)))
    version = type(cite).objects.get(pk=cite.pk).version
    type(cite).objects.filter(pk=cite.pk).update(region="Occitanie")
    # Sent back as it was but for theirs, which this form never touched: that is a change, and told.
    assert client.post(change(cite), opened | {"region": "Occitanie"}).status_code == 302
    assert type(cite).objects.get(pk=cite.pk).version == version + 1


def test_form_without_its_version_is_refused(client, officer):
    cite = factories.make_cite()
    sent = sent_by(client.get(change(cite))) | {"region": "Gard"}
    del sent["opened_version"]
    assert "while you were writing" in errors_of(client.post(change(cite), sent))


def test_conflict_between_reading_and_writing_is_told(client, officer, monkeypatch):
    """The last guard is the database: what happens between the check and the UPDATE."""
    cite = factories.make_cite()
    sent = sent_by(client.get(change(cite))) | {"region": "Gard"}

    def late(self, *args, **kwargs):
        raise Conflict

    monkeypatch.setattr(Record, "_do_update", late)
    answer = client.post(change(cite), sent)
    assert "while you were writing" in errors_of(answer)
    assert answer.context["adminform"].form["region"].value() == "Gard"


def test_conflict_in_a_row_is_told_at_the_row(client, officer):
    season = factories.make_season(factories.make_place(), name="Été")
    sent = sent_by(client.get(change(season.place)))
    Season.objects.filter(pk=season.pk).update(name="Hiver")
    answer = client.post(change(season.place), sent | {"seasons-0-name": "Printemps"})
    assert "while you were writing" in errors_of(answer)
    season.refresh_from_db()
    assert season.name == "Hiver"


def test_row_that_changed_since_is_not_removed(client, officer):
    season = factories.make_season(factories.make_place(), name="Été")
    sent = sent_by(client.get(change(season.place)))
    Season.objects.filter(pk=season.pk).update(name="Hiver")
    answer = client.post(change(season.place), sent | {"seasons-0-DELETE": "on"})
    assert "while you were writing" in errors_of(answer)
    assert Season.objects.filter(pk=season.pk).exists()


def test_rows_are_added_changed_and_removed(client, officer):
    place = factories.make_place()
    kept, gone = (
        factories.make_season(place, valid_until="2026-01-01"),
        factories.make_season(place, valid_from="2030-01-01"),
    )
    sent = sent_by(client.get(change(place)))
    sent |= {
        "seasons-TOTAL_FORMS": "3", "seasons-0-weekly__mo": "8h-10h", "seasons-1-DELETE": "on",
        "seasons-2-place": place.pk, "seasons-2-name": "Neuve", "seasons-2-valid_from": "2027-01-01",
        "seasons-2-valid_until": "2027-02-01", "seasons-2-weekly__tu": "9h-12h 14h-18h",
    }  # fmt: skip
    answer = client.post(change(place), sent)
    assert answer.status_code == 302, answer.context["errors"]
    kept.refresh_from_db()
    assert kept.weekly["mo"] == ["08:00-10:00"]
    assert not Season.objects.filter(pk=gone.pk).exists()
    assert place.seasons.get(name="Neuve").weekly == {"tu": ["09:00-12:00", "14:00-18:00"]}


def test_second_main_place_is_refused_in_words(client, officer):
    cite = factories.make_cite()
    factories.make_place(cite, kind="main")
    other = factories.make_place(cite)
    answer = client.post(change(other), sent_by(client.get(change(other))) | {"kind": "main"})
    assert "another main place" in errors_of(answer)


def test_overlapping_seasons_are_refused_in_words(client, officer):
    season = factories.make_season(factories.make_place())
    sent = {"place": season.place.pk, "weekly__mo": "9h-12h", "valid_from": "2026-01-01"}
    assert "Another season" in errors_of(client.post(add(Season), sent))


def test_two_new_rows_that_overlap_are_refused_in_words(client, officer):
    """No form can see this one: each row is fine by itself, and the database refuses the second."""
    place = factories.make_place()
    sent = sent_by(client.get(change(place)))
    sent |= {"seasons-TOTAL_FORMS": "2"} | {f"seasons-{row}-{name}": value for row in (0, 1) for name, value in {
        "place": place.pk, "valid_from": "2026-01-01", "name": f"Saison {row}",
    }.items()}  # fmt: skip
    answer = client.post(change(place), sent)
    assert "Another season" in errors_of(answer)
    assert "Saison 1" in answer.content.decode()
    assert not place.seasons.exists()


def test_link_to_another_cite_is_refused_at_its_field(client, officer):
    service, elsewhere = factories.make_service(), factories.make_place()
    sent = {
        "cite": service.cite.pk, "service": service.pk, "place": elsewhere.pk, "weekday": "1", "time": "14:00-17:00",
        "cancelled-TOTAL_FORMS": "0", "cancelled-INITIAL_FORMS": "0",
    }  # fmt: skip
    answer = client.post(reverse("admin:services_permanence_add"), sent)
    assert "another Cité" in str(answer.context["adminform"].form.errors["place"])


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("country", "France", "at most 2"),
        ("country", "fr", "two capital letters"),
        ("timezone", "Paris", "no such time zone"),
        ("latitude", "91", "latitude and a longitude"),
        ("valid_until", "1900", "ends before it begins"),
        ("valid_from", "soon", "a year, a month or a day"),
    ],
)
def test_constraint_is_told_at_its_field(client, officer, field, value, words):
    place = factories.make_place(valid_from="1993")
    answer = client.post(change(place), sent_by(client.get(change(place))) | {field: value})
    assert words in str(answer.context["adminform"].form.errors[field])


@pytest.mark.parametrize("name", ["street", "note__fr", "name", "seasons-0-name", "seasons-0-weekly__mo"])
def test_null_characters_are_refused(client, officer, name):
    place = factories.make_open_place()
    answer = client.post(change(place), sent_by(client.get(change(place))) | {name: "a\x00b"})
    assert errors_of(answer)
    assert not Place.objects.filter(street="a").exists()


def test_address_of_a_record_stays(client, officer):
    cite = factories.make_cite(slug="nimes")
    client.post(change(cite), sent_by(client.get(change(cite))) | {"slug": "autre"})
    cite.refresh_from_db()
    assert cite.slug == "nimes"


def test_what_a_trigger_refuses_is_told_in_words(client, officer):
    stay = factories.make_stay(factories.make_place(kind="host"), "2026-07-14")
    place = stay.place
    answer = client.post(change(place), sent_by(client.get(change(place))) | {"kind": "relay"})
    assert "Only host and itinerant places" in errors_of(answer)
    head = factories.make_partner()
    unit = factories.make_partner(parent=head)
    answer = client.post(change(head), sent_by(client.get(change(head))) | {"parent": unit.pk})
    assert "lead back" in errors_of(answer)

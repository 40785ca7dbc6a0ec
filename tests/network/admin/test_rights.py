"""Who may do what in the admin: every model, every role, demonstration accounts; tables unchanged after a refusal."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.urls import reverse

from citesmetiers.models import SearchEntry, SearchWord, Town, TownName
from events.models import EventPartner, EventSuggestion, Occurrence
from network import models
from services.models import ServicePlace, ServiceSuggestion
from tests.factories import sign_in
from tests.network.admin.records import address, make_person, registered, sent_by

if TYPE_CHECKING:
    from django.db.models import Model

pytestmark = pytest.mark.django_db

# What the label officer alone changes, and what nobody adds, changes or deletes here.
LABEL_OFFICERS = {
    models.CommitteeSession,
    models.LabelDecision,
    models.LabelReminder,
    models.WithdrawalProposal,
    models.User,
    models.TeamMember,
    models.Invitation,
    models.NetworkFact,
    models.NetworkHoliday,
    models.Indicator,
    models.Campaign,
    models.Report,
    models.ReportFigure,
    models.ReportCall,
}
NEVER = {
    models.NetworkImport: {"add", "change", "delete"},
    models.LabelDecision: {"change", "delete"},
    models.LabelReminder: {"add", "change", "delete"},
    models.WithdrawalProposal: {"change", "delete"},
    models.PartnersApart: {"add", "change"},
    models.User: {"add", "delete"},
    models.Invitation: {"change", "delete"},
    Occurrence: {"add", "delete"},
    models.Suggestion: {"add"},
    models.Letter: {"add", "change", "delete"},
    models.Report: {"add", "change", "delete"},
    models.ReportFigure: {"add", "change", "delete"},
    models.ReportCall: {"add", "change", "delete"},
    models.CharterVersion: {"add", "change", "delete"},
    models.Criterion: {"add", "change", "delete"},
    models.LabelFile: {"add", "change", "delete"},
    models.CommitteeSession: {"change", "delete"},
}
# Tables without a mark, and people: a demonstration account, which many share, changes none.
NOT_FOR_DEMONSTRATION = {models.User, models.TeamMember, models.Invitation}
# What hangs on a Cité keeps it: decisions are never removed, an agreement keeps its partner.
HELD = {models.Cite, models.Partner, models.Campaign, models.Indicator}

# Rows that only join two records: they come and go with the forms of these.
LINKS = {ServicePlace, ServiceSuggestion, EventPartner, EventSuggestion}
# What tells of somebody without a name: nobody looks at it.
NAMELESS = {models.ReplyAddress, models.Support}
# A person's own, shown to that person alone.
OWN = {models.Session, models.TableUpload}
# What the workspace alone shows: what teams have not published, threw away, or called otherwise before.
WORKSPACE = {models.Draft, models.ThrownAway, models.FormerAddress}

# What is read on the page of its label file.
ON_ITS_FILE = {models.FileStep, models.Evidence}
# What is read on the page of its session.
IN_ITS_SESSION = {models.Seat, models.AgendaItem, models.Vote}

# Brought as a whole from open data: nobody writes in it.
GAZETTEER = {Town, TownName}
# Written by triggers alone.
SEARCH = {SearchEntry, SearchWord}

OURS = {"network", "services", "events", "citesmetiers"}
PEOPLE = [(role, demo) for role in ("label_officer", "content_support", "reader") for demo in (False, True)]


def may(role: str, model: type[Model], deed: str, *, demo: bool, on_demo: bool) -> bool:
    """Say it again, apart from the code that is tested."""
    if role == "reader" or deed in NEVER.get(model, ()):
        return False
    if role == "content_support" and model in LABEL_OFFICERS:
        return False
    return not demo or (on_demo and model not in NOT_FOR_DEMONSTRATION)


@cache
def _every_row() -> str:
    """Ask for all tables at once: one statement takes a fraction of the time of a hundred."""
    tables = (
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in OURS and model not in GAZETTEER | SEARCH
    )
    return " UNION ALL ".join(f"SELECT '{table}', each::text FROM \"{table}\" each" for table in tables)


def rows() -> list[tuple[str, str]]:
    """Read every table that holds something of ours, what the admin itself notes down apart."""
    with connection.cursor() as cursor:
        cursor.execute(_every_row())
        return sorted(cursor.fetchall())


def test_every_model_of_ours_is_in_the_admin():
    ours = {
        model
        for model in apps.get_models()
        if model._meta.app_label in OURS and not hasattr(model, "pgh_tracked_model")
    }
    assert (
        ours - LINKS - NAMELESS - OWN - WORKSPACE - ON_ITS_FILE - IN_ITS_SESSION - GAZETTEER - SEARCH
        == set(admin.site._registry)
    )


def cells() -> list[Any]:
    """Each model with every role, once with an invented account at least and once with a real one; all are proved."""
    return [
        pytest.param(
            *(model, role, demo),
            marks=() if (turn + place // 2 + demo) % 2 == 0 else pytest.mark.prove,
            id=f"{model._meta.label}-{role}-{demo}",
        )
        for turn, model in enumerate(registered())
        for place, (role, demo) in enumerate(PEOPLE)
    ]


@pytest.mark.parametrize(("model", "role", "demo"), cells())
def test_matrix(client, each, model, role, demo):
    records = {on_demo: each[on_demo][model] for on_demo in (False, True)}
    sign_in(client, make_person(role, demo=demo))
    lists = client.get(reverse(address(model, "changelist")))
    assert {row.pk for row in lists.context["cl"].result_list} >= {record.pk for record in records.values()}
    adds = may(role, model, "add", demo=demo, on_demo=demo)
    add = reverse(address(model, "add"))
    assert (client.get(add) if adds else client.post(add, {"name": "x"})).status_code == (
        200 if adds else 403
    )
    for on_demo, record in records.items():
        rights = {deed: may(role, model, deed, demo=demo, on_demo=on_demo) for deed in ("change", "delete")}
        check_change(client, record, allowed=rights["change"])
        check_delete(client, record, allowed=rights["delete"])


def check_change(client, record, *, allowed):
    where = reverse(address(type(record), "change"), args=[record.pk])
    sent = sent_by(client.get(where)) if allowed else {"name": "x", "opened_version": "1"}
    before = rows()
    assert client.post(where, sent).status_code == (302 if allowed else 403)
    # What was not changed is not written again; what is refused is not written at all.
    assert rows() == before


def check_delete(client, record, *, allowed):
    model = type(record)
    bulk = {"action": "delete_selected", "_selected_action": [record.pk], "post": "yes"}
    if allowed and model in HELD:
        return
    before = rows()
    if not allowed or model is models.TeamMember:
        where = reverse(address(model, "delete"), args=[record.pk])
        assert client.post(where, {"post": "yes", "reason": "x"}).status_code == (302 if allowed else 403)
    # Without the right at all there is no such action; without it on this record it is refused.
    client.post(reverse(address(model, "changelist")), bulk)
    assert model.objects.filter(pk=record.pk).exists() != allowed
    assert (rows() == before) != allowed


@pytest.mark.parametrize("model", sorted(HELD, key=str), ids=lambda model: model._meta.label)
def test_what_others_need_is_not_deleted(client, each, model):
    record = each[False][model]
    client.force_login(make_person())
    before = rows()
    page = client.get(reverse(address(model, "delete"), args=[record.pk]))
    assert page.context["perms_lacking"] or page.context["protected"]
    client.post(reverse(address(model, "delete"), args=[record.pk]), {"post": "yes"})
    bulk = {"action": "delete_selected", "_selected_action": [record.pk], "post": "yes"}
    client.post(reverse(address(model, "changelist")), bulk)
    assert rows() == before


@pytest.fixture
def demo_officer(client):
    person = make_person(demo=True)
    client.force_login(person)
    return person


def test_demonstration_account_adds_demonstration(client, demo_officer):
    sent = {"slug": "essai", "name": "Essai", "kind": "association", "former_names": ""}
    assert client.post(reverse("admin:network_partner_add"), sent).status_code == 302
    assert models.Partner.objects.get(slug="essai").demo


@pytest.mark.parametrize("model", [models.Carrier, models.Milestone, models.Season], ids=str)
def test_demonstration_account_hangs_nothing_on_what_is_real(client, each, demo_officer, model):
    real = each[False]
    before = rows()
    sent = {
        "cite": real[models.Cite].pk, "place": real[models.Place].pk, "name": "x", "kind": "opening",
        "valid_from": "2040-01-01",
    }  # fmt: skip
    answer = client.post(reverse(address(model, "add")), sent)
    assert answer.status_code == 200
    assert answer.context["errors"]
    assert rows() == before


def test_demonstration_account_chooses_nothing_real(client, each, demo_officer):
    """Not by a form that was tampered with, and not from what is offered."""
    real, invented = each[False], each[True]
    page = client.get(reverse("admin:network_agreement_change", args=[invented[models.Agreement].pk]))
    before = rows()
    sent = sent_by(page) | {"partner": real[models.Partner].pk}
    answer = client.post(
        reverse("admin:network_agreement_change", args=[invented[models.Agreement].pk]), sent
    )
    assert "partner" in answer.context["adminform"].form.errors
    assert rows() == before
    offered = client.get(
        reverse("admin:autocomplete"),
        {"app_label": "network", "model_name": "agreement", "field_name": "partner"},
    ).json()["results"]
    invented_ones = models.Partner.objects.filter(demo=True).values_list("pk", flat=True)
    assert {choice["id"] for choice in offered} == set(map(str, invented_ones))


def test_real_record_is_not_linked_to_an_invented_one(client, each):
    real, invented = each[False], each[True]
    client.force_login(make_person())
    page = client.get(reverse("admin:network_agreement_change", args=[real[models.Agreement].pk]))
    sent = sent_by(page) | {"partner": invented[models.Partner].pk}
    answer = client.post(reverse("admin:network_agreement_change", args=[real[models.Agreement].pk]), sent)
    assert "never linked" in str(answer.context["adminform"].form.errors["partner"])


def test_what_hangs_on_an_invented_cite_is_invented(client, each):
    invented = each[True]
    client.force_login(make_person("content_support"))
    sent = {"cite": invented[models.Cite].pk, "name": "Porteur neuf"}
    assert client.post(reverse("admin:network_carrier_add"), sent).status_code == 302
    assert models.Carrier.objects.get(name="Porteur neuf").demo


def test_demonstration_account_deletes_nothing_real_among_what_is_invented(client, each, demo_officer):
    real, invented = each[False], each[True]
    before = rows()
    both = [real[models.Carrier].pk, invented[models.Carrier].pk]
    bulk = {"action": "delete_selected", "_selected_action": both, "post": "yes"}
    assert client.post(reverse("admin:network_carrier_changelist"), bulk).status_code == 403
    assert rows() == before


def test_rows_of_a_real_record_are_closed_to_a_demonstration_account(client, each, demo_officer):
    real = each[False]
    place = real[models.Place]
    page = client.get(reverse("admin:network_place_change", args=[place.pk]))
    assert not any(
        formset.has_change_permission or formset.has_add_permission or formset.has_delete_permission
        for formset in page.context["inline_admin_formsets"]
    )


def test_rows_of_another_record_are_not_reached_through_a_form(client, each, demo_officer):
    """A row’s number in a form is looked for among the rows of the record alone."""
    real, invented = each[False], each[True]
    page = client.get(reverse("admin:network_place_change", args=[invented[models.Place].pk]))
    before = rows()
    sent = sent_by(page) | {
        "seasons-0-id": real[models.Season].pk,
        "seasons-0-name": "Volée",
        "seasons-0-DELETE": "on",
    }
    for data in (sent, {name: value for name, value in sent.items() if not name.endswith("DELETE")}):
        client.post(reverse("admin:network_place_change", args=[invented[models.Place].pk]), data)
        assert rows() == before


@pytest.mark.parametrize("model", [models.Cite, models.Season, models.LabelDecision], ids=str)
def test_reader_reads_words_and_no_json(client, each, model):
    record = each[False][model]
    client.force_login(make_person("reader"))
    page = client.get(reverse(address(model, "change"), args=[record.pk])).content.decode()
    assert "{&quot;fr" not in page
    assert "[&#x27;" not in page
    if model is models.Cite:
        assert f"fr: {record.name['fr']}" in page

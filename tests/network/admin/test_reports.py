"""The officer and a report: read, returned with a reason, accepted with a renewal or held."""

import pytest
from django.urls import reverse

from network.models import LabelDecision, Letter, Report
from tests.factories import make_cite, make_decision, make_indicator, make_member, make_report, sign_in
from tests.network.admin.records import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    person = make_person()
    sign_in(client, person)
    return person


def sent(**over):
    cite = make_cite(demo=over.get("demo", False))
    make_decision(cite, "operating_label", "2020-01-01")
    make_member(cite, "coordinator", demo=cite.demo)
    indicator = make_indicator(demo=cite.demo, breakdown="age")
    report = make_report(cite, **{"state": "submitted", "figures": {indicator: 4321}} | over)
    report.figures.create(indicator=indicator, part="under_18", value=77, demo=cite.demo)
    return report


def page_of(report):
    return reverse("admin:network_report_change", args=[report.pk])


def move(report, name):
    return reverse("admin:network_report_move", args=[report.pk, name])


def test_figures_and_buttons_stand_on_its_page(client, officer):
    report = sent()
    page = client.get(page_of(report)).text
    assert "4,321" in page
    assert "under 18" in page.lower()
    for name in ("return", "renew", "hold"):
        assert move(report, name) in page
    assert move(report, "submit") not in page
    draft = make_report(campaign=report.campaign)
    assert "/move/" not in client.get(page_of(draft)).text


def test_returned_with_the_reason_that_the_cite_reads(client, officer):
    report = sent()
    refused = client.post(move(report, "return"), {"reason": " "})
    assert refused.status_code == 422
    assert "Say what the Cité should look at again" in refused.text
    assert client.post(move(report, "return"), {"reason": "Il manque l’âge."}).url == page_of(report)
    report.refresh_from_db()
    assert (report.state, report.comment, report.decided_by) == ("returned", "Il manque l’âge.", officer)
    assert Letter.objects.get().kind == "report_returned"


def test_renewal_names_its_consequence_and_is_decided_with_it(client, officer):
    report = sent()
    asked = client.get(move(report, "renew"))
    assert "a decision renews the label from" in asked.text
    assert not LabelDecision.objects.filter(kind="renewal").exists()
    client.post(move(report, "renew"))
    report.refresh_from_db()
    assert (report.decision.kind, report.decision.author) == ("renewal", officer)
    assert client.post(move(report, "renew")).status_code == 422, "once and no more"
    assert LabelDecision.objects.filter(kind="renewal").count() == 1


def test_a_held_case_is_accepted_without_a_decision_and_renewed_later(client, officer):
    report = sent()
    client.post(move(report, "hold"), {"reason": "Le comité en parle en mars."})
    report.refresh_from_db()
    assert (report.state, report.decision, report.comment) == (
        "accepted",
        None,
        "Le comité en parle en mars.",
    )
    assert move(report, "renew") in client.get(page_of(report)).text
    client.post(move(report, "renew"))
    assert Report.objects.get().decision.kind == "renewal"


def test_what_cannot_be_renewed_is_said_before_and_refused_in_words(client, officer):
    report = sent()
    make_decision(report.cite, "suspension", "2026-03-01")
    assert "hold the case" in client.get(move(report, "renew")).text
    refused = client.post(move(report, "renew"))
    assert refused.status_code == 422
    assert "Hold the case" in refused.text
    assert Report.objects.get().state == "submitted"


@pytest.mark.parametrize("name", ["submit", "accept", "x"])
def test_there_is_no_other_move(client, officer, name):
    report = sent()
    assert client.post(move(report, name)).status_code == 404


@pytest.mark.parametrize("role", ["content_support", "reader"])
@pytest.mark.parametrize("name", ["return", "renew", "hold"])
def test_others_of_the_secretariat_read_and_decide_nothing(client, role, name):
    report = sent()
    sign_in(client, make_person(role))
    page = client.get(page_of(report))
    assert "4,321" in page.text
    assert "/move/" not in page.text
    assert client.get(move(report, name)).status_code == 403
    assert client.post(move(report, name), {"reason": "x"}).status_code == 403
    assert Report.objects.get().state == "submitted"


def test_a_demonstration_officer_decides_on_what_is_invented_alone(client):
    real, invented = sent(), sent(demo=True)
    sign_in(client, make_person(demo=True))
    assert client.post(move(real, "hold")).status_code == 403
    assert "/move/" not in client.get(page_of(real)).text
    assert client.post(move(invented, "renew")).status_code == 302
    assert LabelDecision.objects.get(kind="renewal").demo


def test_nobody_writes_for_the_cite(client, officer):
    report = sent()
    for model, pk in (("report", report.pk), ("reportfigure", report.figures.first().pk)):
        where = reverse(f"admin:network_{model}_change", args=[pk])
        assert client.post(where, {"value": "1", "state": "accepted", "comment": "x"}).status_code == 403
        assert client.get(reverse(f"admin:network_{model}_add")).status_code == 403

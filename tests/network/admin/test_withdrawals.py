"""Withdrawals at the secretariat’s desk: proposed by a form, decided on a page that names what follows."""

import pytest
from django.urls import reverse
from django.utils import timezone

from citesmetiers.exchange import import_document
from network.models import LabelDecision, Letter, WithdrawalProposal
from network.models.journal import tables_of_a_cite
from tests.factories import make_cite, make_decision, make_member, make_proposal, sign_in
from tests.network.admin.records import make_person
from tests.portal.exchange_documents import example

pytestmark = pytest.mark.django_db
ADD = reverse("admin:network_withdrawalproposal_add")
PASSWORD = "a dull and long password"


def at(proposal, way):
    return reverse("admin:network_withdrawalproposal_end", args=[proposal.pk, way])


def page_of(proposal):
    return reverse("admin:network_withdrawalproposal_change", args=[proposal.pk])


def labelled(**over):
    cite = make_cite(**over)
    make_decision(cite, "operating_label", "2020")
    return cite


def test_from_a_proposal_to_the_decision_of_another_one(client):
    cite = labelled()
    head = make_member(cite, "coordinator")
    client.force_login(make_person(name="Camille"))
    form = client.get(ADD, {"cite": cite.pk})
    assert "until another label officer confirms it within 30 days" in form.text
    answer = client.post(ADD, {"cite": cite.pk, "reason": "Elle a fermé.", "note__fr": "Fermée en mars."})
    assert answer.status_code == 302
    proposal = WithdrawalProposal.objects.get()
    page = client.get(page_of(proposal)).text
    assert at(proposal, "take-back") in page
    assert at(proposal, "confirm") not in page
    # Who proposed it is not asked in the queue; the second one is, and says again who they are.
    assert page_of(proposal) not in client.get("/admin/queue/").text
    second = make_person(name="Dominique", password=PASSWORD)
    client.force_login(second)
    assert page_of(proposal) in client.get("/admin/queue/").text
    assert at(proposal, "take-back") not in client.get(page_of(proposal)).text
    asked = client.get(at(proposal, "confirm"))
    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert (
        client.post(at(proposal, "confirm")).headers["Location"].startswith(reverse("account_reauthenticate"))
    )
    assert not LabelDecision.objects.filter(kind="withdrawal").exists()
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(at(proposal, "confirm")).text
    for words in ("never removed", "the coordinators are told", "Camille proposed it", "Elle a fermé.", "Fermée en mars."):  # fmt: skip
        assert words in page
    assert "The label today: operating." in page
    assert not Letter.objects.filter(kind="label_withdrawn").exists()
    assert client.post(at(proposal, "confirm")).status_code == 302
    [decision] = LabelDecision.objects.filter(kind="withdrawal")
    assert (decision.author, str(decision.date)) == (second, timezone.localdate().isoformat())
    assert Letter.objects.get(kind="label_withdrawn").recipient == head.email
    late = client.post(at(proposal, "confirm"))
    assert late.status_code == 409
    assert "This proposal has ended: confirmed. Nothing was done." in late.text
    assert "<form method" not in late.text.split('id="content-main"')[1]
    assert page_of(proposal) not in client.get("/admin/queue/").text
    assert "/end/" not in client.get(page_of(proposal)).text


def test_the_second_one_declines_with_a_reason(client):
    proposal = make_proposal(labelled(), proposed_by=make_person())
    client.force_login(make_person())
    assert "Say why not" in client.post(at(proposal, "decline"), {"answer": " "}).text
    assert client.post(at(proposal, "decline"), {"answer": "Elle reçoit encore."}).status_code == 302
    client.force_login(proposal.proposed_by)
    assert "Elle reçoit encore." in client.get(page_of(proposal)).text


def test_who_proposed_takes_it_back_and_decides_nothing(client):
    proposal = make_proposal(labelled(), proposed_by=make_person())
    sign_in(client, proposal.proposed_by)
    for way in ("confirm", "decline"):
        assert client.get(at(proposal, way)).status_code == 403
        assert client.post(at(proposal, way), {"answer": "Non"}).status_code == 403
    assert client.post(at(proposal, "take-back")).status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == "taken_back"
    assert client.get(at(proposal, "jump")).status_code == 404


@pytest.mark.parametrize(
    ("role", "demo"), [("reader", False), ("content_support", False), ("label_officer", True)]
)
def test_others_end_nothing(client, role, demo):
    proposal = make_proposal(labelled())
    sign_in(client, make_person(role, demo=demo))
    for way in ("confirm", "decline", "take-back"):
        assert client.get(at(proposal, way)).status_code == 403
        assert client.post(at(proposal, way), {"answer": "Non"}).status_code == 403
    sent = client.post(ADD, {"cite": proposal.cite_id, "reason": "x"})
    assert sent.status_code == (200 if demo else 403)
    # Who only looks sees that it waits.
    assert (page_of(proposal) in client.get("/admin/queue/").text) == (role == "reader")
    proposal.refresh_from_db()
    assert (proposal.state, WithdrawalProposal.objects.count()) == ("proposed", 1)


def test_what_makes_no_sense_is_said_at_the_form(client):
    client.force_login(make_person())
    open_one = make_proposal(labelled())
    for cite, words in (
        (open_one.cite, "A proposal is open for this Cité already"),
        (make_decision(make_cite(), "label_end", "2020").cite, "This Cité has no label to withdraw today."),
    ):
        answer = client.post(ADD, {"cite": cite.pk, "reason": "Elle a fermé."})
        assert answer.status_code == 200
        assert words in str(answer.context["errors"])
    assert WithdrawalProposal.objects.count() == 1


def test_the_form_of_decisions_leads_to_the_proposal_and_takes_no_withdrawal(client):
    sign_in(client, make_person())
    cite, form = labelled(), reverse("admin:network_labeldecision_add")
    page = client.get(form).text
    assert 'value="withdrawal"' not in page
    assert f'href="{ADD}"' in page
    answer = client.post(form, {"cite": cite.pk, "kind": "withdrawal", "date": "2026"})
    assert "kind" in answer.context["adminform"].form.errors
    wrong = make_decision(cite, "withdrawal", "2021")
    page = client.get(reverse("admin:network_labeldecision_change", args=[wrong.pk])).text
    correct = f"{ADD}?replaces={wrong.pk}"
    assert f'href="{correct}"' in page
    asked = client.post(form, {"cite": cite.pk, "kind": "withdrawal", "date": "2022", "replaces": wrong.pk})
    assert asked.status_code == 200
    initial = client.get(correct).context["adminform"].form
    assert str(initial["date"].value()) == "2021"
    assert initial["replaces"].value() == wrong.pk
    sent = {"cite": cite.pk, "reason": "Un an trop tôt.", "date": "2022", "replaces": wrong.pk}
    assert client.post(ADD, sent).status_code == 302
    assert WithdrawalProposal.objects.get().replaces == wrong
    assert "label withdrawn" in client.get(page_of(WithdrawalProposal.objects.get())).text
    # What the list does to many at once decides nothing.
    listed = client.get(reverse("admin:network_labeldecision_changelist")).context
    actions = [name for name, _words in listed["action_form"].fields["action"].choices if name]
    assert all(name.startswith("export_") for name in actions)
    assert LabelDecision.objects.filter(kind="withdrawal").count() == 1


def test_the_team_reads_nothing_of_it_in_the_history_of_its_cite():
    assert WithdrawalProposal not in tables_of_a_cite()


def test_historic_withdrawals_are_still_imported():
    document = example()
    document["cites"][0].setdefault("history", []).append({"event": "withdrawal", "date": "2021"})
    import_document(document)
    assert LabelDecision.objects.get(kind="withdrawal").imported

"""Label files at the secretariat’s desk: read by all of it, moved by the label officer, after saying again who decides."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from network.actions import find_invitation
from network.filing import SECTIONS, moves_from
from network.models import Cite, FileStep, Invitation, LabelDecision, LabelFile, Letter, TeamMember
from network.permissions import Can
from network.vocabulary import FileKind, FileState, Membership
from tests.factories import make_cite, make_decision, make_evidence, make_file, make_member
from tests.network.admin.records import make_person

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SAID = {each.code: "2027-05-01" if each.is_day else "Un texte" for each in SECTIONS[FileKind.OPERATING]}
PASSWORD = "a dull and long password"


@pytest.fixture
def officer(client):
    person = make_person(name="Camille", password=PASSWORD)
    client.force_login(person)
    return person


def at(file, *rest):
    return "/".join([f"/admin/network/labelfile/{file.pk}", *map(str, rest), ""])


def say_again(client):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


@pytest.mark.parametrize("state", FileState)
def test_the_moves_that_are_open_are_buttons(client, officer, state):
    decision = make_decision(cite := make_cite(), "project_label", "2020") if state == "granted" else None
    file = (
        make_file(decision.cite if decision else cite, state=state, decision=decision)
        if decision
        else make_file(state=state)
    )
    page = client.get(at(file, "change")).text
    expected = {move.name for move in moves_from(state, Can.RUN_LABEL)}
    assert {
        name
        for name in (
            "take",
            "ask",
            "schedule",
            "adjourn",
            "grant",
            "refuse",
            "reopen",
            "submit",
            "withdraw",
            "resume",
        )
        if at(file, "move", name) in page
    } == expected


def test_readers_read_all_and_move_nothing(client):
    file = make_file(state="on_agenda", sections={"territory": "Trois vallées"})
    proof = make_evidence(file, words="La convention")
    proof.document.save("", ContentFile(b"%PDF-1.7"))
    FileStep.objects.create(file=file, words="Bonjour à vous")
    for role in ("reader", "content_support"):
        client.force_login(make_person(role))
        page = client.get(at(file, "change")).text
        for words in (
            "Trois vallées",
            "La convention",
            "Bonjour à vous",
            "13. Pooling",
            "on the agenda of the committee",
        ):
            assert words in page
        assert "/move/" not in page
        assert "/message/" not in page
        answer = client.get(at(file, "document", proof.pk))
        assert b"".join(answer.streaming_content) == b"%PDF-1.7"
        for move in ("grant", "refuse"):
            assert client.get(at(file, "move", move)).status_code == 403
            assert client.post(at(file, "move", move), {"version": 1, "reason": "x"}).status_code == 403
        assert client.post(at(file, "message"), {"words": "x"}).status_code == 403
        assert client.get("/admin/network/labelfile/new-project/").status_code == 403
    client.force_login(make_member(file.cite, "coordinator"))
    for address in (at(file, "change"), at(file, "move", "grant"), at(file, "document", proof.pk)):
        assert client.get(address).status_code == 403
    assert LabelFile.objects.get().state == "on_agenda"


def test_a_demonstration_officer_moves_demonstration_alone(client):
    client.force_login(make_person(demo=True))
    real, invented = make_file(state="submitted"), make_file(make_cite(demo=True), state="submitted")
    assert client.post(at(real, "move", "take"), {"version": 1}).status_code == 403
    assert client.post(at(invented, "move", "take"), {"version": 1}).status_code == 302
    assert {each.pk: each.state for each in LabelFile.objects.all()} == {
        real.pk: "submitted",
        invented.pk: "in_review",
    }


def test_changes_are_asked_for_with_a_reason_and_a_day(client, officer):
    file = make_file(state="in_review")
    where = at(file, "move", "ask")
    assert "The applicant reads your reason" in client.get(where).text
    answer = client.post(where, {"version": 1, "reason": "", "day": ""})
    assert answer.status_code == 422
    assert "Say why: the applicant reads it." in answer.text
    day = TODAY + timedelta(days=20)
    assert (
        client.post(where, {"version": 1, "reason": "Le lieu ?", "day": f"{day:%d/%m/%Y}"}).status_code == 302
    )
    file.refresh_from_db()
    assert (file.state, file.due_on) == ("changes_requested", day)
    late = client.post(where, {"version": 1, "reason": "Le lieu ?", "day": f"{day:%d/%m/%Y}"})
    assert late.status_code == 409
    assert "can no longer be done" in late.text
    assert client.get(at(file, "move", "submit")).status_code == 404


def test_a_grant_asks_again_who_decides_and_writes_the_decision(client, officer):
    file = make_file(kind="operating", state="on_agenda", sections=SAID)
    where = at(file, "move", "grant")
    with_session = client.get(where)
    assert with_session.headers["Location"].startswith(reverse("account_reauthenticate"))
    say_again(client)
    page = client.get(where).text
    assert "A decision is never removed" in page
    # The planned opening plus one year.
    assert 'value="30/04/2028"' in page
    sent = {
        "version": 1,
        "decided_on": f"{TODAY:%d/%m/%Y}",
        "period_from": f"{TODAY:%d/%m/%Y}",
        "period_until": "30/04/2028",
    }
    assert client.post(where, sent).status_code == 302
    decision = LabelDecision.objects.get()
    assert (decision.kind, decision.period_until, decision.author) == (
        "operating_label",
        date(2028, 4, 30),
        officer,
    )
    assert LabelFile.objects.get().decision == decision
    assert client.get("/en/label/").status_code == 200


def test_what_was_sent_before_one_says_again_who_one_is_waits_to_be_seen(client, officer):
    file = make_file(state="on_agenda")
    where = at(file, "move", "grant")
    answer = client.post(where, {"version": 1, "decided_on": "01/02/2026", "reason": "Bravo"})
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    say_again(client)
    page = client.get(where).text
    assert "Bravo" in page
    assert 'value="01/02/2026"' in page
    assert not LabelDecision.objects.exists()


def test_a_period_that_overlaps_is_refused_in_words_and_nothing_is_lost(client, officer):
    file = make_file(kind="renewal", state="on_agenda")
    year = {"period_from": TODAY, "period_until": TODAY + timedelta(days=300)}
    make_decision(file.cite, "confirmation", "2026", **year)
    say_again(client)
    following = year["period_until"] + timedelta(days=1)
    assert f'value="{following:%d/%m/%Y}"' in client.get(at(file, "move", "grant")).text
    sent = {
        "version": 1,
        "decided_on": f"{TODAY:%d/%m/%Y}",
        "period_from": f"{TODAY:%d/%m/%Y}",
        "period_until": f"{following:%d/%m/%Y}",
        "reason": "Bravo",
    }
    answer = client.post(at(file, "move", "grant"), sent)
    assert answer.status_code == 422
    assert "Another decision covers some of these days" in answer.text
    assert "Bravo" in answer.text
    assert LabelFile.objects.get().state == "on_agenda"


def test_the_officer_writes_to_the_applicant(client, officer):
    file = make_file(state="in_review")
    head = make_member(file.cite, "coordinator")
    assert client.post(at(file, "message"), {"words": "Où est le plan ?"}).status_code == 302
    assert Letter.objects.get().recipient == head.email
    assert "Où est le plan ?" in client.get(at(file, "change")).text
    assert client.post(at(file, "message"), {"words": ""}).status_code == 422
    assert client.get(at(file, "message")).status_code == 405


PROJECT = {
    "slug": "port-neuf", "name__fr": "Cité des métiers de Port-Neuf", "main_language": "fr", "country": "FR",
    "timezone": "Europe/Paris", "email": "Porteuse@example.org",
}  # fmt: skip


def test_a_new_project_is_a_cite_a_file_and_an_invitation(client, officer, mailoutbox):
    where = "/admin/network/labelfile/new-project/"
    assert client.get(where).headers["Location"].startswith(reverse("account_reauthenticate"))
    say_again(client)
    assert client.get(where).status_code == 200
    assert client.post(where, PROJECT).status_code == 302
    cite, file, invitation = Cite.objects.get(), LabelFile.objects.get(), Invitation.objects.get()
    assert (cite.membership, cite.own_name) == (Membership.NOT_A_MEMBER, "Cité des métiers de Port-Neuf")
    assert (file.cite, file.kind, file.state) == (cite, "project", "draft")
    assert (invitation.role, invitation.cite, invitation.email) == ("bearer", cite, "porteuse@example.org")
    for page in ("/en/cites/port-neuf/", "/en/label/port-neuf/", "/open/v1/cites/port-neuf/week"):
        assert client.get(page).status_code == 404, page
    assert "Port-Neuf" not in client.get("/en/cites/").text
    assert "Port-Neuf" not in client.get("/en/label/").text


@pytest.mark.parametrize("over", [{"slug": "Port Neuf"}, {"email": "x"}, {"name__fr": ""}, {"timezone": "Mars"}, {"country": "fr?"}])  # fmt: skip
def test_a_new_project_is_whole_or_not_at_all(client, officer, over):
    say_again(client)
    assert client.post("/admin/network/labelfile/new-project/", PROJECT | over).status_code == 422
    assert not Cite.objects.exists()
    assert not Invitation.objects.exists()


def test_a_bearer_comes_in_by_the_invitation_and_finds_the_file(client, officer, monkeypatch):
    monkeypatch.setattr("network.actions.invitations.secrets.token_urlsafe", lambda _: "t")
    say_again(client)
    client.post("/admin/network/labelfile/new-project/", PROJECT)
    client.logout()
    assert find_invitation("t").role == "bearer"
    sent = {"name": "Porteuse", "password": "a very long and dull password"}
    answer = client.post(reverse("accounts:invitation", args=["t"]), sent, follow=True)
    assert TeamMember.objects.get().role == "bearer"
    file = LabelFile.objects.get()
    assert '/workspace/port-neuf/label/"' in answer.text
    assert f"/workspace/port-neuf/label/{file.pk}/" in client.get("/en/workspace/", follow=True).text


def test_coordinators_give_nobody_the_role_of_a_bearer(client):
    cite = make_cite()
    client.force_login(make_member(cite, "coordinator"))
    where = f"/en/workspace/{cite.slug}/team/invite/"
    assert "bearer" not in client.get(where).text
    client.post(where, {"email": "a@example.org", "role": "bearer"})
    assert not Invitation.objects.exists()
    mate = make_member(cite)
    number = TeamMember.objects.get(user=mate).pk
    client.post(f"/en/workspace/{cite.slug}/team/{number}/", {"role": "bearer"})
    assert TeamMember.objects.get(user=mate).role == "contributor"

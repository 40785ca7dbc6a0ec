"""The pages of label files in the workspace: begun, followed, moved, talked about, and kept apart from everybody else."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from network.filing import SECTIONS
from network.models import FileStep, LabelFile
from network.vocabulary import FileKind, Membership
from tests.factories import (
    charter,
    make_agreement,
    make_cite,
    make_decision,
    make_evidence,
    make_file,
    make_member,
    make_open_place,
    make_partner,
    make_service,
)

pytestmark = pytest.mark.django_db
SAID = {each.code: "2027-05-01" if each.is_day else "Un texte" for each in SECTIONS[FileKind.PROJECT]}


@pytest.fixture
def cite():
    return make_cite(slug="ville")


@pytest.fixture
def head(client, cite):
    person = make_member(cite, "coordinator", name="Ada")
    client.force_login(person)
    return person


def at(file, *rest):
    return "/".join([f"/en/workspace/{file.cite.slug}/label/{file.pk}", *map(str, rest), ""])


def test_a_file_is_begun_followed_and_submitted(client, cite, head):
    answer = client.post("/en/workspace/ville/label/", {"kind": "project"}, follow=True)
    file = LabelFile.objects.get()
    assert answer.redirect_chain[-1][0] == at(file)
    assert "The applicant" in answer.text
    assert "6 sections say nothing yet." in answer.text
    assert "0 of 13 principles have evidence." in answer.text
    refused = client.post(at(file, "move", "submit"), {"version": file.version})
    assert refused.status_code == 422
    assert "These sections say nothing yet" in refused.text
    LabelFile.objects.update(sections=SAID)
    page = client.get(at(file, "move", "submit")).text
    assert "The secretariat is told" in page
    version = LabelFile.objects.get().version
    assert (
        client.post(at(file, "move", "submit"), {"version": version, "reason": "Voici."}).status_code == 302
    )
    page = client.get(at(file)).text
    for words in ("Submitted", "The secretariat of the network", "Ada submitted the file.", "Voici."):
        assert words in page
    assert f"/label/{file.pk}/section/" not in page


def test_only_kinds_that_make_sense_are_offered(client, cite, head):
    make_decision(cite, "project_label", "2020-01-01")
    page = client.get("/en/workspace/ville/label/").text
    assert 'value="operating"' in page
    assert 'value="project"' not in page
    assert client.post("/en/workspace/ville/label/", {"kind": "project"}).status_code == 422
    make_file(cite, kind="operating")
    assert "Begin a file" not in client.get("/en/workspace/ville/label/").text


def test_a_move_after_a_change_shows_it_and_loses_no_word(client, cite, head):
    file = make_file(cite, sections=SAID)
    LabelFile.objects.filter(pk=file.pk).update(sections=SAID | {"place": "Autre"})
    answer = client.post(at(file, "move", "submit"), {"version": 1, "reason": "Mes mots"})
    assert answer.status_code == 409
    assert "The file has changed since you opened this page" in answer.text
    assert "Mes mots" in answer.text
    assert 'name="version" value="2"' in answer.text
    LabelFile.objects.filter(pk=file.pk).update(state="submitted")
    answer = client.post(at(file, "move", "submit"), {"version": 3, "reason": "Mes mots"})
    assert answer.status_code == 409
    assert "can no longer be done" in answer.text
    assert "<textarea" not in answer.text


def test_moves_of_the_secretariat_are_not_here(client, cite, head):
    file = make_file(cite, state="submitted")
    for move in ("take", "grant", "nothing"):
        assert client.post(at(file, "move", move), {"version": 1}).status_code == 404
    assert LabelFile.objects.get().state == "submitted"


def test_where_it_is_who_acts_since_when_by_when(client, cite, head):
    due = timezone.localdate() + timedelta(days=30)
    file = make_file(cite, state="changes_requested", due_on=due)
    for page in (client.get(at(file)).text, client.get("/en/workspace/ville/label/").text):
        for words in ("Changes requested", "he applicant", "Since", "By when", f"{due.year}"):
            assert words in page
    closed = make_file(cite, kind="renewal", state="refused")
    assert "Nobody: the file is closed" in client.get(at(closed)).text


def test_reasons_are_read_and_answered(client, cite, head):
    file = make_file(cite, state="refused")
    FileStep.objects.create(
        file=file, move="refuse", from_state="in_review", to_state="refused", words="Pas de lieu."
    )
    page = client.get(at(file))
    assert "Pas de lieu." in page.text
    assert "The secretariat can open this file again" in page.text
    assert client.post(at(file, "message"), {"words": "<b>Rouvrez</b>"}).status_code == 302
    assert "&lt;b&gt;Rouvrez&lt;/b&gt;" in client.get(at(file)).text
    assert client.post(at(file, "message"), {"words": " "}).status_code == 422
    assert file.steps.count() == 3


def test_live_data_stand_beside_what_they_prove(client, cite, head):
    place = make_open_place(cite, name="Le Hall")
    make_service(cite, places=[place])
    make_service(cite, places=[place], access=["appointment"], themes=["mobility"])
    signed, unsigned = make_partner(name="Cap Emploi"), make_partner()
    make_agreement(cite, signed, charter_signed_on=date(2020, 1, 1))
    make_agreement(cite, unsigned)
    page = " ".join(client.get(at(make_file(cite))).text.split())
    for words in (
        "2 offers online, free as all that the portal shows.",
        "1 of 2 offers online without appointment.",
        "Le Hall: open on 5 days a week, checked on",
        "1 of 2 partners with an agreement signed the Charter. · Cap Emploi",
        "2 of 7 in the offers online: Train, Move.",
    ):
        assert words in page, words


def test_the_thirteen_principles_in_both_languages(client, cite, head):
    file = make_file(cite)
    for language, words in (
        ("en", "13. Pooling and mutual assistance"),
        ("fr", "13. Mutualisation et entraide"),
    ):
        assert words in client.get(at(file).replace("/en/", f"/{language}/")).text


def test_a_bearer_has_the_files_and_nothing_else(client):
    cite = make_cite(slug="projet", membership=Membership.NOT_A_MEMBER)
    client.force_login(make_member(cite, "bearer"))
    file = make_file(cite)
    assert client.get("/en/workspace/").headers["Location"] == "/en/workspace/projet/label/"
    page = client.get("/en/workspace/projet/label/").text
    assert "/en/cites/projet/" not in page
    assert page.count("/en/workspace/projet/") == page.count("/en/workspace/projet/label/")
    assert client.get(at(file)).status_code == 200
    for elsewhere in ("", "offers/", "team/", "changes/", "bin/", "suggestions/"):
        assert client.get(f"/en/workspace/projet/{elsewhere}").status_code == 403, elsewhere
    assert client.get(f"/en/workspace/{make_cite().slug}/label/").status_code == 404
    assert client.get("/en/cites/projet/").status_code == 404
    assert client.get("/en/label/projet/").status_code == 404
    assert '/workspace/projet/label/"' in client.get("/accounts/me/").text


def test_queries_do_not_grow(client, cite, head, django_assert_max_num_queries):
    file = make_file(cite)
    client.get(at(file))

    def count():
        with django_assert_max_num_queries(40) as queries:
            assert client.get(at(file)).status_code == 200
            assert client.get("/en/workspace/ville/label/").status_code == 200
        return len(queries)

    criteria = charter().criteria.all()
    make_evidence(file, criteria[0])
    first = count()
    for each in criteria:
        make_evidence(file, each)
        FileStep.objects.create(file=file, by=head, words="Bonjour")
    for kind in ("operating", "renewal"):
        make_file(cite, kind=kind)
    assert count() == first


def test_the_timeline_is_paginated(client, cite, head):
    file = make_file(cite)
    FileStep.objects.bulk_create(FileStep(file=file, words=f"Message {number}") for number in range(60))
    assert "Message 59" in client.get(at(file)).text
    assert "Message 0<" not in client.get(at(file)).text
    assert "Message 0<" in client.get(at(file), {"page": "2"}).text


def test_a_file_of_another_cite_is_not_found(client, cite, head):
    other = make_file()
    proof = make_evidence(other)
    for rest in ((), ("move", "submit"), ("section", "place"), ("document", proof.pk), ("remove", proof.pk)):
        where = "/".join([f"/en/workspace/ville/label/{other.pk}", *map(str, rest), ""])
        assert client.get(where).status_code == 404, rest

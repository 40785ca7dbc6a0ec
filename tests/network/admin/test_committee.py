"""The committee at the secretariat’s desk: planned, called, sat, closed after saying again who closes, read by all of it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.actions import committee, sitting
from network.models import CommitteeSession, LabelDecision, LabelFile, Letter, Seat
from tests.factories import make_cite, make_decision, make_file, make_member
from tests.network.admin.records import make_person
from tests.network.committee_room import TODAY, Room, make_entitled

pytestmark = pytest.mark.django_db
PASSWORD = "a dull and long password"
LIST = "/admin/network/committeesession/"


@pytest.fixture
def officer(client):
    person = make_person(name="Camille", password=PASSWORD)
    client.force_login(person)
    return person


def at(session, *rest):
    return LIST + "/".join([str(session.pk), *map(str, rest), ""])


def do(client, session, deed, **sent):
    session.refresh_from_db()
    return client.post(at(session, "do", deed), {"version": session.version, **sent})


def say_again(client):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def test_from_the_plan_to_the_minutes(client, officer, mailoutbox):
    own, other = make_entitled(), make_entitled()
    unknown = make_cite()
    file = make_file(kind="project", state="in_review")
    renewal = make_file(own, kind="renewal", state="on_agenda")
    assert client.post(f"{LIST}add/", {"held_on": f"{TODAY:%d/%m/%Y}", "held_at": "Paris", "corrects": ""}).status_code == 302  # fmt: skip
    session = CommitteeSession.objects.get()
    assert {seat.cite for seat in session.seats.all()} == {own, other}
    page = client.get(at(session, "change")).text
    assert "Of 2 Cités it is not documented whether they are entitled" in page
    assert do(client, session, "member", cite=unknown.pk, name="Zoé", reason="").status_code == 422
    assert do(client, session, "member", cite=unknown.pk, name="Zoé", reason="Label vu en 2004.").status_code == 302  # fmt: skip
    assert do(client, session, "expert", name="Une experte").status_code == 302
    for each in (file, renewal):
        assert do(client, session, "put_file", file=each.pk).status_code == 302
    assert do(client, session, "convoke").status_code == 302
    called = Letter.objects.filter(kind="convocation")
    assert {letter.recipient for letter in called} == {cite.team.get().user.email for cite in (own, other)}
    assert do(client, session, "open").status_code == 302
    seats = {seat.cite or seat.name: seat for seat in session.seats.all()}
    items = {item.file_id: item for item in session.items.all()}
    page = client.get(at(session, "change")).text
    assert f'name="vote-{items[file.pk].pk}-{seats[own].pk}"' in page
    assert f'name="vote-{items[renewal.pk].pk}-{seats[own].pk}"' not in page
    assert f'name="vote-{items[file.pk].pk}-{seats["Une experte"].pk}"' not in page
    sent = {f"seat-{seat.pk}-name": f"Nom {seat.pk}" if seat.cite else seat.name for seat in seats.values()}
    sent |= {f"seat-{seat.pk}-present": "on" for seat in seats.values()}
    for item in items.values():
        sent |= {f"item-{item.pk}-outcome": "grant"}
        sent |= {
            f"vote-{item.pk}-{seats[cite].pk}": "yes" for cite in (own, other, unknown) if cite != item.cite
        }
    sent[f"item-{items[file.pk].pk}-conditions__fr"] = "Signer la convention."
    sent[f"item-{items[renewal.pk].pk}-period_from"] = f"{TODAY:%d/%m/%Y}"
    sent[f"item-{items[renewal.pk].pk}-period_until"] = f"{TODAY + timedelta(days=364):%d/%m/%Y}"
    assert do(client, session, "write", words="Séance tenue à Paris.", **sent).status_code == 302
    assert client.get(at(session, "close")).headers["Location"].startswith(reverse("account_reauthenticate"))
    say_again(client)
    page = client.get(at(session, "close")).text
    assert "2 decisions are added to the public register, for good." in page
    session.refresh_from_db()
    assert client.post(at(session, "close"), {"version": session.version}).status_code == 302
    decision = LabelDecision.objects.get(session=session, kind="project_label")
    assert decision.conditions == {"fr": "Signer la convention."}
    minutes = client.get(at(session, "minutes")).text
    for words in ("Séance tenue à Paris.", "Label vu en 2004.", "Une experte", "Signer la convention.", "granted", "3 could vote. Yes: 3", "2 could vote. Yes: 2", "Recused, by their own Cité:", "Nom "):  # fmt: skip
        assert words in minutes, words
    download = client.get(at(session, "minutes") + "?download")
    assert download.headers["Content-Disposition"].startswith('attachment; filename="committee-')
    assert "Séance tenue à Paris." in download.text
    for elsewhere in ("<link", "<script", "<img", "style=", "href="):
        assert elsewhere not in download.text
    proof = client.get(f"/en/label/{own.slug}/").text
    assert "Decided by the committee of" in proof
    for secret in ("Nom ", "Une experte", "Yes: "):
        assert secret not in proof


def test_a_closed_session_leads_to_one_that_corrects_it(client, officer):
    room = Room(kind="renewal", by=officer).open()
    room.write("grant")
    room.close()
    wrong = LabelDecision.objects.get(session=room.session)
    page = client.get(at(room.session, "change")).text
    assert f"{LIST}add/?corrects={room.session.pk}" in page
    assert "/do/" not in page
    form = client.get(f"{LIST}add/?corrects={room.session.pk}")
    assert f'name="corrects" value="{room.session.pk}"' in form.text
    decision_page = client.get(f"/admin/network/labeldecision/{wrong.pk}/change/").text
    assert f"{LIST}add/?corrects={room.session.pk}" in decision_page
    sent = {"held_on": f"{TODAY:%d/%m/%Y}", "held_at": "", "corrects": room.session.pk}
    assert client.post(f"{LIST}add/", sent).status_code == 302
    correcting = CommitteeSession.objects.get(corrects=room.session)
    assert do(client, correcting, "put_decision", decision=wrong.pk).status_code == 302
    assert "correction of" in client.get(at(correcting, "change")).text


@pytest.mark.parametrize("role", ["reader", "content_support"])
@pytest.mark.parametrize("far", ["planned", "open", "closed"])
def test_others_of_the_secretariat_read_all_and_change_nothing(client, role, far):
    room = Room()
    if far != "planned":
        room.open().write("grant")
    if far == "closed":
        room.close()
    client.force_login(make_person(role))
    before = CommitteeSession.objects.values().get()
    page = client.get(at(room.session, "change"))
    assert page.status_code == 200
    assert str(room.items[0]) in page.text
    assert room.cites[0].short_name in page.text
    assert not re.search(r"/do/|/close/|\?corrects=", page.text)
    for deed in ("change", "member", "strike", "open", "write", "cancel", "put_file"):
        assert do(client, room.session, deed).status_code == 403
    for send in (client.get, client.post):
        assert send(at(room.session, "close")).status_code == 403
    assert client.get(at(room.session, "minutes")).status_code == 200
    assert CommitteeSession.objects.values().get() == before
    client.force_login(make_member(room.cites[0], "coordinator"))
    for path in (at(room.session, "change"), at(room.session, "minutes"), LIST):
        assert client.get(path).status_code == 403


def test_a_demonstration_officer_runs_what_is_invented_alone(client):
    room = Room()
    client.force_login(make_person(demo=True))
    assert do(client, room.session, "open").status_code == 403
    assert client.post(f"{LIST}add/", {"held_on": f"{TODAY:%d/%m/%Y}", "corrects": ""}).status_code == 302
    invented = CommitteeSession.objects.get(demo=True)
    assert not invented.seats.exists()
    assert do(client, invented, "member", cite=room.cites[0].pk, reason="x").status_code == 422
    assert do(client, invented, "put_file", file=room.files[0].pk).status_code == 422


def test_what_somebody_else_changed_is_not_written_over_and_nothing_is_lost(client, officer):
    room = Room(by=officer)
    answer = client.post(at(room.session, "do", "expert"), {"version": 1, "name": "Une experte"})
    assert answer.status_code == 409
    assert "Somebody changed this session meanwhile." in answer.text
    assert 'value="Une experte"' in answer.text
    room.session.refresh_from_db()
    assert f'name="version" value="{room.session.version}" id="expert-version"' in answer.text
    assert not Seat.objects.filter(kind="expert").exists()


def test_what_is_missing_stands_on_the_page_that_closes(client, officer):
    room = Room(by=officer).open()
    room.write("")
    say_again(client)
    page = client.get(at(room.session, "close"))
    assert "no outcome is written down" in page.text
    assert "Close the session, for good" not in page.text
    room.session.refresh_from_db()
    refused = client.post(at(room.session, "close"), {"version": room.session.version})
    assert refused.status_code == 422
    assert "Nothing was written." in refused.text
    assert client.post(at(room.session, "close"), {"version": 1}).status_code == 409
    assert not LabelDecision.objects.filter(session=room.session).exists()


def test_an_outcome_asks_for_its_words_and_its_votes_for_somebody(client, officer):
    room = Room(by=officer).open()
    item, seat = room.items[0], room.seats[0]
    answer = do(client, room.session, "write", **{f"item-{item.pk}-outcome": "adjourn"})
    assert answer.status_code == 422
    assert "Say why: the applicant reads it." in answer.text
    answer = do(client, room.session, "write", **{f"vote-{item.pk}-{seat.pk}": "yes"})
    assert answer.status_code == 422
    assert "and is not there." in answer.text
    assert '<option value="yes" selected>' in answer.text


def test_a_file_of_a_session_is_decided_there_and_says_so(client, officer):
    room = Room(by=officer)
    page = f"/admin/network/labelfile/{room.files[0].pk}/"
    text = client.get(f"{page}change/").text
    assert at(room.session, "change") in text
    for move in ("grant", "refuse", "adjourn"):
        assert f"/move/{move}/" not in text
    sent = {"version": room.files[0].version, "reason": "Non."}
    refused = client.post(f"{page}move/adjourn/", sent)
    assert refused.status_code == 422
    assert "it is decided there" in refused.text
    room.do(committee.cancel_session)
    assert "/move/adjourn/" in client.get(f"{page}change/").text
    assert client.post(f"{page}move/adjourn/", sent).status_code == 302
    assert LabelFile.objects.get().state == "adjourned"


def test_nothing_unknown_is_done(client, officer):
    room = Room(by=officer)
    assert do(client, room.session, "explode").status_code == 404
    assert client.get(at(room.session, "do", "open")).status_code == 405
    assert client.get(f"{LIST}999999/minutes/").status_code == 404
    assert client.get(at(room.session, "close")).status_code == 302
    assert client.get(f"{LIST}add/?corrects=x").status_code == 200


@pytest.mark.parametrize("far", ["planned", "open", "closed"])
def test_a_session_asks_the_same_for_few_and_for_many(client, officer, far):
    counts = []
    for size in (1, 6):
        make_decision(make_cite(), "label", "2010")
        room = Room(members=size, files=size, by=officer)
        if far != "planned":
            room.open().write(*["grant"] * size)
        if far == "closed":
            room.close()
        client.get(at(room.session, "change"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(at(room.session, "change")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 40


def test_the_rest_of_what_the_officer_can_do(client, officer):
    room = Room(by=officer)
    struck = room.seats[0]
    assert do(client, room.session, "strike", seat=struck.pk, reason="Parti en 2024.").status_code == 302
    assert Seat.objects.get(pk=struck.pk).basis == "struck"
    assert do(client, room.session, "compute").status_code == 302
    assert Seat.objects.get(pk=struck.pk).basis == "struck"
    later = TODAY + timedelta(days=7)
    assert do(client, room.session, "change", held_on=f"{later:%d/%m/%Y}", held_at="Lyon", quorum="2").status_code == 302  # fmt: skip
    room.session.refresh_from_db()
    assert (room.session.held_on, room.session.held_at, room.session.quorum) == (later, "Lyon", 2)
    assert do(client, room.session, "open").status_code == 422
    assert do(client, room.session, "take_off", item=room.items[0].pk).status_code == 302
    assert not room.session.items.exists()
    assert do(client, room.session, "cancel").status_code == 302
    assert not CommitteeSession.objects.exists()
    assert sitting.OPEN == ("open",)

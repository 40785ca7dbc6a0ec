"""A session sits and closes: votes, quorum, recusal; everything is written at once or nothing is, and once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from network.actions import committee, correct_decision, move_label_file, plan_session, sitting
from network.models import (
    AgendaItem,
    CommitteeSession,
    Conflict,
    FileStep,
    LabelDecision,
    LabelFile,
    Letter,
    Seat,
    Vote,
)
from tests.factories import make_decision, make_member
from tests.network.admin.records import make_person
from tests.network.committee_room import TODAY, Room, make_entitled

pytestmark = pytest.mark.django_db


def test_a_session_decides_everything_at_once_and_tells_everybody(mailoutbox):
    room = Room(files=3).open()
    room.write("grant", "grant", "grant")
    room.do(sitting.write_down, **as_it_stands(room, {1: ("refuse", "no"), 2: ("adjourn", "abstention")}))
    Letter.objects.all().delete()
    decisions, letters = sitting.consequence_of(room.session, by=room.officer)
    room.close()
    states = [LabelFile.objects.get(pk=file.pk).state for file in room.files]
    assert states == ["granted", "refused", "adjourned"]
    decision = LabelDecision.objects.get(session=room.session)
    assert (str(decision.date), decision.kind, decision.author) == (f"{TODAY}", "project_label", room.officer)
    assert LabelFile.objects.get(pk=room.files[0].pk).decision == decision
    assert (room.session.state, room.session.closed_by) == ("closed", room.officer)
    assert (decisions, letters) == (1, Letter.objects.count()) == (1, 3)


def as_it_stands(room, changed):
    """Return what was written down, with other outcomes and votes for some items."""
    seats = {seat.pk: sitting.Presence(name=seat.name, present=seat.present) for seat in room.seats}
    items = {}
    for number, item in enumerate(room.items):
        outcome, vote = changed.get(number, (item.outcome, "yes"))
        said = {seat.pk: vote for seat in room.seats if seat.present and seat.may_vote_on(item)}
        items[item.pk] = sitting.Made(outcome=outcome, words="Parce que.", votes=said, period_from=item.period_from, period_until=item.period_until)  # fmt: skip
    return {"words": "", "seats": seats, "items": items}


def test_when_the_last_item_fails_nothing_is_written():
    room = Room(files=2)
    year = {"period_from": TODAY - timedelta(days=30), "period_until": TODAY + timedelta(days=30)}
    last = room.put("renewal")
    make_decision(last.cite, "confirmation", "2026", **year)
    room.open()
    room.write("grant", "grant", "grant")
    before = (LabelDecision.objects.count(), FileStep.objects.count(), Letter.objects.count())
    with pytest.raises(ValidationError, match="Another decision covers some of these days") as refused:
        room.close()
    assert [last.cite.short_name in words for words in refused.value.messages] == [True]
    room.session.refresh_from_db()
    assert room.session.state == "open"
    assert (LabelDecision.objects.count(), FileStep.objects.count(), Letter.objects.count()) == before
    assert set(LabelFile.objects.values_list("state", flat=True)) == {"on_agenda"}


def test_whatever_is_missing_is_said_item_by_item():
    room = Room(members=3, files=4).open()
    room.write("grant", "refuse", "", "adjourn", votes="yes")
    with pytest.raises(ValidationError) as refused:
        room.close()
    told = refused.value.messages
    assert len(told) == 3
    assert "contradicts the votes" in told[0]
    assert "no outcome" in told[1]
    assert "contradicts the votes" in told[2]
    room.write("grant", "grant", "grant", "grant", absent=2)
    with pytest.raises(ValidationError) as refused:
        room.close()
    assert all("without quorum (1 may vote, 2 are needed)" in words for words in refused.value.messages)
    empty = Room(files=0).open()
    with pytest.raises(ValidationError, match="nothing on the agenda"):
        empty.close()


def test_a_file_that_left_is_named_and_taken_off():
    room = Room(files=2).open()
    room.write("grant", "grant")
    left = room.files[0]
    head = left.cite.team.get().user
    move_label_file(left, "withdraw", by=head, version=left.version)
    with pytest.raises(ValidationError, match=r"has left the agenda \(withdrawn\)"):
        room.close()
    room.do(committee.take_off, item=room.items[0])
    room.close()
    assert [LabelFile.objects.get(pk=file.pk).state for file in room.files] == ["withdrawn", "granted"]


def test_nobody_votes_on_their_own_cite_nor_without_being_there():
    room = Room(members=3, files=0)
    room.put("renewal", cite=room.cites[0])
    room.open()
    own, other, away = room.seats
    expert = Seat.objects.create(session=room.session, kind="expert", name="Une experte", basis="added")
    item = room.items[0]
    there = {
        seat.pk: sitting.Presence(name=seat.name, present=seat != away) for seat in (own, other, away, expert)
    }
    for voter, words in ((own, "own Cité"), (away, "is not there"), (expert, "is not there")):
        made = {item.pk: sitting.Made(outcome="adjourn", words="x", votes={voter.pk: "yes"})}
        with pytest.raises(ValidationError, match=words):
            room.do(sitting.write_down, words="", seats=there, items=made)
    made = {item.pk: sitting.Made(outcome="adjourn", words="x", votes={other.pk: "yes"})}
    room.do(sitting.write_down, words="", seats=there, items=made)
    sheet = sitting.sheets_of(room.session)[0]
    assert (sheet.tally.voters, sheet.tally.yes, sheet.recused) == (1, 1, [own])
    # Who leaves keeps no vote.
    gone = there | {other.pk: sitting.Presence(name="", present=False)}
    room.do(sitting.write_down, words="", seats=gone, items={item.pk: sitting.Made()})
    assert not Vote.objects.exists()


def test_a_session_opens_on_its_day_with_the_seats_of_then():
    room = Room(members=2)
    entitled = make_entitled()
    room.open()
    assert {seat.cite for seat in room.seats} == {*room.cites, entitled}
    assert room.session.quorum == 2
    later = plan_session(CommitteeSession(held_on=TODAY + timedelta(days=1)), by=room.officer)
    with pytest.raises(ValidationError, match="to come"):
        sitting.open_session(later, by=room.officer, version=1)


def test_what_a_session_holds_is_decided_nowhere_else():
    room = Room()
    file = room.files[0]
    for move in ("refuse", "adjourn"):
        with pytest.raises(ValidationError, match="decided there"):
            move_label_file(file, move, by=room.officer, version=file.version, reason="Non.")
    room.do(committee.take_off, item=room.items[0])
    move_label_file(file, "adjourn", by=room.officer, version=file.version, reason="Plus tard.")
    assert LabelFile.objects.get().state == "adjourned"


def closed_room():
    room = Room(kind="renewal").open()
    room.write("grant")
    room.close()
    return room, LabelDecision.objects.get(session=room.session)


def test_only_a_correcting_session_replaces_what_a_session_decided():
    room, wrong = closed_room()
    right = LabelDecision(cite=wrong.cite, kind="withdrawal", date=f"{TODAY}")
    with pytest.raises(ValidationError, match="only a correcting session"):
        correct_decision(wrong, right, by=room.officer)
    correcting = plan_session(CommitteeSession(held_on=TODAY), by=room.officer, corrects=room.session)
    second = object.__new__(Room)
    second.officer, second.session = room.officer, correcting
    with pytest.raises(ValidationError, match="cannot come on one"):
        second.do(committee.put_file, file=room.files[0])
    second.do(committee.put_decision, decision=wrong)
    second.open().write("correct")
    Letter.objects.all().delete()
    assert sitting.consequence_of(correcting, by=room.officer) == (1, 1)
    second.close()
    wrong.refresh_from_db()
    stands = LabelDecision.objects.get(session=correcting)
    assert wrong.replaced_by == stands
    assert (stands.kind, stands.period_from, stands.period_until) == ("renewal", TODAY, TODAY + timedelta(days=300))  # fmt: skip
    assert [letter.kind for letter in Letter.objects.all()] == ["decision_corrected"]
    assert list(committee.decisions_to_put(CommitteeSession(corrects=room.session))) == []
    # What corrected may be corrected in its turn.
    assert list(committee.decisions_to_put(CommitteeSession(corrects=correcting))) == [stands]


def test_a_motion_to_correct_that_fails_leaves_the_decision():
    room, wrong = closed_room()
    correcting = plan_session(CommitteeSession(held_on=TODAY), by=room.officer, corrects=room.session)
    second = object.__new__(Room)
    second.officer, second.session = room.officer, correcting
    second.do(committee.put_decision, decision=wrong)
    second.open().write("keep", votes="no")
    second.close()
    wrong.refresh_from_db()
    assert wrong.replaced_by is None
    assert not LabelDecision.objects.filter(session=correcting).exists()


def test_an_open_session_is_not_corrected():
    room = Room()
    with pytest.raises(ValidationError, match="Only a closed session"):
        plan_session(CommitteeSession(held_on=TODAY), by=room.officer, corrects=room.session)


@pytest.mark.parametrize("act", [sitting.open_session, sitting.close_session, committee.convoke, committee.cancel_session])  # fmt: skip
def test_nobody_else_runs_a_session(act):
    room = Room()
    for person in (make_person("content_support"), make_person("reader"), make_person(demo=True), make_member(room.cites[0], "coordinator")):  # fmt: skip
        with pytest.raises(PermissionDenied):
            room.do(act, by=person)


def test_of_two_who_write_the_second_is_told():
    room = Room().open()
    seen = room.session.version
    room.write("adjourn", votes="abstention")
    for act in (sitting.close_session, committee.take_off):
        said = {"item": AgendaItem.objects.get()} if act is committee.take_off else {}
        with pytest.raises(Conflict):
            act(room.session, by=room.officer, version=seen, **said)


@pytest.mark.django_db(transaction=True)
def test_of_many_closings_at_once_one_writes():
    room, closers = Room(files=2).open(), 20
    room.write("grant", "grant")
    room.session.refresh_from_db()
    barrier = Barrier(closers)

    def close(_number):
        try:
            barrier.wait(timeout=20)
            sitting.close_session(room.session, by=room.officer, version=room.session.version)
        except Conflict:
            return 0
        else:
            return 1
        finally:
            connection.close()

    with ThreadPoolExecutor(closers) as pool:
        assert sum(pool.map(close, range(closers))) == 1
    assert LabelDecision.objects.filter(session=room.session).count() == 2
    assert FileStep.objects.filter(move="grant").count() == 2

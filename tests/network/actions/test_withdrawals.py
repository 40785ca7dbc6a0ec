"""A label is withdrawn by two: who may propose and decide, what may be withdrawn, and that one decision is written."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from network.actions import (
    confirm_withdrawal,
    correct_decision,
    decline_withdrawal,
    lapse_proposals,
    proposals_waiting,
    propose_withdrawal,
    record_decision,
    take_withdrawal_back,
)
from network.models import Cite, Conflict, LabelDecision, Letter, WithdrawalProposal
from network.partial_dates import PartialDate
from tests.factories import make_cite, make_decision, make_member, make_proposal
from tests.network.admin.records import make_person

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def propose(cite, by, **over):
    return propose_withdrawal(WithdrawalProposal(cite=cite, **{"reason": "Elle a fermé."} | over), by=by)


def status_of(cite, day=TODAY + timedelta(days=1)):
    return Cite.objects.with_decisions().get(pk=cite.pk).standing_on(day).status


def labelled(**over):
    cite = make_cite(**over)
    make_decision(cite, "operating_label", "2020")
    return cite


# --- Who -------------------------------------------------------------------------------------------
# person → what becomes of: proposing, confirming and declining somebody else's, taking back somebody else's;
# of a real Cité, then of an invented one where somebody real proposed, then where somebody invented did.
EVERYBODY = {
    "officer": ("done", "done", "403", "done", "done", "403"),
    "invented officer": ("403", "403", "403", "done", "403", "done"),
    "content": ("403",) * 6,
    "reader": ("403",) * 6,
    "coordinator": ("403",) * 6,
    "closed officer": ("403",) * 6,
}


def person(name, cite):
    if name == "coordinator":
        return make_member(cite, "coordinator")
    roles = {"content": "content_support", "reader": "reader"}
    return make_person(
        roles.get(name, "label_officer"), demo="invented" in name, is_active="closed" not in name
    )


def outcome(act, *arguments, **keywords):
    try:
        act(*arguments, **keywords)
    except PermissionDenied:
        return "403"
    return "done"


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_may_what(name):
    real_propose, real_decide, back, demo_propose, demo_of_real, demo_of_invented = EVERYBODY[name]
    real, invented = labelled(), labelled(demo=True)
    who = person(name, real)
    assert outcome(propose, labelled(), who) == real_propose
    assert outcome(propose, labelled(demo=True), who) == demo_propose
    for make, expected in (
        (lambda: make_proposal(labelled()), real_decide),
        (lambda: make_proposal(labelled(demo=True), proposed_by=make_person()), demo_of_real),
        (lambda: make_proposal(labelled(demo=True), proposed_by=make_person(demo=True)), demo_of_invented),
    ):
        assert outcome(confirm_withdrawal, make(), by=who) == expected
        assert outcome(decline_withdrawal, make(), "Non", by=who) == expected
    assert outcome(take_withdrawal_back, make_proposal(invented), by=who) == back == "403"


def test_who_proposed_decides_nothing_and_alone_takes_it_back():
    officer = make_person()
    proposal = propose(labelled(), officer)
    assert outcome(confirm_withdrawal, proposal, by=officer) == "403"
    assert outcome(decline_withdrawal, proposal, "Non", by=officer) == "403"
    assert status_of(proposal.cite) == "operating"
    assert take_withdrawal_back(proposal, by=officer).state == "taken_back"
    with pytest.raises(Conflict):
        take_withdrawal_back(proposal, by=officer)
    with pytest.raises(Conflict):
        confirm_withdrawal(proposal, by=make_person())


# --- What ------------------------------------------------------------------------------------------
def test_nothing_is_decided_and_nobody_told_until_the_second_one_confirms():
    cite = labelled()
    head = make_member(cite, "coordinator")
    make_member(cite, "contributor")
    proposal = propose(cite, make_person(), note={"fr": "Fermée en mars."})
    assert (status_of(cite), Letter.objects.count(), LabelDecision.objects.count()) == ("operating", 0, 1)
    second = make_person()
    decision = confirm_withdrawal(proposal, by=second)
    decision.refresh_from_db()
    assert (decision.author, str(decision.date), decision.note) == (
        second,
        TODAY.isoformat(),
        {"fr": "Fermée en mars."},
    )
    assert status_of(cite) == "withdrawn"
    assert [(each.recipient, each.kind) for each in Letter.objects.all()] == [(head.email, "label_withdrawn")]
    proposal.refresh_from_db()
    assert (proposal.state, proposal.ended_by, proposal.decision) == ("confirmed", second, decision)


def test_a_declined_proposal_says_why_and_leaves_room_for_another():
    cite, officer = labelled(), make_person()
    proposal = propose(cite, officer)
    with pytest.raises(ValidationError):
        propose(cite, make_person())
    with pytest.raises(ValidationError):
        decline_withdrawal(proposal, " \n", by=make_person())
    assert (
        decline_withdrawal(proposal, " Elle reçoit encore. ", by=make_person()).answer
        == "Elle reçoit encore."
    )
    with pytest.raises(Conflict):
        confirm_withdrawal(proposal, by=make_person())
    assert propose(cite, officer).state == "proposed"
    assert (status_of(cite), Letter.objects.count()) == ("operating", 0)


def test_a_proposal_lapses_after_thirty_days(time_machine):
    time_machine.move_to("2026-11-01T09:00:00Z", tick=False)
    cite, second = labelled(), make_person()
    proposal = propose(cite, make_person())
    assert list(proposals_waiting(second, timezone.now())) == [proposal]
    time_machine.move_to("2026-12-01T08:59:59Z", tick=False)
    assert lapse_proposals(timezone.now()) == 0
    assert list(proposals_waiting(second, timezone.now())) == [proposal]
    time_machine.move_to("2026-12-01T09:00:00Z", tick=False)
    assert not proposals_waiting(second, timezone.now())
    for act in (
        lambda: confirm_withdrawal(proposal, by=second),
        lambda: decline_withdrawal(proposal, "Non", by=second),
        lambda: take_withdrawal_back(proposal, by=proposal.proposed_by),
    ):
        with pytest.raises(Conflict):
            act()
    # Another one marks it by itself; so does the nightly work.
    propose(cite, second)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.ended_at, proposal.ended_by) == ("lapsed", proposal.lapses_at, None)
    time_machine.move_to("2027-02-01T09:00:00Z", tick=False)
    assert lapse_proposals(timezone.now()) == 1


@pytest.mark.parametrize(
    ("kind", "may"),
    [
        ("operating_label", True),
        ("suspension", True),
        (None, True),
        ("label_end", False),
        ("withdrawal", False),
    ],
)
def test_there_is_something_to_withdraw(kind, may):
    cite = make_cite()
    if kind:
        make_decision(cite, kind, "2020")
    if may:
        propose(cite, make_person())
    else:
        with pytest.raises(ValidationError):
            propose(cite, make_person())


def test_what_no_longer_makes_sense_is_not_confirmed():
    cite, officer = labelled(), make_person()
    proposal = propose(cite, officer)
    ended = make_decision(cite, "label_end", "2021")
    with pytest.raises(ValidationError):
        confirm_withdrawal(proposal, by=make_person())
    correct_decision(ended, LabelDecision(cite=cite, kind="renewal", date="2021"), by=officer)
    officer.network_role = "reader"
    officer.save()
    with pytest.raises(ValidationError):
        confirm_withdrawal(proposal, by=make_person())
    assert status_of(cite) == "operating"
    with pytest.raises(ValidationError):
        propose(labelled(), make_person(), date=PartialDate(2999))
    with pytest.raises(ValidationError):
        propose(labelled(), make_person(), reason="\t")


def test_a_withdrawal_is_corrected_by_two_as_well():
    cite = labelled()
    wrong = make_decision(cite, "withdrawal", "2021")
    with pytest.raises(ValidationError):
        correct_decision(wrong, LabelDecision(cite=cite, kind="withdrawal", date="2022"), by=make_person())
    wrong.refresh_from_db()
    assert wrong.replaced_by is None
    with pytest.raises(ValidationError):
        propose(labelled(), make_person(), replaces=wrong)
    right = confirm_withdrawal(
        propose(cite, make_person(), date=PartialDate(2022), replaces=wrong), by=make_person()
    )
    wrong.refresh_from_db()
    assert (wrong.replaced_by, str(right.date)) == (right, "2022")
    with pytest.raises(ValidationError):
        propose(cite, make_person(), replaces=wrong)


def test_there_is_no_other_way():
    """Neither the action itself, nor a proposal that nobody confirmed, nor one confirmed by somebody else."""
    cite, officer = labelled(), make_person()
    proposal = make_proposal(cite)
    for over in ({}, {"pk": 987_654_321}):
        with pytest.raises(ValidationError):
            record_decision(LabelDecision(cite=cite, kind="withdrawal", **over), by=officer)
    decision = confirm_withdrawal(proposal, by=officer)
    with pytest.raises(ValidationError):
        record_decision(LabelDecision(pk=decision.pk, cite=cite, kind="withdrawal"), by=make_person())
    assert LabelDecision.objects.filter(kind="withdrawal").count() == 1


def test_who_is_shown_what_waits():
    real, invented = (
        make_proposal(labelled()),
        make_proposal(labelled(demo=True), proposed_by=make_person(demo=True)),
    )
    of_a_real_person = make_proposal(labelled(demo=True), proposed_by=make_person())
    now = timezone.now()
    assert set(proposals_waiting(make_person(), now)) == {real, of_a_real_person}
    assert set(proposals_waiting(make_person(demo=True), now)) == {invented}
    assert set(proposals_waiting(real.proposed_by, now)) == {of_a_real_person}
    assert set(proposals_waiting(make_person("reader"), now)) == {real, of_a_real_person}


@pytest.mark.django_db(transaction=True)
def test_of_many_answers_at_once_one_counts():
    head = make_member(cite := labelled(), "coordinator")
    proposal, many = propose(cite, make_person()), 12
    people = [make_person() for _each in range(many)]
    barrier = Barrier(many)

    def answer(number):
        barrier.wait(timeout=20)
        try:
            if number == many - 1:
                take_withdrawal_back(proposal, by=proposal.proposed_by)
                return "taken_back"
            if number % 4 == 3:
                decline_withdrawal(proposal, "Non", by=people[number])
                return "declined"
            confirm_withdrawal(proposal, by=people[number])
        except Conflict:
            return None
        else:
            return "confirmed"
        finally:
            connection.close()

    with ThreadPoolExecutor(many) as pool:
        done = [word for word in pool.map(answer, range(many)) if word]
    proposal.refresh_from_db()
    assert done == [proposal.state]
    is_decided = proposal.state == "confirmed"
    assert LabelDecision.objects.filter(kind="withdrawal").count() == is_decided
    assert [each.recipient for each in Letter.objects.all()] == [head.email] * is_decided


@pytest.mark.django_db(transaction=True)
def test_of_many_proposals_at_once_one_is_open():
    cite, many = labelled(), 8
    people, barrier = [make_person() for _each in range(many)], Barrier(many)

    def one(officer):
        barrier.wait(timeout=20)
        try:
            propose(cite, officer)
        except ValidationError:
            return 0
        else:
            return 1
        finally:
            connection.close()

    with ThreadPoolExecutor(many) as pool:
        assert sum(pool.map(one, people)) == WithdrawalProposal.objects.count() == 1

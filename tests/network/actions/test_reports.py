"""How a yearly report moves: the table of moves, written by hand, and what happens with each."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from network.access import desk_of
from network.actions.reports import MOVES, Said, move_report, moves_of, write_report
from network.emails import deliver_due
from network.models import Conflict, LabelDecision, Letter, Report
from network.permissions import Can
from network.vocabulary import ReportState
from tests.factories import (
    make_campaign,
    make_cite,
    make_decision,
    make_indicator,
    make_member,
    make_report,
    make_user,
)

pytestmark = pytest.mark.django_db
# What each move makes of a report in each state; – where it is refused.
TABLE = {
    #           submit       return      renew       hold
    "draft":     ("submitted", "–",        "–",        "–"),
    "submitted": ("–",         "returned", "accepted", "accepted"),
    "returned":  ("submitted", "–",        "–",        "–"),
    "held":      ("–",         "–",        "accepted", "–"),
    "renewed":   ("–",         "–",        "–",        "–"),
}  # fmt: skip
BY_TEAM, BY_OFFICER = ["submit"], ["return", "renew", "hold"]
CASES = [
    (state, move, after)
    for state, row in TABLE.items()
    for move, after in zip(["submit", "return", "renew", "hold"], row, strict=True)
]


def officer(**over):
    return make_user(network_role="label_officer", language="en", **over)


def report_in(state, cite=None):
    """Make a report with a figure, of a Cité with a label and a coordinator."""
    cite = cite or make_cite()
    make_decision(cite, "operating_label", "2020-01-01")
    more = {}
    if state == "renewed":
        more = {"decision": make_decision(cite, "renewal", "2026-02-01")}
    found = {"held": "accepted", "renewed": "accepted"}.get(state, state)
    return make_report(cite, state=found, figures={make_indicator(demo=cite.demo): 5}, **more)


def actor_for(move, report):
    if move in BY_OFFICER:
        return officer()
    return desk_of(make_member(report.cite, "coordinator"), report.cite.slug)


@pytest.mark.parametrize(("state", "move", "after"), CASES)
def test_table_of_moves(state, move, after):
    report = report_in(state)
    before = report.state, LabelDecision.objects.count(), Letter.objects.count()
    by = actor_for(move, report)
    offered = {each.name for right in (Can.APPLY, Can.RUN_LABEL) for each in moves_of(report, right)}
    assert (move in offered) == (after != "–")
    if after == "–":
        with pytest.raises(ValidationError, match=r"Somebody was faster"):
            move_report(report.pk, MOVES[move], by=by, reason="Le total manque.")
        report.refresh_from_db()
        assert (report.state, LabelDecision.objects.count(), Letter.objects.count()) == before
        return
    move_report(report.pk, MOVES[move], by=by, reason="Le total manque.")
    report.refresh_from_db()
    assert report.state == after
    assert (LabelDecision.objects.count() - before[1]) == (move == "renew")


@pytest.mark.parametrize("move", [*BY_TEAM, *BY_OFFICER])
@pytest.mark.parametrize("who", ["contributor", "guest", "reader", "content_support", "demo", "another"])
def test_nobody_else_moves_a_report(move, who):
    report = report_in("draft" if move in BY_TEAM else "submitted")
    found = {
        "contributor": lambda: desk_of(make_member(report.cite), report.cite.slug),
        "guest": lambda: desk_of(officer(), report.cite.slug),
        "reader": lambda: make_user(network_role="reader"),
        "content_support": lambda: make_user(network_role="content_support"),
        "demo": lambda: officer(demo=True),
        "another": lambda: desk_of(make_member(other := make_cite(), "coordinator"), other.slug),
    }[who]()
    with pytest.raises(PermissionDenied):
        move_report(report.pk, MOVES[move], by=found, reason="Parce que")
    report.refresh_from_db()
    assert report.decision is None
    assert report.decided_by is None


def test_the_team_does_not_accept_and_the_officer_does_not_send():
    sent, draft = report_in("submitted"), make_report(campaign=make_campaign(2025))
    for move in BY_OFFICER:
        with pytest.raises(PermissionDenied):
            move_report(sent.pk, MOVES[move], by=actor_for("submit", sent), reason="x")
    with pytest.raises(PermissionDenied):
        move_report(draft.pk, MOVES["submit"], by=officer())


def test_who_returns_it_says_why():
    report = report_in("submitted")
    with pytest.raises(ValidationError, match="Say what the Cité should look at again"):
        move_report(report.pk, MOVES["return"], by=officer(), reason=" \n")
    assert Report.objects.get().state == "submitted"


def test_a_report_without_a_figure_is_not_sent():
    report = make_report(figures={make_indicator(): None})
    with pytest.raises(ValidationError, match="no figure"):
        move_report(report.pk, MOVES["submit"], by=actor_for("submit", report))


def test_from_sent_to_returned_to_renewed_with_its_letters():
    report = report_in("draft")
    head = make_member(report.cite, "coordinator", email="tete@example.org")
    make_member(report.cite, "contributor", email="aide@example.org")
    label = officer(email="label@example.org")
    make_user(network_role="reader", email="lit@example.org")
    officer(email="invente@example.org", demo=True)
    desk = desk_of(head, report.cite.slug)
    move_report(report.pk, MOVES["submit"], by=desk)
    move_report(report.pk, MOVES["return"], by=label, reason="Le total manque.")
    move_report(report.pk, MOVES["submit"], by=desk)
    done = move_report(report.pk, MOVES["renew"], by=label)
    told = list(Letter.objects.order_by("pk").values_list("recipient", "kind"))
    assert told == [
        ("label@example.org", "report_submitted"), ("tete@example.org", "report_returned"),
        ("label@example.org", "report_submitted"), ("tete@example.org", "report_accepted"),
    ]  # fmt: skip
    assert (done.submitted_by, done.decided_by, done.comment) == (head, label, "")
    assert done.decision.note == {
        "fr": "Sur le rapport annuel de 2026.",
        "en": "On the yearly report of 2026.",
    }
    assert (done.decision.author, done.decision.kind, done.decision.demo) == (label, "renewal", False)
    assert deliver_due()["delivered"] == 4


@time_machine.travel("2027-02-10 10:00+01:00", tick=False)
@pytest.mark.parametrize(
    ("recorded", "expected"),
    [
        ((), ("2027-02-10", "2028-02-09")),
        (("2026-03-01", "2027-02-28"), ("2027-03-01", "2028-02-29")),
        (("2025-07-01", "2026-06-30"), ("2026-07-01", "2027-06-30")),
        # The year that would follow is over already.
        (("2020-01-01", "2020-12-31"), ("2027-02-10", "2028-02-09")),
    ],
)
def test_renewal_follows_the_last_period_or_begins_with_the_acceptance(recorded, expected):
    report = report_in("submitted")
    if recorded:
        first, last = (date.fromisoformat(each) for each in recorded)
        make_decision(report.cite, "confirmation", recorded[0], period_from=first, period_until=last)
    decision = move_report(report.pk, MOVES["renew"], by=officer()).decision
    assert (str(decision.period_from), str(decision.period_until)) == expected
    assert str(decision.date) == "2027-02-10"


@pytest.mark.parametrize("kind", ["suspension", "withdrawal", "label_end", "project_label"])
def test_a_renewal_turns_no_other_decision_around(kind):
    report = report_in("submitted")
    make_decision(report.cite, kind, "2024-05-01")
    with pytest.raises(ValidationError, match="Hold the case"):
        move_report(report.pk, MOVES["renew"], by=officer())
    assert Report.objects.get().state == "submitted"
    assert move_report(report.pk, MOVES["hold"], by=officer()).state == "accepted"


def test_periods_that_overlap_are_refused_in_words(monkeypatch):
    report = report_in("submitted")
    year = date(2026, 1, 1), date(2026, 12, 31)
    make_decision(report.cite, "confirmation", "2026-01-01", period_from=year[0], period_until=year[1])
    monkeypatch.setattr("network.actions.reports.renewal_period", lambda *_: year)
    with pytest.raises(ValidationError, match="overlaps a period"):
        move_report(report.pk, MOVES["renew"], by=officer())
    assert Report.objects.get().state == "submitted"
    assert not LabelDecision.objects.filter(kind="renewal").exists()


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_accept_at_once_make_one_decision():
    report = report_in("submitted")
    officers = [officer() for _ in range(6)]
    barrier = Barrier(len(officers))

    def accept(by):
        barrier.wait()
        try:
            move_report(report.pk, MOVES["renew"], by=by)
        except ValidationError:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(officers)) as pool:
        outcomes = sorted(pool.map(accept, officers))
    assert outcomes == ["done", *["refused"] * 5]
    decision = LabelDecision.objects.get(kind="renewal")
    assert Report.objects.get().decision == decision


def test_what_a_team_writes_is_kept_with_what_was_proposed():
    cite, campaign = make_cite(), make_campaign()
    visits, offers = make_indicator(breakdown="age"), make_indicator()
    desk = desk_of(make_member(cite, "coordinator"), cite.slug)
    said = {
        (visits.pk, ""): Said(None, "Personne n’a compté."),
        (visits.pk, "under_18"): Said(0),
        (visits.pk, "over_60"): Said(None),
        (offers.pk, ""): Said(12, "", 14),
    }
    report = write_report(desk, campaign, said, opened=0)
    kept = {(each.indicator_id, each.part): each for each in report.figures.all()}
    assert set(kept) == {(visits.pk, ""), (visits.pk, "under_18"), (offers.pk, "")}
    assert (kept[visits.pk, ""].value, kept[visits.pk, "under_18"].value) == (None, 0)
    assert (kept[offers.pk, ""].value, kept[offers.pk, ""].proposed) == (12, 14)
    again = write_report(desk, campaign, {(visits.pk, "under_18"): Said(None)}, opened=report.version)
    assert again.figures.get(part="under_18").value is None


@pytest.mark.parametrize("opened", [0, 1])
def test_two_who_write_at_once_do_not_write_over_each_other(opened):
    cite, campaign, indicator = make_cite(), make_campaign(), make_indicator()
    desk = desk_of(make_member(cite, "coordinator"), cite.slug)
    write_report(desk, campaign, {(indicator.pk, ""): Said(1)}, opened=0)
    with pytest.raises(Conflict):
        write_report(desk, campaign, {(indicator.pk, ""): Said(2)}, opened=opened)
    assert Report.objects.get().figures.get().value == 1


@pytest.mark.parametrize("state", sorted({"submitted", "accepted"}))
def test_what_was_sent_is_not_written_in(state):
    report = report_in(state)
    desk = desk_of(make_member(report.cite, "coordinator"), report.cite.slug)
    with pytest.raises(Conflict):
        write_report(desk, report.campaign, {}, opened=report.version)


def test_invented_and_real_campaigns_are_apart():
    cite = make_cite()
    desk = desk_of(make_member(cite, "coordinator"), cite.slug)
    with pytest.raises(PermissionDenied):
        write_report(desk, make_campaign(demo=True), {}, opened=0)
    assert not Report.objects.exists()


def test_every_state_has_its_row():
    assert {state.value for state in ReportState} | {"held", "renewed"} == {*TABLE, "accepted"}

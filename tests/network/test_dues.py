"""What a Cité owes next for its label: `network.dues`, by cases and over every day of a year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from network.dues import MILESTONES, due_on, told_of
from network.label import Decision
from network.partial_dates import PartialDate
from network.vocabulary import DecisionKind, LabelStatus
from tests.network import label_oracle

KNOWN = date(2026, 1, 1)


def decided(kind, day=None, covers=None, **over):
    """Make a decision; `covers` is the last day of the period that it records."""
    return Decision(
        kind=DecisionKind(kind),
        date=day and PartialDate.parse(day),
        period_until=covers and date.fromisoformat(covers),
        **{"known_since": KNOWN} | over,
    )


OPERATING = decided("operating_label", "2027-03-01", "2028-02-29")
CONFIRMED = decided("confirmation", "2028-02-10", "2029-02-28")
SUSPENDED, BACK = decided("suspension", "2027-06-01"), decided("reinstatement", "2028-04-01")


@pytest.mark.parametrize(
    ("series", "day", "step", "last_day", "state"),
    [
        ([OPERATING], "2027-03-01", "confirmation", "2028-02-29", None),
        ([OPERATING], "2027-11-30", "confirmation", "2028-02-29", None),
        ([OPERATING], "2027-12-01", "confirmation", "2028-02-29", "due"),
        ([OPERATING], "2028-02-29", "confirmation", "2028-02-29", "due"),
        ([OPERATING], "2028-03-01", "confirmation", "2028-02-29", "late"),
        ([OPERATING], "2031-01-01", "confirmation", "2028-02-29", "late"),
        # Taken ahead of the end: nothing is awaited any more but the step after it.
        ([OPERATING, CONFIRMED], "2028-02-09", "confirmation", "2028-02-29", "due"),
        ([OPERATING, CONFIRMED], "2028-02-10", "renewal", "2029-02-28", None),
        ([OPERATING, CONFIRMED], "2029-03-01", "renewal", "2029-02-28", "late"),
        ([decided("project_label", "2027-01-01", "2027-12-31")], "2027-12-31", "operating_label", "2027-12-31", "due"),
        ([decided("label", "2027-01-01", "2027-12-31")], "2028-01-01", "renewal", "2027-12-31", "late"),
        # What the period became while the Cité was suspended shows when it is back.
        ([OPERATING, SUSPENDED, BACK], "2028-03-31", None, None, None),
        ([OPERATING, SUSPENDED, BACK], "2028-04-01", "confirmation", "2028-02-29", "late"),
        ([OPERATING, decided("withdrawal", "2027-12-24")], "2028-01-01", None, None, None),
        # No recorded period, no due: however long ago.
        ([], "2028-01-01", None, None, None),
        ([decided("operating_label", "2005")], "2028-01-01", None, None, None),
        ([OPERATING, decided("confirmation", "2028-02-10")], "2031-01-01", None, None, None),
    ],
)  # fmt: skip
def test_next_step_with_its_last_day_and_how_urgent_it_is(series, day, step, last_day, state):
    due = due_on(series, date.fromisoformat(day))
    told = (due.step, due.last_day.isoformat(), due.state) if due else (None, None, None)
    assert told == (step, last_day, state)


def test_late_is_what_the_register_calls_due_on_every_day():
    """Compare with the slow oracle of the register, which knows nothing of dues."""
    series = [OPERATING, SUSPENDED, BACK, CONFIRMED, decided("renewal", "2029-05", "2030-01-31")]
    rows = [
        {
            "kind": each.kind.value, "date": str(each.date), "date_until": None, "replaced": False,
            "known_since": each.known_since, "period_until": each.period_until,
        }
        for each in series
    ]  # fmt: skip
    days = label_oracle.live(rows, date(2026, 12, 1), date(2030, 6, 1))
    assert len({status for status, _doubt in days.values()}) == 4
    for day, (status, _doubt) in days.items():
        due = due_on(series, day)
        assert (due is not None and due.state == "late") is (status == LabelStatus.DUE), day


@pytest.mark.parametrize(
    ("held", "day", "state"),
    [
        ("2027-12-20", "2027-12-19", "due"),
        ("2027-12-20", "2027-12-20", "held"),
        ("2027-12-20", "2028-03-09", "held"),
        ("2027-05-01", "2027-05-02", "held"),
        # Accepted before the decision that speaks: that one settled it.
        ("2027-03-01", "2028-01-01", "due"),
    ],
)
def test_case_is_held_from_the_accepted_report_to_the_next_decision(held, day, state):
    due = due_on([OPERATING], date.fromisoformat(day), date.fromisoformat(held))
    assert due.state == state
    assert (due.milestone is None) is (state == "held")


def test_case_can_be_held_without_a_recorded_period():
    due = due_on([decided("operating_label", "2005")], date(2028, 1, 1), date(2027, 12, 20))
    assert (due.step, due.last_day, due.days_late, due.state) == ("renewal", None, 0, "held")
    assert due_on([], date(2028, 1, 1), date(2027, 12, 20)).state == "held"
    assert due_on([OPERATING, SUSPENDED], date(2028, 1, 1), date(2027, 12, 20)).last_day is None


@pytest.mark.parametrize("end", ["withdrawal", "label_end"])
def test_there_is_no_case_about_a_label_that_is_over(end):
    assert due_on([OPERATING, decided(end, "2027-09-01")], date(2028, 1, 1), date(2027, 12, 20)) is None


def test_the_latest_milestone_speaks():
    last = date(2028, 2, 29)
    said = {left: due_on([OPERATING], last - timedelta(days=left)).milestone for left in range(100, -400, -1)}
    first = {each: max(left for left, milestone in said.items() if milestone == each) for each in MILESTONES}
    assert first == {each: each for each in MILESTONES}
    assert {said[left] for left in range(100, 90, -1)} == {None}
    assert {said[left] for left in range(0, -400, -1)} == {0}


@pytest.mark.parametrize(
    ("known", "day", "milestone"),
    [
        # Recorded 45 days ahead: what came before that is no news, what follows is.
        ("2028-01-15", "2028-01-15", None),
        ("2028-01-15", "2028-01-30", 30),
        ("2028-01-30", "2028-01-30", 30),
        # Brought by a file long after the period.
        ("2030-01-01", "2030-01-01", None),
        ("2030-01-01", "2033-01-01", None),
    ],
)
def test_milestone_that_had_passed_before_the_decision_was_known_is_not_told(known, day, milestone):
    series = [decided("operating_label", "2027-03-01", "2028-02-29", known_since=date.fromisoformat(known))]
    assert due_on(series, date.fromisoformat(day)).milestone == milestone


FILED = date(2028, 2, 1)


@pytest.mark.parametrize(
    ("step", "day", "is_filed"),
    [
        ("confirmation", "2028-01-31", False),
        ("confirmation", "2028-02-01", True),
        ("confirmation", "2028-03-31", True),
        ("renewal", "2028-02-01", False),
    ],
)
def test_nobody_is_reminded_while_a_file_for_the_very_step_is_with_the_secretariat(step, day, is_filed):
    due = due_on([OPERATING], date.fromisoformat(day), filed={DecisionKind(step): FILED})
    bare = due_on([OPERATING], date.fromisoformat(day))
    assert due.filed_since == (FILED if is_filed else None)
    assert due.milestone == (None if is_filed else bare.milestone)
    assert (due.state, due.days_left) == (bare.state, bare.days_left)
    assert ("file under review since 1 February 2028" in told_of(due)) is is_filed


def test_nobody_is_reminded_of_what_may_have_been_decided_already():
    series = [OPERATING, decided("confirmation", "2028-02")]
    assert due_on(series, date(2028, 1, 31)).milestone == 30
    due = due_on(series, date(2028, 2, 22))
    assert (due.state, due.is_certain, due.milestone) == ("due", False, None)

"""Many at once at one label: of any number of moves one is made, and recorded periods never overlap."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from threading import Barrier, BoundedSemaphore

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection
from django.utils import timezone
from psycopg.errors import DeadlockDetected, ExclusionViolation

from network.actions import Terms, move_label_file, record_decision
from network.filing import APPLICANT, MOVES
from network.label import GRANTING
from network.models import Conflict, LabelDecision, Letter
from tests.factories import make_cite, make_file, make_member
from tests.network.admin.records import make_person

pytestmark = pytest.mark.django_db(transaction=True)
# So many are on the database at a time: the others stand behind them.
CONNECTIONS = 16
CROWDS = [20, pytest.param(200, marks=pytest.mark.prove)]
TODAY = timezone.localdate()


def at_once(number, act):
    """Do something in so many threads that begin together; return what each made of it, in their order."""
    barrier, room = Barrier(number), BoundedSemaphore(CONNECTIONS)

    def do(which):
        barrier.wait(timeout=60)
        with room:
            try:
                return act(which)
            finally:
                connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(do, range(number)))


@pytest.mark.parametrize("crowd", CROWDS)
@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("submitted", ["take"]),
        ("submitted", ["take", "ask", "withdraw"]),
        ("on_agenda", ["grant"]),
        ("on_agenda", ["grant", "refuse", "adjourn", "withdraw"]),
    ],
)
def test_of_many_moves_at_once_one_is_made(crowd, state, names):
    cite = make_cite()
    applicants = [make_member(cite, role) for role in ("coordinator", "coordinator", "bearer")]
    officers = [make_person() for _ in range(2)]
    file = make_file(cite, state=state)

    def move(number):
        name = names[number % len(names)]
        people = applicants if MOVES[name].right is APPLICANT else officers
        by = people[number % len(people)]
        said = (
            {"day": TODAY} if name == "ask" else {"terms": Terms(decided_on=TODAY)} if name == "grant" else {}
        )
        try:
            move_label_file(file, name, by=by, version=1, reason="Oui.", **said)
        except Conflict:
            return None
        return name, by

    [(name, by)] = [made for made in at_once(crowd, move) if made]
    file.refresh_from_db()
    assert (file.state, file.version) == (MOVES[name].target, 2)
    steps = list(file.steps.order_by("pk").values_list("move", "by", "to_state"))
    assert steps == [("begin", None, "draft"), (name, by.pk, MOVES[name].target)]
    decisions = LabelDecision.objects.filter(cite=cite)
    assert [each.pk for each in decisions] == ([file.decision_id] if name == "grant" else [])
    readers = applicants + (officers if MOVES[name].right is APPLICANT else [])
    told = list(Letter.objects.order_by("recipient").values_list("recipient", flat=True))
    assert told == sorted(each.email for each in readers if each != by)


@pytest.mark.parametrize("crowd", CROWDS)
@pytest.mark.parametrize("seed", [1, 2])
def test_periods_of_one_cite_never_overlap_whoever_writes_at_once(crowd, seed):
    rng, cite, officer = Random(seed), make_cite(), make_person()
    asked = []
    for _each in range(crowd):
        first = date(2024, 1, 1) + timedelta(days=rng.randrange(1500))
        asked.append((rng.choice(GRANTING), first, first + timedelta(days=rng.choice([0, 30, 180, 365]))))

    def decide(number):
        kind, first, last = asked[number]
        decision = LabelDecision(
            cite=cite, kind=kind, date=first.isoformat(), period_from=first, period_until=last
        )
        try:
            record_decision(decision, by=officer)
        except DatabaseError as error:
            # Two that wait for each other: the database sends one away.
            if not isinstance(error.__cause__, ExclusionViolation | DeadlockDetected):
                raise
            return type(error.__cause__)
        return None

    outcomes = at_once(crowd, decide)
    kept = list(LabelDecision.objects.order_by("period_from").values_list("period_from", "period_until"))
    assert kept == sorted(asked[number][1:] for number, refused in enumerate(outcomes) if not refused)
    assert all(before[1] < after[0] for before, after in pairwise(kept))
    assert 2 <= len(kept) < crowd
    for (_kind, first, last), refused in zip(asked, outcomes, strict=True):
        if refused is ExclusionViolation:
            assert any(begins <= last and first <= ends for begins, ends in kept), first


def test_one_and_the_same_period_is_recorded_once():
    cite, officer = make_cite(), make_person()
    files = [
        make_file(cite, kind=kind, state="on_agenda") for kind in ("operating", "confirmation", "renewal")
    ]
    period = {"period_from": TODAY, "period_until": TODAY + timedelta(days=364)}

    def grant(number):
        try:
            move_label_file(
                files[number % 3], "grant", by=officer, version=1, terms=Terms(decided_on=TODAY, **period)
            )
        except (Conflict, ValidationError) as refusal:
            return type(refusal).__name__
        return "granted"

    outcomes = at_once(18, grant)
    assert outcomes.count("granted") == LabelDecision.objects.count() == 1
    for file in files:
        file.refresh_from_db()
    assert sorted(file.state for file in files) == ["granted", "on_agenda", "on_agenda"]

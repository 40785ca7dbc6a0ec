"""The one action that moves label files: rights, states, reasons, versions, letters, and the decision of a grant."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from network.actions import Terms, begin_file, move_label_file, say_in_file
from network.filing import MOVES, SECTIONS
from network.models import Cite, Conflict, FileStep, LabelDecision, LabelFile, Letter
from network.vocabulary import FileKind, FileState
from tests.factories import make_cite, make_decision, make_file, make_member, make_user
from tests.network.admin.records import make_person

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SAID = {each.code: "2027-05-01" if each.is_day else "Un texte" for each in SECTIONS[FileKind.PROJECT]}
YEAR = {"period_from": TODAY, "period_until": TODAY + timedelta(days=364)}


def terms(**over):
    return Terms(**{"decided_on": TODAY} | over)


class Case:
    """A Cité with somebody on each side of its file."""

    def __init__(self, state="draft", **over):
        self.cite = over.pop("cite", None) or make_cite()
        self.head = make_member(self.cite, "coordinator", name="Ada")
        self.officer = make_person(name="Camille")
        self.file = make_file(self.cite, **{"state": state, "sections": SAID} | over)

    def move(self, name, by=None, **over):
        self.file.refresh_from_db()
        who = by or (self.head if MOVES[name].right.name == "APPLY" else self.officer)
        said = {"version": self.file.version, "reason": "Parce que.", "day": None} | over
        if MOVES[name].needs_day:
            said["day"] = said["day"] or TODAY + timedelta(days=30)
        if MOVES[name].grants:
            said.setdefault("terms", terms())
        return move_label_file(self.file, name, by=who, **said)


@pytest.mark.parametrize("name", MOVES)
def test_each_move_is_made_by_its_side_and_by_nobody_else(name):
    way = MOVES[name]
    case = Case(way.sources[0])
    strangers = [
        case.officer if way.right.name == "APPLY" else case.head,
        make_member(case.cite, "contributor"),
        make_member(make_cite(), "coordinator"),
        make_person("content_support"),
        make_person("reader"),
        make_person(demo=True),
        make_user(password=None),
    ]
    for stranger in strangers:
        with pytest.raises(PermissionDenied):
            case.move(name, by=stranger)
    steps = FileStep.objects.count()
    moved = case.move(name)
    assert moved.state == way.target
    last = FileStep.objects.order_by("-pk")[0]
    assert FileStep.objects.count() == steps + 1
    assert (last.move, last.from_state, last.to_state) == (name, way.sources[0], way.target)
    assert (last.by, last.words) == (case.head if way.right.name == "APPLY" else case.officer, "Parce que.")


@pytest.mark.parametrize("name", MOVES)
def test_no_move_is_made_from_elsewhere(name):
    for state in set(FileState) - {*MOVES[name].sources, FileState.GRANTED}:
        case = Case(state)
        with pytest.raises(Conflict):
            case.move(name)


def test_nothing_leaves_granted():
    case = Case("on_agenda")
    case.move("grant")
    for name in MOVES:
        with pytest.raises(Conflict):
            case.move(name)


@pytest.mark.parametrize("name", ["ask", "adjourn", "refuse", "reopen"])
def test_a_reason_is_needed(name):
    case = Case(MOVES[name].sources[0])
    with pytest.raises(ValidationError, match="Say why"):
        case.move(name, reason=" \n")


def test_changes_are_asked_for_by_a_day_to_come():
    case = Case("submitted")
    for day, words in ((TODAY - timedelta(days=1), "past"), (None, "by when")):
        with pytest.raises(ValidationError, match=words):
            move_label_file(case.file, "ask", by=case.officer, version=1, reason="Le lieu ?", day=day)
    assert case.move("ask", day=TODAY).due_on == TODAY
    assert case.move("submit").due_on is None


def test_what_somebody_else_saw_is_not_moved():
    case = Case("submitted")
    LabelFile.objects.filter(pk=case.file.pk).update(due_on=TODAY)
    with pytest.raises(Conflict):
        move_label_file(case.file, "take", by=case.officer, version=1)


def test_an_empty_file_is_not_submitted():
    case = Case(sections=SAID | {"place": "", "planning": ""})
    with pytest.raises(ValidationError, match="The main place, Reverse planning"):
        case.move("submit")


def test_one_open_file_of_a_kind():
    case = Case("refused")
    begun = begin_file(case.cite, FileKind.PROJECT, by=case.head)
    assert (begun.state, begun.charter.code, begun.steps.get().move) == ("draft", "2004-04", "begin")
    for again in (lambda: begin_file(case.cite, FileKind.PROJECT, by=case.head), lambda: case.move("reopen")):
        with pytest.raises(ValidationError, match="open file of this kind"):
            again()
    with pytest.raises(PermissionDenied):
        begin_file(case.cite, FileKind.RENEWAL, by=make_member(case.cite))


def test_a_project_from_the_first_letter_to_the_decision():
    case = Case()
    for name in ("submit", "take", "ask", "submit", "take", "schedule", "adjourn", "schedule", "grant"):
        case.move(name)
    case.file.refresh_from_db()
    decision = LabelDecision.objects.get()
    assert (case.file.state, case.file.decision) == ("granted", decision)
    assert (decision.kind, str(decision.date), decision.author) == ("project_label", f"{TODAY}", case.officer)
    cite = Cite.objects.with_decisions().get(pk=case.cite.pk)
    assert cite.standing_on(TODAY).status == "project"
    moves = list(case.file.steps.values_list("move", flat=True))
    assert moves == [
        "begin",
        "submit",
        "take",
        "ask",
        "submit",
        "take",
        "schedule",
        "adjourn",
        "schedule",
        "grant",
    ]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (None, "which day"),
        ({"decided_on": TODAY + timedelta(days=1)}, "to come"),
        ({"period_from": TODAY}, "which period"),
        ({"period_from": TODAY, "period_until": TODAY - timedelta(days=1)}, "ends before"),
        ({"period_from": date(2020, 6, 1), "period_until": date(2021, 5, 31)}, "change the period"),
    ],
)
def test_a_grant_that_contradicts_is_refused_in_words(said, words):
    case = Case("on_agenda", kind="renewal")
    period = {"period_from": date(2020, 1, 1), "period_until": date(2020, 12, 31)}
    make_decision(case.cite, "confirmation", "2020-01-01", **period)
    with pytest.raises(ValidationError, match=words):
        case.move("grant", terms=None if said is None else terms(**said))
    case.file.refresh_from_db()
    assert (case.file.state, LabelDecision.objects.count()) == ("on_agenda", 1)
    assert case.move("grant", terms=terms(**YEAR)).decision.period_until == YEAR["period_until"]


def test_the_other_side_is_told_in_its_own_language(mailoutbox):
    case = Case("submitted")
    bearer = make_member(case.cite, "bearer", language="fr")
    make_member(case.cite, "contributor")
    make_person("content_support")
    make_person(demo=True)
    case.move("ask", reason="Il manque le lieu.")
    letters = {letter.recipient: letter for letter in Letter.objects.all()}
    assert set(letters) == {case.head.email, bearer.email}
    assert {letter.kind for letter in letters.values()} == {"file_step"}
    assert [letters[each.email].language for each in (case.head, bearer)] == ["en", "fr"]
    Letter.objects.all().delete()
    case.move("submit")
    assert set(Letter.objects.values_list("recipient", flat=True)) == {case.officer.email, bearer.email}


def test_a_message_moves_nothing_and_reaches_the_other_side():
    case = Case("refused")
    say_in_file(case.file, " Pouvez-vous rouvrir ? ", by=case.head)
    step = FileStep.objects.order_by("-pk")[0]
    assert (step.move, step.words, step.by) == ("", "Pouvez-vous rouvrir ?", case.head)
    assert [letter.recipient for letter in Letter.objects.all()] == [case.officer.email]
    say_in_file(case.file, "Oui.", by=case.officer)
    assert Letter.objects.order_by("-pk")[0].recipient == case.head.email
    with pytest.raises(ValidationError):
        say_in_file(case.file, "\n", by=case.head)
    with pytest.raises(ValidationError):
        say_in_file(case.file, "x" * 4001, by=case.head)
    with pytest.raises(PermissionDenied):
        say_in_file(case.file, "Bonjour", by=make_member(case.cite))
    case.file.refresh_from_db()
    assert (case.file.state, case.file.version) == ("refused", 1)

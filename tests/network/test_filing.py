"""The moves of a label file, against a table written by hand; nobody is ever stuck."""

from datetime import date

import pytest
from django.conf import settings

from network.filing import (
    APPLICANT,
    DECIDES,
    MOVES,
    NEXT,
    OPEN,
    SECRETARIAT,
    SECTIONS,
    WRITABLE,
    kinds_that_fit,
    missing_sections,
    moves_from,
    proposed_period,
    section_named,
)
from network.label import Decision, standing_on
from network.management.commands.label_moves import page
from network.partial_dates import PartialDate
from network.permissions import CITE_GRANTS, GRANTS, NetworkRole, TeamRole
from network.vocabulary import DecisionKind, FileKind, FileState

# State: what the applicant may do there, what the secretariat may do, who acts next.
TABLE = {
    "draft": ("submit withdraw", "", "applicant"),
    "submitted": ("withdraw", "take ask", "secretariat"),
    "in_review": ("withdraw", "ask schedule refuse", "secretariat"),
    "changes_requested": ("submit withdraw", "", "applicant"),
    "on_agenda": ("withdraw", "adjourn grant refuse", "secretariat"),
    "adjourned": ("withdraw", "ask schedule", "secretariat"),
    "granted": ("", "", ""),
    "refused": ("", "reopen", ""),
    "withdrawn": ("resume", "reopen", ""),
}
LEADS = {
    "submit": "submitted", "take": "in_review", "ask": "changes_requested", "schedule": "on_agenda",
    "adjourn": "adjourned", "grant": "granted", "refuse": "refused", "withdraw": "withdrawn", "reopen": "draft",
    "resume": "draft",
}  # fmt: skip
NAMES = {APPLICANT: "applicant", SECRETARIAT: "secretariat", None: ""}


def words(state, right):
    return " ".join(move.name for move in moves_from(state, right))


@pytest.mark.parametrize("state", FileState.values)
def test_moves_are_those_of_the_table(state):
    assert (words(state, APPLICANT), words(state, SECRETARIAT), NAMES[NEXT[FileState(state)]]) == TABLE[state]


def test_each_move_leads_where_it_says():
    assert {name: move.target for name, move in MOVES.items()} == LEADS


def test_reasons_and_days():
    assert [name for name, move in MOVES.items() if move.needs_reason] == [
        "ask",
        "adjourn",
        "refuse",
        "reopen",
    ]
    assert [name for name, move in MOVES.items() if move.needs_day] == ["ask"]
    assert [name for name, move in MOVES.items() if move.grants] == ["grant"]


def reached(state, *rights):
    """Walk the graph; return every state that can be reached."""
    found, waiting = set(), [state]
    while waiting:
        for move in moves_from(waiting.pop(), *rights):
            if move.target not in found:
                found.add(move.target)
                waiting.append(move.target)
    return found


def test_every_state_but_granted_leads_on_to_granted():
    for state in FileState:
        assert ("granted" in reached(state, APPLICANT, SECRETARIAT)) == (state != "granted"), state


def rights_of(role):
    if isinstance(role, TeamRole):
        return CITE_GRANTS[role]
    return GRANTS[role] | CITE_GRANTS[role]


@pytest.mark.parametrize("role", [*TeamRole, *NetworkRole])
def test_nobody_is_stuck(role):
    """Whoever has any part in a file can act wherever it is their turn, and the other side goes on from there."""
    rights = rights_of(role) & {APPLICANT, SECRETARIAT}
    mine = {state for state in FileState if moves_from(state, *rights)}
    if not rights:
        assert mine == set()
        return
    assert {state for state in OPEN if NEXT[state] in rights} <= mine
    for state in mine:
        for move in moves_from(state, *rights):
            assert move.target == "granted" or reached(move.target, APPLICANT, SECRETARIAT) >= {"granted"}


PARTS_IN_A_FILE = [TeamRole.BEARER, TeamRole.COORDINATOR, NetworkRole.LABEL_OFFICER]


def test_bearers_coordinators_and_officers_have_a_part_in_a_file_and_nobody_else():
    found = [role for role in (*TeamRole, *NetworkRole) if rights_of(role) & {APPLICANT, SECRETARIAT}]
    assert set(found) == set(PARTS_IN_A_FILE)


@pytest.mark.parametrize("role", PARTS_IN_A_FILE)
def test_a_walk_from_the_first_word_leaves_no_role_without_a_way(role):
    """Walk to every state there is; there the role goes on itself where it is its turn, and can wait elsewhere."""
    mine = rights_of(role) & {APPLICANT, SECRETARIAT}
    others = {APPLICANT, SECRETARIAT} - mine
    walked = {FileState.DRAFT, *reached(FileState.DRAFT, APPLICANT, SECRETARIAT)}
    assert walked == set(FileState)
    for state in walked - {FileState.GRANTED}:
        own, theirs = ({move.target for move in moves_from(state, *each)} for each in (mine, others))
        if NEXT[state] in mine:
            # On its turn it never depends on the other side.
            assert own - {FileState.WITHDRAWN}, state
        elif NEXT[state] in others:
            assert theirs - {FileState.WITHDRAWN}, state
        else:
            # Closed without a decision: somebody opens it again.
            assert own | theirs == {FileState.DRAFT}, state
        for target in own | theirs:
            assert target == FileState.GRANTED or FileState.GRANTED in reached(target, APPLICANT, SECRETARIAT)
    # Neither side ends up where only the other one ever acts: each turn comes back to it or ends.
    ends = {FileState.GRANTED, FileState.REFUSED, FileState.WITHDRAWN}
    for state in (each for each in OPEN if NEXT[each] in others):
        assert ends & reached(state, *others) or {
            each for each in reached(state, *others) if NEXT[each] in mine
        }


@pytest.mark.parametrize("state", OPEN)
def test_whoever_acts_next_has_a_way_forward(state):
    who = NEXT[state]
    assert who
    assert {move.target for move in moves_from(state, who)} - {"withdrawn"}


def test_somebody_applies_and_somebody_decides():
    assert [role for role in TeamRole if APPLICANT in rights_of(role)]
    assert [role for role in NetworkRole if SECRETARIAT in rights_of(role)] == [NetworkRole.LABEL_OFFICER]
    assert not [role for role in (*TeamRole, *NetworkRole) if {APPLICANT, SECRETARIAT} <= rights_of(role)]


def test_only_its_applicant_writes_in_a_file_and_only_on_their_turn():
    assert {NEXT[state] for state in WRITABLE} == {APPLICANT}


def test_every_kind_says_something_and_decides_something():
    assert set(SECTIONS) == set(DECIDES) == set(FileKind)
    for sections in SECTIONS.values():
        codes = [section.code for section in sections]
        assert codes
        assert len(codes) == len(set(codes))
    assert section_named("project", "territory").label
    assert section_named("project", "prospects") is None


def test_the_five_items_of_a_project():
    codes = [section.code for section in SECTIONS[FileKind.PROJECT]]
    assert codes == ["territory", "partners", "place", "offer", "opening-day", "planning"]
    said = dict.fromkeys(codes, "x") | {"place": ""}
    assert [each.code for each in missing_sections("project", said)] == ["place"]
    assert missing_sections("renewal", {"changes": "x", "charter": "x"}) == []


def decided(*kinds, last_day="2026-06-01"):
    first = (
        Decision(kind=DecisionKind(kinds[0]), known_since=date(2026, 1, 1), date=PartialDate(2020))
        if kinds
        else None
    )
    rest = [
        Decision(kind=DecisionKind(kind), known_since=date(2026, 1, 1), date=PartialDate(2021 + number))
        for number, kind in enumerate(kinds[1:])
    ]
    return standing_on([*([first] if first else []), *rest], date.fromisoformat(last_day))


@pytest.mark.parametrize(
    ("kinds", "fitting"),
    [
        ((), ["project", "operating", "confirmation", "renewal"]),
        (("project_label",), ["operating"]),
        (("project_label", "operating_label"), ["confirmation"]),
        (("operating_label", "confirmation"), ["renewal"]),
        (("confirmation", "renewal"), ["renewal"]),
        (("label",), ["operating", "confirmation", "renewal"]),
        (("operating_label", "suspension"), ["confirmation"]),
        (("operating_label", "withdrawal"), ["project"]),
        (("renewal", "label_end"), ["project"]),
    ],
)  # fmt: skip
def test_kinds_that_make_sense_now(kinds, fitting):
    assert list(kinds_that_fit(decided(*kinds))) == fitting


def test_before_its_project_label_a_cite_asks_for_that_one():
    assert list(kinds_that_fit(decided("project_label", last_day="2019-06-01"))) == ["project"]


DECIDED = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("kind", "known", "period"),
    [
        ("project", {}, (None, None)),
        ("operating", {"opening": date(2027, 3, 1)}, (DECIDED, date(2028, 2, 29))),
        ("operating", {"opening": date(2027, 3, 2)}, (DECIDED, date(2028, 3, 1))),
        # An opening that is past tells no end in the past.
        ("operating", {"opening": date(2024, 3, 2)}, (DECIDED, date(2027, 11, 29))),
        ("operating", {}, (DECIDED, date(2027, 11, 29))),
        ("confirmation", {"last_period_until": date(2026, 12, 31)}, (date(2027, 1, 1), date(2027, 12, 31))),
        ("renewal", {"last_period_until": date(2026, 1, 31)}, (DECIDED, date(2027, 11, 29))),
        ("renewal", {"last_period_until": date(2028, 2, 28)}, (date(2028, 2, 29), date(2029, 2, 27))),
    ],
)
def test_period_that_is_proposed(kind, known, period):
    assert proposed_period(kind, DECIDED, **known) == period


def test_the_documentation_says_the_same():
    assert (settings.BASE_DIR / "docs/label-files.md").read_text(encoding="utf-8") == page()

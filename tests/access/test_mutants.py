"""The matrix sees every guard: where any single one is taken away, something in it is no longer so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.access.asking import outcome
from tests.access.behind import ALLOWED, COLUMNS, done
from tests.access.links import links
from tests.access.mutants import doors, in_code, living, unguarded, watched, wider, without
from tests.access.table import PEOPLE, TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.access.world import World

    type Case = tuple[str, Callable[[], bool]]

pytestmark = [pytest.mark.django_db, pytest.mark.prove]

# Guards that keep something else than one person from another, proved where they are at home.
ELSEWHERE = {
    "guard.<locals>.opened: if not isinstance(user, User)": "the middleware leads away who is not signed in",
    "moderate_suggestion: check(": "only the admin comes here: tests/network/admin/test_rights.py",
    "check_can_be_invited: Invitation": "how many in a day: tests/network/actions/test_invitations.py",
    "latest_decision: LabelDecision": "what was seen, not who sees: tests/network/admin/test_decisions.py",
    "_check_may: if not isinstance(by, Desk)": "the admin comes without a desk: tests/network/admin/test_reports.py",
    "_check_may: check(": "only the admin comes here: tests/network/admin/test_reports.py",
    "write_report: if campaign.demo": "invented or real, not who: tests/network/actions/test_reports.py",
    "change_role: if member.user_id": "no role has more than who manages: tests/network/test_teams.py",
    # A draft is the only one of its kind and record, whatever the Cité; a suggestion begins drafts of its own.
    "history.py _ask: Draft": "one draft for a record",
    "bin.py throw_away: Draft": "one draft for a record",
    "restoring.py restore: Draft": "one draft for a record",
    "draft_from_suggestion: Draft": "a draft of its own",
    "voices.py _what_became: Draft": "a draft of its own",
}


def cases(world: World) -> list[Case]:
    table = [
        (
            f"{line} as {mark}",
            lambda line=line, mark=mark: outcome(world, line, mark) == (line.cells[mark], ""),
        )
        for line in TABLE
        for mark in PEOPLE
    ]
    behind = [
        (f"{act} as {at}", lambda act=act, at=at, word=word: done(world, act, at) == (word, ""))
        for act, words in ALLOWED.items()
        for at, word in zip(COLUMNS, words, strict=True)
    ]
    linked = [(name, lambda run=run, word=word: run() == word) for name, run, word in links(world)]
    return [*behind, *linked, *table]


def caught_by(found: Iterable[Case]) -> str:
    """Return the first case that is no longer so; a fault of the portal is one too."""
    for name, holds in found:
        try:
            if not holds():
                return name
        except Exception as error:  # noqa: BLE001 whatever it is, it was seen
            return f"{name}: {error!r}"
    return ""


def test_every_guard_that_is_taken_away_is_missed(world: World, record_property: Any):
    found, there = list(in_code()), living()
    mutants = [each for each in found if not any(words in str(each) for words in ELSEWHERE)]
    assert len(found) - len(mutants) == len(ELSEWHERE)
    codes = {there[each.key][0].__code__: each.key for each in mutants}
    asked, ran_by = cases(world), {key: [] for key in codes.values()}
    for case in asked:
        with watched(codes) as ran:
            assert case[1](), case[0]
        for key in ran:
            ran_by[key].append(case)
    missed = []
    for each in mutants:
        with without(each, there[each.key]):
            if not caught_by(ran_by[each.key]):
                missed.append(str(each))
    number = len(mutants)
    for name, pattern in doors().items():
        of_it = [case for case in asked if case[0].startswith(f"{name} ")]
        for what in (wider, unguarded):
            with what(pattern) as is_other:
                number += is_other
                if is_other and not caught_by(of_it):
                    missed.append(f"{name}: {what.__name__}")
    record_property("guards taken away proved", number)
    assert missed == []

"""The access matrix is kept: every address, for everybody, and nothing written where it says no."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from network.models import TeamMember, User
from tests.access.asking import address, ask, outcome, payload, tables
from tests.access.behind import ALLOWED, COLUMNS, done
from tests.access.links import links
from tests.access.table import ADMIN, PEOPLE, TABLE, WORKSPACE, Line
from tests.access.world import NOBODY, NOWHERE, World
from tests.house.routes import PUBLIC, SENT, WAYS_IN, routes

pytestmark = pytest.mark.django_db
# The first line of each address that is read.
ONE_OF_EACH = list({line.name: line for line in reversed(TABLE) if line.verb == "see"}.values())
SOME = [
    line
    for line in WORKSPACE
    if str(line.name.partition(":")[2] + " " + line.verb)
    in {"desk see", "team see", "invite send", "sheet publish", "close send", "put_back send", "discard send"}
    and not line.of_b
    and not {"own", "pole", "found", "partner", "row", "gone"} & {*line.words}
]
METHODS = ("HEAD", "OPTIONS", "PUT", "DELETE")
# Who asks in these ways.
ASKING = ("V", "N", "C", "K", "X", "S-", "R")


def some(line: Line) -> list[str]:
    """Choose a third of the people, others for each line, and for each answer of the line one who gets it."""
    turn = TABLE.index(line)
    who_get = {word: [mark for mark in PEOPLE if line.cells[mark] == word] for word in line.cells.values()}
    one_for_each = [marks[turn % len(marks)] for marks in who_get.values()]
    others = [mark for mark in PEOPLE[turn % len(PEOPLE) :] + PEOPLE if mark not in one_for_each]
    missing = max(0, len(PEOPLE) // 3 - len(one_for_each))
    return [*one_for_each, *list(dict.fromkeys(others))[:missing]]


def everybody(_line: Line) -> list[str]:
    return PEOPLE


def some_ways(line: Line) -> list[tuple[str, str]]:
    """Choose a third of all pairs, others for each line: every method and every person is among them."""
    turn = ONE_OF_EACH.index(line)
    return [
        (method, mark)
        for row, method in enumerate(METHODS)
        for column, mark in enumerate(ASKING)
        if (turn + row + column) % 3 == 0
    ]


def all_ways(_line: Line) -> list[tuple[str, str]]:
    return [(method, mark) for method in METHODS for mark in ASKING]


def proved(some_of: Any, all_of: Any) -> Any:
    return [pytest.param(some_of, id="some"), pytest.param(all_of, id="all", marks=pytest.mark.prove)]


by_name = pytest.mark.parametrize("line", TABLE, ids=str)


def test_every_route_that_needs_a_person_is_in_the_table():
    asked = {
        route.name
        for route in routes()
        if route.name not in PUBLIC | WAYS_IN | SENT and not route.path.startswith("/admin/")
    }
    assert {line.name for line in TABLE} - {line.name for line in ADMIN} == asked


def test_every_person_is_often_among_the_some_and_every_answer_of_a_line():
    chosen = {str(line): some(line) for line in TABLE}
    for line in TABLE:
        assert {line.cells[mark] for mark in chosen[str(line)]} == set(line.cells.values())
    often = Counter(mark for marks in chosen.values() for mark in marks)
    assert min(often[mark] for mark in PEOPLE) > len(TABLE) / 6
    for line in ONE_OF_EACH:
        methods, marks = zip(*some_ways(line), strict=True)
        assert ({*methods}, {*marks}) == ({*METHODS}, {*ASKING})


@pytest.mark.parametrize("who", proved(some, everybody))
@by_name
def test_everybody_gets_what_the_table_says(world: World, line: Line, who: Any):
    got = {mark: outcome(world, line, mark) for mark in who(line)}
    assert got == {mark: (line.cells[mark], "") for mark in who(line)}


@pytest.mark.parametrize("ways", proved(some_ways, all_ways))
@pytest.mark.parametrize("line", ONE_OF_EACH, ids=str)
def test_other_methods_open_no_other_way(world: World, line: Line, ways: Any):
    for method, mark in ways(line):
        word, fault = outcome(world, line._replace(verb=method), mark)
        allowed = {line.cells[mark], "405"} | ({"->"} if line.cells[mark] == "done" else set())
        if line.space != "workspace" and mark not in {"V", "S-"}:
            allowed |= {"ok", "R"}  # one’s own pages: what one may do there, or the password again
        assert word in allowed, (method, mark)
        assert not fault, (method, mark)


@pytest.mark.parametrize("line", ONE_OF_EACH, ids=str)
def test_what_is_not_mine_is_not_there(world: World, line: Line):
    """To strangers a Cité answers as one that does not exist; to its team, a record of B as one that does not."""
    if line.space != "workspace" or line.route == "desks":
        return
    for mark in ("N", "B", "X"):
        there, nowhere = (
            ask(world, line, world.clients[mark], address(world, line, cite=slug))
            for slug in (world.a.cite.slug, NOWHERE)
        )
        assert there.status_code == nowhere.status_code == 404
        assert _alike(there, world.a.cite.slug) == _alike(nowhere, NOWHERE)
    of_b = line._replace(words=(*line.words, "of-B"))
    if address(world, line) == address(world, of_b):
        return
    for mark in ("C", "K", "L"):
        asked = address(world, of_b), address(world, of_b, number=NOBODY)
        there, nowhere = (ask(world, line, world.clients[mark], where) for where in asked)
        assert there.status_code == nowhere.status_code
        # A page names its own address, in every language.
        own, other = (_alike(page, where[3:]) for page, where in zip((there, nowhere), asked, strict=True))
        assert re.sub(r"\d+", "", own) == re.sub(r"\d+", "", other)


def _alike(answer: Any, said: str) -> str:
    return answer.text.replace(said, "")


CHANGES = {
    # Who has a session: what changes meanwhile, and whose column holds from then on.
    "C": ({"role": "coordinator"}, "K-"),
    "K": ({"role": "contributor"}, "C"),
    "AB": ({}, "X of A"),
    "L": ({"network_role": "reader"}, "R"),
    "S": ({"network_role": ""}, "N"),
    "R": ({"network_role": "content_support"}, "S"),
    "B": ({"is_active": False}, "V"),
}


@pytest.mark.parametrize("mark", CHANGES)
def test_rights_follow_the_role_during_a_session(world: World, mark: str):
    change, column = CHANGES[mark]
    for line in SOME:
        if line.method == "POST":
            payload(world, line)  # What the coordinator sends, while she is one.
    user = world.users[mark]
    membership = TeamMember.objects.filter(user=user, cite=world.a.cite)
    if not change:
        membership.delete()
    elif "role" in change:
        membership.update(**change)
    else:
        User.objects.filter(pk=user.pk).update(**change)
    before = world.before
    try:
        world.before = tables()
        for line in SOME:
            expected = "X" if column == "X of A" else column
            assert outcome(world, line, mark) == (line.cells[expected], ""), line
    finally:
        world.before = before


def test_links_open_what_they_name_to_whom_they_were_sent(world: World):
    for name, ask_one, expected in links(world):
        assert ask_one() == expected, name


@pytest.mark.parametrize("act", ALLOWED)
def test_actions_check_for_themselves(world: World, act: str):
    got = tuple(done(world, act, column) for column in COLUMNS)
    assert got == tuple((word, "") for word in ALLOWED[act])

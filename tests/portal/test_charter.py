"""Labelled Cités that break a promise: told by name, once each, in four queries for any number of them."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from citesmetiers.charter import Promise, breaches
from tests.factories import (
    make_agreement,
    make_cite,
    make_decision,
    make_open_place,
    make_partner,
    make_place,
    make_service,
)

pytestmark = pytest.mark.django_db
NOW = "2026-11-24T09:30:00Z"


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to(NOW, tick=False)


def make_labelled(kind="operating_label", day="2010-03-01", **over):
    """Make a Cité that keeps every promise."""
    cite = make_cite(**over)
    make_decision(cite, kind, day)
    place = make_open_place(cite, kind="main")
    make_service(cite, places=[place], access=["drop_in"])
    make_agreement(cite, make_partner())
    return cite


def broken():
    return [(each.cite.slug, each.promise, each.whom) for each in breaches(timezone.now())]


def run(*options):
    told, code = StringIO(), 0
    try:
        call_command("check_charter", *options, stdout=told)
    except SystemExit as error:
        code = error.code
    return code, told.getvalue()


def test_who_keeps_its_promises_is_not_told():
    make_labelled()
    assert broken() == []
    assert run() == (0, "Every labelled Cité keeps its promises, as far as the portal can see.\n")
    assert run("--json") == (0, "[]\n")


@pytest.mark.parametrize(
    "over", [{"publication": "draft"}, {"access": ["appointment"]}, {"valid_until": "2026-11-23"}]
)
def test_a_drop_in_offer_has_to_be_there_today(over):
    cite = make_labelled(slug="a")
    cite.services.update(**over)
    assert broken() == [("a", Promise.NO_APPOINTMENT, ())]


def test_hours_have_to_be_confirmed_at_one_place_at_least():
    cite = make_labelled(slug="a")
    place = cite.places.get()
    place.seasons.update(as_of="2024-01")
    cite.places.update(checked_on=None)
    assert broken() == [("a", Promise.HOURS, ())]
    make_place(cite, kind="secondary")
    assert broken() == [("a", Promise.HOURS, ())]
    make_open_place(cite, kind="secondary")
    assert broken() == []


@pytest.mark.parametrize(
    ("spans", "is_broken"),
    [
        ([("2020", "2026-11-23")], True),
        ([("2020", "2026-11-24")], False),
        ([("2020", "2026")], False),
        ([("2020", "2022"), ("2023", "2025")], True),
        ([("2020", "2025"), ("2026", "2028")], False),
        ([("2020", "2025"), ("2026", None)], False),
        ([("2020", "2025"), (None, None)], False),
    ],
)
def test_an_agreement_has_lapsed_once_no_other_with_the_partner_holds(spans, is_broken):
    cite, partner = make_labelled(slug="a"), make_partner(name="Cap Emploi")
    for since, until in spans:
        make_agreement(cite, partner, since=since, until=until)
    assert broken() == ([("a", Promise.PARTNERS, ("Cap Emploi",))] if is_broken else [])


@pytest.mark.parametrize(
    ("kind", "is_asked"),
    [
        ("operating_label", True),
        ("renewal", True),
        ("label", True),
        ("project_label", False),
        ("suspension", False),
        ("withdrawal", False),
        ("label_end", False),
    ],
)
def test_who_is_labelled_to_receive_people_is_asked(kind, is_asked):
    make_decision(make_cite(slug="a"), kind, "2010-03-01")
    make_cite(slug="without-a-decision")
    assert {slug for slug, _promise, _whom in broken()} == ({"a"} if is_asked else set())


def test_former_and_hidden_cites_are_left_alone():
    for membership in ("former", "not_a_member"):
        make_decision(make_cite(membership=membership), "operating_label", "2010")
    assert broken() == []


def test_command_tells_all_and_ends_with_one():
    cite = make_cite(slug="a", demo=True)
    make_decision(cite, "operating_label", "2010-03-01")
    code, told = run()
    assert code == 1
    assert told.splitlines() == [
        "a (demonstration): no offer without appointment is published",
        "a (demonstration): no place has hours that are confirmed",
        "Labelled Cités that break a promise: 1",
    ]
    code, told = run("--json")
    assert code == 1
    assert json.loads(told)[0] == {"cite": "a", "breach": "no drop-in offer", "partners": [], "demo": True}


@pytest.mark.parametrize("number", [1, 30])
def test_queries_do_not_grow(number, django_assert_num_queries):
    for _each in range(number):
        make_agreement(make_labelled(), make_partner(), since="2020", until="2021")
    with django_assert_num_queries(4):
        assert len(breaches(timezone.now())) == number

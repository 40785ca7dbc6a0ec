"""What waits for the secretariat: page, counters and weekly letter say the same to each role."""

import json
import random
import re
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from citesmetiers.queue import KINDS as TABLE
from citesmetiers.queue import queue_for
from citesmetiers.queue.digest import write_queue_digests
from network.models import Letter
from network.permissions import Can
from network.seals import unseal
from tests.factories import (
    make_agreement,
    make_cite,
    make_decision,
    make_file,
    make_partner,
    make_report,
    make_service,
    make_suggestion,
)
from tests.network.admin.records import make_person
from tests.network.reading import words
from tests.portal.waiting import KINDS, OF, campaign, make_letter, make_quiet, make_town, make_waiting

pytestmark = pytest.mark.django_db
NOW = "2027-01-29T09:30:00Z"
QUEUE = "/admin/queue/"
NAMES = {kind.code: str(kind.name) for kind in TABLE}
WHO = [(role, demo) for role in OF for demo in (False, True)]


@pytest.fixture(autouse=True)
def _january(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def officer(client):
    client.force_login(make_person())
    return client


def items(client, code):
    """Walk every page of a kind."""
    found, number = [], 1
    while True:
        html = client.get(f"{QUEUE}{code}/", {"page": number}).text
        found += [
            words(each) for each in re.findall(r"<li><a href=[^>]*>.*?</li>", queue_in(html), re.DOTALL)
        ]
        if 'rel="next"' not in html:
            return found
        number += 1


def queue_in(html):
    return html.split('<ul class="queue__items">')[1].split("</ul>")[0] if "queue__items" in html else ""


def counted(html):
    """Read the numbers of the first page of the admin, or of the queue."""
    found = re.findall(r'>([^<>]+) <span class="queue__number">(\d+)</span>', html)
    return {name.strip(): int(number) for name, number in found}


def digest_of(person):
    [letter] = Letter.objects.filter(kind="queue", recipient=person.email)
    return letter, json.loads(unseal(letter.sealed))["text"]


# --- One queue ----------------------------------------------------------------------------------
def drawn_for_each():
    """Everybody with one of three drawings, each drawing twice; all with all are proved."""
    return [
        pytest.param(seed, role, demo, marks=() if turn % 3 == seed else pytest.mark.prove)
        for turn, (role, demo) in enumerate(WHO)
        for seed in range(3)
    ]


@pytest.mark.parametrize(("seed", "role", "demo"), drawn_for_each())
def test_list_counter_and_letter_agree(client, seed, role, demo):
    """Of every kind a drawn number, invented ones and real ones; what only looks alike is not counted."""
    drawn, waiting = random.Random(seed), {}
    for invented in (False, True):
        of = campaign(demo=invented)
        make_quiet(demo=invented, of=of)
        for kind in KINDS:
            made = make_waiting(kind, drawn.choice([0, 1, 3, 13]), demo=invented, of=of)
            waiting[kind, invented] = made
    expected = {NAMES[kind]: waiting[kind, demo] for kind in OF[role] if waiting[kind, demo]}
    person = make_person(role, demo=demo)
    client.force_login(person)
    listed = {NAMES[kind]: len(items(client, kind)) for kind in OF[role]}
    assert {name: number for name, number in listed.items() if number} == expected
    first, whole = client.get("/admin/").text, client.get(QUEUE).text
    assert counted(first) == counted(whole) == expected
    total = sum(expected.values())
    for html in (first, whole):
        assert f"What waits ({total})</a> /" in html
    for kind in set(KINDS) - set(OF[role]):
        assert client.get(f"{QUEUE}{kind}/").status_code == 404
    write_queue_digests(timezone.now())
    if role == "reader":
        assert not Letter.objects.filter(kind="queue", recipient=person.email).exists()
        return
    letter, text = digest_of(person)
    assert letter.subject.startswith(f"{total} things wait")
    said = dict(re.findall(r"^(\S.*) \((\d+)\)$", text, re.MULTILINE))
    assert {name: int(number) for name, number in said.items()} == expected


def test_every_kind_is_of_the_table_and_takes_a_right_to_change():
    assert [kind.code for kind in TABLE] == KINDS
    acting = {kind.code for kind in TABLE if kind.right == Can.EDIT_CONTENT}
    assert acting == set(OF["content_support"])
    assert {kind.right for kind in TABLE} == {Can.EDIT_CONTENT, Can.RUN_LABEL}


@pytest.mark.parametrize(("role", "demo"), WHO)
def test_everything_leads_to_a_page_that_this_person_may_open(client, role, demo):
    of = campaign(demo=demo)
    for kind in KINDS:
        make_waiting(kind, 1, demo=demo, of=of)
    client.force_login(make_person(role, demo=demo))
    links = re.findall(r'<li><a href="([^"]+)">', queue_in_all(client.get(QUEUE).text))
    assert len(links) == len(OF[role]) + 1  # two promises are broken
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def queue_in_all(html):
    return "".join(re.findall(r'<ul class="queue__items">.*?</ul>', html, re.DOTALL))


# --- What is told -------------------------------------------------------------------------------
def make_labelled(last, name, **over):
    cite = make_town(slug=name.lower(), name={"en": name}, **over)
    make_decision(cite, "renewal", "2026-01-01", period_from="2026-01-01", period_until=last)
    return cite


def test_labels_that_are_late_come_before_those_that_are_due_and_held(officer):
    make_labelled("2027-02-28", "Soon")
    make_labelled("2027-01-29", "Today")
    make_labelled("2027-01-28", "Yesterday")
    make_labelled("2026-12-31", "Longer")
    make_labelled("2027-04-30", "Far")
    held = make_labelled("2027-02-15", "Held")
    make_report(held, state="accepted", decided_at="2027-01-20T10:00:00Z")
    told = items(officer, "labels")
    assert [each.split()[0] for each in told] == ["Longer", "Yesterday", "Today", "Soon", "Held"]
    assert [each.split(" · ")[0].split(maxsplit=1)[1] for each in told] == ["Late", "Late", "Due within 90 days", "Due within 90 days", "Held"]  # fmt: skip
    assert told[0].endswith("late by 29 days")


def test_promises_are_those_of_the_command(officer, capsys):
    for number in range(30):
        make_labelled("2027-12-31", f"A{number:02}")
    with pytest.raises(SystemExit):
        call_command("check_charter", "--json")
    said = [each["cite"] for each in json.loads(capsys.readouterr().out)]
    assert len(said) == 60
    assert [each.split()[0].lower() for each in items(officer, "charter")] == said


def test_files_wait_by_the_day_that_is_set_then_by_how_long(officer):
    for name, over in {
        "Later": {"state": "submitted", "since": "2027-01-20T10:00:00Z"},
        "First": {"state": "adjourned", "since": "2027-01-02T10:00:00Z"},
        "Session": {"state": "on_agenda", "due_on": "2027-02-10"},
    }.items():
        make_file(make_town(name={"en": name}), **over)
    assert [each.split(" · ")[1].split()[0] for each in items(officer, "files")] == ["Session", "First", "Later"]  # fmt: skip
    assert "In review" not in officer.get(QUEUE).text


@pytest.mark.parametrize(
    ("until", "others", "waits"),
    [
        ("2027-03-30", [], True),
        ("2027-03-31", [], False),
        ("2027-03", [], False),
        ("2027-02", [], True),
        ("2020", [], True),
        ("2020", ["2019"], True),
        ("2020", ["2040"], False),
        ("2020", [None], False),
        ("2020-12-31", ["2020"], True),
    ],
)
def test_agreement_waits_where_none_outlasts_it(officer, until, others, waits):
    """In sixty days, as late as its last day may be; two that end alike wait once."""
    town, partner = make_town(), make_partner()
    for day in [until, *others]:
        make_agreement(town, partner, until=day)
    assert len(items(officer, "agreements")) == waits


def test_cite_is_stale_by_its_longest_unchecked_sheet(officer):
    old, older = make_town(name={"en": "Old"}), make_town(name={"en": "Older"})
    make_service(old, checked_on=date(2025, 1, 1))
    make_service(old, checked_on=date(2024, 1, 1))
    make_service(older, checked_on=date(2023, 1, 1))
    assert [each.split()[:2] for each in items(officer, "stale")] == [["Older", "One"], ["Old", "2"]]


def test_what_the_public_wrote_is_shown_as_text(officer):
    make_suggestion(make_town(), text="<b>Ouvrez</b> le soir " + "encore " * 30)
    html = officer.get(QUEUE).text
    assert "&lt;b&gt;Ouvrez&lt;/b&gt; le soir" in html
    assert "…" in html


def test_nothing_that_waits_is_said(officer):
    assert "Nothing waits. Looked for:" in officer.get(QUEUE).text
    assert "Nothing waits</a>" in officer.get("/admin/").text
    # The page of one app counts nothing, and so says nothing of it.
    assert "Nothing waits" not in officer.get("/admin/network/").text


@pytest.mark.parametrize(("role", "status"), [("reader", 200), ("content_support", 200), ("", 403)])
def test_it_is_for_the_secretariat(client, role, status):
    client.force_login(make_person(role))
    assert client.get(QUEUE).status_code == client.get(f"{QUEUE}stale/").status_code == status


def test_queries_do_not_grow(officer):
    of, pages = campaign(demo=False), ["/admin/", QUEUE, *(f"{QUEUE}{kind}/" for kind in KINDS)]
    counts = []
    for number in (1, 29):
        for kind in KINDS:
            make_waiting(kind, number, of=of)
        officer.get("/admin/")
        counts.append({page: _queries(officer, page) for page in pages})
    assert counts[0] == counts[1]
    assert (counts[1]["/admin/"], counts[1][QUEUE]) <= (22, 28)


def _queries(client, page):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


# --- The letter of the week ---------------------------------------------------------------------
def test_one_letter_a_week_whatever_the_job_did(time_machine):
    make_person()
    make_waiting("orphans", 1)
    monday, told = date(2027, 2, 1), []
    for day in range(21):
        if day not in {7, 8}:  # the job did not run on two days
            time_machine.move_to(f"{monday + timedelta(days=day)}T04:00:00Z", tick=False)
            told += [day] * write_queue_digests(timezone.now())
            assert write_queue_digests(timezone.now()) == 0
    assert told == [0, 9, 14]


def test_nothing_is_sent_where_nothing_waits(time_machine):
    make_person()
    make_person("content_support")
    assert write_queue_digests(timezone.now()) == 0
    # Later in the same week something does: of the label alone.
    make_letter(demo=False, given_up_at=timezone.now())
    assert write_queue_digests(timezone.now()) == 1


def test_letter_is_in_the_language_of_its_reader_and_leads_there(client):
    cite = make_cite(slug="brest", name={"fr": "Cité des métiers de Brest"})
    french, english = (make_person(language=code) for code in ("fr", "en"))
    make_person(is_active=False)
    assert write_queue_digests(timezone.now()) == 2
    for person, words_of in ((french, "Personne"), (english, "Nobody")):
        letter, text = digest_of(person)
        assert letter.language == person.language
        assert words_of in text
        assert f"/{person.language}/workspace/{cite.slug}/team/" in text
        assert "/admin/queue/" in text


def test_letter_names_the_most_urgent_and_counts_the_rest():
    person = make_person()
    make_waiting("orphans", 9)
    write_queue_digests(timezone.now())
    text = digest_of(person)[1]
    assert text.count("/team/") == 5
    assert "and 4 more" in text


def test_nightly_work_writes_it(capsys):
    make_person()
    make_waiting("orphans", 1)
    call_command("upkeep")
    assert "queue: 1 letters about what waits for the secretariat" in capsys.readouterr().out


def test_kinds_hold_for_whoever_is_asked():
    """Somebody without a role is asked for nothing."""
    make_waiting("orphans", 1)
    assert queue_for(make_person(""), timezone.now()) == []

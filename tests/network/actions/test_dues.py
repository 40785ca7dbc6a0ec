"""Reminders of the next step of a label: each milestone once, in the language of who coordinates."""

import json
from datetime import date, timedelta
from io import StringIO
from random import Random

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from network.actions import move_label_file
from network.actions.dues import write_reminders
from network.dues import MILESTONES, told_of
from network.filing import APPLICANT, NEXT, SECRETARIAT, moves_from
from network.models import Cite, LabelReminder, Letter, TeamMember
from network.seals import unseal
from tests.factories import make_cite, make_decision, make_file, make_member, make_report
from tests.network.admin.records import make_person

pytestmark = pytest.mark.django_db
LAST = date(2027, 2, 28)


def make_labelled(**over):
    cite = make_cite(**over)
    make_decision(
        cite, "renewal", "2026-03-01", period_from="2026-03-01", period_until=LAST, known_since="2026-03-01"
    )
    return cite


def letters(person=None):
    found = Letter.objects.filter(kind="label_reminder").order_by("pk")
    return list(found.filter(recipient=person.email) if person else found)


def live(first, last, *, without=()):
    """Do the nightly step day by day; return how many days ahead each letter was written."""
    day, written = first, []
    while day <= last:
        if day not in without:
            written += [(LAST - day).days] * write_reminders(day)
        day += timedelta(days=1)
    return written


def ahead(days):
    return LAST - timedelta(days=days)


def test_five_reminders_once_each():
    cite = make_labelled()
    person = make_member(cite, "coordinator")
    make_member(cite, "contributor")
    make_member(role="coordinator")
    assert live(ahead(100), ahead(-30)) == [90, 60, 30, 7, 0]
    assert live(ahead(100), ahead(-30)) == []
    assert len(letters(person)) == len(letters()) == 5


@pytest.mark.parametrize(
    ("gap", "written"),
    [
        # Three nights without the job: told on the next one.
        (range(88, 91), [87, 60, 30, 7, 0]),
        (range(5, 8), [90, 60, 30, 4, 0]),
        (range(-2, 1), [90, 60, 30, 7, -3]),
        # What was missed altogether is told once, and not one letter after the other.
        (range(20, 95), [19, 7, 0]),
        (range(-10, 95), [-11]),
    ],
)
def test_missed_milestone_is_told_once_afterwards(gap, written):
    make_member(make_labelled(), "coordinator")
    assert live(ahead(100), ahead(-30), without={ahead(days) for days in gap}) == written


def test_letter_is_in_the_language_of_the_person_and_leads_to_the_workspace():
    cite = make_labelled(name={"fr": "Cité des métiers de Port", "en": "Cité des métiers of Port"})
    french, english = (make_member(cite, "coordinator", language=code) for code in ("fr", "en"))
    assert write_reminders(ahead(30)) == 2
    told = {
        person.language: (letter.language, letter.subject.replace("\xa0", " "))
        for person in (french, english)
        for letter in letters(person)
    }
    assert told["en"] == ("en", "Port: the renewal of the label, 28 February 2027 – Cités des métiers")
    assert told["fr"] == ("fr", "Port : le renouvellement du label, 28 février 2027 – Cités des métiers")
    for code in ("fr", "en"):
        assert f"/{code}/workspace/{cite.slug}/" in _text(code, letters())


def _text(code, written):
    return next(json.loads(unseal(each.sealed))["text"] for each in written if each.language == code)


def test_one_coordinator_of_two_cites_is_told_of_both_and_a_closed_account_of_none():
    first, second = make_labelled(), make_labelled()
    person = make_member(first, "coordinator")
    second.team.create(user=person, role="coordinator")
    make_member(first, "coordinator", is_active=False)
    assert write_reminders(ahead(90)) == 2
    assert len(letters(person)) == 2


def test_milestone_waits_for_somebody_to_tell():
    cite = make_labelled()
    assert (write_reminders(ahead(90)), LabelReminder.objects.count()) == (0, 0)
    make_member(cite, "coordinator")
    assert [write_reminders(ahead(days)) for days in (88, 87)] == [1, 0]


@pytest.mark.parametrize("mark", ["held", "renewed", "suspended", "hidden"])
def test_nobody_is_reminded_of_what_is_not_awaited(mark):
    cite = make_labelled()
    make_member(cite, "coordinator")
    if mark == "held":
        make_report(cite, state="accepted", decided_at="2026-12-01T10:00:00Z")
    elif mark == "renewed":
        make_decision(cite, "renewal", "2026-11-20", period_from="2027-03-01", period_until="2028-02-29")
    elif mark == "suspended":
        make_decision(cite, "suspension", "2026-11-20")
    else:
        cite.membership = "not_a_member"
        cite.save()
    assert live(ahead(85), ahead(-60)) == []


def test_reminders_are_silent_while_the_file_is_with_the_secretariat_and_only_then(time_machine):
    waited = sum(_walk(Random(seed), time_machine) for seed in range(3))
    assert waited > 10


def _walk(rng, time_machine):
    """Walk a file for the very step at random from the first milestone past the last, with other files about; return how many days a letter waited."""
    cite = make_labelled()
    head, officer = make_member(cite, "coordinator"), make_person()
    file = make_file(cite, kind="renewal", sections={"changes": "x", "charter": "x"})
    make_file(cite, kind="confirmation", state=rng.choice(["submitted", "on_agenda"]))
    make_file(kind="renewal", state="submitted")
    told, waited = LabelReminder.objects.filter(decision__cite=cite).order_by("pk"), 0
    for day in (ahead(left) for left in range(100, -40, -1)):
        time_machine.move_to(f"{day}T10:00:00Z", tick=False)
        ways = [each for each in moves_from(file.state, APPLICANT, SECRETARIAT) if each.target != "granted"]
        if rng.random() < 0.15:
            way = rng.choice(ways)
            by = head if way.right is APPLICANT else officer
            file = move_label_file(
                file, way.name, by=by, version=file.version, reason="Oui.", day=day if way.needs_day else None
            )
            file.refresh_from_db()
        letters = write_reminders(day)
        last = min((each for each in MILESTONES if (LAST - day).days <= each), default=None)
        is_told = told.filter(days_ahead=last).exists()
        if NEXT[file.state] is SECRETARIAT:
            assert letters == 0, day
            waited += last is not None and not is_told
        else:
            assert is_told or last is None, day
    written = list(told.values_list("days_ahead", flat=True))
    assert written == sorted(set(written), reverse=True)
    TeamMember.objects.filter(cite=cite).delete()
    return waited


def test_officer_reads_since_when_the_file_is_there_and_the_coordinator_is_reminded_once_it_is_back(
    time_machine,
):
    cite = make_labelled()
    head, officer = make_member(cite, "coordinator"), make_person()
    file = make_file(cite, kind="renewal", sections={"changes": "x", "charter": "x"})

    def move(name, left, by):
        nonlocal file
        time_machine.move_to(f"{ahead(left)}T10:00:00Z", tick=False)
        file = move_label_file(
            file, name, by=by, version=file.version, reason="Oui.", day=LAST if name == "ask" else None
        )
        file.refresh_from_db()

    move("submit", 62, head)
    move("take", 61, officer)
    due = Cite.objects.with_dues().get(pk=cite.pk).due_on(ahead(60))
    assert told_of(due)[-1] == "file under review since 28 December 2026"
    assert live(ahead(60), ahead(46)) == []
    move("ask", 45, officer)
    assert live(ahead(45), ahead(0)) == [45, 30, 7, 0]


def test_corrected_period_has_reminders_of_its_own():
    cite = make_labelled()
    make_member(cite, "coordinator")
    assert live(ahead(100), ahead(60)) == [90, 60]
    wrong = cite.decisions.get()
    later = make_decision(cite, "renewal", "2026-03-01", known_since=ahead(60))
    wrong.replaced_by = later
    wrong.save()
    later = make_decision(cite, "renewal", "2026-03-02", period_until=ahead(-50), known_since=ahead(60))
    assert live(ahead(59), ahead(-60)) == [40, 10, -20, -43, -50]
    assert set(LabelReminder.objects.values_list("decision", flat=True)) == {wrong.pk, later.pk}


def test_invented_cite_writes_to_demonstration_accounts_alone():
    cite = make_labelled(demo=True)
    invented = make_member(cite, "coordinator", demo=True)
    make_member(cite, "coordinator")
    assert write_reminders(ahead(7)) == 1
    assert len(letters(invented)) == len(letters()) == 1


def test_nightly_work_writes_them_and_says_how_many(time_machine):
    time_machine.move_to("2027-02-21T03:00:00Z", tick=False)
    make_member(make_labelled(), "coordinator")
    for number in (1, 0):
        told = StringIO()
        call_command("upkeep", stdout=told)
        assert f"labels: {number} letters about the next step of a label" in told.getvalue()


def test_database_keeps_a_milestone_from_being_told_twice():
    decision = make_labelled().decisions.get()
    row = {"decision": decision, "written_on": LAST}
    LabelReminder.objects.create(days_ahead=30, **row)
    for days in (30, 31):
        with pytest.raises(IntegrityError), transaction.atomic():
            LabelReminder.objects.create(days_ahead=days, **row)


def test_queries_grow_with_letters_and_not_with_cites(django_assert_num_queries):
    for _each in range(30):
        make_labelled()
    with django_assert_num_queries(2):
        assert write_reminders(ahead(100)) == 0


@pytest.mark.parametrize(("day", "words"), [(30, "The recorded period ends on"), (-3, "It is late")])
def test_first_page_of_the_workspace_says_it_too(time_machine, day, words):
    time_machine.move_to(f"{ahead(day)}T10:00:00Z", tick=False)
    cite = make_labelled()
    client = Client()
    client.force_login(make_member(cite, "coordinator"))
    page = client.get(f"/en/workspace/{cite.slug}/").text
    assert "Prepare the renewal of the label" in page
    assert words in page
    client.force_login(make_member(cite, "contributor"))
    assert "Prepare the renewal" not in client.get(f"/en/workspace/{cite.slug}/").text


def test_first_page_is_silent_once_a_file_for_the_step_is_begun(time_machine):
    time_machine.move_to(f"{ahead(30)}T10:00:00Z", tick=False)
    cite = make_cite()
    make_decision(cite, "operating_label", "2026-03-01", period_from="2026-03-01", period_until=LAST)
    client = Client()
    client.force_login(make_member(cite, "coordinator"))
    words = "Prepare the confirmation of the label"
    assert words in client.get(f"/en/workspace/{cite.slug}/").text
    file = make_file(cite, kind="confirmation")
    page = client.get(f"/en/workspace/{cite.slug}/").text
    assert (words in page, f"/label/{file.pk}/" in page) == (False, True)


def test_letter_about_a_file_leads_to_the_files():
    cite = make_cite()
    make_decision(
        cite, "operating_label", "2026-03-01", period_from="2026-03-01", period_until=LAST,
        known_since="2026-03-01",
    )  # fmt: skip
    make_member(cite, "coordinator")
    assert write_reminders(LAST) == 1
    text = _text("en", letters())
    assert f"/en/workspace/{cite.slug}/label/" in text
    assert "the confirmation of the label is awaited by then" in text

"""Letters of a campaign of yearly reports: when it opens, and two weeks ahead of its end; each once for a Cité."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from network.actions.calls import write_calls
from network.models import Letter, Milestone, Report, ReportCall
from network.seals import unseal
from tests.factories import make_campaign, make_cite, make_member, make_report

pytestmark = pytest.mark.django_db
OPENS, CLOSES = date(2027, 1, 11), date(2027, 3, 15)
REMINDS = CLOSES - timedelta(days=14)


def campaign(**over):
    return make_campaign(2026, **{"opens_on": OPENS, "closes_on": CLOSES} | over)


def letters():
    return Letter.objects.filter(kind="report_call").order_by("pk")


def live(first, last, *, without=()):
    """Do the nightly step day by day; return the days on which letters were written, with how many."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return {day: written for day in days if day not in without and (written := write_calls(day))}


def test_a_letter_when_it_opens_and_one_two_weeks_ahead_of_the_end():
    campaign()
    cite = make_cite()
    for role in ("coordinator", "coordinator", "contributor", "bearer"):
        make_member(cite, role)
    make_member(cite, "coordinator", is_active=False)
    make_member(make_cite(), "coordinator")
    span = OPENS - timedelta(days=5), CLOSES + timedelta(days=20)
    assert live(*span) == {OPENS: 3, REMINDS: 3}
    assert live(*span) == {}
    assert ReportCall.objects.count() == 4


@pytest.mark.parametrize(
    ("missed", "written"),
    [
        ((OPENS, OPENS + timedelta(days=3)), [OPENS + timedelta(days=4), REMINDS]),
        ((REMINDS, CLOSES - timedelta(days=1)), [OPENS, CLOSES]),
        ((REMINDS, CLOSES), [OPENS]),
        # Who is asked within the last two weeks is not reminded of it as well.
        ((OPENS, REMINDS - timedelta(days=1)), [REMINDS]),
        ((OPENS, CLOSES - timedelta(days=3)), [CLOSES - timedelta(days=2)]),
        ((OPENS, CLOSES), []),
    ],
)  # fmt: skip
def test_nights_without_the_job(missed, written):
    campaign()
    make_member(make_cite(), "coordinator")
    gap = {missed[0] + timedelta(days=number) for number in range((missed[1] - missed[0]).days + 1)}
    assert list(live(OPENS - timedelta(days=2), CLOSES + timedelta(days=9), without=gap)) == written


def test_a_campaign_that_is_over_when_it_is_made_calls_nobody():
    make_member(make_cite(), "coordinator")
    campaign()
    assert live(CLOSES + timedelta(days=1), CLOSES + timedelta(days=60)) == {}


def test_a_short_campaign_is_told_once():
    campaign(opens_on=CLOSES - timedelta(days=10))
    make_member(make_cite(), "coordinator")
    assert live(OPENS, CLOSES) == {CLOSES - timedelta(days=10): 1}


@pytest.mark.parametrize(
    ("state", "written"),
    [(None, [OPENS, REMINDS]), ("draft", [OPENS, REMINDS]), ("returned", [OPENS, REMINDS]), ("submitted", [OPENS]), ("accepted", [OPENS])],
)  # fmt: skip
def test_who_sent_the_report_is_not_reminded(state, written):
    asks, cite = campaign(), make_cite()
    make_member(cite, "coordinator")
    first = list(live(OPENS, REMINDS - timedelta(days=1)))
    if state:
        make_report(cite, asks, state=state)
    assert first + list(live(REMINDS, CLOSES)) == written


def test_who_sent_the_report_before_the_first_letter_is_not_asked_for_it():
    asks, cite = campaign(), make_cite()
    make_member(cite, "coordinator")
    make_report(cite, asks, state="submitted")
    assert live(OPENS, CLOSES) == {}
    # Sent back, it is awaited again.
    Report.objects.update(state="draft", submitted_at=None)
    assert live(REMINDS, CLOSES) == {REMINDS: 1}


@pytest.mark.parametrize(
    ("membership", "facts", "is_asked"),
    [
        ("member", {}, True),
        ("member", {"joined_network": "2027-04-01"}, False),
        ("member", {"joined_network": "2027-02-01"}, True),
        ("former", {"left_network": "2027-01-20"}, False),
        ("unconfirmed", {}, False),
        ("not_a_member", {}, False),
    ],
)  # fmt: skip
def test_members_of_those_weeks_are_asked(membership, facts, is_asked):
    campaign()
    cite = make_cite(membership=membership)
    make_member(cite, "coordinator")
    for kind, day in facts.items():
        Milestone.objects.create(cite=cite, kind=kind, date=day)
    assert bool(live(OPENS, CLOSES)) is is_asked


def test_a_letter_waits_for_somebody_to_tell():
    campaign()
    cite = make_cite()
    assert (write_calls(OPENS), ReportCall.objects.count()) == (0, 0)
    make_member(cite, "coordinator")
    assert [write_calls(OPENS + timedelta(days=number)) for number in (3, 4)] == [1, 0]


def test_the_letter_is_in_the_language_of_the_person_and_leads_to_the_report():
    campaign()
    cite = make_cite(slug="port", name={"fr": "Cité des métiers de Port"})
    for language in ("fr", "en"):
        make_member(cite, "coordinator", language=language)
    assert [write_calls(day) for day in (OPENS, REMINDS)] == [2, 2]
    told = [(each.language, each.subject.replace("\xa0", " ")) for each in letters()]
    assert set(told) == {
        ("en", "Port: the yearly report of 2026 – Cités des métiers"),
        ("fr", "Port : le rapport annuel de 2026 – Cités des métiers"),
        ("en", "Port: the report of 2026 is awaited by 15 March 2027 – Cités des métiers"),
        ("fr", "Port : le rapport de 2026 est attendu d’ici au 15 mars 2027 – Cités des métiers"),
    }
    for each in letters():
        text = json.loads(unseal(each.sealed))["text"]
        assert f"/{each.language}/workspace/port/reports/2026/" in text


def test_an_invented_campaign_writes_to_demonstration_accounts_alone():
    campaign(demo=True)
    cite = make_cite(demo=True)
    invented = make_member(cite, "coordinator", demo=True)
    make_member(cite, "coordinator")
    make_member(make_cite(), "coordinator")
    assert live(OPENS, CLOSES) == {OPENS: 1, REMINDS: 1}
    assert {each.recipient for each in letters()} == {invented.email}


def test_nightly_work_writes_them_and_says_how_many(time_machine):
    time_machine.move_to("2027-01-11T03:00:00Z", tick=False)
    campaign()
    make_member(make_cite(), "coordinator")
    for number in (1, 0):
        told = StringIO()
        call_command("upkeep", stdout=told)
        assert f"reports: {number} letters about yearly reports" in told.getvalue()


def test_queries_grow_with_letters_and_not_with_cites(django_assert_num_queries):
    asks = campaign()
    for _each in range(30):
        make_report(make_cite(), asks, state="submitted")
    with django_assert_num_queries(7):
        assert write_calls(OPENS) == 0

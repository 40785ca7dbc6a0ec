"""Whom a campaign of yearly reports asks: members of its own weeks, by dated facts and by what was recorded."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from network.actions.asked import Coming, Member, Told, asked_in
from network.actions.totals import totals_of, years_of
from network.models import Milestone
from tests.factories import make_campaign, make_cite, make_indicator, make_report
from tests.network.admin.records import make_person

# The weeks of the campaign that the cases ask about.
FIRST, LAST = date(2026, 1, 15), date(2026, 3, 15)
NO, UNSURE, YES = Told.NO, Told.UNSURE, Told.YES


def joined(first, last=None):
    return Coming(date.fromisoformat(first), date.fromisoformat(last or first), is_in=True)


def left(first, last=None):
    return joined(first, last)._replace(is_in=False)


@pytest.mark.parametrize(
    ("today", "comings", "told"),
    [
        ("member", [joined("2002-01-01", "2002-12-31")], YES),
        ("member", [joined("2026-01-15")], YES),
        ("member", [joined("2026-03-15")], YES),
        ("member", [joined("2026-03-16")], NO),
        # As precise as its source: some time in 2026, or some time until April.
        ("member", [joined("2026-01-01", "2026-12-31")], UNSURE),
        ("member", [joined("2026-02-01", "2026-02-28")], YES),
        ("member", [joined("0001-01-01", "2026-04-30")], UNSURE),
        ("member", [joined("2026-04-01", "2026-04-30")], NO),
        ("former", [joined("2002-01-01"), left("2026-01-14")], NO),
        ("former", [joined("2002-01-01"), left("2026-01-15")], UNSURE),
        ("former", [joined("2002-01-01"), left("2026-02-01")], YES),
        ("former", [joined("2002-01-01"), left("2027-01-01", "2027-12-31")], YES),
        ("former", [joined("2002-01-01"), left("2025-01-01", "2026-12-31")], UNSURE),
        # It left, so that it was in before; since when, nothing says.
        ("former", [left("2026-06-01")], UNSURE),
        ("former", [left("2025-06-01")], NO),
        ("member", [joined("2002-01-01"), left("2010-01-01"), joined("2020-01-01")], YES),
        ("member", [joined("2002-01-01"), left("2010-01-01"), joined("2026-06-01")], NO),
        # Back on a day that nobody wrote down.
        ("member", [joined("2002-01-01"), left("2010-01-01")], UNSURE),
        # Gone on a day that nobody wrote down: not counted without a record of its own.
        ("former", [joined("2002-01-01")], NO),
        ("member", [], UNSURE),
        ("unconfirmed", [], NO),
        ("former", [], NO),
        ("not_a_member", [], NO),
    ],
)  # fmt: skip
def test_dated_facts(today, comings, told):
    assert Member(today, comings).told_between(FIRST, LAST) is told


@pytest.mark.parametrize(
    ("today", "recorded", "told"),
    [
        ("member", [("2025-01-01", "member")], YES),
        ("former", [("2025-01-01", "member"), ("2026-04-01", "former")], YES),
        ("former", [("2025-01-01", "member"), ("2026-02-01", "former")], YES),
        ("former", [("2025-01-01", "member"), ("2026-01-15", "former")], NO),
        ("member", [("2025-01-01", "not_a_member"), ("2026-03-15", "member")], YES),
        ("member", [("2025-01-01", "not_a_member"), ("2026-03-16", "member")], NO),
        ("member", [("2025-01-01", "unconfirmed"), ("2026-06-01", "member")], UNSURE),
        # The portal knew nothing yet.
        ("member", [("2026-06-01", "member")], UNSURE),
        ("former", [("2026-06-01", "member"), ("2026-07-01", "former")], NO),
    ],
)  # fmt: skip
def test_what_was_recorded(today, recorded, told):
    found = [(date.fromisoformat(day), membership) for day, membership in recorded]
    assert Member(today, [], found).told_between(FIRST, LAST) is told


def test_dated_facts_stand_before_what_was_recorded():
    recorded = [(date(2025, 1, 1), "member")]
    assert Member("member", [joined("2026-06-01")], recorded).told_between(FIRST, LAST) is NO
    assert Member("former", [joined("2002-01-01")], recorded).told_between(FIRST, LAST) is YES


def make_known(campaigns):
    """Make a Cité that joined between two campaigns, one that left, and one of which nothing says since when."""
    old, _new = campaigns
    young, gone, plain = make_cite(), make_cite(membership="former"), make_cite()
    between = (old.closes_on + timedelta(days=30)).isoformat()
    Milestone.objects.create(cite=young, kind="joined_network", date=between)
    Milestone.objects.create(cite=gone, kind="joined_network", date="2001")
    Milestone.objects.create(cite=gone, kind="left_network", date=between)
    # No date at all, and what is no coming: neither says anything.
    Milestone.objects.create(cite=plain, kind="joined_network")
    Milestone.objects.create(cite=plain, kind="opening", date="2020")
    return young, gone, plain


@pytest.fixture
def campaigns(db):
    today = timezone.now().date()
    old = make_campaign(2019, opens_on=date(2020, 1, 1), closes_on=date(2020, 3, 1))
    return old, make_campaign(2026, opens_on=today - timedelta(days=9), closes_on=today + timedelta(days=9))


def test_each_campaign_counts_the_members_of_its_own_weeks(campaigns):
    old, new = campaigns
    young, gone, plain = make_known(campaigns)
    late = make_cite(membership="unconfirmed")
    make_report(late, old, state="submitted")
    make_cite(demo=True)
    asked = asked_in(campaigns)
    assert asked[old.pk].cites == {gone.pk, plain.pk, late.pk}
    assert asked[old.pk].unsure == {plain.pk}
    # The portal keeps it since before the campaign that runs.
    assert asked[new.pk].cites == {young.pk, plain.pk}
    assert asked[new.pk].unsure == set()
    assert asked_in([]) == {}


def test_a_membership_that_ends_now_stays_counted_where_it_was(campaigns):
    _old, new = campaigns
    cite = make_cite()
    cite.membership = "former"
    cite.save()
    assert asked_in([new])[new.pk].cites == {cite.pk}


def test_pages_say_it_below_the_table(client, campaigns):
    old, new = campaigns
    make_known(campaigns)
    indicator = make_indicator()
    assert [(each.asked, each.unsure) for each in years_of([indicator], demo=False)[indicator.pk]] == [
        (2, 1),
        (2, 0),
    ]
    assert (totals_of(old, old.closes_on).asked, totals_of(old, old.closes_on).unsure) == (2, 1)
    client.force_login(make_person("reader"))
    note = "Of one of the Cités asked, the records do not say whether it was a member"
    page = client.get(reverse("admin:network_campaign_totals", args=[old.pk])).text
    assert note in page.rpartition("</table>")[2]
    assert "Asked are those that were members" in page
    assert note not in client.get(reverse("admin:network_campaign_totals", args=[new.pk])).text
    years = client.get(reverse("admin:network_indicator_years", args=[indicator.pk])).text
    assert years.rpartition("</table>")[2].count(note) == 1


def test_queries_do_not_grow(campaigns, django_assert_num_queries):
    for _each in range(10):
        make_known(campaigns)
    more = [make_campaign(2000 + number) for number in range(10)]
    with django_assert_num_queries(4):
        asked_in([*campaigns, *more])

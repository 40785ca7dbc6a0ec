"""What the portal proposes for a report: counted as of the end of the year, and never where it does not know."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from citesmetiers.prefill import KNOWN, end_of, proposals_for
from network.models import Indicator
from tests.factories import (
    make_agreement,
    make_cite,
    make_event,
    make_occurrence,
    make_partner,
    make_permanence,
    make_place,
    make_service,
)

CODES = set(KNOWN)


def now():
    return datetime.now(UTC)


def proposed(cite, moment=None, year=None):
    moment = moment or now()
    return proposals_for(end_of(cite, year or moment.year, moment), CODES)


@pytest.mark.django_db
def test_every_proposal_is_of_an_indicator_that_is_brought_along():
    assert set(Indicator.objects.filter(code__in=KNOWN, demo=False).values_list("code", flat=True)) == CODES


@pytest.mark.django_db
def test_the_end_of_a_year_is_that_of_the_cite_s_own_zone():
    far = make_cite(timezone="Indian/Reunion")
    passed = end_of(far, 2026, datetime(2027, 3, 1, tzinfo=UTC))
    assert (passed.last, passed.moment) == (date(2026, 12, 31), datetime(2026, 12, 31, 20, tzinfo=UTC))
    runs = end_of(far, 2026, datetime(2026, 11, 24, 21, tzinfo=UTC))
    assert (runs.last, runs.moment) == (date(2026, 11, 25), datetime(2026, 11, 24, 21, tzinfo=UTC))


@pytest.mark.django_db
def test_what_is_counted():
    cite = make_cite(languages=["fr", "nl"])
    place = make_place(cite, kind="main")
    make_place(cite, kind="online")
    make_place(cite, valid_until="2020")
    offer = make_service(cite, languages=["fr", "ar"])
    make_service(cite, publication="draft")
    over = make_service(cite, valid_until=date(2020, 1, 1))
    make_permanence(offer, place, time="14:00-17:00")
    make_permanence(offer, place, time="22:00-01:00", every_weeks=2, week_of=date(2026, 1, 5))
    make_permanence(offer, place, time="09:00-10:00", nth_of_month=1, languages=["pt"])
    make_permanence(over, place, time="09:00-18:00")
    partner = make_partner()
    make_agreement(cite, partner)
    make_agreement(cite, make_partner(), until="2019")
    year = timezone.localdate().year
    event = make_event(
        cite, dates=[f"{year}-01-02T10:00", f"{year - 1}-12-31T10:00"], starts=f"{year}-01-02T10:00"
    )
    make_occurrence(event, f"{year}-01-03T10:00", status="cancelled")
    make_event(cite, publication="draft", starts=f"{year}-01-02T10:00")
    found = proposed(cite)
    # 3 hours a week, 3 every other week, and 12 or 13 times an hour over 52 weeks.
    assert found.pop("permanence-hours") in {Decimal("4.7"), Decimal("4.8")}
    assert found == {"offers": 1, "places": 1, "partners": 1, "languages": 4, "events": 1}


@pytest.mark.django_db
def test_nought_is_not_proposed():
    assert proposed(make_cite(languages=[])) == {}


@pytest.mark.django_db
def test_nothing_is_proposed_of_a_day_on_which_the_cite_was_not_known():
    cite = make_cite()
    make_service(cite)
    assert proposed(cite, year=now().year - 1) == {}


@pytest.mark.django_db(transaction=True)
def test_what_changed_after_the_end_of_the_year_changes_no_proposal():
    cite = make_cite(languages=[])
    kept, gone, deleted = (make_service(cite) for _ in range(3))
    deleted.delete()
    then = now()
    gone.publication = "withdrawn"
    gone.save()
    kept.delete()
    for _ in range(3):
        make_service(cite)
    assert proposed(cite, then)["offers"] == 2
    assert proposed(cite)["offers"] == 3

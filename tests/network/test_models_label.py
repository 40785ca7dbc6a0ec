"""Cités with their decisions, as the pages read them."""

from datetime import date

import pytest

from network.label import Decision
from network.models import Cite
from network.partial_dates import PartialDate
from network.vocabulary import DecisionKind
from tests.factories import make_cite, make_decision

pytestmark = pytest.mark.django_db


def test_decisions_come_whole_and_by_date():
    cite = make_cite()
    undated = make_decision(cite, "renewal", note={"fr": "Date non publiée."}, sources=["https://a.example/"])
    vague = make_decision(cite, "project_label", "2013-04", date_until=PartialDate(2013, 5))
    exact = make_decision(
        cite,
        "operating_label",
        "2015-12-10",
        period_from=date(2015, 12, 10),
        period_until=date(2016, 12, 9),
        conditions={"en": "Open on Saturdays."},
    )
    vague.replaced_by = exact
    vague.save()
    found = Cite.objects.with_decisions().get(pk=cite.pk).label_decisions
    assert [each.number for each in found] == [vague.pk, exact.pk, undated.pk]
    assert found[0] == Decision(
        kind=DecisionKind.PROJECT_LABEL,
        date=PartialDate(2013, 4),
        date_until=PartialDate(2013, 5),
        known_since=date(2026, 11, 23),
        number=vague.pk,
        replaced_by=exact.pk,
    )
    assert (found[1].period_from, found[1].period_until) == (date(2015, 12, 10), date(2016, 12, 9))
    assert found[1].conditions == {"en": "Open on Saturdays."}
    assert (found[2].note, found[2].sources) == ({"fr": "Date non publiée."}, ("https://a.example/",))


def test_standing_of_a_cite_is_that_of_its_own_decisions():
    cite, other = make_cite(), make_cite()
    make_decision(cite, "project_label", "2011-09-05")
    make_decision(other, "withdrawal", "2012")
    assert Cite.objects.with_decisions().get(pk=cite.pk).standing_on(date(2013, 1, 1)).status == "project"


def test_any_number_of_cites_takes_one_query(django_assert_num_queries):
    for _ in range(30):
        make_decision(make_cite(), "project_label", "2011-09-05")
    with django_assert_num_queries(1):
        found = [each.standing_on(date(2013, 1, 1)).status for each in Cite.objects.with_decisions()]
    assert found == ["project"] * 30

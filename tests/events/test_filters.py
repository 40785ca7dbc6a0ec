"""What a visitor can ask of the agenda."""

import pytest
from django.http import QueryDict
from django.utils import timezone

from events.filters import OccurrenceFilter
from events.models import Occurrence
from tests.factories import make_cite, make_event, make_occurrence

pytestmark = pytest.mark.django_db


def asked(query=""):
    dates = Occurrence.objects.published().upcoming(timezone.now()).with_words().with_ways()
    return OccurrenceFilter(QueryDict(query), dates)


@pytest.fixture
def events():
    belgian = make_cite(slug="namur", country="BE")
    return [
        make_event(belgian, attendance="hybrid", kind="forum", booking="required", languages=["nl"]),
        make_event(belgian, attendance="online", booking=None, audiences=["students"]),
        make_event(attendance="elsewhere", title={"fr": "Le marché de l’emploi"}, themes=["mobility"]),
        make_event(attendance="on_site", status="moved_online"),
        make_event(attendance=None),
    ]


@pytest.mark.parametrize(
    ("query", "positions"),
    [
        ("", [0, 1, 2, 3, 4]),
        ("way=on_site", [0, 2]),
        ("way=online", [0, 1, 3]),
        ("kind=forum", [0]),
        ("booking=none", [2, 3, 4]),
        ("audience=students", [1]),
        ("language=nl&country=BE", [0]),
        ("theme=mobility", [2]),
        ("cite=namur", [0, 1]),
        ("q=marche+emploi", [2]),
    ],
)
def test_agenda_is_narrowed_by_facets(events, query, positions):
    filters = asked(query)
    assert {each.event for each in filters.qs} == {events[position] for position in positions}
    assert filters.total == len(positions)


def test_every_facet_counts_in_one_query(events, django_assert_num_queries):
    filters = asked("way=online")
    with django_assert_num_queries(1):
        ways = next(facet for facet in filters.facets if facet.name == "way")
    assert [(way.value, way.count) for way in ways.choices] == [("on_site", 2), ("online", 3)]


def test_a_date_that_is_over_is_not_listed():
    event = make_event(dates=[])
    make_occurrence(event, "2020-01-01T10:00")
    assert asked().total == 0

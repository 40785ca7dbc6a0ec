"""A page asks the database as often for thirty rows as for one, and seldom."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from citesmetiers.sitemaps import SITEMAPS
from tests.house.routes import PUBLIC, routes
from tests.house.world import add_to, make_town, values_of

NOTHING, LIST, DETAIL, CITE = 0, 4, 5, 8
# The most that each public page may ask.
MOST = {
    "choose_language": NOTHING,
    "open:cite_week": LIST,
    "open:index": NOTHING,
    "open:place_state": LIST,
    # What changed, and the rows of each of five kinds.
    "open:search": 6,
    "picture": LIST,
    "robots": NOTHING,
    "security": NOTHING,
    # Several lists in one file: how long, how many, which; for each.
    "sitemap": 3 * len(SITEMAPS),
    "sitemap_section": LIST,
    "public:about": NOTHING,
    "public:agenda": LIST,
    "public:agenda_calendar": LIST,
    "public:badge": DETAIL,
    "public:cite": CITE,
    "public:cite_calendar": LIST,
    "public:cites": LIST,
    "public:event": DETAIL,
    "public:event_calendar": LIST,
    "public:gallery": NOTHING,
    "public:home": LIST,
    "public:label": LIST,
    "public:label_proof": DETAIL,
    "public:network": LIST,
    "public:partner": DETAIL,
    "public:partners": LIST,
    "public:permanences_calendar": DETAIL,
    "public:service": DETAIL,
    "public:search": NOTHING,
    "public:services": LIST,
    "public:services_map": LIST,
    "public:shortlist": NOTHING,
    "public:site_map": LIST,
    "public:suggested": LIST,
    "public:suggestions": LIST,
    "public:week": DETAIL,
}


def test_every_public_page_has_its_measure():
    assert set(MOST) == PUBLIC


@pytest.mark.django_db
def test_pages_ask_as_often_for_thirty_rows_as_for_one(client):
    town = make_town()
    counts = {rows: count_queries(client, town) for rows in grow(town)}
    # As many as the kinds that the first page of results has.
    asked = {
        rows: {name: count for name, count in each.items() if name != "open:search"}
        for rows, each in counts.items()
    }
    assert asked[1] == asked[3] == asked[30]
    assert {name: count for name, count in counts[30].items() if count > MOST[name]} == {}


def grow(town):
    """Give the number of rows of everything, each time there are as many."""
    yield 1
    add_to(town, range(1, 3))
    for _ in range(2):
        make_town()
    yield 3
    add_to(town, range(3, 30))
    for _ in range(27):
        make_town()
    yield 30


def count_queries(client, town):
    values = values_of(town)
    counts = {}
    for route in routes():
        if route.is_public:
            cache.clear()
            with CaptureQueriesContext(
                connection,
            ) as queries:
                answer = client.get(route.address(**values.get(route.name, {})))
            assert answer.status_code in {200, 302}, route
            counts[route.name] = len(queries)
    return counts

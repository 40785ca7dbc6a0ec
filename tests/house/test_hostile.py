"""No address, however made up, brings a public page down."""

import pytest

from tests.house.hostile import MANY, NAMES, VALUES, queries
from tests.house.routes import routes
from tests.house.world import make_town, values_of

pytestmark = pytest.mark.django_db
QUERIES = {
    **{name: "&".join(f"{key}={value}" for key in NAMES) for name, value in VALUES.items()},
    **MANY,
}
PIECES = ["%00", "a" * 3000, "..%2F..%2Fetc", "-", "'", "%E2%80%AE", "1", "%F0%9F%9A%AA"]
LISTS = (
    "/en/services/",
    "/fr/services/map/",
    "/en/search/",
    "/fr/shortlist/",
    "/en/cites/",
    "/fr/agenda/",
    "/en/partners/",
    "/fr/label/",
    "/open/v1/search",
)
# What markup that was sent would look like if it came back as it is.
AS_SENT = (b"<xss", b'" onxss', b"' onxss")
OF_LISTS = queries(500)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_queries(client, query):
    values = values_of(make_town())
    for route in routes():
        if route.is_public or route.is_sent:
            address = route.address(**values.get(route.name, {}))
            answer = client.get(f"{address}?{query}")
            assert answer.status_code in {200, 302, 400, 404, 405, 410}, route


@pytest.mark.parametrize("path", LISTS)
def test_lists_answer_whatever_they_are_asked(client, path):
    """Each list is asked its share of the five hundred; all of them together, every one."""
    ask_all(client, path, OF_LISTS[LISTS.index(path) :: len(LISTS)])


@pytest.mark.prove
@pytest.mark.parametrize("path", LISTS)
def test_lists_answer_all_that_is_hostile(client, path, record_property):
    ask_all(client, path, OF_LISTS)
    record_property("hostile queries proved", len(OF_LISTS))


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece[:12])
def test_paths(client, piece):
    for route in routes():
        if (route.is_public or route.is_sent) and route.arguments:
            answer = client.get(route.address(**dict.fromkeys(route.arguments, piece)))
            assert answer.status_code in {301, 302, 400, 404}, route


def ask_all(client, path, asked):
    make_town()
    for query in asked:
        # A list may lead once to the usual form of its address; going round in circles is an error of the client.
        answer = client.get(path, QUERY_STRING=query, follow=True)
        said = query[:300]
        assert answer.status_code in {200, 400}, (answer.status_code, said)
        assert len(answer.redirect_chain) <= 1, (answer.redirect_chain, said)
        assert not answer.cookies, said
        if answer["Content-Type"].startswith("text/html"):
            assert [each for each in AS_SENT if each in answer.content.lower()] == [], said

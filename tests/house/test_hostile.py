"""No address, however made up, brings a public page down."""

import pytest

from tests.house.routes import routes
from tests.house.world import make_town, values_of

pytestmark = pytest.mark.django_db
NAMES = [
    "q",
    "page",
    "p",
    "theme",
    "country",
    "cite",
    "on",
    "at",
    "day",
    "date",
    "week",
    "region",
    "view",
    "status",
    "kind",
    "language",
    "access",
    "audience",
    "open",
    "sort",
    "when",
    "from",
    "until",
    "next",
]
VALUES = {
    "NUL": "%00",
    "another type": "%5B1%2C2%5D",
    "huge number": "9" * 4000,
    "negative number": "-1",
    "not a number": "NaN",
    "not a date": "2026-02-30",
    "far date": "9999-12-31",
    "early date": "0001-01-01",
    "ten kilobytes": "a" * 10_000,
    "SQL": "'%3B+DROP+TABLE+network_cite%3B--",
    "markup": "%3Cscript%3E",
    "half a character": "%F0%9F%9A%ED%A0%80",
    "lone surrogate": "%ED%B2%80",
    "percent alone": "%",
    "wildcards": "%25_%5C" * 50,
    "nothing": "",
}
QUERIES = {
    **{name: "&".join(f"{key}={value}" for key in NAMES) for name, value in VALUES.items()},
    "repeats": "&".join(f"{key}={number}" for key in NAMES for number in range(30)),
    "lists": "&".join(f"{key}[]=1&{key}[a][b]=2" for key in NAMES),
    "two thousand keys": "&".join(f"x{number}=1" for number in range(2000)),
    "no key": "&&&===&=1&?&#",
}
PIECES = ["%00", "a" * 3000, "..%2F..%2Fetc", "-", "'", "%E2%80%AE", "1", "%F0%9F%9A%AA"]


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_queries(client, query):
    values = values_of(make_town())
    for route in routes():
        if route.is_public or route.is_sent:
            address = route.address(**values.get(route.name, {}))
            answer = client.get(f"{address}?{query}")
            assert answer.status_code in {200, 302, 400, 404, 405, 410}, route


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece[:12])
def test_paths(client, piece):
    for route in routes():
        if (route.is_public or route.is_sent) and route.arguments:
            answer = client.get(route.address(**dict.fromkeys(route.arguments, piece)))
            assert answer.status_code in {301, 302, 400, 404}, route

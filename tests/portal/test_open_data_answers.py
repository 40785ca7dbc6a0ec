"""`/open/v1/`: how it is answered."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories import (
    make_cite,
    make_closure,
    make_open_place,
    make_partner,
    make_permanence,
    make_service,
)
from tests.portal.asking import ask, state_address, week_address
from tests.portal.test_headers import HEADERS

pytestmark = pytest.mark.django_db
# A Tuesday: 15:00 in Paris, within the permanence that the factory makes.
NOW = datetime(2026, 11, 24, 14, 0, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _tuesday(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def place():
    place = make_open_place()
    make_permanence(make_service(place.cite), place)
    return place


@pytest.fixture(params=["index", "state", "week"])
def address(request, place):
    return {"index": "/open/v1/", "state": state_address(place), "week": week_address(place.cite)}[
        request.param
    ]


def test_any_site_may_read_it_and_nobody_is_told_apart(client, address):
    for path, status in ((address, 200), (f"{address}?x=1", 400), (f"{address}/nothing", 404)):
        response = client.get(path)
        assert response.status_code == status
        assert not response.cookies
        assert "cookie" not in response.get("Vary", "").lower()
        own = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
        expected = HEADERS | own
        assert {name: response.headers.get(name) for name in expected} == expected


def test_same_answer_is_not_sent_twice(client, address):
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert (again["Cache-Control"], again["Access-Control-Allow-Origin"]) == (first["Cache-Control"], "*")
    # What a server in front compressed has a weak one.
    assert client.get(address, headers={"if-none-match": f"W/{first['ETag']}"}).status_code == 304
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_another_answer_has_another_etag(client, place, time_machine):
    first = client.get(state_address(place))
    time_machine.move_to(NOW + timedelta(seconds=30), tick=False)
    assert client.get(state_address(place))["ETag"] == first["ETag"]
    time_machine.move_to(NOW + timedelta(seconds=40), tick=False)
    assert client.get(state_address(place))["ETag"] != first["ETag"]


@pytest.mark.parametrize(("second", "fresh"), [(0, 60), (20, 40), (59, 1)])
def test_answer_of_now_is_fresh_for_its_minute(client, place, time_machine, second, fresh):
    """States change at whole minutes: it is never fresh past its end."""
    time_machine.move_to(NOW.replace(hour=16, minute=59, second=second), tick=False)
    response = client.get(state_address(place))
    assert json.loads(response.content)["until"] == "2026-11-24T18:00:00+01:00"
    assert response["Cache-Control"] == f"public, max-age={fresh}"


def test_answer_of_another_moment_is_fresh_for_a_minute(client, place):
    for path in (f"{state_address(place)}?at=2026-11-25T10:00", week_address(place.cite), "/open/v1/"):
        assert client.get(path)["Cache-Control"] == "public, max-age=60"
    assert client.get(f"{state_address(place)}?at=x")["Cache-Control"] == "no-store"


def test_answer_is_never_fresh_past_the_end_of_its_state(client, place, time_machine):
    time_machine.move_to(NOW.replace(hour=16, minute=59, second=40), tick=False)
    answered = client.get(f"{state_address(place)}?at=2026-11-24T17:30")
    assert answered["Cache-Control"] == "public, max-age=20"


def test_it_is_only_ever_read(client, address):
    head = client.head(address)
    assert (head.status_code, head["ETag"], head.content) == (200, client.get(address)["ETag"], b"")
    options = client.options(
        address, headers={"origin": "https://a.example", "access-control-request-method": "GET"}
    )
    assert (options.status_code, options["Access-Control-Allow-Origin"]) == (204, "*")
    assert options["Access-Control-Allow-Methods"] == options["Allow"] == "GET, HEAD, OPTIONS"
    for method in ("post", "put", "patch", "delete"):
        response = getattr(client, method)(address)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_it_asks_the_database_as_often_for_one_row_as_for_thirty(client, place, django_assert_num_queries):
    for rows in (29, 0):
        with django_assert_num_queries(2):
            client.get(state_address(place))
        with django_assert_num_queries(4):
            client.get(week_address(place.cite))
        for number in range(rows):
            other = make_open_place(place.cite)
            make_closure(place, date(2027, 1, 1) + timedelta(days=2 * number))
            named = {"partner": make_partner(), "partner_public": True}
            make_permanence(make_service(place.cite, **named), other, weekday=number % 5, **named)
    with django_assert_num_queries(0):
        client.get("/open/v1/")


def test_index_lists_every_address_and_says_that_the_licence_is_not_decided(client, settings):
    found = ask(client, "/open/v1/")
    assert found["licence"] == {"name": None, "note": "The licence of these data is not yet decided."}
    addresses = [each["address"].removeprefix(settings.SITE_URL) for each in found["answers"]]
    assert addresses == ["/open/v1/places/{place}/state", "/open/v1/cites/{cite}/week", "/open/v1/search"]
    make_open_place(make_cite(slug="belfort"), slug="belfort-main")
    for each in found["answers"]:
        example = each["example"].removeprefix(settings.SITE_URL)
        assert re.fullmatch(r"[^?]+\?(\w+)=\S+", example)[1] in each["parameters"]
        ask(client, example)

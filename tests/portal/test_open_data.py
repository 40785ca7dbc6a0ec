"""`/open/v1/`: the state of a place, and what is not understood."""

import json
from datetime import UTC, date, datetime

import pytest
from django.db import OperationalError

from network.models import Milestone
from tests.factories import (
    make_cite,
    make_closure,
    make_open_place,
    make_place,
    make_season,
)
from tests.portal.asking import ask, state_address, week_address
from tests.portal.pages import page

pytestmark = pytest.mark.django_db
# A Tuesday: 15:00 in Paris, within the permanence that the factory makes.
NOW = datetime(2026, 11, 24, 14, 0, 20, tzinfo=UTC)
KEYS = {
    "place", "at", "timezone", "state", "confirmed", "checked_on", "until", "next_opening", "reason", "demo",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _tuesday(time_machine):
    time_machine.move_to(NOW, tick=False)


def told(client, place, at):
    """What is said of a moment, without what is the same at any."""
    found = ask(client, f"{state_address(place)}?at={at}")
    return found["state"], found["until"], found["next_opening"]


# The state of a place


def test_state_of_a_place_tells_all_that_is_asked(client):
    place = make_open_place()
    found = ask(client, f"{state_address(place)}?at=2026-11-25T10:00")
    assert set(found) == KEYS
    assert found == {
        "place": place.slug,
        "at": "2026-11-25T10:00:00+01:00",
        "timezone": "Europe/Paris",
        "state": "open",
        "confirmed": True,
        "checked_on": "2026-11-24",
        "until": "2026-11-25T12:00:00+01:00",
        "next_opening": "2026-11-25T14:00:00+01:00",
        "reason": {"rule": "season", "text": None},
        "demo": False,
    }


def test_without_a_moment_it_is_the_minute_that_has_begun(client):
    found = ask(client, state_address(make_open_place()))
    assert (found["at"], found["state"]) == ("2026-11-24T15:00:00+01:00", "open")


def test_local_time_is_that_of_the_place(client):
    place = make_open_place(timezone="Indian/Reunion", holiday_region="974")
    assert told(client, place, "2026-11-25T10:00") == (
        "open", "2026-11-25T12:00:00+04:00", "2026-11-25T14:00:00+04:00",
    )  # fmt: skip


@pytest.mark.parametrize(
    "at", ["2026-11-25T06:30Z", "2026-11-25T06:30:00%2B00:00", "2026-11-25T07:30%2B01:00", "2026-11-25T07:30+01:00", "2026-11-25T01:30-05:00"]
)  # fmt: skip
def test_offset_is_accepted_and_its_plus_need_not_be_escaped(client, at):
    place = make_open_place(timezone="Indian/Reunion")
    assert ask(client, f"{state_address(place)}?at={at}")["at"] == "2026-11-25T10:30:00+04:00"


def test_time_that_the_clock_skips_or_shows_twice_is_read_as_everywhere(client):
    place = make_open_place()
    at = [
        ask(client, f"{state_address(place)}?at={text}")["at"]
        for text in ("2026-03-29T02:30", "2026-10-25T02:30")
    ]
    assert at == ["2026-03-29T03:30:00+02:00", "2026-10-25T02:30:00+02:00"]


def test_adjoining_ranges_are_one_and_the_end_is_of_another_state(client):
    place = make_place(checked_on=date(2026, 11, 1))
    make_season(place, weekly={"tu": ["09:00-12:00", "12:00-24:00"], "we": ["00:00-02:00"]})
    assert told(client, place, "2026-11-24T10:00")[:2] == ("open", "2026-11-25T02:00:00+01:00")


def test_no_change_within_reach_is_null(client):
    place = make_place()
    assert told(client, place, "2026-11-24T10:00") == ("unknown", None, None)
    assert ask(client, state_address(place))["reason"] == {"rule": "no_season", "text": None}


def test_hours_that_nobody_confirmed_say_so(client):
    place = make_open_place(checked_on=date(2024, 1, 1))
    found = ask(client, state_address(place))
    assert (found["state"], found["confirmed"], found["checked_on"]) == ("open", False, "2024-01-01")


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        ("2026-11-26T10:00", {"rule": "closure", "text": {"fr": "Travaux", "en": "Works"}}),
        ("2026-12-25T10:00", {"rule": "holiday", "text": {"fr": "Noël", "en": "Christmas Day"}}),
        ("2031-01-01T10:00", {"rule": "outside_validity", "text": None}),
    ],
)
def test_reason_is_the_rule_and_its_words_by_language(client, at, reason):
    place = make_open_place(valid_until="2030")
    make_closure(place, date(2026, 11, 26), reason={"fr": "Travaux", "en": "Works"})
    found = ask(client, f"{state_address(place)}?at={at}")
    assert (found["state"], found["reason"]) == ("closed", reason)


def test_invented_place_is_marked(client):
    place = make_open_place(make_cite(demo=True), demo=True)
    assert ask(client, state_address(place))["demo"] is True


def test_ends_of_the_years_that_are_known_are_answered(client):
    place = make_open_place()
    for at in ("1900-01-01T00:00", "2999-12-31T23:59"):
        assert ask(client, f"{state_address(place)}?at={at}")["state"] == "closed"
    # Paris was then 9 minutes and 21 seconds ahead, which ISO 8601 cannot write.
    assert ask(client, f"{state_address(place)}?at=1905-01-01T00:00")["at"] == "1904-12-31T23:50:39+00:00"


# What is not understood


@pytest.mark.parametrize(
    "query",
    [
        "at=", "at=now", "at=2026-12-24", "at=2026-12-24T17", "at=2026-12-24T17:30z", "at=2026-12-24%2017:30",
        "at=2026-12-24T17:30:00.5", "at=2026-13-24T17:30", "at=2026-02-29T17:30", "at=2026-12-24T24:00",
        "at=2026-12-24T17:30%2B25:00", "at=2026-12-24T17:30%00", "at=1899-12-31T23:59", "at=3000-01-01T00:00",
        "at=9999-12-31T23:59-14:00", "at=0001-01-01T00:00%2B14:00", "at=1900-01-01T00:00%2B14:00",
        "at=2026-12-24T17:30&at=2026-12-24T17:30", "at=%D9%A2%D9%A0%D9%A2%D9%A6-12-24T17:30",
    ],
)  # fmt: skip
def test_wrong_moment_is_told(client, query):
    error = ask(client, f"{state_address(make_open_place())}?{query}", status=400)["error"]
    assert (error["status"], error["parameter"]) == (400, "at")
    assert error["message"].endswith((".", "%2B01:00."))


@pytest.mark.parametrize("query", ["At=2026-12-24T17:30", "at=2026-12-24T17:30&lang=fr", "x[]=1", "=1"])
def test_parameter_that_does_not_exist_is_told(client, query):
    error = ask(client, f"{state_address(make_open_place())}?{query}", status=400)["error"]
    assert error["message"] == "The only parameter here is “at”."


@pytest.mark.parametrize(
    "query",
    ["from=", "from=today", "from=2026-02-30", "from=2026-W12", "from=20261123", "from=2026-11-23T00:00",
     "from=1899-12-31", "from=2999-12-31", "from=9999-12-31", "from=%00", "from=2026-11-23&from=2026-11-23"],
)  # fmt: skip
def test_wrong_week_is_told(client, query):
    error = ask(client, f"{week_address(make_cite())}?{query}", status=400)["error"]
    assert (error["status"], error["parameter"]) == (400, "from")


def test_index_has_no_parameter(client):
    assert ask(client, "/open/v1/?x=1", status=400)["error"]["message"] == "This address has no parameter."


def test_what_is_not_there_is_not_found_in_json(client):
    hidden = make_open_place(make_cite(membership="not_a_member"))
    paths = [
        "/open/v1/places/nowhere/state", state_address(hidden), week_address(hidden.cite), "/open/v1/cites/nowhere/week",
        "/open/v1/places/%00/state", "/open/v1/nothing", "/open/v2/",
    ]  # fmt: skip
    for path in paths:
        assert ask(client, path, status=404)["error"]["message"] == "There is nothing at this address.", path


def test_data_are_the_same_for_every_reader(client):
    address = state_address(make_open_place())
    tags = {client.get(address, headers={"accept-language": language})["ETag"] for language in ("fr", "en")}
    assert len(tags) == 1


def test_database_that_does_not_answer_is_told_in_json(client, monkeypatch):
    def fail(**_which):
        raise OperationalError

    monkeypatch.setattr("citesmetiers.views.open_data.Place.objects.filter", fail)
    client.raise_request_exception = False
    response = client.get("/open/v1/places/somewhere/state")
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert json.loads(response.content)["error"]["status"] == 503


# A Cité that has ended: as its page has it, day by day


@pytest.mark.parametrize(
    ("membership", "facts", "at", "told"),
    [
        ("member", [("closing", "2026-11-20")], "2026-11-25T10:00", ("closed", True)),
        ("former", [("closing", "2020")], "2026-11-25T10:00", ("closed", True)),
        ("former", [("left_network", "2020")], "2026-11-25T10:00", ("closed", False)),
        ("former", [], "2026-11-25T10:00", ("closed", False)),
        ("member", [("closing", "2026-12-01")], "2026-11-25T10:00", ("open", True)),
        ("member", [("closing", "2026-12-01")], "2026-12-02T10:00", ("closed", True)),
        ("member", [("closing", "2020"), ("reopening", "2021")], "2026-11-25T10:00", ("open", True)),
        # Before it was checked, nobody vouched for the hours.
        ("member", [("closing", "2026-11-20")], "2026-11-19T10:00", ("open", False)),
    ],
)
def test_door_of_a_cite_that_has_ended_is_closed(client, membership, facts, at, told):
    place = make_open_place(make_cite(membership=membership))
    for kind, day in facts:
        Milestone.objects.create(cite=place.cite, kind=kind, date=day, note={"en": f"It is {kind}."})
    found = ask(client, f"{state_address(place)}?at={at}")
    html = page(client, f"/en/cites/{place.cite.slug}/", on=at[:10])
    has_ended = "This Cité is closed" in html or "no longer belongs" in html
    assert (found["state"], found["confirmed"]) == told
    assert (found["reason"]["rule"] == "ended") == has_ended == (told[0] == "closed")
    if has_ended:
        assert (found["until"], found["next_opening"]) == (None, None)
        assert found["reason"]["text"] == ({"en": f"It is {facts[0][0]}."} if facts else None)

"""`/open/v1/`: the week of a Cité, and one rule for the page and the JSON."""

from datetime import UTC, date, datetime

import pytest

from network.models import NetworkHoliday
from tests.factories import (
    cancel_permanence,
    make_cite,
    make_closure,
    make_open_place,
    make_partner,
    make_permanence,
    make_place,
    make_service,
)
from tests.portal.asking import ask, state_address, week_address
from tests.portal.pages import page, words

pytestmark = pytest.mark.django_db
# A Tuesday: 15:00 in Paris, within the permanence that the factory makes.
NOW = datetime(2026, 11, 24, 14, 0, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _tuesday(time_machine):
    time_machine.move_to(NOW, tick=False)


# The week of a Cité


def test_week_is_the_board_day_by_day(client):
    cite = make_cite()
    place = make_open_place(cite)
    partner = make_partner()
    service = make_service(cite, themes=["training", "mobility"])
    make_permanence(
        service, place, mode="video", languages=["fr", "it"], partner=partner, partner_public=True
    )
    found = ask(client, f"{week_address(cite)}?from=2026-11-29")
    assert {key: found[key] for key in ("cite", "from", "until", "timezone", "demo")} == {
        "cite": cite.slug, "from": "2026-11-23", "until": "2026-11-29", "timezone": "Europe/Paris", "demo": False,
    }  # fmt: skip
    assert [day["date"] for day in found["days"]] == [f"2026-11-{number}" for number in range(23, 30)]
    assert [len(day["permanences"]) for day in found["days"]] == [0, 1, 0, 0, 0, 0, 0]
    assert found["days"][1]["permanences"] == [{
        "offer": {"id": service.slug, "title": service.title},
        "themes": ["training", "mobility"],
        "mode": "video",
        "languages": ["fr", "it"],
        "place": place.slug,
        "timezone": "Europe/Paris",
        "partner": {"id": partner.slug, "name": partner.name},
        "start": "2026-11-24T14:00:00+01:00",
        "end": "2026-11-24T17:00:00+01:00",
        "state": "on",
        "confirmed": True,
        "reason": None,
        "demo": False,
    }]  # fmt: skip


def permanences(client, cite, **extra):
    return [each for day in ask(client, week_address(cite), **extra)["days"] for each in day["permanences"]]


def test_what_is_struck_is_there_with_its_reason(client):
    cite = make_cite()
    place = make_open_place(cite)
    away = make_permanence(make_service(cite), place, weekday=3)
    make_permanence(make_service(cite), place, weekday=4)
    cancel_permanence(away, date(2026, 11, 26), reason={"fr": "Absence"})
    make_closure(place, date(2026, 11, 27), reason={"fr": "Travaux"})
    assert [(each["state"], each["reason"]) for each in permanences(client, cite)] == [
        ("cancelled", {"rule": "cancelled", "text": {"fr": "Absence"}}),
        ("cancelled", {"rule": "closure", "text": {"fr": "Travaux"}}),
    ]


def test_permanence_is_cut_to_the_hours_of_its_place(client):
    cite = make_cite()
    make_permanence(make_service(cite), make_open_place(cite), time="11:00-15:00")
    assert [(each["start"][11:16], each["end"][11:16]) for each in permanences(client, cite)] == [
        ("11:00", "12:00"),
        ("14:00", "15:00"),
    ]


def test_hours_nobody_knows_or_confirmed_make_no_certain_permanence(client):
    cite = make_cite()
    make_permanence(make_service(cite), make_place(cite), weekday=0)
    make_permanence(make_service(cite), make_open_place(cite, checked_on=None), weekday=1)
    assert [(each["state"], each["confirmed"]) for each in permanences(client, cite)] == [
        ("unknown", False),
        ("on", False),
    ]


@pytest.mark.parametrize(
    ("own", "offers", "named"),
    [("shown", None, True), ("hidden", None, False), ("hidden", "shown", False), (None, "shown", True), (None, "hidden", False)],
)  # fmt: skip
def test_partner_is_named_only_where_the_cite_says_so(client, own, offers, named):
    """An adviser of an institution that is not told is not said to be of the one of the offer."""
    cite = make_cite()
    mine, theirs = make_partner(), make_partner()
    service = make_service(cite, partner=offers and theirs, partner_public=offers == "shown")
    make_permanence(service, make_open_place(cite), partner=own and mine, partner_public=own == "shown")
    found = permanences(client, cite)[0]["partner"]
    assert found == (
        {"id": mine.slug, "name": mine.name} if own else {"id": theirs.slug, "name": theirs.name}
    ) or (found is None and not named)
    assert (found is not None) == named


def test_drafts_and_the_other_cites_are_not_on_the_board(client):
    cite = make_cite()
    place = make_open_place(cite)
    make_permanence(make_service(cite, publication="draft"), place)
    make_permanence()
    assert permanences(client, cite) == []


def test_cite_that_came_to_an_end_has_nobody_to_meet(client):
    cite = make_cite()
    make_permanence(make_service(cite), make_open_place(cite))
    assert len(permanences(client, cite)) == 1
    cite.milestones.create(kind="closing", date="2020")
    assert permanences(client, cite) == []


def test_invented_permanence_is_marked(client):
    cite = make_cite(demo=True)
    make_permanence(make_service(cite, demo=True), make_open_place(cite, demo=True), demo=True)
    assert ask(client, week_address(cite))["demo"] is True
    assert [each["demo"] for each in permanences(client, cite)] == [True]


# One rule for the page and the JSON


def test_holiday_of_the_network_changes_the_page_and_the_json(client):
    place = make_open_place(make_cite(), kind="main")
    address = f"{state_address(place)}?at=2026-11-24T15:00"

    def both():
        html = words(page(client, f"/en/cites/{place.cite.slug}/"))
        return "It is open." in html, ask(client, address)["state"], "Jour de la Cité" in html

    assert both() == (True, "open", False)
    added = NetworkHoliday.objects.create(country="FR", region="", day=date(2026, 11, 24), name={"fr": "Jour de la Cité", "en": "Jour de la Cité"})  # fmt: skip
    assert both() == (False, "closed", True)
    assert ask(client, address)["reason"] == {
        "rule": "holiday",
        "text": {"fr": "Jour de la Cité", "en": "Jour de la Cité"},
    }
    added.delete()
    assert both() == (True, "open", False)


def test_holiday_that_the_network_does_not_keep_is_an_ordinary_day(client, time_machine):
    time_machine.move_to(datetime(2026, 11, 11, 10, tzinfo=UTC), tick=False)
    place = make_open_place(make_cite(), kind="main", holiday_region="974")
    html = page(client, f"/en/cites/{place.cite.slug}/")
    assert ("It is open." in words(html), ask(client, state_address(place))["state"]) == (False, "closed")
    for region in ("971", "974"):
        NetworkHoliday.objects.create(country="FR", region=region, day=date(2026, 11, 11), kept=False)
        html = page(client, f"/en/cites/{place.cite.slug}/")
        state = ask(client, state_address(place))["state"]
        assert ("It is open." in words(html), state) == (
            (True, "open") if region == "974" else (False, "closed")
        )

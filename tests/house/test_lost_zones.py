"""A time zone, or a region of holidays, that left its database: every page still answers, and claims nothing."""

import json

import pytest
from django.db import connection
from django.urls import reverse
from icalendar import Calendar

from network.hours import zone_names
from network.models import Place
from tests.factories import make_cite, make_open_place
from tests.house.routes import routes
from tests.house.world import make_town, values_of
from tests.network.admin.records import make_person, sent_by
from tests.portal.asking import ask, state_address, week_address
from tests.portal.pages import page, words

pytestmark = pytest.mark.django_db
TABLES = {"network_cite": "cite", "network_place": "place", "events_event": "event"}
# PostgreSQL reads the first as Europe/Paris, and Python does not; the second is unknown to both.
LOST = ["europe/paris", "Europe/Nowhere"]
QUERIES = [
    "",
    "?when=now",
    "?when=week",
    "?when=at&at=2026-12-24T10:00",
    "?view=month",
    "?on=2026-12-24",
    "?from=2026-12-24",
]


@pytest.fixture(params=LOST)
def town(request):
    return lose(request.param)


def lose(zone):
    town = make_town()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, word in TABLES.items():
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {word}_timezone_exists")
            cursor.execute(f"UPDATE {table} SET timezone = %s", [zone])
    return town


@pytest.mark.parametrize(
    ("zone", "query"),
    [("Europe/Nowhere", query) for query in QUERIES]
    + [("europe/paris", query) for query in ("", "?when=now")]
    + [
        pytest.param("europe/paris", query, marks=pytest.mark.prove)
        for query in QUERIES
        if query not in {"", "?when=now"}
    ],
)
def test_every_public_address_answers(client, zone, query):
    town = lose(zone)
    values = values_of(town)
    for route in routes():
        if route.is_public and route.name != "choose_language":
            address = route.address(**values.get(route.name, {}))
            wanted = {200, 302, 400} if query else {200}
            assert client.get(address + query).status_code in wanted, address


def test_hours_are_unknown_and_the_rest_of_the_list_is_told(client, town, time_machine):
    time_machine.move_to("2026-11-24T09:30:00Z", tick=False)
    known = make_cite(name={"en": "Known"})
    make_open_place(known)
    html = page(client, town.cite.get_absolute_url().replace("/fr/", "/en/"))
    assert "state--open" not in html
    assert "closed" not in words(html.split('class="answer">')[1].split("</p>")[0]).lower()
    listed = page(client, "/en/cites/", when="now")
    assert "Known" in listed
    assert str(town.cite) not in listed


def test_machines_are_told_that_nothing_is_known(client, town):
    told = ask(client, state_address(Place.objects.first()) + "?at=2026-11-24T10:00")
    assert (told["state"], told["at"], told["timezone"]) == ("unknown", "2026-11-24T10:00:00+00:00", "UTC")
    assert told["next_opening"] is None
    week = ask(client, week_address(town.cite) + "?from=2026-11-24")
    slots = [slot for day in week["days"] for slot in day["permanences"]]
    assert slots
    assert {slot["state"] for slot in slots} == {"unknown"}
    assert {week["timezone"], *(slot["timezone"] for slot in slots)} == {"UTC"}


def test_dates_of_events_keep_their_instants(client, town):
    body = client.get("/en/agenda.ics").content
    found = {each.decoded("dtstart") for each in Calendar.from_ical(body).walk("VEVENT")}
    assert town.event.occurrences.first().starts_at in found


def test_admin_shows_the_record_and_asks_for_a_zone(client, town):
    client.force_login(make_person("label_officer"))
    for record in (town.cite, Place.objects.first(), town.event):
        model = f"{record._meta.app_label}_{record._meta.model_name}"
        assert client.get(reverse(f"admin:{model}_changelist")).status_code == 200
        change = reverse(f"admin:{model}_change", args=[record.pk])
        form = client.get(change)
        answer = client.post(change, sent_by(form) | {"timezone": "Europe/Nowhere"})
        assert "no such time zone" in str(answer.context["adminform"].form.errors["timezone"])
        assert client.post(change, sent_by(form) | {"timezone": "Europe/Paris"}).status_code == 302


def test_region_that_nobody_knows_is_no_hours(client):
    place = make_open_place()
    Place.objects.update(holiday_region="Pays de Bade")
    assert client.get(place.cite.get_absolute_url()).status_code == 200
    assert json.loads(client.get(state_address(place)).content)["state"] == "unknown"


def test_every_zone_that_may_be_chosen_is_read_by_the_database():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM unnest(%s::text[]) AS name WHERE NOT timezone_exists(name)",
            [sorted(zone_names())],
        )
        assert cursor.fetchall() == []

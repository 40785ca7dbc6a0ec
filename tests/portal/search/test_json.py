"""`GET /open/v1/search`: the same search as the pages', for machines."""

import pytest
from django.test import Client
from jsonschema import validate

from tests.factories import make_agreement, make_cite, make_event, make_partner, make_place, make_service
from tests.portal.asking import ask

pytestmark = pytest.mark.django_db
ADDRESS = "/open/v1/search"
NUMBERS = {"type": "object", "additionalProperties": {"type": "integer"}}
SCHEMA = {
    "type": "object",
    "required": ["total", "total_is_at_least", "page", "pages", "results", "facets", "order", "understood"],
    "additionalProperties": False,
    "properties": {
        "total": {"type": "integer"},
        "total_is_at_least": {"type": "boolean"},
        "page": {"type": "integer"},
        "pages": {"type": "integer"},
        "order": {"type": "string", "minLength": 20},
        "facets": {"type": "object", "additionalProperties": NUMBERS},
        "understood": {"type": "object"},
        "results": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["kind", "id", "title", "cite", "themes", "url", "distance_km", "demo"],
                "additionalProperties": False,
                "properties": {
                    "kind": {"enum": ["service", "cite", "place", "event", "partner"]},
                    "id": {"type": "string", "pattern": "^[a-z0-9-]+$"},
                    "title": {"type": "string", "minLength": 1},
                    "cite": {"type": ["string", "null"]},
                    "themes": {"type": "array", "items": {"type": "string"}},
                    "url": {"type": "string", "pattern": "^http://localhost:8000/(fr|en)/"},
                    "distance_km": {"type": ["number", "null"]},
                    "demo": {"type": "boolean"},
                },
            },
        },
    },
}


@pytest.fixture
def network():
    cite = make_cite(slug="lyon", name={"fr": "Cité des métiers de Lyon"})
    place = make_place(cite, slug="lyon-main", latitude=45.76, longitude=4.84)
    offer = make_service(
        cite,
        slug="parler",
        title={"fr": "Parler", "en": "Talk", "it": "Parlare"},
        themes=["career_change"],
        places=[place],
    )
    make_event(cite, slug="forum", themes=["employment"])
    make_agreement(cite, make_partner(slug="maison", name="Maison de Lyon"), public=True)
    return offer


def test_every_kind_is_told_as_the_reference_says(client, network):
    found = ask(client, ADDRESS)
    validate(found, SCHEMA)
    assert {each["kind"] for each in found["results"]} == {"service", "cite", "place", "event", "partner"}
    assert found["facets"]["kind"] == {"service": 1, "cite": 1, "place": 1, "event": 1, "partner": 1}


def test_an_offer_is_found_by_its_subject_and_told_in_the_language_asked_for(client, network):
    for language, title in (("fr", "Parler"), ("en", "Talk"), ("it", "Parlare")):
        found = ask(client, f"{ADDRESS}?q=cambiare+mestiere&lang={language}&kind=service")
        assert [(each["id"], each["title"]) for each in found["results"]] == [("parler", title)]
        assert found["understood"]["themes"] == ["career_change"]


def test_near_gives_distances(client, network):
    found = ask(client, f"{ADDRESS}?near=45.9,4.84&kind=service")
    assert found["results"][0]["distance_km"] == 15.6
    assert "nearest" in ask(client, f"{ADDRESS}?near=45.9,4.84&lang=en")["order"]


def test_at_keeps_what_is_open_then(client, network):
    assert ask(client, f"{ADDRESS}?at=2026-11-24T10:30&kind=service")["total"] == 0
    assert ask(client, f"{ADDRESS}?at=now&kind=cite")["total"] in {0, 1}


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("kind=house", "kind"),
        ("theme=magic", "theme"),
        ("lang=xx", "lang"),
        ("near=Nowhere-at-all-zz", "near"),
        ("near=99,200", "near"),
        ("at=yesterday", "at"),
        ("at=2026-02-30T10:00", "at"),
        ("at=9999-01-01T10:00", "at"),
        ("page=0", "page"),
        ("page=x", "page"),
        ("page=1&page=2", "page"),
        ("q=a&q=b", "q"),
        ("sort=name", "sort"),
    ],
)
def test_what_is_not_understood_is_said(client, query, parameter):
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 400
    fault = response.json()["error"]
    assert fault["parameter"] == parameter
    assert len(fault["message"]) > 10


def test_it_is_open_to_all_and_knows_nobody(network):
    client = Client()
    response = client.get(ADDRESS, {"q": "parler"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["ETag"]


def test_pages_hold_twenty(client):
    for _ in range(23):
        make_service(title={"fr": "Parler"})
    first, second = (ask(client, f"{ADDRESS}?kind=service&page={number}") for number in (1, 2))
    assert (len(first["results"]), len(second["results"]), first["pages"]) == (20, 3, 2)
    assert first["total"] == second["total"] == 23

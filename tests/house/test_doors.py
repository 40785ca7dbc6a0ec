"""Everything is closed but for what is named here; behind a closed door, nobody can tell what exists."""

import pytest
from django.apps import apps

from tests.attacked import make_world
from tests.house.routes import PUBLIC, SENT, WAYS_IN, routes

pytestmark = pytest.mark.django_db
CLOSED = [route for route in routes() if route.name not in PUBLIC | SENT | WAYS_IN]


def test_what_is_open_is_named_here():
    opened = {route.name for route in routes() if not getattr(route.view, "login_required", True)}
    assert opened == PUBLIC | SENT | WAYS_IN


def test_public_pages_come_through_the_public_door():
    for route in routes():
        assert (getattr(route.view, "door", None) == "public") == route.is_public, route


def test_what_everybody_sends_comes_through_a_door_of_its_own():
    for route in routes():
        assert (getattr(route.view, "door", None) == "public post") == route.is_sent, route
        # Whoever needs no token of a session has another guard, or serves machines and takes nothing.
        is_exempt = getattr(route.view, "csrf_exempt", False)
        assert not is_exempt or route.is_sent or route.view.door == "link" or "open:" in route.name, route
        assert is_exempt or not route.is_sent, route


def test_every_route_of_ours_has_a_name():
    assert [route.path for route in routes() if not route.name and not route.path.startswith("/admin/")] == []


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_closed_doors_look_the_same_whatever_is_behind(client, method):
    """An address with a record behind it answers as one without: by the way to sign-in."""
    world = make_world()
    for route in CLOSED:
        doors = set()
        for number in (existing_in(route, world), 987654321):
            address = route.address(**dict.fromkeys(route.arguments, number))
            answer = getattr(client, method)(address)
            assert answer.status_code == 302, route
            doors.add(answer.url.removesuffix(f"?next={address}"))
        # The admin's own way in leads to that of everybody.
        assert doors in ({"/accounts/login/"}, {"/admin/login/"}), route


def existing_in(route, world):
    """Return the number of a record that is there, for the pages of one model in the admin."""
    tables = [
        model._meta.db_table for model in apps.get_models() if f"_{model._meta.model_name}_" in route.name
    ]
    return next((world["own", table] for table in tables if ("own", table) in world), 1)


def test_unknown_addresses_of_the_public_site_are_not_found(client):
    for path in ("/en/nothing-there/", "/xx/", "/nothing-there"):
        assert client.get(path).status_code == 404, path

"""Looking changes nothing: the database itself refuses every write while pages are read."""

from contextlib import contextmanager

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, transaction

from network.models import Cite
from tests import factories
from tests.attacked import make_world
from tests.house.routes import PUBLIC, SENT, WAYS_IN, routes
from tests.house.test_doors import existing_in
from tests.house.world import make_town, values_of

pytestmark = pytest.mark.django_db


@contextmanager
def nothing_written():
    """Make the database read-only, inside a savepoint that gives the pen back."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL transaction_read_only = on")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def officer(client):
    client.force_login(factories.enrol(factories.make_user(network_role="label_officer")))
    return client


def read(client, address):
    with nothing_written():
        return [client.get(address).status_code, client.head(address).status_code]


def public_addresses():
    values = values_of(make_town())
    opened = [route for route in routes() if route.name in PUBLIC | SENT | WAYS_IN]
    known = {"token": "x", "uidb36": "1", "key": "set-password"}
    return [route.address(**{**known, **values.get(route.name, {})}) for route in opened]


def test_the_spy_catches_a_write():
    with pytest.raises(DatabaseError, match="read-only"), nothing_written():
        factories.make_cite()
    assert factories.make_cite() == Cite.objects.get()


@pytest.mark.parametrize("who", ["anonymous", "officer"])
def test_public_pages_write_nothing(client, request, who):
    reader = request.getfixturevalue("officer") if who == "officer" else client
    for address in public_addresses():
        assert set(read(reader, address)) <= {200, 302, 404, 405, 410}, address


def test_the_admin_writes_nothing_when_it_is_read(officer):
    world = make_world()
    kind = {"content_type_id": ContentType.objects.get_for_model(Cite).pk}
    for route in routes():
        if not route.path.startswith("/admin/") or route.name == "admin:logout":
            continue
        values = {name: existing_in(route, world) for name in route.arguments}
        address = route.address(**{**values, "app_label": "network", "url": "nowhere", **kind})
        with nothing_written():
            status = officer.get(address).status_code
        assert status in {200, 301, 302, 403, 404, 405}, address

"""A date at the end of the calendar, written by other means than a form or a file, brings no page down."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from network.models.fields import PartialDateField
from tests.factories import make_decision, make_open_place
from tests.house.routes import routes
from tests.house.world import make_town, values_of

pytestmark = pytest.mark.django_db
COLUMNS = [
    (model._meta.db_table, field.column)
    for app in ("network", "services", "events")
    for model in apps.get_app_config(app).get_models()
    for field in model._meta.fields
    if isinstance(field, PartialDateField) and not model.__name__.endswith("History")
]


def write(table, column, value):
    """Write a date everywhere; some rows of some tables only ever say what they said."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'UPDATE "{table}" SET "{column}" = %s', [value])
    except DatabaseError:
        return False
    return True


@pytest.mark.parametrize("value", ["9999-12-31", "0001"])
def test_every_public_address_answers(client, value):
    town = make_town()
    make_open_place(town.cite, kind="host")
    for kind in ("suspension", "renewal", "withdrawal"):
        make_decision(town.cite, kind, value)
    written = [column for table, column in COLUMNS if write(table, column, value)]
    assert len(written) > 5
    values = values_of(town)
    for route in routes():
        if route.is_public and route.name != "choose_language":
            address = route.address(**values.get(route.name, {}))
            assert client.get(address).status_code == 200, address

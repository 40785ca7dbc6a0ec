"""History is append-only: statements that would change it, or who it says did something, are refused."""

import pghistory
import pytest
from django.apps import apps
from django.db import connection
from pghistory.models import Context, Event

from services.models import ServicePlace
from tests.attacks import refusal_of, triggers_of
from tests.factories import make_cite, make_place, make_service

pytestmark = pytest.mark.django_db
TABLES = sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, Event))
OURS = ["network", "services", "events", "citesmetiers"]


def test_every_table_of_history_is_here():
    assert len(TABLES) >= 27
    guarded = {table for app in OURS for table, name in triggers_of(app) if name == "append_only"}
    guarded &= {table for app in OURS for table, name in triggers_of(app) if name == "never_deleted"}
    assert set(TABLES) == guarded - {"network_labeldecision", "network_filestep"}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attrelid::regclass::text FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid "
            "WHERE attname = 'pgh_id' AND relkind = 'r'"
        )
        assert {table for (table,) in cursor.fetchall()} == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_history_is_neither_changed_nor_deleted(table, world):
    for change in (
        "pgh_label = 'insert'",
        "pgh_created_at = now()",
        "pgh_context_id = NULL",
        "pgh_obj_id = 1",
    ):
        assert (
            refusal_of(f"UPDATE {table} SET {change}") == f"pgtrigger: Cannot update rows from {table} table"
        )
    assert refusal_of(f"DELETE FROM {table}") == f"pgtrigger: Cannot delete rows from {table} table"


def test_history_of_what_was_invented_may_go():
    place = make_place(make_cite(demo=True))
    service = make_service(place.cite, places=[place])
    for table, rows in (
        ("network_citehistory", f"id = {place.cite_id}"),
        ("services_serviceplacehistory", f"service_id = {service.pk}"),
    ):
        assert refusal_of(f"DELETE FROM {table} WHERE {rows}") is None, table
        assert refusal_of(f"UPDATE {table} SET pgh_label = 'x' WHERE {rows}"), table


def test_marking_history_as_invented_does_not_open_it():
    make_cite()
    assert refusal_of("UPDATE network_citehistory SET demo = true") == (
        "pgtrigger: Cannot update rows from network_citehistory table"
    )


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM pghistory_context",
        "UPDATE pghistory_context SET metadata = metadata - 'user'",
        "UPDATE pghistory_context SET metadata = metadata || '{\"user\": 2}'",
        'UPDATE pghistory_context SET metadata = metadata || \'{"reason": "another"}\'',
        "UPDATE pghistory_context SET metadata = 'null'",
        "UPDATE pghistory_context SET created_at = now() - interval '1 day'",
        "UPDATE pghistory_context SET id = gen_random_uuid()",
    ],
)
def test_who_and_why_stay(statement):
    with pghistory.context(user=1, reason="because"):
        make_cite()
    assert refusal_of(statement) == "history_context_is_append_only"


def test_more_may_be_said_within_a_request():
    with pghistory.context(user=1):
        cite = make_cite()
        with pghistory.context(reason="because"):
            cite.phone = "+33 4 91 00 00 00"
            cite.save()
    assert Context.objects.get().metadata == {"user": 1, "reason": "because"}


def test_links_of_an_offer_are_written_down():
    place = make_place(make_cite())
    service = make_service(place.cite, places=[place])
    service.places.clear()
    rows = ServicePlace.history.rel.related_model.objects.filter(service=service).order_by("pgh_id")
    assert [(row.pgh_label, row.service_id, row.place_id) for row in rows] == [
        ("insert", service.pk, place.pk),
        ("delete", service.pk, place.pk),
    ]

"""Every change of what the public sees is heard, whoever wrote; and the list of what is watched is complete."""

import re
import time
from datetime import date

import psycopg
import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from citesmetiers.database.base import DatabaseWrapper
from citesmetiers.edge import listening
from citesmetiers.edge.versions import VersionsFile
from network.models import Cite, Place
from tests import databases, factories
from tests.edge.asking import addresses
from tests.house.world import make_town

# What no public page reads. A new model is watched by a migration (`_pages.watch`), or named here, on purpose.
UNSEEN = {
    "network_user", "network_session", "network_teammember", "network_invitation", "network_letter", "network_draft",
    "network_thrownaway", "network_tableupload", "network_replyaddress", "network_partnersapart",
    "network_labelreminder", "network_charterversion", "network_criterion", "network_labelfile", "network_filestep",
    "network_evidence", "network_seat", "network_agendaitem", "network_vote", "network_withdrawalproposal",
    "network_indicator", "network_campaign", "network_report", "network_reportfigure", "network_reportcall",
    "network_reviewcampaign",
}  # fmt: skip
# Drawn by triggers from what is watched, in the same statement.
DERIVED = {"citesmetiers_searchentry", "citesmetiers_searchword"}
APPS = ("network", "services", "events", "citesmetiers")
EVENTS = {"pages_insert", "pages_update", "pages_delete", "pages_truncate"}


def tables():
    """Return the tables of our models, but for those of the history: their rows come with the others'."""
    return {
        model._meta.db_table
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if not any(field.name == "pgh_obj" for field in model._meta.get_fields())
    }


def watched():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, array_agg(tgname) FROM pg_trigger WHERE starts_with(tgname, 'pages_') GROUP BY 1"
        )
        found = dict(cursor.fetchall())
    assert all(set(names) == EVENTS for names in found.values())
    return set(found)


@pytest.mark.django_db
def test_every_table_is_watched_or_unseen():
    assert watched() | UNSEEN | DERIVED == tables()
    assert not watched() & (UNSEEN | DERIVED)


@pytest.mark.django_db
def test_no_public_page_reads_what_is_unseen(client):
    for name, path in addresses(make_town()).items():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        read = {table for query in queries for table in re.findall(r"\b(\w+)\b", query["sql"])}
        assert not read & UNSEEN, (name, read & UNSEEN)


@pytest.fixture
def heard(tmp_path, monkeypatch, transactional_db):
    """Yield what was noted so far, each time from nothing."""
    file, notes = VersionsFile(tmp_path / "v"), []
    monkeypatch.setattr(file, "change", notes.append)
    monkeypatch.setattr(listening, "versions", lambda: file)

    def since():
        found = sorted(set(notes), key=str)
        notes.clear()
        return found

    connection.close()
    return since


def test_by_whoever_writes(heard):
    cite = factories.make_cite()
    other = factories.make_cite()
    assert heard() == [None]
    place, elsewhere = factories.make_place(cite), factories.make_place(other)
    assert heard() == sorted([cite.pk, other.pk], key=str)
    # A child of a place is of its Cité.
    factories.make_season(place)
    assert heard() == [cite.pk]
    Place.objects.filter(pk=place.pk).update(note={"fr": "x"})
    assert heard() == [cite.pk]
    Place.objects.filter(pk=0).update(note={"fr": "x"})
    assert heard() == []
    Place.objects.update(note={"fr": "y"})
    assert heard() == sorted([cite.pk, other.pk], key=str)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE network_place SET note = '{}' WHERE id = %s", [elsewhere.pk])
    assert heard() == [other.pk]
    service = factories.make_service(cite, places=[place])
    permanence = factories.make_permanence(service, place)
    heard()
    factories.cancel_permanence(permanence, date(2026, 11, 30))
    assert heard() == [cite.pk]
    factories.make_partner()
    assert heard() == [None]
    place.seasons.all().delete()
    assert heard() == [cite.pk]


def test_at_commit_alone(heard):
    cite = factories.make_cite()
    heard()
    with transaction.atomic():
        factories.make_place(cite)
        assert heard() == []
    assert heard() == [cite.pk]
    with transaction.atomic():
        factories.make_place(cite)
        transaction.set_rollback(True)
    assert heard() == []
    with transaction.atomic():
        try:
            with transaction.atomic():
                factories.make_place(cite)
                raise ValueError  # noqa: TRY301
        except ValueError:
            pass
        factories.make_partner()
    assert heard() == [None]


def test_in_bulk(heard):
    cites = [factories.make_cite() for _ in range(60)]
    heard()
    template = factories.make_place(cites[0])
    heard()

    def places(some):
        for each in some:
            template.pk, template._state.adding = None, True
            yield Place(
                cite=each,
                slug=f"p-{each.pk}-{len(some)}",
                name="P",
                kind="relay",
                country="FR",
                timezone="Europe/Paris",
            )

    Place.objects.bulk_create(places(cites[:5]))
    assert heard() == sorted((each.pk for each in cites[:5]), key=str)
    # Beyond fifty, it is said of all.
    Place.objects.bulk_create(places(cites))
    assert heard() == [None]
    Cite.objects.filter(pk=cites[0].pk).update(note={"fr": "x"})
    assert heard() == [None]


def test_what_others_wrote_is_left_to_the_thread(heard):
    cite = factories.make_cite()
    heard()
    with psycopg.connect(databases.address_of(connection.settings_dict["NAME"]), autocommit=True) as other:
        other.execute("UPDATE network_cite SET note = '{}' WHERE id = %s", [cite.pk])
    Cite.objects.count()
    assert heard() == []


def channels(line):
    return [channel for (channel,) in line.execute("SELECT pg_listening_channels()")]


@pytest.mark.django_db
def test_a_line_that_waits_does_not_listen():
    """Nobody would read what it hears, and its process in the server would stand still once the line is full."""
    options = connection.settings_dict["OPTIONS"] | {"pool": {"min_size": 1, "max_size": 1}}
    pooled = DatabaseWrapper(connection.settings_dict | {"OPTIONS": options})
    try:
        for _ in range(2):
            pooled.ensure_connection()
            line = pooled.connection
            assert channels(line) == ["pages"]
            pooled.close()
            assert until(lambda: pooled.pool.get_stats()["pool_available"] == 1)
            assert channels(line) == []
    finally:
        pooled.close_pool()


def test_the_thread(tmp_path, monkeypatch, transactional_db, unheard, settings):
    """Raw SQL on another line is heard; what was written while nobody listened is not missed."""
    file = VersionsFile(tmp_path / "v")
    monkeypatch.setattr(listening, "versions", lambda: file)
    cite = factories.make_cite()
    database = databases.address_of(connection.settings_dict["NAME"])
    listener = listening.Listener()

    def write():
        with psycopg.connect(database, autocommit=True) as other:
            other.execute("UPDATE network_place SET note = '{}' WHERE id = %s", [place.pk])

    place = factories.make_place(cite)
    listener.begin()
    try:
        assert until(lambda: file.is_heard)
        before, of_another = file.of([cite.pk]), file.of([cite.pk + 1])
        write()
        assert until(lambda: not file.are(before), 1)
        assert file.are(of_another)
    finally:
        listener.end()
    before = file.of([cite.pk])
    assert until(lambda: not file.is_heard)
    listener.begin()
    try:
        assert until(lambda: file.is_heard)
        assert file.are(before)
    finally:
        listener.end()
    write()
    assert file.are(before)
    assert until(lambda: not file.is_heard)
    listener.begin()
    try:
        assert until(lambda: file.is_heard)
        assert not file.are(before)
    finally:
        listener.end()


def until(condition, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return False

"""What machines are told of the portal’s health; with the database down: `test_production`."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db(transaction=True)


def test_readyz_is_fit_when_all_is_well(client):
    assert (client.get("/readyz").status_code, client.get("/readyz").text) == (200, "ok\n")


def test_readyz_waits_for_migrations(client):
    recorder = MigrationRecorder(connection)
    applied = list(recorder.migration_qs.filter(app="events").values_list("name", flat=True))
    for name in applied:
        recorder.record_unapplied("events", name)
    try:
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200
    finally:
        for name in applied:
            recorder.record_applied("events", name)
    assert client.get("/readyz").status_code == 200


def test_readyz_minds_a_disk_that_fills_up(client, monkeypatch):
    almost_full = SimpleNamespace(total=100, used=96, free=4)
    monkeypatch.setattr("citesmetiers.health.shutil.disk_usage", lambda _path: almost_full)
    assert client.get("/readyz").status_code == 503


def test_faults_are_not_told_in_public(client, monkeypatch):
    monkeypatch.setattr("citesmetiers.health.find_faults", lambda: iter(["the disk of server 3"]))
    response = client.get("/readyz")
    assert (response.status_code, response.text) == (503, "not ready\n")

"""Many people write the same sheets at once: nothing that was accepted is lost without somebody seeing it."""

import os

import pytest

from network.actions import sheets as actions
from network.merging import Merged, tidy
from network.models import Record, TeamMember
from tests.factories import make_cite, make_service, make_user
from tests.network.workspace.crowd import let_write

pytestmark = pytest.mark.django_db(transaction=True)
SEED = os.environ.get("SEED", "2026-11-23")


@pytest.fixture
def crowd():
    """Eight people, and three sheets for all of them."""
    cite = make_cite()
    users = [make_user(password=None) for _number in range(8)]
    for user in users:
        TeamMember.objects.create(user=user, cite=cite, role="coordinator")
    return users, [make_service(cite) for _number in range(3)]


def test_sample_of_concurrent_edits_loses_nothing(crowd):
    ledger, lost = let_write(*crowd, edits=160, seed=SEED)
    assert not lost, (sorted(lost)[:5], ledger.counts)
    assert {"drafts", "publications", "saves in the admin", "collisions of drafts"} <= set(ledger.counts)


def test_oracle_catches_who_writes_last_and_wins(crowd, monkeypatch):
    monkeypatch.setattr(actions, "merge", lambda _opened, _theirs, mine: Merged(tidy(mine), []))
    _ledger, lost = let_write(*crowd, edits=160, seed=SEED)
    assert lost


@pytest.mark.prove
def test_oracle_catches_a_record_without_version(crowd, monkeypatch):
    monkeypatch.setattr(Record, "_do_update", super(Record, Record)._do_update)
    monkeypatch.setattr("network.forms.records.RecordForm._check_version", lambda _form: None)
    _ledger, lost = let_write(*crowd, edits=240, seed=SEED)
    assert lost


@pytest.mark.prove
def test_ten_thousand_concurrent_edits_lose_nothing(crowd, record_property):
    ledger, lost = let_write(*crowd, edits=10_000, seed=SEED)
    assert not lost, (sorted(lost)[:5], ledger.counts)
    assert sum(ledger.counts[kind] for kind in ("drafts", "publications", "saves in the admin")) > 5000
    record_property("concurrent edits of sheets proved", 10_000)

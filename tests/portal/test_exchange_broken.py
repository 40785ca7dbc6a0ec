"""A document that says what cannot be changes nothing, and each fault is said in a line of its own."""

import json

import pytest
from django.db import transaction
from django.utils import translation

from citesmetiers.exchange import import_document
from tests.portal.exchange_documents import checksum, example
from tests.portal.exchange_failing import BROKEN, failure_of, put


@pytest.fixture(scope="module")
def imported(django_db_setup, django_db_blocker):
    """Import a document once for all that only tries to change it; return the checksum of what is there."""
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("en"):
        import_document(example())
        yield checksum()
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_changes_nothing_and_says_what_to_mend(imported, name, tmp_path):
    changes, line = BROKEN[name]
    before = imported
    document = example()
    document["cites"][0]["phone"] = "changed"
    for path, value in changes.items():
        put(document, path, value)
    file = tmp_path / "network.json"
    file.write_text(json.dumps(document))
    lines, last = failure_of(file)
    assert [said for said in lines if said.startswith(line)] == lines[:1], lines
    assert last == f"{file} has one fault; nothing was imported."
    assert checksum() == before

"""What was imported comes back equal as data, all but `as_of`."""

import json
from datetime import date

import pytest
from django.db import transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings

from citesmetiers.exchange import document_of, export_document, import_document, read_document
from network.models import Cite
from tests.portal.exchange_documents import NETWORK, SCHEMA, checksum, example, invented_example, normal
from tests.portal.exchange_drawn import documents

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def _exported(**options):
    return json.loads(json.dumps(export_document(today=TODAY, **options)))


def test_real_network_comes_back_exactly():
    import_document(read_document(NETWORK))
    exported, original = _exported(), json.loads(NETWORK.read_text(encoding="utf-8"))
    assert exported.pop("as_of") == "2026-11-24"
    del original["as_of"]
    assert exported == original


def test_real_network_keeps_the_order_of_its_keys():
    import_document(read_document(NETWORK))
    exported, original = _exported(), json.loads(NETWORK.read_text(encoding="utf-8"))
    assert list(exported) == list(original)
    assert {tuple(cite) for cite in exported["cites"]} == {tuple(cite) for cite in original["cites"]}


def test_example_names_every_key_of_the_schema():
    assert _keys_of_schema() - _keys_of(example()) == set()


def test_example_comes_back_equal():
    import_document(example())
    assert normal(_exported()) == normal(example())


def test_second_import_writes_nothing():
    document = document_of(example())
    first = import_document(document)
    before = checksum()
    second = import_document(document)
    assert (first.has_changes, second.has_changes) == (True, False)
    assert list(second.lines())[-1] == "Nothing changed."
    assert checksum() == before


def test_import_of_an_export_changes_nothing():
    import_document(example())
    assert import_document(_exported()).has_changes is False


def test_order_of_the_languages_of_a_decision_is_no_change():
    document = example()
    document["cites"][0]["history"] = [
        {"event": "project_label", "date": "2020", "note": {"eus": "x", "fr": "x"}},
    ]
    import_document(document)
    again = import_document(_exported())
    assert (again.has_changes, again.kept) == (False, [])


def _returns(document):
    """Import a document, look at what comes back, and forget it all."""
    with transaction.atomic():
        import_document(document)
        assert normal(_exported(with_demo=True)) == normal(document)
        before = checksum()
        assert import_document(document).has_changes is False
        assert checksum() == before
        exported = _exported(with_demo=True)
        again = import_document(exported)
        assert (again.has_changes, again.kept) == (False, [])
        transaction.set_rollback(True)


_drawn = given(document=documents())
_patient = {
    "deadline": None,
    "suppress_health_check": [
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ],
}


@_drawn
@settings(max_examples=15, **_patient)
def test_any_document_comes_back_equal(document):
    _returns(document)


@pytest.mark.prove
@_drawn
@settings(max_examples=600, **_patient)
def test_hundreds_of_documents_come_back_equal(document):
    _returns(document)


def test_export_asks_as_many_questions_for_one_cite_as_for_three(django_assert_num_queries):
    counts = []
    for number in range(3):
        copy = json.loads(
            json.dumps(example()).replace("ville", f"ville-{number}").replace("bourg", f"bourg-{number}")
        )
        import_document(copy)
        with CaptureQueriesContext(transaction.get_connection()) as queries:
            export_document(today=TODAY)
        counts.append(len(queries))
    assert Cite.objects.count() == 6
    assert len(set(counts)) == 1, counts


def test_demonstration_records_leave_only_when_asked_for():
    document = invented_example()
    real = {"id": "vrai", "name": "Vrai", "kind": "association"}
    document["partners"].append(real)
    document["cites"][1] = example()["cites"][1] | {"partners": [{"partner": "vrai", "public": True}]}
    import_document(document)
    assert normal(_exported(with_demo=True)) == normal(document)
    exported = _exported()
    (left,) = exported["cites"]
    assert [partner["id"] for partner in exported["partners"]] == ["vrai"]
    assert left["id"] == "bourg"
    assert "demo" not in json.dumps(exported)
    assert document_of(exported).data == exported


def test_public_export_names_only_partners_that_are_named_in_public():
    document = example()
    document["cites"][1]["membership"] = "not_a_member"
    import_document(document)
    exported = _exported(public=True)
    assert [cite["id"] for cite in exported["cites"]] == ["ville"]
    assert [partner["id"] for partner in exported["partners"]] == ["emploi-ville"]
    assert "parent" not in exported["partners"][0]
    cite = exported["cites"][0]
    assert [agreement["partner"] for agreement in cite["partners"]] == ["emploi-ville"]
    assert "partner" not in cite["services"][0]
    assert cite["services"][0]["permanences"][0]["partner"] == "emploi-ville"
    assert cite["events"][0]["partners"] == ["emploi-ville"]
    assert '"emploi"' not in json.dumps(exported)
    assert document_of(exported).data == exported


def test_drafts_do_not_leave():
    import_document(example())
    cite = Cite.objects.get(slug="ville")
    cite.services.update(publication="draft")
    cite.events.update(publication="withdrawn")
    exported = _exported()["cites"][0]
    assert (exported["services"], exported["events"]) == ([], [])


def _keys_of_schema():
    found = set()

    def walk(part, where):
        if "$ref" in part:
            name = part["$ref"].rpartition("/")[2]
            walk(SCHEMA["$defs"][name], name)
        for name, inner in part.get("properties", {}).items():
            found.add(name)
            walk(inner, name)
        for inner in [*part.get("oneOf", []), *([part["items"]] if "items" in part else [])]:
            walk(inner, where)

    walk(SCHEMA, "")
    return found


def _keys_of(value):
    if isinstance(value, list):
        return set().union(*map(_keys_of, value)) if value else set()
    if isinstance(value, dict):
        return set(value).union(*map(_keys_of, value.values()))
    return set()

"""What a second file says of the label: decisions are appended, never changed or removed."""

from datetime import date

import pytest

from citesmetiers.exchange import export_document, import_document
from network.models import (
    Cite,
    LabelDecision,
)
from tests.portal.exchange_documents import example

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture
def document():
    """The example, imported once."""
    import_document(example())
    return example()


def _counts(summary):
    return {
        word: (counts.created, counts.changed, counts.removed, counts.kept)
        for word, counts in summary.kinds.items()
        if counts.wrote or counts.kept
    }


def test_decisions_are_appended_and_never_changed_or_removed(document):
    before = list(LabelDecision.objects.order_by("pk").values())
    history = document["cites"][0]["history"]
    history[0]["note"] = {"fr": "Dit autrement"}
    history[2] = {"event": "renewal", "date": "2015-03", "period_until": "2016-02-29"}
    document["as_of"] = "2027-01-01"
    summary = import_document(document, overwrite=True)
    assert summary.kept == [
        (
            "label decision “operating label granted · 2010-02” of ville: "
            "the file words it otherwise, and decisions never change."
        ),
        "label decision “label suspended · ?” of ville: the file lacks it, and decisions are never removed.",
    ]
    *old, new = LabelDecision.objects.order_by("pk").values()
    assert old == before
    assert {
        key: new[key] for key in ("kind", "period_from", "period_until", "known_since", "imported", "demo")
    } == {
        "kind": "renewal",
        "period_from": date(2015, 3, 1),
        "period_until": date(2016, 2, 29),
        "known_since": date(2027, 1, 1),
        "imported": True,
        "demo": False,
    }
    assert import_document(document).has_changes is False


def test_a_decision_that_was_corrected_here_is_neither_added_again_nor_exported(document):
    old = LabelDecision.objects.get(kind="operating_label")
    new = LabelDecision.objects.create(
        cite=old.cite, kind="operating_label", date=old.date, known_since=TODAY, note={"fr": "Corrigée"}
    )
    old.replaced_by = new
    old.save()
    summary = import_document(document)
    assert summary.has_changes is False
    assert summary.kept == [
        "label decision “operating label granted · 2010-02” of ville: the file lacks it, and decisions are never removed."
    ]
    notes = [fact.get("note") for fact in export_document(today=TODAY)["cites"][0]["history"]]
    assert notes.count({"fr": "Corrigée"}) == 1
    assert len(notes) == 3


def test_a_decision_whose_period_is_taken_here_is_left_out_and_reported(document):
    document["cites"][0]["history"].append(
        {"event": "confirmation", "date": "2011-02", "period_until": "2012-01-31"}
    )
    LabelDecision.objects.create(
        cite=Cite.objects.get(slug="ville"),
        kind="renewal",
        period_from=date(2011, 6, 1),
        period_until=date(2012, 5, 31),
        known_since=TODAY,
    )
    summary = import_document(document)
    assert summary.kept[0] == (
        "label decision “label renewed · ?” of ville: its period overlaps "
        "label decision “label confirmed · 2011-02” of ville, which was left out."
    )
    assert LabelDecision.objects.count() == 3

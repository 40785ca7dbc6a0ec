"""Brings the demonstration in, and up to date: through the same door as any exchange file."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pghistory
from django.db import transaction

from citesmetiers.demonstration.committee import add_committee
from citesmetiers.demonstration.document import SEED, demonstration_document, seed_of
from citesmetiers.demonstration.files import add_files
from citesmetiers.demonstration.pictures import add_pictures
from citesmetiers.demonstration.sheets import add_sheets
from citesmetiers.demonstration.voices import add_voices
from citesmetiers.exchange import digest_of, document_of, import_document, take_turn
from citesmetiers.exchange.mapping import DECISION
from network.models import LabelDecision, NetworkImport
from network.vocabulary import DecisionKind

# Signs the history of whatever is invented.
REASON = "demonstration"

if TYPE_CHECKING:
    from datetime import date

    from citesmetiers.exchange import Summary


def add_demonstration(today: date, *, seed: int | None = None) -> Summary | None:
    """Make the demonstration what it is in the week of a day; None where it is that already.

    Without a seed it keeps its own. What a person added or changed stays, as in every import.

    Raises:
        InvalidDocumentError: something that a person added leaves no room for it.

    """
    last = NetworkImport.objects.filter(demo=True).first()
    if seed is None:
        seed = seed_of(last.note) if last else SEED
    data = demonstration_document(today, seed=seed)
    if last and last.digest == digest_of(data):
        return None
    document = document_of(data)
    with pghistory.context(reason=REASON), transaction.atomic():
        take_turn()
        _forget_stale_decisions(data["cites"])
        summary = import_document(document, reason=REASON)
        add_sheets(today, summary)
        add_files(today, summary)
        add_committee(today, summary)
        add_voices(today, summary)
        add_pictures()
    return summary


def _forget_stale_decisions(cites: list[dict[str, Any]]) -> None:
    """Take back the invented decisions whose dates have moved on; those that people recorded stay."""
    wanted = {
        cite["id"]: [
            DECISION.read(item)
            for item in cite.get("history") or []
            if item["event"] in set(DecisionKind.values)
        ]
        for cite in cites
    }
    known: dict[str, list[LabelDecision]] = defaultdict(list)
    rows = LabelDecision.objects.filter(
        demo=True, imported=True, replaced_by=None, replaces=None, report=None
    )
    for row in rows.filter(cite__slug__in=wanted).select_related("cite"):
        known[row.cite.slug].append(row)
    stale = [
        row.pk
        for cite, decisions in known.items()
        for row in decisions
        if {key.field: getattr(row, key.field) for key in DECISION.keys} not in wanted[cite]
    ]
    LabelDecision.objects.filter(pk__in=stale).delete()

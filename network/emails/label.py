"""The letters of the label to coordinators: its next step nears, or it was withdrawn."""

from __future__ import annotations

from datetime import date
from typing import Any

from network.dues import Due
from network.emails.composing import letter_kind
from network.label import Decision
from network.models import Cite, LabelDecision
from network.partial_dates import PartialDate
from network.vocabulary import DecisionKind


def _cite() -> Cite:
    return Cite(slug="exemple", name={"fr": "Cité des métiers de Port-Exemple"}, main_language="fr")


def _sample() -> dict[str, Any]:
    renewal = Decision(
        kind=DecisionKind.RENEWAL, known_since=date(2026, 3, 1), period_until=date(2027, 2, 28)
    )
    return {
        "cite": _cite(),
        "due": Due(day=date(2027, 1, 29), step=DecisionKind.RENEWAL, grant=renewal),
        "path": "/fr/workspace/exemple/",
    }


LABEL_REMINDER = letter_kind("label_reminder", "network/emails/label_reminder.html", sample=_sample)


def _sample_of_a_withdrawal() -> dict[str, Any]:
    decision = LabelDecision(
        cite=_cite(),
        kind=DecisionKind.WITHDRAWAL,
        note={"fr": "La Cité n’accueille plus personne depuis mars 2026."},
    )
    decision.date = PartialDate(2026, 11, 24)
    return {"cite": decision.cite, "decision": decision, "path": "/fr/label/exemple/"}


LABEL_WITHDRAWN = letter_kind(
    "label_withdrawn", "network/emails/label_withdrawn.html", sample=_sample_of_a_withdrawal
)

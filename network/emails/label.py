"""The letter that reminds coordinators of the next step of their label."""

from __future__ import annotations

from datetime import date
from typing import Any

from network.dues import Due
from network.emails.composing import letter_kind
from network.label import Decision
from network.models import Cite
from network.vocabulary import DecisionKind


def _sample() -> dict[str, Any]:
    renewal = Decision(
        kind=DecisionKind.RENEWAL, known_since=date(2026, 3, 1), period_until=date(2027, 2, 28)
    )
    return {
        "cite": Cite(slug="exemple", name={"fr": "Cité des métiers de Port-Exemple"}, main_language="fr"),
        "due": Due(day=date(2027, 1, 29), step=DecisionKind.RENEWAL, grant=renewal),
        "path": "/fr/workspace/exemple/",
    }


LABEL_REMINDER = letter_kind("label_reminder", "network/emails/label_reminder.html", sample=_sample)

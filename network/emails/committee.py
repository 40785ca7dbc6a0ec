"""The letters of the committee: its convocation, and a decision that it corrects."""

from __future__ import annotations

from datetime import date
from typing import Any

from network.emails.composing import letter_kind
from network.models import AgendaItem, Cite, CommitteeSession, LabelDecision, LabelFile
from network.partial_dates import PartialDate

_CITE = {"slug": "exemple", "name": {"fr": "Cité des métiers de Port-Exemple"}, "main_language": "fr"}


def _convocation() -> dict[str, Any]:
    file = LabelFile(cite=Cite(**_CITE), kind="confirmation")
    session = CommitteeSession(held_on=date(2027, 3, 12), held_at="Universcience, Paris")
    return {"session": session, "cite": file.cite, "items": [AgendaItem(order=1, file=file)]}


def _corrected() -> dict[str, Any]:
    cite = Cite(**_CITE)
    wrong, right = (
        LabelDecision(  # type: ignore[misc]
            cite=cite, kind="confirmation", date=PartialDate(2027, 3, 12), period_from=date(2027, 3, 12),
            period_until=last,
        )
        for last in (date(2028, 3, 1), date(2028, 3, 11))
    )  # fmt: skip
    return {
        "wrong": wrong,
        "right": right,
        "session": CommitteeSession(held_on=date(2027, 4, 9)),
        "words": "La période finissait dix jours trop tôt.",
        "path": "/fr/label/exemple/",
    }


CONVOCATION = letter_kind("convocation", "network/emails/convocation.html", sample=_convocation)
DECISION_CORRECTED = letter_kind(
    "decision_corrected", "network/emails/decision_corrected.html", sample=_corrected
)

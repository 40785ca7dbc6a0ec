"""The letters about a yearly report: asked for, sent, returned, accepted."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from network.emails.composing import letter_kind
from network.models import Campaign, Cite, LabelDecision, Report
from network.vocabulary import ReportState


def _sample(state: ReportState) -> dict[str, Any]:
    cite = Cite(slug="exemple", name={"fr": "Cité des métiers de Port-Exemple"}, main_language="fr")
    report = Report(cite=cite, campaign=Campaign(year=2026), state=state)
    if state == ReportState.RETURNED:
        report.comment = "Le nombre d’entretiens manque : une estimation suffit."
    if state == ReportState.ACCEPTED:
        report.decision = LabelDecision(
            cite=cite, kind="renewal", period_from=date(2027, 3, 1), period_until=date(2028, 2, 29)
        )
    return {"report": report, "path": "/fr/workspace/exemple/reports/2026/"}


def _sample_of_a_call() -> dict[str, Any]:
    return {
        "campaign": Campaign(year=2026, opens_on=date(2027, 1, 11), closes_on=date(2027, 3, 15)),
        "cite": Cite(slug="exemple", name={"fr": "Cité des métiers de Port-Exemple"}, main_language="fr"),
        "is_reminder": True,
        "path": "/fr/workspace/exemple/reports/2026/",
    }


REPORT_CALL = letter_kind("report_call", "network/emails/report_call.html", sample=_sample_of_a_call)
REPORT_SUBMITTED = letter_kind(
    "report_submitted", "network/emails/report_submitted.html", sample=partial(_sample, ReportState.SUBMITTED)
)
REPORT_RETURNED = letter_kind(
    "report_returned", "network/emails/report_returned.html", sample=partial(_sample, ReportState.RETURNED)
)
REPORT_ACCEPTED = letter_kind(
    "report_accepted", "network/emails/report_accepted.html", sample=partial(_sample, ReportState.ACCEPTED)
)

"""What the invented Cités report: three campaigns, of which the last one runs."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from network.models import Campaign, Indicator, Report, ReportFigure

if TYPE_CHECKING:
    from datetime import datetime

    from citesmetiers.exchange import Summary
    from network.models import Cite

_INDICATORS = Path(settings.BASE_DIR) / "network" / "data" / "indicators.json"
# From this month on, the year that runs is the one that is reported on.
_MONTH_OF_A_NEW_CAMPAIGN = 10
# Passages, entretiens, dates d’événements, partenaires; none where nobody counted.
_CODES = ("visits", "talks", "events", "partners")
_BY_THEME = {
    "guidance": 0.34,
    "training": 0.27,
    "employment": 0.25,
    "career_change": 0.09,
    "enterprise": 0.05,
}
# Years before the campaign that runs: what each Cité said.
_PAST: dict[int, dict[str, tuple[int | None, ...]]] = {
    2: {
        "demo-port-clairval": (19_870, 6_420, 142, 31),
        "demo-trois-ravines": (8_310, 4_480, 96, 18),
        "demo-cala-vermella": (12_950, None, 73, 22),
        "demo-montelume": (10_020, 3_110, None, 12),
    },
    1: {
        "demo-port-clairval": (22_480, 7_310, 161, 34),
        "demo-trois-ravines": (9_640, 5_020, 104, 21),
        "demo-cala-vermella": (14_200, 3_980, 88, 22),
        "demo-montelume": (9_410, 3_240, 51, 14),
        "demo-serravalta": (6_730, None, 39, 9),
        "demo-overlinde": (17_150, 8_060, 118, None),
    },
}
# (Cité, state, what it says) in the campaign that runs.
_RUNNING: list[tuple[str, str, tuple[int | None, ...]]] = [
    ("demo-port-clairval", "draft", (23_110, 7_540, None, None)),
    ("demo-trois-ravines", "accepted", (9_870, 5_260, 110, 23)),
    ("demo-cala-vermella", "returned", (15_020, None, 92, 24)),
    ("demo-oberwolfenthalweiler", "submitted", (3_210, 940, 21, 7)),
]


def add_reports(monday: datetime, cites: dict[str, Cite], summary: Summary) -> None:
    """Add the indicators, the campaigns and the reports that are not there yet."""
    known = _add_indicators()
    year = monday.year - (monday.month < _MONTH_OF_A_NEW_CAMPAIGN)
    for ago, reports in _PAST.items():
        weeks = {"opens_on": date(year - ago, 12, 1), "closes_on": date(year - ago + 1, 3, 15)}
        campaign, _ = Campaign.objects.get_or_create(year=year - ago, demo=True, defaults=weeks)
        # Ahead of the renewals that followed them.
        sent = monday - timedelta(days=365 * ago - 35)
        made = {"state": "accepted", "submitted_at": sent, "decided_at": sent + timedelta(days=12)}
        for slug, values in reports.items():
            report = Report(cite=cites[slug], campaign=campaign, demo=True, **made)
            summary.of("report").created += _add(report, dict(zip(_CODES, values, strict=True)), known)
    today = monday.date()
    weeks = {"opens_on": today - timedelta(days=30), "closes_on": today + timedelta(days=60)}
    campaign, _ = Campaign.objects.get_or_create(year=year, demo=True, defaults=weeks)
    for slug, state, values in _RUNNING:
        report = Report(cite=cites[slug], campaign=campaign, demo=True, **_state(state, monday))
        summary.of("report").created += _add(report, dict(zip(_CODES, values, strict=True)), known)


def _add_indicators() -> dict[str, Indicator]:
    found = {}
    for order, values in enumerate(json.loads(_INDICATORS.read_text(encoding="utf-8")), 1):
        code = values.pop("code")
        found[code] = Indicator.objects.get_or_create(
            code=code, demo=True, defaults=values | {"order": order}
        )[0]
    return found


def _state(state: str, monday: datetime) -> dict[str, Any]:
    made: dict[str, Any] = {"state": state}
    if state != "draft":
        made["submitted_at"] = monday - timedelta(days=20)
    if state in {"accepted", "returned"}:
        made["decided_at"] = monday - timedelta(days=4)
    if state == "returned":
        made["comment"] = "Le nombre d’entretiens manque : une estimation suffit."
    return made


def _add(report: Report, said: dict[str, int | None], known: dict[str, Indicator]) -> bool:
    """Add a report with its figures where there is none; tell whether it was added."""
    found = Report.objects.filter(cite=report.cite, campaign=report.campaign)
    if found.exists():
        return False
    report.save()
    rows = [
        ReportFigure(report=report, indicator=known[code], value=value, demo=True)
        for code, value in said.items()
    ]
    if talks := said["talks"]:
        rows += [
            ReportFigure(
                report=report, indicator=known["talks"], part=theme, value=int(talks * share), demo=True
            )
            for theme, share in _BY_THEME.items()
        ]
    ReportFigure.objects.bulk_create(rows)
    return True

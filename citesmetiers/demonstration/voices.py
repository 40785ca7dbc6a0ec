"""What an exchange file cannot carry either: what the public writes, and what the Cités report."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from citesmetiers.demonstration.dates import monday_of
from network.models import Campaign, Cite, Indicator, Report, ReportFigure, Suggestion

if TYPE_CHECKING:
    from citesmetiers.exchange import Summary

# (Cité, kind, language, text, state, answer)
_SUGGESTIONS: list[tuple[str, str, str, str, str, dict[str, str]]] = [
    (
        "demo-port-clairval", "idea", "fr",
        "Et si le camion passait aussi le dimanche, à la sortie du marché aux poissons ?",
        "published", {"fr": "Bonne idée : un essai est prévu au printemps."},
    ),
    (
        "demo-port-clairval", "question", "fr",
        "Peut-on venir avec son bébé ?",
        "published", {"fr": "Oui, et il y a un coin calme pour le nourrir."},
    ),
    (
        "demo-port-clairval", "correction", "fr",
        "La porte du jardin des Hauts était fermée mardi alors que la page la disait ouverte.",
        "noted", {},
    ),
    ("demo-overlinde", "idea", "nl", "Een leestafel met kranten in eenvoudige taal.", "received", {}),
    ("demo-trois-ravines", "idea", "rcf", "In zatelyé pou apran fé son CV an kréol.", "received", {}),
    ("demo-montelume", "question", "it", "Vendete anche biciclette?", "declined", {}),
    ("demo-montelume", "idea", "it", "Guadagna da casa: scrivimi subito!", "spam", {}),
]  # fmt: skip
_INDICATORS: list[dict[str, Any]] = [
    {
        "code": "visits",
        "name": {"fr": "Passages", "en": "Visits"},
        "unit": {"fr": "passages", "en": "visits"},
        "definition": {
            "fr": "Chaque fois que quelqu’un entre, quelle qu’en soit la raison.",
            "en": "Every time somebody comes in, for whatever reason.",
        },
    },
    {
        "code": "talks",
        "name": {"fr": "Entretiens", "en": "Talks"},
        "unit": {"fr": "entretiens", "en": "talks"},
        "definition": {
            "fr": "Conversations d’au moins dix minutes avec un conseiller.",
            "en": "Conversations of at least ten minutes with an adviser.",
        },
        "breakdown": "modality",
    },
]
# (Cité, state, visits, talks)
_REPORTS = [
    ("demo-port-clairval", "accepted", 22_480, 7_310),
    ("demo-trois-ravines", "submitted", 9_640, 5_020),
    ("demo-cala-vermella", "returned", 14_200, None),
    ("demo-serravalta", "draft", None, None),
]


def add_voices(today: date, summary: Summary) -> None:
    """Add those that are not there; what people made of them since stays."""
    monday = datetime.combine(monday_of(today), time(8), timezone.get_current_timezone())
    cites = {cite.slug: cite for cite in Cite.objects.filter(demo=True)}
    for slug, kind, language, text, state, answer in _SUGGESTIONS:
        values = {"kind": kind, "language": language, "state": state, "answer": answer, "demo": True}
        if state == "spam":
            values["reason"] = "Pubblicità"
        if state != "received":
            values["moderated_at"] = monday - timedelta(days=6)
        if answer:
            values |= {"answered_at": monday - timedelta(days=5), "answer_public": state == "published"}
        _, is_new = Suggestion.objects.get_or_create(cite=cites[slug], text=text, defaults=values)
        summary.of("suggestion").created += is_new
    _add_reports(monday, cites, summary)


def _add_reports(monday: datetime, cites: dict[str, Cite], summary: Summary) -> None:
    indicators = [
        Indicator.objects.get_or_create(
            code=indicator["code"], demo=True, defaults=indicator | {"order": order}
        )[0]
        for order, indicator in enumerate(_INDICATORS, 1)
    ]
    year = monday.year - 1
    weeks = {"opens_on": date(year + 1, 1, 15), "closes_on": date(year + 1, 3, 15)}
    campaign, _ = Campaign.objects.get_or_create(year=year, demo=True, defaults=weeks)
    for slug, state, *values in _REPORTS:
        made: dict[str, Any] = {"state": state, "demo": True}
        if state != "draft":
            made["submitted_at"] = monday - timedelta(days=20)
        if state in {"accepted", "returned"}:
            made["decided_at"] = monday - timedelta(days=4)
        if state == "returned":
            made["comment"] = "Le nombre d’entretiens manque : une estimation suffit."
        report, is_new = Report.objects.get_or_create(cite=cites[slug], campaign=campaign, defaults=made)
        summary.of("report").created += is_new
        if is_new:
            ReportFigure.objects.bulk_create(
                ReportFigure(report=report, indicator=indicator, value=value, demo=True)
                for indicator, value in zip(indicators, values, strict=True)
            )

"""What an exchange file cannot carry either: what the public writes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from citesmetiers.demonstration.dates import monday_of
from citesmetiers.demonstration.reports import add_reports
from network.models import Cite, Suggestion

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
    add_reports(monday, cites, summary)

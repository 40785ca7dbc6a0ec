"""The letter that answers a suggestion."""

from __future__ import annotations

from typing import Any

from network.emails.composing import letter_kind
from network.models import Cite


def _sample() -> dict[str, Any]:
    return {
        "cite": Cite(slug="exemple", name={"fr": "Cité des métiers de Port-Exemple"}, main_language="fr"),
        "text": "Et si vous ouvriez aussi le samedi matin ?",
        "language": "fr",
        "answer": {
            "fr": "Bonne idée : un essai commence en janvier.",
            "en": "Good idea: a trial begins in January.",
        },
        "link": "https://portal.example.org/fr/cites/exemple/",
    }


ANSWER = letter_kind(
    "suggestion_answer", "network/emails/suggestion_answer.html", sample=_sample, hides_address=True
)

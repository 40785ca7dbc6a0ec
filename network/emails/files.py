"""The letter that tells of a step of a label file: a move, or a message."""

from __future__ import annotations

from datetime import date
from typing import Any

from network.emails.composing import letter_kind
from network.models import Cite, FileStep, LabelFile, User


def _sample() -> dict[str, Any]:
    cite = Cite(slug="exemple", name={"fr": "Cité des métiers de Port-Exemple"}, main_language="fr")
    file = LabelFile(cite=cite, kind="project", state="changes_requested", due_on=date(2027, 1, 15))
    step = FileStep(
        file=file,
        by=User(name="Camille Exemple", email="camille@example.org"),
        move="ask",
        to_state=file.state,
        words="Le diagnostic partagé manque.",
        due_on=file.due_on,
    )
    return {
        "file": file,
        "step": step,
        "is_yours": True,
        "link": "https://portal.example.org/fr/workspace/exemple/label/1/",
    }


FILE_STEP = letter_kind("file_step", "network/emails/file_step.html", sample=_sample)

"""The letter of an invitation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from network.emails.composing import letter_kind
from network.models import Cite, User
from network.permissions import TeamRole


def _sample() -> dict[str, Any]:
    return {
        "cite": Cite(slug="exemple", name={"fr": "Cité des métiers de Port-Exemple"}, main_language="fr"),
        "role": TeamRole.COORDINATOR.label,
        "by": User(name="Camille Exemple", email="camille@example.org"),
        "link": "https://portal.example.org/accounts/invitation/…/",
        "until": timezone.now() + timedelta(days=7),
    }


INVITATION = letter_kind("invitation", "network/emails/invitation.html", sample=_sample)

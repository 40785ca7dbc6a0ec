"""The letter that tells a team what has to be checked, with a link that serves without signing in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.core import signing
from django.urls import reverse

from network.emails.composing import letter_kind
from network.models import Cite, ReviewCampaign

if TYPE_CHECKING:
    from network.models import User

LASTS = timedelta(days=30)
_SALT = "network.still-true"


class Link(NamedTuple):
    """Who may confirm what: a person by number, a Cité by address."""

    user: int
    cite: str


def link_for(user: User, cite: Cite) -> str:
    """Return a link by which a person confirms sheets of a Cité, for thirty days, without signing in."""
    token = signing.dumps([user.pk, cite.slug], salt=_SALT, compress=True)
    return f"{settings.SITE_URL}{reverse('accounts:still_true', args=[token])}"


def read_link(token: str) -> Link:
    """Read the end of a link.

    Raises:
        BadSignature: it is not one of ours, or is over.

    """
    user, cite = signing.loads(token, salt=_SALT, max_age=LASTS)
    return Link(user, cite)


def _sample() -> dict[str, Any]:
    cite = Cite(slug="exemple", name={"fr": "Cité des métiers de Port-Exemple"}, main_language="fr")
    return {
        "cite": cite,
        "groups": [("offers", ["Écrire un CV", "Changer de métier"]), ("places", ["Maison des Quais"])],
        "total": 3,
        "link": "https://portal.example.org/accounts/still-true/…/",
    }


DIGEST = letter_kind("digest", "network/emails/digest.html", sample=_sample)


def _sample_of_campaign() -> dict[str, Any]:
    cite = Cite(slug="exemple", name={"fr": "Cité des métiers de Port-Exemple"}, main_language="fr")
    campaign = ReviewCampaign(
        name={"fr": "Tout relire avant Noël", "en": "Read everything again before Christmas"},
        begins_on=date(2026, 12, 1),
        until=date(2026, 12, 20),
    )
    return {
        "campaign": campaign,
        "is_reminder": False,
        "progress": {"cite": cite, "checked": 3, "total": 12},
        "link": "https://portal.example.org/accounts/still-true/…/",
    }


REVIEW = letter_kind("review", "network/emails/review.html", sample=_sample_of_campaign)

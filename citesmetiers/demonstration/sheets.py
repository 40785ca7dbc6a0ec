"""What an exchange file cannot carry: sheets that the public does not see yet, or no longer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import F

from citesmetiers.demonstration.dates import monday_of
from events.models import Event, Occurrence
from events.recurrence import Times, instants
from network.models import Cite, Draft, ReviewCampaign
from network.vocabulary import CheckedKind, Publication
from services.forms import OFFERS
from services.models import Permanence, Service

if TYPE_CHECKING:
    from datetime import date

    from citesmetiers.exchange import Summary

OWNER = "demo-port-clairval"
_OFFERS: list[dict[str, Any]] = [
    {
        "slug": "simuler-un-entretien",
        "publication": Publication.DRAFT,
        "title": {"fr": "Simuler un entretien d’embauche"},
        "summary": {"fr": "Brouillon : l’équipe cherche encore le bon créneau."},
        "modality": "collective",
        "access": ["drop_in"],
        "themes": ["employment"],
        "audiences": ["jobseekers"],
    },
    {
        "slug": "bilan-de-competences-express",
        "publication": Publication.WITHDRAWN,
        "title": {"fr": "Bilan de compétences express", "en": "Quick skills review"},
        "modality": "interview",
        "access": ["appointment"],
        "themes": ["career_change"],
        "audiences": ["employees"],
    },
]
_EVENTS: list[dict[str, Any]] = [
    {
        "slug": "nuit-de-la-reconversion",
        "publication": Publication.DRAFT,
        "title": {"fr": "La nuit de la reconversion"},
        "kind": "conference",
        "themes": ["career_change"],
    },
    {
        "slug": "bourse-aux-stages",
        "publication": Publication.WITHDRAWN,
        "title": {"fr": "Bourse aux stages", "en": "Internship fair"},
        "kind": "forum",
        "themes": ["training"],
    },
]


def add_sheets(today: date, summary: Summary) -> None:
    """Add those that are not there, as if they had been imported: the next import takes them away again."""
    cite = Cite.objects.get(slug=OWNER)
    shared = {"cite": cite, "languages": ["fr"], "imported_version": 1, "demo": True}
    for sheet in _OFFERS:
        _, is_new = Service.objects.get_or_create(cite=cite, slug=sheet["slug"], defaults=shared | sheet)
        summary.of("offer").created += is_new
    day = monday_of(today) + timedelta(weeks=5, days=5)
    starts, ends = f"{day}T17:00", f"{day}T20:00"
    times = {"starts": starts, "ends": ends, "timezone": cite.timezone}
    starts_at, ends_at = instants(Times(starts, ends, cite.timezone), starts)
    for sheet in _EVENTS:
        slug = f"{OWNER}-{sheet['slug']}"
        event, is_new = Event.objects.get_or_create(
            slug=slug, defaults=shared | times | sheet | {"slug": slug}
        )
        summary.of("event").created += is_new
        if is_new:
            Occurrence.objects.create(
                event=event,
                cite=cite,
                rule_starts=starts,
                starts_at=starts_at,
                ends_at=ends_at,
                imported_version=1,
                demo=True,
            )
    _draft(cite, summary)
    _campaign(today, summary)
    _check(today)


def _draft(cite: Cite, summary: Summary) -> None:
    """Begin a change of a published offer, that the team has not published yet."""
    offer = OFFERS.records(cite).filter(publication=Publication.PUBLISHED).first()
    if offer is None or Draft.objects.filter(kind=OFFERS.name, record=offer.pk).exists():
        return
    base = OFFERS.open(cite, offer).read()
    values = base | {"conditions__fr": ["Brouillon : dire ici que l’on peut venir à deux."]}
    Draft.objects.create(
        cite=cite, demo=True, kind=OFFERS.name, record=offer.pk, title=str(offer), values=values, base=base
    )
    summary.of("draft").created += 1


def _campaign(today: date, summary: Summary) -> None:
    """Have two Cités look at everything again this month."""
    monday = monday_of(today)
    dates = {"begins_on": monday - timedelta(days=7), "until": monday + timedelta(days=27)}
    name = {"fr": "Tout relire avant l’hiver", "en": "Read everything again before winter"}
    campaign, is_new = ReviewCampaign.objects.get_or_create(
        demo=True, name=name, defaults=dates | {"kinds": CheckedKind.values}
    )
    campaign.cites.set(Cite.objects.filter(slug__in=[OWNER, "demo-serravalta"]))
    summary.of("campaign of review").created += is_new


def _check(today: date) -> None:
    """Say when each permanence and event was checked last: most of them in time, some too long ago.

    What the file says of them stays what the next import compares.
    """
    monday = monday_of(today)
    for model in (Permanence, Event):
        untouched = model._default_manager.filter(demo=True, imported_version=F("version"))  # noqa: SLF001
        for number, key in enumerate(list(untouched.order_by("pk").values_list("pk", flat=True))):
            day = monday - timedelta(days=3 + number * 17 % 211)
            untouched.filter(pk=key).update(checked_on=day, imported_version=F("version") + 1)

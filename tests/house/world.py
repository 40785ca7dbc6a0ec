"""A portal with something of everything on it, as often as asked for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

from events.models import EventSuggestion
from network.models import NetworkFact, Support
from network.pictures import FOR_PHONES, keep
from services.models import ServiceSuggestion
from tests import factories
from tests.drawing import drawn

if TYPE_CHECKING:
    from events.models import Event
    from network.models import Cite, Partner
    from services.models import Service

TEXT = {"fr": "Un texte", "en": "A text"}


class Town(NamedTuple):
    """The records that the pages of one name are of."""

    cite: Cite
    partner: Partner
    service: Service
    event: Event


def make_town() -> Town:
    """Make a Cité with one of everything that pages show."""
    cite = factories.make_cite()
    place = factories.make_open_place(cite, kind="main", latitude=43.3, longitude=5.4)
    place.picture, place.picture_alt = keep(cite.pk, drawn()), TEXT
    place.save()
    partner = factories.make_partner()
    factories.make_agreement(cite, partner)
    service = factories.make_service(cite, places=[place])
    factories.make_permanence(service, place)
    town = Town(cite, partner, service, factories.make_event(cite, partners=[partner], place=place))
    add_to(town, range(1))
    NetworkFact.objects.create(kind="history", date="1993", text=TEXT)
    NetworkFact.objects.create(kind="statement", date="2005", text=TEXT, count=26)
    return town


def add_to(town: Town, numbers: range) -> None:
    """Add some of everything that hangs on a Cité, its offer, its event, its partner."""
    for number in numbers:
        _add_place(town, number)
        _add_event(town, number)
        _add_facts(town.cite, number)
        _add_suggestions(town)
        named = factories.make_partner(parent=town.partner)
        factories.make_agreement(town.cite, named)
        town.event.partners.add(named)


def _add_place(town: Town, number: int) -> None:
    place = factories.make_open_place(town.cite, latitude=43.3, longitude=5.4)
    factories.make_closure(place, timezone.localdate() + timedelta(days=3))
    by_partner = {"partner": town.partner, "partner_public": True}
    factories.make_permanence(town.service, place, weekday=number % 5, **by_partner)
    offer = factories.make_service(town.cite, places=[place], **by_partner)
    factories.make_permanence(offer, place, weekday=number % 5)


def _add_suggestions(town: Town) -> None:
    """Say something of the Cité, of its offer and of its event, published and answered."""
    on_offer, on_event, _ = (factories.make_suggestion(town.cite, state="published") for _ in range(3))
    ServiceSuggestion.objects.create(suggestion=on_offer, service=town.service, cite=town.cite)
    EventSuggestion.objects.create(suggestion=on_event, event=town.event, cite=town.cite)
    Support.objects.create(suggestion=on_offer, clicks=3)


def _add_event(town: Town, number: int) -> None:
    factories.make_event(town.cite, partners=[town.partner])
    day = timezone.localdate() + timedelta(days=9 + number)
    factories.make_occurrence(town.event, f"{day}T10:00")


def _add_facts(cite: Cite, number: int) -> None:
    year = 2000 + number
    source = ["https://a.example/"]
    cite.poles.create(name=TEXT, themes=["training"], order=number + 1)
    cite.figures.create(label=TEXT, value=str(number), sources=source)
    cite.carriers.create(name=f"GIP {number}")
    cite.milestones.create(kind="reopening", date=str(year), sources=source)
    cite.decisions.create(
        kind="renewal",
        date=str(year),
        known_since=date(2026, 11, 24),
        period_from=date(year, 1, 1),
        period_until=date(year, 12, 31),
        sources=source,
    )


def values_of(town: Town) -> dict[str, dict[str, object]]:
    """Return what stands for the <names> in public routes, by route."""
    return {
        "picture": {
            "cite": town.cite.pk,
            "picture": town.cite.places.exclude(picture=None).get().picture,
            "width": FOR_PHONES,
        },
        "open:cite_week": {"cite": town.cite.slug},
        "open:place_state": {"place": town.cite.places.all()[0].slug},
        "public:about": {"page": "charter"},
        "public:badge": {"slug": town.cite.slug},
        "public:cite": {"slug": town.cite.slug},
        "public:cite_calendar": {"slug": town.cite.slug},
        "public:event": {"slug": town.event.slug},
        "public:event_calendar": {"slug": town.event.slug},
        "public:label_proof": {"slug": town.cite.slug},
        "public:partner": {"slug": town.partner.slug},
        "public:permanences_calendar": {"slug": town.cite.slug},
        "public:service": {"cite": town.cite.slug, "service": town.service.slug},
        "public:suggest": {"kind": "cite", "record": town.cite.pk},
        "public:suggested": {"kind": "cite", "record": town.cite.pk, "what": "sent"},
        "public:suggestions": {"slug": town.cite.slug},
        "public:support": {"kind": "cite", "record": town.cite.pk},
        "public:week": {"slug": town.cite.slug},
        "sitemap_section": {"section": "cites"},
    }

"""Writes the network in the exchange format, with the same number of queries however large it is.

What leaves is content that stands: offers and events that are published. Drafts and withdrawn ones
stay, with their permanences and dates, and so do label decisions that a later one corrected.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from citesmetiers.exchange import mapping
from events.models import Event
from network.models import (
    Agreement,
    Cite,
    NetworkFact,
    NetworkImport,
    Partner,
    Place,
)
from network.vocabulary import FactKind, Publication
from services.models import CancelledPermanence, Permanence, Service, ServicePlace

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from citesmetiers.exchange.kinds import Kind

type Groups = dict[Any, list[Any]]

EventPartner: Any = Event.partners.through


def export_document(*, with_demo: bool = False, public: bool = False, today: date) -> dict[str, Any]:
    """Return the network as an exchange document of `today`.

    Demonstration records are left out unless `with_demo`. With `public`, so are partners that are
    not named in public and Cités that the public does not see.
    """
    return _Export(with_demo=with_demo, public=public).document(today)


class _Export:
    """The records that leave, by what they belong to."""

    def __init__(self, *, with_demo: bool, public: bool) -> None:
        self.with_demo = with_demo
        self.public = public
        shown = self._real(Cite.objects.shown() if public else Cite.objects.all())
        self.cites = list(shown.order_by("position", "pk"))
        self.milestones = self._of_cites(mapping.MILESTONE, "position", "pk")
        self.decisions = _grouped(
            self._of_shown(mapping.DECISION).filter(replaced_by=None).order_by("pk"), "cite_id"
        )
        self.carriers = self._of_cites(mapping.CARRIER, "position", "pk")
        self.figures = self._of_cites(mapping.FIGURE, "position", "pk")
        self.poles = self._of_cites(mapping.POLE, "position", "pk")
        self.places = self._of_cites(mapping.PLACE, "position", "pk")
        self.agreements = self._of_cites(
            mapping.AGREEMENT, "position", "pk", **({"public": True} if public else {})
        )
        self.services = self._of_cites(mapping.SERVICE, "position", "pk", publication=Publication.PUBLISHED)
        self.permanences = _grouped(
            self._of_shown(mapping.PERMANENCE).order_by("position", "pk"), "service_id"
        )
        self.events = self._of_cites(mapping.EVENT, "position", "pk", publication=Publication.PUBLISHED)
        self._gather_hours()
        self._gather_links()
        self._gather_partners()

    def _gather_hours(self) -> None:
        for_places = {"place__cite__in": self.cites}
        self.seasons, self.closures, self.stays = (
            _grouped(self._real(kind.records.filter(**for_places)).order_by("position", "pk"), "place_id")
            for kind in (mapping.SEASON, mapping.CLOSURE, mapping.STAY)
        )
        cancelled = CancelledPermanence.objects.filter(permanence__cite__in=self.cites)
        self.cancelled = _grouped(self._real(cancelled).order_by("position", "pk"), "permanence_id")
        changed = self._of_shown(mapping.CHANGE).exclude(new_starts=None, new_ends=None, status=None)
        self.changes = _grouped(changed.order_by("pk"), "event_id")

    def _gather_links(self) -> None:
        self.slug_of_place = {place.pk: place.slug for places in self.places.values() for place in places}
        self.order_of_pole = {pole.pk: pole.order for poles in self.poles.values() for pole in poles}
        self.places_of_service = _grouped(
            ServicePlace.objects.filter(cite__in=self.cites).order_by("pk"), "service_id"
        )
        links = EventPartner.objects.filter(event__cite__in=self.cites)
        self.partners_of_event = _grouped(links.order_by("pk"), "event_id")

    def _gather_partners(self) -> None:
        """Find the partners that leave: all, or those that somebody named in public."""
        partners = list(self._real(Partner.objects.all()).order_by("position", "pk"))
        if self.public:
            named = {
                agreement.partner_id for agreements in self.agreements.values() for agreement in agreements
            }
            for service in (service for services in self.services.values() for service in services):
                offered = [service, *self._permanences_of(service)]
                named |= {record.partner_id for record in offered if record.partner_public}
            partners = [partner for partner in partners if partner.pk in named]
        self.partners = {partner.pk: partner for partner in partners}

    def _real(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows if self.with_demo else rows.filter(demo=False)

    def _of_shown(self, kind: Kind) -> QuerySet[Any]:
        return self._real(kind.records.filter(cite__in=self.cites))

    def _of_cites(self, kind: Kind, *order: str, **of: Any) -> Groups:
        return _grouped(self._of_shown(kind).filter(**of).order_by(*order), "cite_id")

    def document(self, today: date) -> dict[str, Any]:
        imports = self._real(NetworkImport.objects.all()).order_by("demo", "-imported_at", "-pk")
        latest = imports.first()
        facts = _grouped(self._real(NetworkFact.objects.all()).order_by("demo", "position", "pk"), "kind")
        return {
            "format": "citesmetiers/network",
            "version": 1,
            "as_of": today.isoformat(),
            "note": (latest and latest.note) or None,
            "network": {
                "history": [mapping.HISTORY_FACT.write(fact) for fact in facts[FactKind.HISTORY]],
                "statements": [mapping.STATEMENT.write(fact) for fact in facts[FactKind.STATEMENT]],
            },
            "partners": [
                mapping.PARTNER.write(partner, parent=self._slug_of_partner(partner.parent_id))
                for partner in self.partners.values()
            ],
            "cites": [self._cite(cite) for cite in self.cites],
        }

    def _cite(self, cite: Cite) -> dict[str, Any]:
        return mapping.CITE.write(
            cite,
            history=self._history(cite),
            poles=_written(mapping.POLE, self.poles[cite.pk]),
            places=[self._place(place) for place in self.places[cite.pk]],
            partners=[
                self._agreement(row) for row in self.agreements[cite.pk] if row.partner_id in self.partners
            ],
            services=[self._service(service) for service in self.services[cite.pk]],
            events=[self._event(event) for event in self.events[cite.pk]],
            figures=_written(mapping.FIGURE, self.figures[cite.pk]),
            carriers=_written(mapping.CARRIER, self.carriers[cite.pk]),
        )

    def _history(self, cite: Cite) -> list[dict[str, Any]]:
        """Put milestones where the file had them, and decisions in the places between."""
        decisions = _written(mapping.DECISION, self.decisions[cite.pk])
        history: list[dict[str, Any]] = []
        for milestone in self.milestones[cite.pk]:
            while decisions and len(history) < milestone.position:
                history.append(decisions.pop(0))
            history.append(mapping.MILESTONE.write(milestone))
        return history + decisions

    def _place(self, place: Place) -> dict[str, Any]:
        return mapping.PLACE.write(
            place,
            schedules=_written(mapping.SEASON, self.seasons[place.pk]),
            exceptions=_written(mapping.CLOSURE, self.closures[place.pk]),
            stays=_written(mapping.STAY, self.stays[place.pk]),
        )

    def _agreement(self, agreement: Agreement) -> dict[str, Any]:
        return mapping.AGREEMENT.write(agreement, partner=self._slug_of_partner(agreement.partner_id))

    def _service(self, service: Service) -> dict[str, Any]:
        places = [self.slug_of_place.get(link.place_id) for link in self.places_of_service[service.pk]]
        return mapping.SERVICE.write(
            service,
            pole=self.order_of_pole.get(service.pole_id or 0),
            places=[place for place in places if place],
            partner=self._named_partner(service),
            permanences=[self._permanence(permanence) for permanence in self._permanences_of(service)],
        )

    def _permanences_of(self, service: Service) -> list[Permanence]:
        """Return those at places that leave."""
        return [row for row in self.permanences[service.pk] if row.place_id in self.slug_of_place]

    def _permanence(self, permanence: Permanence) -> dict[str, Any]:
        cancelled = _written(mapping.CANCELLED, self.cancelled[permanence.pk])
        return mapping.PERMANENCE.write(
            permanence,
            place=self.slug_of_place[permanence.place_id],
            partner=self._named_partner(permanence),
            exceptions=[{"date": item["date"], "status": "cancelled"} | item for item in cancelled],
        )

    def _event(self, event: Event) -> dict[str, Any]:
        partners = [link.partner_id for link in self.partners_of_event[event.pk]]
        if self.public:
            named = {agreement.partner_id for agreement in self.agreements[event.cite_id]}
            partners = [partner for partner in partners if partner in named]
        slugs = [self._slug_of_partner(partner) for partner in partners]
        return mapping.EVENT.write(
            event,
            changes=_written(mapping.CHANGE, self.changes[event.pk]),
            place=self.slug_of_place.get(event.place_id or 0),
            partners=[slug for slug in slugs if slug],
        )

    def _named_partner(self, record: Service | Permanence) -> str | None:
        if self.public and not record.partner_public:
            return None
        return self._slug_of_partner(record.partner_id)

    def _slug_of_partner(self, key: int | None) -> str | None:
        partner = self.partners.get(key or 0)
        return partner.slug if partner else None


def _grouped(rows: QuerySet[Any], by: str) -> Groups:
    groups: Groups = defaultdict(list)
    for row in rows:
        groups[getattr(row, by)].append(row)
    return groups


def _written(kind: Kind, rows: list[Any]) -> list[dict[str, Any]]:
    return [kind.write(row) for row in rows]

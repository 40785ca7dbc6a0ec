"""What the public may write about: a Cité, one of its offers, one of its events. Suggestions and they are joined here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404

from events.models import Event, EventSuggestion
from network.models import Cite, Suggestion
from services.models import Service, ServiceSuggestion

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from network.models.suggestion import SuggestionQuerySet

CITE, OFFERS, EVENTS = "cite", "offers", "events"


@dataclass(frozen=True)
class Subject:
    """A record that the public sees, and its Cité."""

    kind: str
    record: Any
    cite: Cite

    @property
    def url(self) -> str:
        return str(self.record.get_absolute_url())

    @property
    def name(self) -> dict[str, str]:
        """What it is called, by language."""
        named: dict[str, str] = self.record.name if self.kind == CITE else self.record.title
        return named

    def tie(self, suggestion: Suggestion) -> None:
        """Say of a suggestion that it is about this record; it is about its Cité of itself."""
        if self.kind == OFFERS:
            ServiceSuggestion.objects.create(suggestion=suggestion, service=self.record, cite=self.cite)
        elif self.kind == EVENTS:
            EventSuggestion.objects.create(suggestion=suggestion, event=self.record, cite=self.cite)


def subject_or_404(kind: str, number: int) -> Subject:
    """Find what a visitor writes about, among what visitors see."""
    known: dict[str, QuerySet[Any]] = {
        CITE: Cite.objects.shown(),
        OFFERS: Service.objects.published().select_related("cite"),
        EVENTS: Event.objects.published().select_related("cite"),
    }
    found = known[kind].filter(pk=number).first() if kind in known else None
    if found is None:
        raise Http404
    return Subject(kind, found, found if kind == CITE else found.cite)


def with_subjects(suggestions: SuggestionQuerySet) -> SuggestionQuerySet:
    """Bring the offer or the event that each is about, as `offer` and `event`: its number, address and title."""
    row = JSONObject(pk="pk", slug="slug", title="title", publication="publication")
    offers = Service.objects.filter(
        pk__in=ServiceSuggestion.objects.filter(suggestion=OuterRef(OuterRef("pk"))).values("service")
    )
    events = Event.objects.filter(
        pk__in=EventSuggestion.objects.filter(suggestion=OuterRef(OuterRef("pk"))).values("event")
    )
    return suggestions.annotate(
        offer=Subquery(offers.order_by().values(row=row)[:1]),
        event=Subquery(events.order_by().values(row=row)[:1]),
    )

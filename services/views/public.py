"""The page of an offer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network import keeping
from network.access import public
from network.hours import state_at
from network.models import Partner
from network.models.suggestion import suggestions_in
from network.names import language_name
from network.views.voices import voices_of
from network.vocabulary import Audience, Publication
from services.models import Permanence, Service
from services.views.boxes import boxes_of_today
from services.views.reception import Hall, hall_of, reception_of, week_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse


@public
def service(request: HttpRequest, cite: str, service: str) -> HttpResponse:
    known = (
        Service.objects.once_published()
        .select_related("cite", "pole", "partner", "origin__cite")
        .with_place_ids()
        .with_voices()
    )
    found = get_object_or_404(known, cite__slug=cite, slug=service)
    keeping.shows_only(found.cite, *([found.origin.cite] if found.origin else []))
    trail = [
        (reverse("public:services"), _("Find an offer")),
        (found.cite.get_absolute_url(), found.cite.short_name),
        ("", found.title),
    ]
    context = {"service": found, "section": "services", "trail": trail, "demonstration": found.demo}
    if found.publication == Publication.WITHDRAWN:
        return render(request, "services/public/service_withdrawn.html", context, status=410)
    hall = hall_of([found])
    context |= in_words(found) | times_and_places(found, hall, timezone.now()) | whom_one_meets(found, hall)
    context["voices"] = voices_of("offers", found.pk, suggestions_in(found))
    return render(request, "services/public/service.html", context)


def in_words(service: Service) -> dict[str, object]:
    """Return the lists of an offer, ready to be read."""
    return {
        "audiences": [Audience(value).label for value in service.audiences],
        "languages": [language_name(code) or code for code in service.languages],
    }


def times_and_places(service: Service, hall: Hall, now: datetime) -> dict[str, object]:
    """Return when and where an offer is found."""
    reception = reception_of(service, hall, now)
    is_valid = reception.why not in {"not_yet", "over"}
    permanences = hall.permanences.get(service.pk, []) if is_valid else []
    for each in permanences:
        each.service = service
    week = week_of(permanences, hall, now)
    return {
        "reception": reception,
        "week": week,
        "today": boxes_of_today(permanences, hall.places, now) if permanences else None,
        "monday": week[0].slot.date - timedelta(days=week[0].slot.date.weekday()) if week else None,
        "places": [(place, state_at(place.hours, now)) for place in hall.places_of(service)],
    }


def whom_one_meets(service: Service, hall: Hall) -> dict[str, object]:
    """Return the partners that the Cité chose to name, and whether it keeps some to itself.

    Only a partner that some agreement names in public has a page to link to.
    """
    held: list[Service | Permanence] = [service, *hall.permanences.get(service.pk, [])]
    named: dict[int, Partner] = {
        each.named_partner.pk: each.named_partner for each in held if each.named_partner
    }
    hidden = any(each.partner_id and each.partner_id not in named for each in held)
    with_page = Partner.objects.named_in_public().filter(pk__in=named).values_list("pk", flat=True)
    linked = set(with_page) if named else set()
    partners = [(partner, partner.pk in linked) for partner in named.values()]
    return {"partners": partners, "has_hidden_partner": hidden}

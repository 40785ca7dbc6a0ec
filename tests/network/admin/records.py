"""One record of every model of the admin, and what a browser would send back from a form."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils import timezone

from citesmetiers.models import Synonym
from events.models import Event, Occurrence
from network import models
from services.models import CancelledPermanence, Permanence, Service
from tests import factories

if TYPE_CHECKING:
    from django.db.models import Model


def make_person(role: str = "label_officer", **over: Any) -> models.User:
    """Make a user of the secretariat with a second factor, reading English; no password is hashed."""
    user = factories.make_user(**{"password": None, "network_role": role, "language": "en"} | over)
    return factories.enrol(user) if role else user


def make_each(*, demo: bool) -> dict[type[Model], Model]:
    """Make one record of every model, all of one Cité."""
    cite = factories.make_cite(demo=demo)
    place = factories.make_place(cite, kind="host", demo=demo)
    partner = factories.make_partner(demo=demo)
    service = factories.make_service(cite, places=[place], demo=demo)
    permanence = factories.make_permanence(service, place, demo=demo)
    event = factories.make_event(cite, dates=[], demo=demo)
    person = make_person("", demo=demo)
    digest = hashlib.sha256(str(cite.pk).encode()).hexdigest()
    campaign = models.Campaign.objects.create(
        year=2020, opens_on=date(2021, 1, 1), closes_on=date(2021, 3, 1), demo=demo
    )
    indicator = models.Indicator.objects.create(
        code="dull", name={"fr": "Visites"}, unit={"fr": "visites"}, definition={"fr": "Entrées"}, demo=demo
    )
    report = models.Report.objects.create(cite=cite, campaign=campaign, demo=demo)
    review = models.ReviewCampaign.objects.create(
        name={"fr": "Relire"},
        kinds=["offers"],
        begins_on=date(2026, 1, 1),
        until=date(2026, 1, 31),
        demo=demo,
    )
    review.cites.add(cite)
    decision = factories.make_decision(cite, "operating_label", "2012")
    made: list[Model] = [
        campaign, indicator, report, models.ReportFigure.objects.create(report=report, indicator=indicator, demo=demo),
        review,
        models.Suggestion.objects.create(cite=cite, kind="idea", text="Une idée", language="fr", demo=demo),
        cite, place, partner, service, permanence, event, person,
        models.Carrier.objects.create(cite=cite, name="Porteur", demo=demo),
        models.Milestone.objects.create(cite=cite, kind="opening", date="1993", demo=demo),
        models.Figure.objects.create(cite=cite, label={"fr": "visiteurs"}, value="12 000", demo=demo),
        models.Pole.objects.create(cite=cite, name={"fr": "Pôle"}, themes=["training"], order=1, demo=demo),
        factories.make_season(place, demo=demo),
        factories.make_closure(place, date(2026, 5, 1), demo=demo),
        factories.make_stay(place, date(2026, 1, 1), date(2026, 12, 31), demo=demo),
        factories.make_agreement(cite, partner, demo=demo),
        decision,
        models.LabelReminder.objects.create(decision=decision, days_ahead=30, written_on=date(2026, 5, 1)),
        factories.make_proposal(cite),
        models.PartnersApart.objects.create(first=partner, second=factories.make_partner(demo=demo), demo=demo),
        models.ReportCall.objects.create(campaign=report.campaign, cite=cite, call="opening", written_on=date(2026, 5, 1)),
        models.CommitteeSession.objects.create(held_on=date(2026, 5, 1), demo=demo),
        factories.charter(), factories.charter().criteria.all()[0], factories.make_file(cite),
        models.NetworkFact.objects.create(kind="history", date="1993", text={"fr": "Début"}, demo=demo),
        models.NetworkHoliday.objects.create(country="FR", region="57" if demo else "", day=date(2027, 5, 1), demo=demo),
        models.NetworkImport.objects.create(as_of=date(2026, 1, 1), digest=digest, demo=demo),
        Synonym.objects.create(language="en", words=["a first one", "a second one"], demo=demo),
        models.TeamMember.objects.create(user=person, cite=cite, role="contributor"),
        models.Invitation.objects.create(
            email="new@example.org", role="contributor", cite=cite, token_hash=digest,
            expires_at=timezone.now() + timedelta(days=7),
        ),
        models.Letter.objects.create(
            message_id=f"<{digest}@example.org>", recipient="new@example.org", language="fr", kind="invitation",
            subject="Une invitation", due_at=timezone.now() + timedelta(days=7),
        ),
        factories.cancel_permanence(permanence, date(2026, 5, 1), demo=demo),
        factories.make_occurrence(event, event.starts, demo=demo),
    ]  # fmt: skip
    return {type(record): record for record in made}


def address(model: type[Model], page: str) -> str:
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"


def sent_by(form_page: Any) -> dict[str, Any]:
    """Return what a browser sends when nothing was changed on a form of the admin."""
    data: dict[str, Any] = {}
    forms = [form_page.context["adminform"].form]
    for formset in form_page.context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            name = bound.html_name
            if isinstance(value, dict):
                data |= {f"{name}__{code}": _spelled(part) for code, part in value.items()}
            elif isinstance(value, list):
                data[name] = [getattr(item, "pk", item) for item in value]
            elif value is True:
                data[name] = "on"
            elif value is not None and value is not False:
                data[name] = (
                    str(bound.field.widget.format_value(value) or value)
                    if not _is_choice(bound)
                    else str(value)
                )
    return data


def _spelled(part: Any) -> str:
    return " ".join(part) if isinstance(part, list) else str(part)


def _is_choice(bound: Any) -> bool:
    return hasattr(bound.field, "choices")


def registered() -> list[type[Model]]:
    return sorted(admin.site._registry, key=lambda model: model._meta.label)


__all__ = ["CancelledPermanence", "Event", "Occurrence", "Permanence", "Service"]

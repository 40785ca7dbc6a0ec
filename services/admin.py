"""The secretariat's desk for what one finds in a Cité."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.utils.translation import gettext_lazy as _

from network.admin.cites import OfACite
from network.admin.helps import HELPS
from network.admin.records import Inline, ModelPage
from network.forms import RecordForm
from network.models import Place
from services.models import CancelledPermanence, Permanence, Service

HELPS.update({
    "modality": _("In which form one is received. Visitors filter by it."),
    "access": _("What it takes to be received. The Charter asks for at least one offer without appointment."),
    "bring": _("What one has to have with one, by language, as in “your CV, if you have one”."),
    "service.conditions": _("Who may come, and under what condition, by language. Empty: everybody may."),
    "duration_minutes": _("How long it takes, as in 45. Empty: it depends."),
    "link": _("A page on which there is more, as in https://example.org."),
    "pole": _("The pole of the same Cité under which it stands on its page."),
    "service.partner": _("Who holds this offer, where it is not the Cité itself."),
    "permanence.partner": _("Whose adviser is there, where it is not one of the Cité’s own."),
    "service": _("The offer of the same Cité for which somebody is there. Type a part of its title."),
    "weekday": _("The day of the week on which it is held."),
    "mode": _("How one meets the adviser. Visitors filter the week by it."),
    "every_weeks": _("1 for every week, 2 for every second one. Say with it which week counts."),
    "permanence": _("The permanence that is not held on this day. Type a part of the title of its offer."),
    "cancelledpermanence.date": _("The single date that is cancelled; the others are held."),
    "cancelledpermanence.reason": _("Why, by language, as in “Adviser in training”. Visitors read it."),
})  # fmt: skip


class ServiceForm(RecordForm):
    """An offer with the places where it is found."""

    offered_at = forms.ModelMultipleChoiceField(
        Place.objects.select_related("cite"),
        required=False,
        label=_("Places"),
        help_text=_("The places of the same Cité where one finds it. Type a part of a name."),
        widget=AutocompleteSelectMultiple(Service._meta.get_field("places"), admin.site),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["offered_at"] = list(self.instance.places.all())

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        self.instance.places.set(
            self.cleaned_data["offered_at"], through_defaults={"cite": self.instance.cite}
        )


@admin.register(Service)
class ServicePage(OfACite):
    form = ServiceForm
    list_display = ("__str__", "cite", "modality", "publication", "checked_on", "mark")
    list_filter = ("publication", "modality", *OfACite.list_filter)
    search_fields = ("title", "slug", "cite__name", "cite__slug")
    fieldsets = (
        (None, {"fields": ("cite", "slug", "demo", "publication", "title", "summary", "description")}),
        (_("For whom, about what"), {"fields": ("themes", "audiences", "languages", "pole")}),
        (_("How"), {"fields": ("modality", "access", "bring", "conditions", "duration_minutes", "link")}),
        (_("Where and when"), {"fields": ("offered_at", ("valid_from", "valid_until"), ("checked_on", "review_months"))}),
        (_("With whom"), {"fields": ("partner", "partner_public")}),
    )  # fmt: skip


class CancelledInline(Inline):
    model = CancelledPermanence
    fields = ("date", "reason")


@admin.register(Permanence)
class PermanencePage(OfACite):
    list_display = ("__str__", "service", "place", "cite", "mode", "mark")
    list_filter = ("weekday", "mode", *OfACite.list_filter)
    search_fields = ("service__title", "service__slug", "place__name", "cite__name", "cite__slug")
    inlines = (CancelledInline,)
    fieldsets = (
        (None, {"fields": ("cite", "service", "place", "demo", ("weekday", "time"), ("mode", "languages"))}),
        (
            _("Rhythm"),
            {"fields": (("valid_from", "valid_until"), ("every_weeks", "week_of"), "nth_of_month")},
        ),
        (_("With whom"), {"fields": ("partner", "partner_public")}),
        (_("Freshness"), {"fields": (("checked_on", "review_months"),)}),
    )


@admin.register(CancelledPermanence)
class CancelledPermanencePage(ModelPage):
    list_display = ("date", "permanence", "mark")
    list_filter = ("demo",)
    date_hierarchy = "date"
    search_fields = (
        "permanence__service__title",
        "permanence__cite__name",
        "permanence__cite__slug",
        "reason",
    )
    fields = ("permanence", "date", "reason", "demo")

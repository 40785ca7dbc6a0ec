"""The secretariat's desk for what one finds in a Cité."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.utils.translation import gettext_lazy as _

from network.admin.cites import OfACite
from network.admin.records import Inline, ModelPage
from network.forms import RecordForm
from network.models import Place
from services.models import CancelledPermanence, Permanence, Service


class ServiceForm(RecordForm):
    """An offer with the places where it is found."""

    offered_at = forms.ModelMultipleChoiceField(
        Place.objects.select_related("cite"),
        required=False,
        label=_("Places"),
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

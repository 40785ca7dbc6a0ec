"""Cités and what is dated about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from network.actions.dues import urgent_on
from network.admin.decisions import DecidesLabel
from network.admin.records import Inline, ModelPage
from network.dues import DueState, told_of
from network.models import Carrier, Cite, Figure, Milestone, Pole
from network.vocabulary import LabelStatus

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from network.models.cite import CiteQuerySet
    from network.pictures import Picture


# What is said of the picture of a record; the picture itself is sent by the team.
PICTURE: tuple[Any, Any] = (
    _("Picture"),
    {"fields": ("picture_seen", "picture_alt", "picture_is_decorative", "picture_credit")},
)


class CarrierInline(Inline):
    model = Carrier
    fields = (("name", "since", "until"),)


class MilestoneInline(Inline):
    model = Milestone
    fields = ("kind", ("date", "date_until"), "note", "sources")


class FigureInline(Inline):
    model = Figure
    fields = ("label", ("value", "period"), "sources")


class PoleInline(Inline):
    model = Pole
    fields = ("order", "name", "themes")


class CoordinatorFilter(admin.SimpleListFilter):
    """Finds the Cités whose team nobody coordinates."""

    title = _("coordinator")
    parameter_name = "coordinator"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("none", _("nobody")), ("some", _("somebody"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Cite]) -> QuerySet[Cite]:
        cites: CiteQuerySet = queryset  # type: ignore[assignment]
        if self.value() == "none":
            return cites.without_coordinator()
        return cites.with_coordinator() if self.value() == "some" else queryset


class DueFilter(admin.SimpleListFilter):
    """Finds the Cités of which the next step of the label is due, late or held."""

    title = _("next step of the label")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(state.value, state.label) for state in DueState]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Cite]) -> QuerySet[Cite]:
        """Ask what computes it: a due is in no column."""
        if self.value() not in DueState.values:
            return queryset
        urgent = urgent_on(timezone.localdate())
        return queryset.filter(pk__in=[cite.pk for cite, due in urgent if due.state == self.value()])


class StatusFilter(admin.SimpleListFilter):
    """Finds the Cités by their label of today, which is in no column either."""

    title = _("label today")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(status.value, status.label) for status in LabelStatus]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Cite]) -> QuerySet[Cite]:
        if self.value() not in LabelStatus.values:
            return queryset
        today = timezone.localdate()
        found = [
            each for each in Cite.objects.with_decisions() if each.standing_on(today).status == self.value()
        ]
        return queryset.filter(pk__in=[cite.pk for cite in found])


class CarrierFilter(admin.SimpleListFilter):
    """Finds the Cités that a body carries now, or for which nobody is known to."""

    title = _("carrier")
    parameter_name = "carrier"
    template = "admin/filter_folded.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        now = Carrier.objects.in_force(timezone.localdate()).order_by("name")
        names = now.values_list("name", flat=True).distinct()
        return [("-", _("not known")), *((name, name) for name in names)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Cite]) -> QuerySet[Cite]:
        if not self.value():
            return queryset
        now = Carrier.objects.in_force(timezone.localdate()).filter(cite=OuterRef("pk"))
        if self.value() == "-":
            return queryset.exclude(Exists(now))
        return queryset.filter(Exists(now.filter(name=self.value())))


@admin.register(Cite)
class CitePage(DecidesLabel):
    list_display = ("__str__", "country", "membership", "label", "next_step", "mark")
    list_filter = ("country", StatusFilter, DueFilter, CarrierFilter, "membership", CoordinatorFilter, "demo")
    search_fields = ("slug", "name", "sort_key", "carriers__name")
    readonly_fields = ("label", "next_step", "lists")
    inlines = (CarrierInline, MilestoneInline, FigureInline, PoleInline)
    fieldsets = (
        (None, {"fields": ("slug", "demo", "name", "other_names", "lists")}),
        (_("Where and how to reach it"), {
            "fields": ("country", "region", "timezone", "website", "phone", "email"),
        }),
        (_("Languages and presentation"), {"fields": ("main_language", "languages", "presentation")}),
        (_("The network"), {"fields": ("membership", "membership_as_of", "label", "next_step", "note", "sources")}),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cite]:
        cites: CiteQuerySet = super().get_queryset(request)  # type: ignore[assignment]
        return cites.with_dues()

    @admin.display(description=_("label today"))
    def label(self, cite: Cite) -> str:
        """Say what the decisions amount to: nobody writes a status."""
        if not hasattr(cite, "decision_rows"):
            return "—"
        return str(cite.standing_on(timezone.localdate()).status.label)

    @admin.display(description=_("next step"))
    def next_step(self, cite: Cite) -> str:
        """Say what is awaited, by when, and how it stands."""
        due = cite.due_on(timezone.localdate()) if hasattr(cite, "decision_rows") else None
        return " · ".join(told_of(due)) if due else "—"

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave out the lists of a Cité that is not there yet."""
        sets = super().get_fieldsets(request, obj)
        if obj is None:
            sets[0][1]["fields"] = [field for field in sets[0][1]["fields"] if field != "lists"]
        return sets


class OfACite(ModelPage):
    """A list of what belongs to a Cité."""

    list_filter: ClassVar[Any] = ("demo", ("cite", admin.RelatedOnlyFieldListFilter))

    @admin.display(description=_("picture"))
    def picture_seen(self, record: Any) -> str:
        """Lead to the picture; the team alone sends another one, with its sheet."""
        picture: Picture | None = record.picture
        if picture is None:
            return "—"
        address = reverse("workspace:picture", args=[record.cite.slug, picture, picture.width])
        return format_html('<a href="{}">{}</a>', address, picture.in_words)


@admin.register(Carrier)
class CarrierPage(OfACite):
    list_display = ("name", "cite", "since", "until", "mark")
    search_fields = ("name", "cite__name", "cite__slug")
    fields = ("cite", "name", ("since", "until"), "demo")


@admin.register(Milestone)
class MilestonePage(OfACite):
    list_display = ("kind", "date", "cite", "mark")
    list_filter = ("kind", *OfACite.list_filter)
    search_fields = ("note", "cite__name", "cite__slug", "date")
    fields = ("cite", "kind", ("date", "date_until"), "note", "sources", "demo")


@admin.register(Figure)
class FigurePage(OfACite):
    list_display = ("value", "period", "cite", "mark")
    search_fields = ("label", "value", "cite__name", "cite__slug")
    fields = ("cite", "label", ("value", "period"), "sources", "demo")


@admin.register(Pole)
class PolePage(OfACite):
    list_display = ("__str__", "order", "cite", "mark")
    search_fields = ("name", "cite__name", "cite__slug")
    fields = ("cite", "order", "name", "themes", "demo")

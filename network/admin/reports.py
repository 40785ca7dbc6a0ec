"""Yearly reports, and what they count."""

from django.contrib import admin

from network.admin.cites import OfACite
from network.admin.records import ModelPage
from network.models import Campaign, Indicator, Report, ReportFigure
from network.permissions import Can


@admin.register(Indicator)
class IndicatorPage(ModelPage):
    right = Can.RUN_LABEL
    list_display = ("__str__", "code", "breakdown", "order", "mark")
    list_filter = ("breakdown", "demo")
    search_fields = ("code", "name", "definition")
    fields = ("code", "order", "name", "unit", "definition", "breakdown", "demo")


@admin.register(Campaign)
class CampaignPage(ModelPage):
    right = Can.RUN_LABEL
    list_display = ("year", "opens_on", "closes_on", "mark")
    list_filter = ("demo",)
    search_fields = ("year",)
    fields = ("year", ("opens_on", "closes_on"), "demo", "lists")
    readonly_fields = ("lists",)


@admin.register(Report)
class ReportPage(OfACite):
    """Where a report stands is not written here: it moves by what is done with it."""

    right = Can.RUN_LABEL
    list_display = ("cite", "campaign", "state", "submitted_at", "decided_at", "mark")
    list_filter = ("state", "campaign", *OfACite.list_filter)
    search_fields = ("cite__name", "cite__slug", "campaign__year")
    fields = (
        "cite", "campaign", "comment", "state", ("submitted_by", "submitted_at"), ("decided_by", "decided_at"),
        "decision", "demo", "lists",
    )  # fmt: skip
    readonly_fields = (
        "state",
        "submitted_by",
        "submitted_at",
        "decided_by",
        "decided_at",
        "decision",
        "lists",
    )


@admin.register(ReportFigure)
class ReportFigurePage(ModelPage):
    right = Can.RUN_LABEL
    list_display = ("indicator", "part", "value", "report", "mark")
    list_filter = ("report__campaign", "demo", ("report__cite", admin.RelatedOnlyFieldListFilter))
    search_fields = ("report__cite__name", "report__cite__slug", "indicator__name", "indicator__code")
    fields = ("report", ("indicator", "part"), "value", "comment", "demo")

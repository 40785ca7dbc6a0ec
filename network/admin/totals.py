"""Network totals of the yearly reports: as pages, as drawings with their table, as files."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from network.actions.totals import COUNTED, Together, Totals, totals_of, years_of
from network.admin.charts import GROUND, HEIGHT, WIDTH, bars
from network.admin.records import ModelPage
from network.forms.reports import in_digits
from network.forms.tables import as_csv, as_workbook
from network.forms.tables.writing import Written
from network.models import Campaign, Indicator, ReportFigure
from network.names import choose_text
from network.permissions import Can

if TYPE_CHECKING:
    from django.http import HttpRequest

    from network.forms.tables.writing import Cell

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@admin.register(Indicator)
class IndicatorPage(ModelPage):
    right = Can.RUN_LABEL
    change_form_template = "admin/indicator.html"
    list_display = ("__str__", "code", "breakdown", "adds_up", "order", "mark")
    list_filter = ("breakdown", "demo")
    search_fields = ("code", "name", "definition")
    fields = ("code", "order", "name", "unit", "definition", "breakdown", "adds_up", "warning", "demo")

    def get_urls(self) -> list[Any]:
        look = self.admin_site.admin_view
        return [
            path("<int:number>/years/", look(self.years), name="network_indicator_years"),
            *super().get_urls(),
        ]

    def years(self, request: HttpRequest, number: int) -> HttpResponse:
        """Draw an indicator year over year, above the table that says the same."""
        indicator = get_object_or_404(Indicator, pk=number)
        rows = years_of([indicator], demo=indicator.demo)[indicator.pk]
        drawn = [
            (each.campaign.year, each.figures.answered, each.asked, _told(indicator, each.figures))
            for each in rows
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("%(indicator)s, year over year") % {"indicator": indicator},
            "opts": self.opts,
            "indicator": indicator,
            "rows": rows,
            "bars": bars(drawn),
            "width": WIDTH,
            "height": HEIGHT,
            "ground": GROUND,
            "day": timezone.localdate(),
        }
        return TemplateResponse(request, "admin/indicator_years.html", context)


@admin.register(Campaign)
class CampaignPage(ModelPage):
    right = Can.RUN_LABEL
    change_form_template = "admin/campaign.html"
    list_display = ("year", "opens_on", "closes_on", "mark")
    list_filter = ("demo",)
    search_fields = ("year",)
    fields = ("year", ("opens_on", "closes_on"), "demo", "lists")
    readonly_fields = ("lists",)

    def get_urls(self) -> list[Any]:
        look = self.admin_site.admin_view
        return [
            path("<int:number>/totals/", look(self.totals), name="network_campaign_totals"),
            path("<int:number>/totals.xlsx", look(self.as_workbook), name="network_campaign_xlsx"),
            path("<int:number>/<slug:part>.csv", look(self.as_text), name="network_campaign_csv"),
            *super().get_urls(),
        ]

    def totals(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show what the Cités say together, and offer it as files."""
        campaign = get_object_or_404(Campaign, pk=number)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Network totals of %(year)s") % {"year": campaign.year},
            "opts": self.opts,
            "campaign": campaign,
            "totals": totals_of(campaign, timezone.localdate()),
            "files": [
                (reverse("admin:network_campaign_xlsx", args=[number]), _name(campaign, "xlsx")),
                *(
                    (reverse("admin:network_campaign_csv", args=[number, part]), _name(campaign, "csv", part))
                    for part in _TABLES
                ),
            ],
        }
        return TemplateResponse(request, "admin/campaign_totals.html", context)

    def as_workbook(self, request: HttpRequest, number: int) -> HttpResponse:
        campaign = get_object_or_404(Campaign, pk=number)
        data = as_workbook([table(campaign) for table in _TABLES.values()])
        return _file(data, _XLSX, _name(campaign, "xlsx"))

    def as_text(self, request: HttpRequest, number: int, part: str) -> HttpResponse:
        campaign = get_object_or_404(Campaign, pk=number)
        if part not in _TABLES:
            raise Http404
        told = _TABLES[part](campaign)
        lines = [[_spelled(cell) for cell in line] for line in told.lines]
        # What spreadsheets of the language cut at.
        delimiter = "," if (get_language() or "").startswith("en") else ";"
        data = as_csv(told._replace(lines=lines), delimiter)
        return _file(data, "text/csv; charset=utf-8", _name(campaign, "csv", part))


def _name(campaign: Campaign, ending: str, *parts: str) -> str:
    """Name a file by the year; what is invented, as such."""
    marks = ["demo"] if campaign.demo else []
    return f"{'-'.join(['reports', *marks, str(campaign.year), *parts])}.{ending}"


def _file(data: bytes, content_type: str, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(data, content_type=content_type, headers={"Content-Disposition": disposition})


def _spelled(cell: Cell) -> Cell:
    return in_digits(cell) if isinstance(cell, Decimal) else cell


def _told(indicator: Indicator, figures: Together) -> Decimal | None:
    """Return the figure that stands for all: the sum, or the middle of what makes no sum."""
    return figures.total if indicator.adds_up else figures.middle


# --- Tables -----------------------------------------------------------------------------------
def _table_of_totals(campaign: Campaign) -> Written:
    """Write each indicator and its parts, with who answered and the day."""
    found = totals_of(campaign, timezone.localdate())
    headers = [
        *_headers(), _("Sum"), _("Lowest"), _("Middle"), _("Highest"), _("Cités that answered"),
        _("Cités asked"), _("As of"), _("Comparability warning"),
    ]  # fmt: skip
    lines = []
    for row in found.rows:
        for part, figures in [("", row.figures), *((name, each) for _code, name, each in row.parts)]:
            lines.append(
                [
                    *_named(row.indicator, part),
                    *_cells(row.indicator, figures),
                    *_answers(found, figures),
                    choose_text(row.indicator.warning, "fr")[1],
                ]
            )
    return Written("totals", headers, lines)


def _cells(indicator: Indicator, figures: Together) -> list[Cell]:
    total = figures.total if indicator.adds_up else None
    return ["" if each is None else each for each in (total, figures.low, figures.middle, figures.high)]


def _answers(found: Totals, figures: Together) -> list[Cell]:
    return [Decimal(figures.answered), Decimal(found.asked), found.day.isoformat()]


def _table_of_figures(campaign: Campaign) -> Written:
    """Write what each Cité says that has sent its report."""
    headers = [
        _("Cité"), _("Address"), _("Country"), *_headers(), _("The Cité says"), _("The portal proposed"),
        _("Comment"), _("State"),
    ]  # fmt: skip
    figures = ReportFigure.objects.filter(report__campaign=campaign, report__state__in=COUNTED)
    ordered = figures.order_by(
        "report__cite__sort_key", "report", "indicator__order", "indicator", "part", "pk"
    )
    lines: list[list[Cell]] = []
    for each in ordered.select_related("report__cite", "indicator"):
        cite, names = each.report.cite, dict(each.indicator.parts)
        lines.append(
            [
                str(cite), cite.slug, cite.country, *_named(each.indicator, names.get(each.part, each.part)),
                "" if each.value is None else each.value, "" if each.proposed is None else each.proposed,
                each.comment, str(each.report.get_state_display()),
            ]
        )  # fmt: skip
    return Written("figures", headers, lines)


def _table_of_years(campaign: Campaign) -> Written:
    """Write each indicator year by year."""
    headers = [
        *_headers(),
        _("Year"),
        _("Sum, or middle of what makes no sum"),
        _("Cités that answered"),
        _("Cités asked"),
        _("As of"),
    ]
    today = timezone.localdate().isoformat()
    lines: list[list[Cell]] = []
    indicators = list(Indicator.objects.filter(demo=campaign.demo).order_by("order", "code", "pk"))
    by_indicator = years_of(indicators, demo=campaign.demo)
    for indicator in indicators:
        for year in by_indicator[indicator.pk]:
            told = _told(indicator, year.figures)
            numbers = Decimal(year.figures.answered), Decimal(year.asked)
            lines.append(
                [
                    *_named(indicator, ""),
                    str(year.campaign.year),
                    "" if told is None else told,
                    *numbers,
                    today,
                ]
            )
    return Written("years", headers, lines)


_TABLES = {"totals": _table_of_totals, "figures": _table_of_figures, "years": _table_of_years}


def _headers() -> list[str]:
    return [_("Code"), _("Indicator"), _("Unit"), capfirst(pgettext("of a breakdown", "part"))]


def _named(indicator: Indicator, part: str) -> list[str]:
    return [indicator.code, str(indicator), choose_text(indicator.unit, "fr")[1], part]

"""The yearly report: indicators defined once, a campaign a year, a report of each Cité."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from network.models.base import Record, keeps_history
from network.models.cite import Cite
from network.models.constraints import by_language
from network.models.fields import TextsField, satisfies
from network.models.label import LabelDecision
from network.vocabulary import PARTS, Breakdown, ReportState

if TYPE_CHECKING:
    from collections.abc import Iterable

DECIDED = [ReportState.RETURNED, ReportState.ACCEPTED]


class Call(models.TextChoices):
    """What a campaign of yearly reports writes to the Cités that it asks."""

    OPENING = "opening", pgettext_lazy("letter of a campaign", "that it asks for the report")
    REMINDER = "reminder", pgettext_lazy("letter of a campaign", "that its end is near")


@keeps_history
class Indicator(Record):
    """What every Cité counts in the same way: one definition for the whole network."""

    code = models.SlugField(_("code"), max_length=60)
    name = TextsField(_("name"))
    unit = TextsField(_("unit"))
    definition = TextsField(_("definition"))
    breakdown = models.CharField(
        _("broken down by"), max_length=10, choices=Breakdown.choices, null=True, blank=True
    )
    warning = TextsField(
        _("comparability warning"),
        blank=True,
        help_text=_("What stands in the way of comparing one Cité, or one year, with another."),
    )
    adds_up = models.BooleanField(
        _("adds up"),
        default=True,
        help_text=_("Whether the figures of the Cités make a sum: shares and means do not."),
    )
    order = models.PositiveSmallIntegerField(pgettext_lazy("rank in a list", "order"), default=0)

    class Meta(Record.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["order", "code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["code", "demo"], name="indicator_code_once"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"), name="indicator_code_is_an_id"
            ),
            models.CheckConstraint(
                condition=satisfies("texts_are_valid", "name") & ~Q(name={}), name="indicator_has_a_name"
            ),
            models.CheckConstraint(
                condition=satisfies("texts_are_valid", "unit") & ~Q(unit={}), name="indicator_has_a_unit"
            ),
            models.CheckConstraint(
                condition=satisfies("texts_are_valid", "definition") & ~Q(definition={}),
                name="indicator_has_a_definition",
            ),
            by_language("warning", name="indicator_warning_is_by_language"),
            models.CheckConstraint(
                condition=Q(breakdown__isnull=True) | Q(breakdown__in=Breakdown.values),
                name="indicator_breakdown_is_known",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name.get((get_language() or "en")[:2]) or next(iter(self.name.values()), self.code))

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The parts that it is broken down into, with their names; none for most."""
        return (
            [(value, str(label)) for value, label in PARTS[self.breakdown].choices] if self.breakdown else []
        )


@keeps_history
class Campaign(Record):
    """The weeks in which the Cités report on a year."""

    year = models.PositiveSmallIntegerField(_("year"), help_text=_("The year that is reported on."))
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"), help_text=_("Last day, inclusive."))

    class Meta(Record.Meta):
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "demo"], name="campaign_once_a_year"),
            # The first Cité opened in 1993.
            models.CheckConstraint(
                condition=Q(year__range=(1993, 2999)), name="campaign_year_is_of_the_network"
            ),
            models.CheckConstraint(condition=Q(opens_on__lte=F("closes_on")), name="campaign_dates_in_order"),
        ]

    def __str__(self) -> str:
        return str(self.year)


@keeps_history
class Report(Record):
    """What a Cité reports in a campaign. Accepted without a decision, the officer holds the case."""

    cite = models.ForeignKey(Cite, models.CASCADE, related_name="reports", verbose_name=_("Cité"))
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="reports", verbose_name=_("campaign"))
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState.choices, default=ReportState.DRAFT
    )
    submitted_by = models.ForeignKey(
        "network.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "network.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    comment = models.TextField(
        _("comment"), blank=True, default="", help_text=_("What the Cité should look at again.")
    )
    decision = models.OneToOneField(
        LabelDecision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="report",
        verbose_name=_("label decision"),
        help_text=_("The renewal that followed."),
    )

    class Meta(Record.Meta):
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-campaign__year", "cite", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cite", "campaign"], name="report_once_per_campaign"),
            models.CheckConstraint(condition=Q(state__in=ReportState.values), name="report_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=ReportState.DRAFT, submitted_at__isnull=True)
                | (~Q(state=ReportState.DRAFT) & Q(submitted_at__isnull=False)),
                name="report_submitted_with_its_date",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DECIDED, decided_at__isnull=False)
                | (~Q(state__in=DECIDED) & Q(decided_at__isnull=True)),
                name="report_decided_with_its_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.RETURNED) | Q(comment__regex=r"\S"),
                name="report_returned_with_a_comment",
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=True) | Q(state=ReportState.ACCEPTED),
                name="report_renews_once_accepted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cite} · {self.campaign}"


@keeps_history
class ReportFigure(Record):
    """The answer to one indicator, or to one part of its breakdown; not known is not nought."""

    part_of = "report"
    report = models.ForeignKey(Report, models.CASCADE, related_name="figures", verbose_name=_("report"))
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="figures", verbose_name=_("indicator")
    )
    part = models.SlugField(
        _("part"), max_length=40, blank=True, default="",
        help_text=_("Of the breakdown; empty: the total."),
    )  # fmt: skip
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2, null=True, blank=True)
    # What the portal knew when the team last wrote: it stays beside what the team says.
    proposed = models.DecimalField(_("proposed"), max_digits=14, decimal_places=2, null=True, editable=False)
    comment = models.TextField(_("comment"), blank=True, default="")

    class Meta(Record.Meta):
        verbose_name = _("figure of a report")
        verbose_name_plural = _("figures of reports")
        ordering = ["report", "indicator__order", "indicator", "part", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "indicator", "part"], name="report_figure_once"),
            models.CheckConstraint(
                condition=Q(part="") | Q(part__regex=r"^[a-z0-9_]+(-[a-z0-9_]+)*$"),
                name="report_figure_part_is_an_id",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0), name="report_figure_is_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.part} · {'?' if self.value is None else self.value}"


class ReportCall(models.Model):
    """A letter of a campaign to the coordinators of a Cité: each once."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="calls", verbose_name=_("campaign"))
    cite = models.ForeignKey(Cite, models.CASCADE, related_name="calls", verbose_name=_("Cité"))
    call = models.CharField(_("what it says"), max_length=10, choices=Call.choices)
    written_on = models.DateField(_("written on"))

    class Meta:
        verbose_name = _("letter of a campaign")
        verbose_name_plural = _("letters of campaigns")
        ordering = ["-written_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "cite", "call"], name="report_call_once"),
            models.CheckConstraint(condition=Q(call__in=Call.values), name="report_call_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.cite} · {self.campaign} · {self.get_call_display()}"


class Line(NamedTuple):
    """An indicator with what a report says of it: the total, then the parts with their names."""

    indicator: Indicator
    figure: ReportFigure | None
    parts: list[tuple[str, str, ReportFigure | None]]


def lines_of(indicators: Iterable[Indicator], figures: Iterable[ReportFigure]) -> list[Line]:
    """Return all that is asked, with the figures that are there."""
    there = {(each.indicator_id, each.part): each for each in figures}
    return [
        Line(
            each,
            there.get((each.pk, "")),
            [(part, name, there.get((each.pk, part))) for part, name in each.parts],
        )
        for each in indicators
    ]

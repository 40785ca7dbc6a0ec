"""What the network counts together: always with how many Cités answered, of how many, and as of which day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Aggregate, Count, F, FloatField, Max, Min, Sum

from network.actions.asked import asked_in
from network.models import Campaign, Indicator, Report, ReportFigure
from network.vocabulary import ReportState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

# What was sent counts, whether it is decided yet or not; a draft, or what came back, does not.
COUNTED = [ReportState.SUBMITTED, ReportState.ACCEPTED]


class _Middle(Aggregate):
    """The figure that half of the Cités do not exceed."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


class Together(NamedTuple):
    """The figures of one indicator, or of one of its parts, put together."""

    answered: int = 0
    total: Decimal | None = None
    low: Decimal | None = None
    middle: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class Total:
    """An indicator in a campaign; `parts` by name, those alone that somebody answered."""

    indicator: Indicator
    figures: Together
    parts: list[tuple[str, str, Together]] = field(default_factory=list)


@dataclass(frozen=True)
class Totals:
    """A campaign on a day: how many Cités are asked, how many sent their report, and what they say together.

    Of `unsure` ones among those asked, nothing says whether they were members yet.
    """

    campaign: Campaign
    day: date
    asked: int
    unsure: int
    sent: int
    rows: list[Total]


@dataclass(frozen=True)
class YearTotal:
    """One year of an indicator."""

    campaign: Campaign
    asked: int
    unsure: int
    figures: Together


def totals_of(campaign: Campaign, day: date) -> Totals:
    """Put together what is said in a campaign, in seven queries for any number of Cités."""
    sums = _sums(_counted(demo=campaign.demo).filter(report__campaign=campaign), "indicator", "part")
    rows = []
    for indicator in Indicator.objects.filter(demo=campaign.demo).order_by("order", "code", "pk"):
        parts = [
            (part, name, sums[indicator.pk, part])
            for part, name in indicator.parts
            if sums[indicator.pk, part].answered
        ]
        rows.append(Total(indicator, sums[indicator.pk, ""], parts))
    sent = Report.objects.filter(campaign=campaign, state__in=COUNTED).count()
    asked = asked_in([campaign])[campaign.pk]
    return Totals(campaign, day, len(asked.cites), len(asked.unsure), sent, rows)


def years_of(indicators: Iterable[Indicator], *, demo: bool) -> dict[int, list[YearTotal]]:
    """Return every year of some indicators by their numbers, the first one first, in six queries."""
    numbers = [each.pk for each in indicators]
    campaigns = list(Campaign.objects.filter(demo=demo).order_by("year", "pk"))
    sums = _sums(_counted(demo=demo).filter(indicator__in=numbers, part=""), "indicator", "report__campaign")
    asked = asked_in(campaigns)
    return {
        number: [
            YearTotal(each, len(asked[each.pk].cites), len(asked[each.pk].unsure), sums[number, each.pk])
            for each in campaigns
        ]
        for number in numbers
    }


def _counted(*, demo: bool) -> QuerySet[ReportFigure]:
    return ReportFigure.objects.filter(demo=demo, report__state__in=COUNTED, value__isnull=False)


def _sums(figures: QuerySet[ReportFigure], *keys: str) -> dict[Any, Together]:
    found: defaultdict[Any, Together] = defaultdict(Together)
    rows = figures.order_by().values(*keys)
    for row in rows.annotate(
        answered=Count("pk"),
        total=Sum("value"),
        low=Min("value"),
        middle=_Middle(F("value")),
        high=Max("value"),
    ):
        middle = round(Decimal(row["middle"]), 2)
        found[tuple(row[key] for key in keys)] = Together(
            row["answered"], row["total"], row["low"], middle, row["high"]
        )
    return found

"""What the network counts together: always with how many Cités answered, of how many, and as of which day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Aggregate, Count, F, FloatField, Max, Min, Q, Sum

from network.models import Campaign, Cite, Indicator, Report, ReportFigure
from network.vocabulary import Membership, ReportState

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
    """A campaign on a day: how many Cités are asked, how many sent their report, and what they say together."""

    campaign: Campaign
    day: date
    asked: int
    sent: int
    rows: list[Total]


@dataclass(frozen=True)
class YearTotal:
    """One year of an indicator."""

    campaign: Campaign
    asked: int
    figures: Together


def totals_of(campaign: Campaign, day: date) -> Totals:
    """Put together what is said in a campaign, in five queries for any number of Cités."""
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
    return Totals(campaign, day, _asked([campaign])[campaign.pk], sent, rows)


def years_of(indicators: Iterable[Indicator], *, demo: bool) -> dict[int, list[YearTotal]]:
    """Return every year of some indicators by their numbers, the first one first, in four queries."""
    numbers = [each.pk for each in indicators]
    campaigns = list(Campaign.objects.filter(demo=demo).order_by("year", "pk"))
    sums = _sums(_counted(demo=demo).filter(indicator__in=numbers, part=""), "indicator", "report__campaign")
    asked = _asked(campaigns)
    return {
        number: [YearTotal(each, asked[each.pk], sums[number, each.pk]) for each in campaigns]
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


def _asked(campaigns: Iterable[Campaign]) -> dict[int, int]:
    """Return how many Cités are asked in each: the members of the network today, and who reported all the same."""
    found = {each.pk: each for each in campaigns}
    demo = next((each.demo for each in found.values()), False)
    members = Cite.objects.filter(demo=demo, membership=Membership.MEMBER).count()
    others = Count("reports", filter=~Q(reports__cite__membership=Membership.MEMBER))
    rows = Campaign.objects.filter(pk__in=found).order_by().values_list("pk").annotate(others=others)
    return {campaign: members + number for campaign, number in rows}

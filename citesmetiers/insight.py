"""The network in figures on a day, for the secretariat. Nothing of visitors: nobody counts them.

Label decisions are dated, and told of any day. The rest is what the portal said on the evening of the day, read
from the history. Of days before the history begins, places and agreements tell by their own dates where those are
known; of offers and permanences nothing is known, and none is guessed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Min
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from citesmetiers.prefill import hours_a_week, minutes_over_weeks
from network.freshness import Freshness, freshness_on
from network.models import Agreement, Cite, Place
from network.models.history import stood_at
from network.models.journal import history_of
from network.names import country_name, fold
from network.vocabulary import LabelStatus, Membership, PlaceKind, Publication, Theme
from services.models import Permanence, Service

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

type Figure = int | Decimal | None


@dataclass(frozen=True)
class Row:
    """A line of a table: a country, a theme, or all together. None: not known."""

    words: str
    figures: list[Figure]
    is_total: bool = False


@dataclass(frozen=True)
class Table:
    """Figures under their headers; `notes` say what they rest on, `unknown_before` from when on they are known."""

    code: str
    title: str
    headers: list[str]
    rows: list[Row]
    notes: list[str] = field(default_factory=list)
    unknown_before: date | None = None


@dataclass(frozen=True)
class Day:
    """The records of one kind, real or invented, on the evening of a day; each list is read once."""

    on: date
    now: datetime
    demo: bool

    @cached_property
    def moment(self) -> datetime:
        """The end of the day, or now while it lasts."""
        next_day = datetime.combine(self.on + timedelta(days=1), datetime.min.time())
        return min(timezone.make_aware(next_day), self.now)

    @cached_property
    def begins(self) -> date | None:
        """The day on which the history begins; nothing where there is none yet."""
        first = (
            history_of(Cite).objects.filter(demo=self.demo).aggregate(first=Min("pgh_created_at"))["first"]
        )
        return timezone.localdate(first) if first else None

    @property
    def is_told(self) -> bool:
        """Whether the history reaches the day."""
        return self.begins is not None and self.begins <= self.on

    @cached_property
    def register(self) -> list[Cite]:
        """Every Cité of the register as it is known now, to ask for its label on any day."""
        return list(Cite.objects.shown().filter(demo=self.demo).with_decisions().in_order())

    @cached_property
    def country_of(self) -> dict[int, str]:
        """The country of each Cité that the portal showed on the day; before the history, that it shows now."""
        rows: Iterable[Any] = stood_at(Cite, self.moment, demo=self.demo) if self.is_told else self.register
        return {row.pk if isinstance(row, Cite) else row.id: row.country for row in rows if row.membership != Membership.NOT_A_MEMBER}  # fmt: skip

    def _said(self, model: Any) -> list[Any]:
        rows = stood_at(model, self.moment, demo=self.demo) if self.is_told else []
        return [row for row in rows if row.cite_id in self.country_of]

    def _dated(self, model: Any, since: str) -> list[Any]:
        """Return what tells by its own dates where no history does: those whose beginning is known."""
        if self.is_told:
            return self._said(model)
        rows = model.objects.filter(demo=self.demo, **{f"{since}__isnull": False}).order_by("pk")
        return [row for row in rows if row.cite_id in self.country_of]

    @cached_property
    def places(self) -> list[Any]:
        rows = self._dated(Place, "valid_from")
        return [row for row in rows if self.holds(row.valid_from, row.valid_until)]

    @cached_property
    def agreements(self) -> list[Any]:
        return [row for row in self._dated(Agreement, "since") if self.holds(row.since, row.until)]

    @cached_property
    def offers(self) -> list[Any]:
        rows = [row for row in self._said(Service) if row.publication == Publication.PUBLISHED]
        return [row for row in rows if self._is_valid(row)]

    @cached_property
    def permanences(self) -> list[Any]:
        """The permanences of these offers."""
        offers = {row.id for row in self.offers}
        return [row for row in self._said(Permanence) if row.service_id in offers and self._is_valid(row)]

    def holds(self, since: Any, until: Any) -> bool:
        """Tell whether the day lies in a span of partial dates."""
        return not (since and self.on < since.first_day) and not (until and until.last_day < self.on)

    def _is_valid(self, row: Any) -> bool:
        return (row.valid_from or self.on) <= self.on <= (row.valid_until or self.on)

    @property
    def countries(self) -> list[str]:
        """The countries of the register and of the day, in the order of their names."""
        found = {*self.country_of.values(), *(cite.country for cite in self.register)}
        return sorted(found, key=lambda code: fold(_named(code)))


def insight_on(day: date, *, demo: bool, now: datetime) -> list[Table]:
    """Return every table of a day, in at most eight queries for any number of Cités."""
    known = Day(day, now, demo)
    return [make(known) for make in TABLES.values()]


# --- The tables ------------------------------------------------------------------------------------
def _cites(day: Day) -> Table:
    standing = {cite.pk: cite.standing_on(day.on).status for cite in day.register}
    statuses = [each for each in LabelStatus if each in standing.values()]
    counted = Counter((cite.country, standing[cite.pk]) for cite in day.register)
    return Table(
        "cites",
        _("Cités by status of the label"),
        [*(capfirst(str(each.label)) for each in statuses), _("All together")],
        _by_country(
            day,
            lambda country: [*(counted[country, each] for each in statuses), sum(counted[country, each] for each in statuses)],
        ),
        [_("As the public register says it of this day, by all that is known now.")],
    )  # fmt: skip


def _places(day: Day) -> Table:
    kinds = [each for each in PlaceKind if any(row.kind == each for row in day.places)]
    counted = Counter((day.country_of[row.cite_id], row.kind) for row in day.places)
    return Table(
        "places",
        _("Places"),
        [*(capfirst(str(each.label)) for each in kinds), _("All together")],
        _by_country(
            day, lambda country: [*(counted[country, each] for each in kinds), sum(counted[country, each] for each in kinds)]
        ),
        _by_dates_alone(day),
    )  # fmt: skip


def _partners(day: Day) -> Table:
    """Count each partner once in a country, and once in all."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for row in day.agreements:
        found[day.country_of[row.cite_id]].add(row.partner_id)
    agreements = Counter(day.country_of[row.cite_id] for row in day.agreements)
    rows = [Row(_named(each), [len(found[each]), agreements[each]]) for each in day.countries]
    everywhere = len({row.partner_id for row in day.agreements})
    rows.append(Row(_("All together"), [everywhere, len(day.agreements)], is_total=True))
    return Table(
        "partners",
        _("Partners with an agreement in force"),
        [_("Partners"), _("Agreements")],
        rows,
        [
            _("A partner that works in several countries counts once in each, and once in all."),
            *_by_dates_alone(day),
        ],
    )


def _offers(day: Day) -> Table:
    counted = Counter(day.country_of[row.cite_id] for row in day.offers)
    cites = Counter(day.country_of[cite] for cite in {row.cite_id for row in day.offers})
    return _told(
        day,
        "offers",
        _("Published offers"),
        [_("Offers"), _("Cités that publish some")],
        lambda country: [counted[country], cites[country]],
    )


def _hours(day: Day) -> Table:
    """Tell the hours of a mean week: a theme by country, and each permanence once in all."""
    themes = {row.id: row.themes for row in day.offers}
    minutes: Counter[tuple[str, str]] = Counter()
    for row in day.permanences:
        country, lasts = day.country_of[row.cite_id], minutes_over_weeks(row, day.on)
        for theme in {*themes[row.service_id], ""}:
            minutes[country, theme] += lasts
    columns = ["", *Theme.values]
    headers = [_("All themes"), *(str(each.label) for each in Theme)]
    rows = [
        Row(_named(country), [hours_a_week(minutes[country, theme]) for theme in columns])
        for country in day.countries
    ]
    total = [hours_a_week(sum(minutes[country, theme] for country in day.countries)) for theme in columns]
    rows.append(Row(_("All together"), list(total), is_total=True))
    note = _("Hours of a mean week, over the rhythms of a year. What is of several themes counts under each, and once in all.")  # fmt: skip
    return _if_told(day, Table("hours", _("Permanences, hours a week"), headers, rows, [note]))


def _freshness(day: Day) -> Table:
    counted = Counter(
        (day.country_of[row.cite_id], freshness_on(day.on, row.checked_on, row.review_months))
        for row in day.offers
    )

    def figures(country: str) -> list[Figure]:
        return [counted[country, each] for each in Freshness]

    table = _told(
        day,
        "freshness",
        _("Offers checked within their rhythm"),
        [_("Never checked"), _("Checked in time"), _("Not confirmed since"), _("Out of the lists")],
        figures,
    )
    rows = [Row(row.words, [_share(row.figures), *row.figures], row.is_total) for row in table.rows]
    return Table(
        table.code,
        table.title,
        [_("Checked in time, of a hundred"), *table.headers],
        rows,
        table.notes,
        table.unknown_before,
    )


# Code: what makes the table.
TABLES: dict[str, Callable[[Day], Table]] = {
    "cites": _cites,
    "places": _places,
    "partners": _partners,
    "offers": _offers,
    "hours": _hours,
    "freshness": _freshness,
}


# --- What they share -------------------------------------------------------------------------------
def _named(country: str) -> str:
    return country_name(country) or country


def _by_country(day: Day, figures: Callable[[str], list[Any]]) -> list[Row]:
    """Make a row for each country, and their sum."""
    rows = [Row(_named(each), figures(each)) for each in day.countries]
    sums: list[Figure] = [sum(column) for column in zip(*(row.figures for row in rows), strict=True)]
    return [*rows, Row(_("All together"), sums, is_total=True)] if rows else []


def _told(day: Day, code: str, title: str, headers: list[str], figures: Callable[[str], list[Any]]) -> Table:
    return _if_told(day, Table(code, title, headers, _by_country(day, figures)))


def _if_told(day: Day, table: Table) -> Table:
    """Leave the figures out of which no history tells."""
    if day.is_told:
        notes = [*table.notes, _("As the portal said it on that day.")]
        return Table(table.code, table.title, table.headers, table.rows, notes)
    return Table(table.code, table.title, table.headers, [], table.notes, day.begins or day.on)


def _by_dates_alone(day: Day) -> list[str]:
    if day.is_told:
        return [_("As the portal said it on that day.")]
    return [_("By recorded dates alone: what has no recorded beginning is not counted.")]


def _share(figures: list[Figure]) -> Figure:
    """Return how many of a hundred were checked in time; nothing where there are none."""
    numbers = [int(each or 0) for each in figures]
    checked = numbers[list(Freshness).index(Freshness.CHECKED)]
    return round(Decimal(100 * checked) / sum(numbers), 1) if sum(numbers) else None

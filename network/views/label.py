"""The register of the label on any day, and the proof of each Cité."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network import keeping
from network.access import public
from network.forms.days import DayForm
from network.label import in_order
from network.models import Cite
from network.names import country_name, fold
from network.views.lifelines import Bar, lifeline, years_under
from network.views.register_data import FORMATS, answer_with, fault
from network.vocabulary import DecisionKind, LabelStatus

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.http import HttpRequest, HttpResponse, QueryDict

    from network.label import Decision, Standing

PER_PAGE = 50
# Decisions of the timeline; earlier ones stand in the register of an earlier day.
LATEST = 100


class Entry(NamedTuple):
    """A Cité in the register of a day."""

    cite: Cite
    standing: Standing


class Row(NamedTuple):
    """An entry with its line through the years."""

    cite: Cite
    standing: Standing
    bars: list[Bar]


class Asked(NamedTuple):
    """What the register is narrowed to; None for all."""

    status: LabelStatus | None = None
    country: str | None = None

    @classmethod
    def by(cls, query: QueryDict) -> Asked:
        """Read the filters of an address; what is none of ours is left out."""
        status, country = query.get("status", ""), query.get("country", "")
        return cls(
            LabelStatus(status) if status in LabelStatus.values else None,
            country if country_name(country) else None,
        )

    def keeps(self, entry: Entry) -> bool:
        return self.status in {None, entry.standing.status} and self.country in {None, entry.cite.country}

    def on(self, day: date, **other: str | None) -> str:
        """Return the address of the register of a day, narrowed to this but for what is given."""
        kept = {"status": self.status, "country": self.country} | other
        return "?" + urlencode(
            {"on": day.isoformat()} | {name: value for name, value in kept.items() if value}
        )


class CountryCounts(NamedTuple):
    """How many Cités of a country have which status."""

    name: str
    address: str
    is_chosen: bool
    counts: list[tuple[LabelStatus, int]]
    total: int


class Taken(NamedTuple):
    """A decision of the timeline, and whose it is."""

    cite: Cite
    decision: Decision


@public
def register(request: HttpRequest) -> HttpResponse:
    keeping.holds_today()
    form = DayForm(request.GET, timezone.localdate())
    if not form.is_written_as_usual and form.chosen:
        return HttpResponseRedirect(_address_on(request, form.chosen))
    if "format" in request.GET:
        return _for_machines(request.GET, form)
    context = {
        "section": "label",
        "trail": [("", _("The label"))],
        "form": form,
        "asked": Asked.by(request.GET),
    }
    if form.chosen is None:
        return render(request, "network/public/label.html", context, status=400)
    context |= register_on(form.chosen, request.GET)
    return render(request, "network/public/label.html", context)


@public
def proof(request: HttpRequest, slug: str) -> HttpResponse:
    cite = Cite.objects.shown().with_decisions().filter(slug=slug).first()
    if cite is None:
        raise Http404
    keeping.shows_only(cite)
    keeping.holds_today()
    form = DayForm(request.GET, timezone.localdate())
    if not form.is_written_as_usual and form.chosen:
        return HttpResponseRedirect(_address_on(request, form.chosen))
    context = {
        "section": "label",
        "trail": [(reverse("public:label"), _("The label")), ("", cite.short_name)],
        "form": form,
        "cite": cite,
        "demonstration": cite.demo,
    }
    if form.chosen is None:
        return render(request, "network/public/proof.html", context, status=400)
    context |= proof_on(cite, form.chosen)
    context["embedded"] = _embedded(cite)
    return render(request, "network/public/proof.html", context)


def _embedded(cite: Cite) -> str:
    """Write the HTML that shows the badge on another site and leads to its proof."""
    proof, badge = (
        f"{settings.SITE_URL}{reverse(f'public:{name}', args=[cite.slug])}"
        for name in ("label_proof", "badge")
    )
    words = _("Label of the Cité des métiers: see its proof")
    return f'<a href="{proof}"><img src="{badge}" width="300" height="72" alt="{words}"></a>'


def register_on(day: date, query: QueryDict) -> dict[str, object]:
    """Return the register of a day: every shown Cité, how many have which status, what was decided."""
    every, asked = entries_on(day), Asked.by(query)
    kept = [each for each in every if asked.keeps(each)]
    page = Paginator(kept, PER_PAGE).get_page(query.get("page"))
    real = [each for each in every if not each.cite.demo]
    counts = counts_of(each.standing for each in real)
    return {
        "on": day,
        "is_today": day == timezone.localdate(),
        "has_unknown": any(query.get(name) and not value for name, value in asked._asdict().items()),
        "counts": counts,
        "by_country": _by_country(real, day, asked, [status for status, _number in counts]),
        "invented": len(every) - len(real),
        "tabs": _tabs(every, day, asked),
        "country": country_name(asked.country) if asked.country else "",
        "everywhere": asked.on(day, country=None),
        "formats": [(f"{asked.on(day)}&format={each}", each.upper()) for each in FORMATS],
        "page": page,
        "rows": [Row(*each, lifeline(each.cite.label_decisions, day)) for each in page.object_list],
        "years": years_under(day),
        "statuses": list(LabelStatus),
        "timeline": _timeline(every, day),
        "demonstration": any(each.cite.demo for each in every),
    }


def entries_on(day: date) -> list[Entry]:
    """Return every shown Cité with its standing on a day, in the order of their names."""
    return [Entry(cite, cite.standing_on(day)) for cite in Cite.objects.shown().with_decisions().in_order()]


def _for_machines(query: QueryDict, form: DayForm) -> HttpResponse:
    """Return the whole register of a day, never by pages; whatever is not understood is said, not left out."""
    if query["format"] not in FORMATS:
        return fault(_("The register can be had as %(formats)s.") % {"formats": ", ".join(FORMATS)}, "format")
    if form.chosen is None:
        return fault(" ".join(_faults_in(form)), "on")
    asked = Asked.by(query)
    for name, value in asked._asdict().items():
        if query.get(name) and not value:
            return fault(_("No Cité can have this value."), name)
    return answer_with(filter(asked.keeps, entries_on(form.chosen)), query["format"])


def proof_on(cite: Cite, day: date) -> dict[str, object]:
    """Return the standing of a Cité on a day, its whole series, and what is dated but is no decision."""
    series = cite.label_decisions
    by_number = {each.number: each for each in series}
    replaces = {each.replaced_by: each for each in series if each.replaced_by}
    standing, first = cite.standing_on(day), next(iter(in_order(series)), None)
    return {
        "on": day,
        "is_today": day == timezone.localdate(),
        "standing": standing,
        "has_gaps": has_gaps(standing, first),
        "bars": lifeline(series, day),
        "years": years_under(day),
        "series": [
            (each, by_number.get(each.replaced_by or 0), replaces.get(each.number), each.counts_on(day))
            for each in series
        ],
        "first": first,
        "milestones": cite.milestones.all(),
    }


def counts_of(standings: Iterable[Standing]) -> list[tuple[LabelStatus, int]]:
    """Count by status, in the order of the vocabulary; the undocumented are always said."""
    counted = Counter(each.status for each in standings)
    return [
        (status, counted[status])
        for status in LabelStatus
        if counted[status] or status == LabelStatus.NOT_DOCUMENTED
    ]


def has_gaps(standing: Standing, first: Decision | None) -> bool:
    """Whether there is anything to say of what is not known."""
    begins_at_the_beginning = first is not None and first.kind == DecisionKind.PROJECT_LABEL
    is_settled = standing.is_certain and not standing.is_since_unknown and not standing.is_open_ended
    return not begins_at_the_beginning or not is_settled or standing.status == LabelStatus.SUSPENDED


def _timeline(entries: list[Entry], day: date) -> dict[str, object]:
    """Return the decisions up to a day, the latest first, by year; those without a date by themselves."""
    taken = [
        Taken(entry.cite, each)
        for entry in entries
        for each in in_order(entry.cite.label_decisions)
        if each.counts_on(day) or each.may_be_on(day)
    ]
    dated = sorted((each for each in taken if _year(each)), key=_when, reverse=True)
    shown = dated[:LATEST]
    left = dated[LATEST:]
    return {
        "years": [(year, list(those)) for year, those in groupby(shown, key=_year)],
        "undated": [each for each in taken if not _year(each)],
        "left": len(left),
        "earlier": f"{_year(left[0])}-12-31" if left else "",
    }


def _year(taken: Taken) -> int | None:
    when = taken.decision.date or taken.decision.date_until
    return when.year if when else None


def _when(taken: Taken) -> tuple[int, int]:
    return _year(taken) or 0, taken.decision.counting_day


def _faults_in(form: DayForm) -> list[str]:
    """Say what is wrong with a day, each fault with the part that it is of."""
    return [
        f"{form[name].label}: {fault}" if name in form.fields else str(fault)
        for name, faults in form.errors.items()
        for fault in faults
    ]


def _by_country(
    entries: list[Entry], day: date, asked: Asked, statuses: list[LabelStatus]
) -> list[CountryCounts]:
    """Count the Cités of each country by status, the countries in the order of their names."""
    counted = Counter((each.cite.country, each.standing.status) for each in entries)
    rows = []
    for country in {each.cite.country for each in entries}:
        counts = [(status, counted[country, status]) for status in statuses]
        total = sum(number for _status, number in counts)
        is_chosen = country == asked.country
        address = asked.on(day, country=country)
        rows.append(CountryCounts(country_name(country) or country, address, is_chosen, counts, total))
    return sorted(rows, key=lambda row: fold(row.name))


def _tabs(entries: list[Entry], day: date, asked: Asked) -> list[tuple[str, str, bool]]:
    """Return the ways to filter by status: address, words, whether it is in force."""
    within = [each for each in entries if asked.country in {None, each.cite.country}]
    counted = Counter(each.standing.status for each in within)
    offered = [status for status in LabelStatus if counted[status] or status == asked.status]
    return [
        (asked.on(day, status=None), _("All (%(number)d)") % {"number": len(within)}, asked.status is None),
        *(
            (asked.on(day, status=each), f"{each.label} ({counted[each]})", each == asked.status)
            for each in offered
        ),
    ]


def _address_on(request: HttpRequest, day: date) -> str:
    """Return this same page with its day in the one way in which addresses say it."""
    query = request.GET.copy()
    for name in ("on", "day", "month", "year", "page"):
        query.pop(name, None)
    query["on"] = day.isoformat()
    return f"{request.path}?{query.urlencode()}"

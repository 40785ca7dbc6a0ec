"""The register of the label on any day, and the proof of each Cité."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.access import public
from network.forms.days import DayForm
from network.label import in_order
from network.models import Cite
from network.views.lifelines import Bar, lifeline, years_under
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


class Taken(NamedTuple):
    """A decision of the timeline, and whose it is."""

    cite: Cite
    decision: Decision


@public
def register(request: HttpRequest) -> HttpResponse:
    form = DayForm(request.GET, timezone.localdate())
    if not form.is_written_as_usual and form.chosen:
        return HttpResponseRedirect(_address_on(request, form.chosen))
    context = {
        "section": "label",
        "trail": [("", _("The label"))],
        "form": form,
        "asked": _status_asked(request.GET),
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
    return render(request, "network/public/proof.html", context)


def register_on(day: date, query: QueryDict) -> dict[str, object]:
    """Return the register of a day: every shown Cité, how many have which status, what was decided."""
    every = [Entry(cite, cite.standing_on(day)) for cite in Cite.objects.shown().with_decisions().in_order()]
    status = _status_asked(query)
    kept = [each for each in every if status in {None, each.standing.status}]
    page = Paginator(kept, PER_PAGE).get_page(query.get("page"))
    return {
        "on": day,
        "is_today": day == timezone.localdate(),
        "has_unknown": bool(query.get("status")) and status is None,
        "counts": counts_of(each.standing for each in every if not each.cite.demo),
        "invented": sum(each.cite.demo for each in every),
        "tabs": _tabs(every, day, status),
        "page": page,
        "rows": [Row(*each, lifeline(each.cite.label_decisions, day)) for each in page.object_list],
        "years": years_under(day),
        "statuses": list(LabelStatus),
        "timeline": _timeline(every, day),
        "demonstration": any(each.cite.demo for each in every),
    }


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


def _status_asked(query: QueryDict) -> LabelStatus | None:
    asked = query.get("status", "")
    return LabelStatus(asked) if asked in LabelStatus.values else None


def _tabs(entries: list[Entry], day: date, chosen: LabelStatus | None) -> list[tuple[str, str, bool]]:
    """Return the ways to filter by status: address, words, whether it is in force."""
    counted = Counter(each.standing.status for each in entries)
    offered = [status for status in LabelStatus if counted[status] or status == chosen]
    on = f"?on={day.isoformat()}"
    return [
        (on, _("All (%(number)d)") % {"number": len(entries)}, chosen is None),
        *((f"{on}&status={each}", f"{each.label} ({counted[each]})", each == chosen) for each in offered),
    ]


def _address_on(request: HttpRequest, day: date) -> str:
    """Return this same page with its day in the one way in which addresses say it."""
    query = request.GET.copy()
    for name in ("on", "day", "month", "year", "page"):
        query.pop(name, None)
    query["on"] = day.isoformat()
    return f"{request.path}?{query.urlencode()}"

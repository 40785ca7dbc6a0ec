"""The agenda, and the page of an event."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.filters import OccurrenceFilter
from events.models import Event, Occurrence
from events.views.series import rule_in_words
from events.views.spans import span_asked, tabs_of, weeks_of
from network import keeping
from network.access import public
from network.models import Agreement, Partner
from network.models.suggestion import suggestions_in
from network.names import language_name
from network.partial_dates import PartialDate
from network.views.voices import voices_of
from network.vocabulary import Audience, Publication

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.http import HttpRequest, HttpResponse

# A daily event of a season fits; the page says that others follow.
MOST_DATES = 60


class Day(NamedTuple):
    """The dates of a day; of no day in particular when they are under way since an earlier one."""

    day: date | None
    occurrences: list[Occurrence]


class Month(NamedTuple):
    """The days of a month."""

    month: PartialDate | None
    days: list[Day]


@public
def agenda(request: HttpRequest) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    span, is_understood = span_asked(request.GET, today)
    known = Occurrence.objects.published().believable_on(today)
    dates = known.on_days(span.first, span.last) if span else known.upcoming(now)
    filters = OccurrenceFilter(request.GET, dates.with_words().with_ways(), kept=span.address if span else {})
    rows = filters.qs.in_agenda_order(today).select_related("event__place", "cite")
    page = filters.page(rows)
    context = {
        "span": span,
        "is_understood": is_understood,
        "tabs": tabs_of(span, today, filters.query),
        "around": span.around(today, filters.query) if span else {},
        "weeks": weeks_of(span, filters.qs, today, filters.query) if span and span.view == "month" else None,
        "section": "agenda",
        "trail": [("", _("Agenda"))],
        "filters": filters,
        "page": page,
        "months": by_month(page.object_list, span.first if span else today),
        "demonstration": any(each.event.demo for each in page.object_list),
    }
    return render(request, "events/public/agenda.html", context)


@public
def event(request: HttpRequest, slug: str) -> HttpResponse:
    known = Event.objects.once_published().select_related("cite", "place").with_voices()
    found = get_object_or_404(known, slug=slug)
    keeping.shows_only(found.cite)
    context = {
        "event": found,
        "demonstration": found.demo,
        "section": "agenda",
        "trail": [(reverse("public:agenda"), _("Agenda")), ("", found.title)],
    }
    if found.publication == Publication.WITHDRAWN:
        return render(request, "events/public/event_withdrawn.html", context, status=410)
    context |= dates_of(found, timezone.now()) | {
        "voices": voices_of("events", found.pk, suggestions_in(found)),
        "rule": rule_in_words(found),
        "partners": partners_named(found),
        "audiences": [Audience(value).label for value in found.audiences],
        "languages": [language_name(code) or code for code in found.languages],
    }
    return render(request, "events/public/event.html", context)


def dates_of(event: Event, now: datetime) -> dict[str, object]:
    """Return the dates to come, how many others there are, and the last one where all is over."""
    dates = list(event.occurrences.filter(ends_at__gt=now).in_agenda_order(now.date())[:MOST_DATES])
    counts = event.occurrences.aggregate(every=Count("pk"), past=Count("pk", filter=Q(ends_at__lte=now)))
    last = None if dates else event.occurrences.order_by("starts_at", "pk").last()
    return {"dates": dates, "last": last, "more": counts["every"] - counts["past"] - len(dates), **counts}


def by_month(occurrences: Iterable[Occurrence], today: date) -> list[Month]:
    """Group dates that are in the order of the agenda; those under way come first, under no month."""
    days = [
        Day(day, list(those)) for day, those in groupby(occurrences, lambda each: _day_shown(each, today))
    ]
    return [
        Month(month, list(those))
        for month, those in groupby(
            days, lambda each: PartialDate(each.day.year, each.day.month) if each.day else None
        )
    ]


def partners_named(event: Event) -> list[Partner]:
    """Return the partners of an event that its Cité agrees to name."""
    agreed = Agreement.objects.public().filter(cite=event.cite_id).values("partner")
    return list(event.partners.filter(pk__in=agreed).order_by("sort_key", "pk"))


def _day_shown(occurrence: Occurrence, today: date) -> date | None:
    day = occurrence.starts.date()
    return day if day >= today else None

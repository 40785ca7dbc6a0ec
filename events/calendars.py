"""The agenda, as calendars that other programs subscribe to."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import OuterRef
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.filters import OccurrenceFilter
from events.models import Event, Occurrence
from events.recurrence import wall
from network import calendars
from network.access import public
from network.calendars import CANCELLED, CONFIRMED, TENTATIVE, Date, Series, Sheet, said
from network.hours import zone_or_utc
from network.models import Cite, Place
from network.models.history import revisions_of
from network.names import choose_text
from network.vocabulary import EventStatus, OpenTo, Publication, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponseBase
    from django.utils.functional import _StrOrPromise

    from network.models.history import Revision

# The first ones from last month on, where more are announced than a phone would take.
MOST_DATES = 5000


@public
@require_safe
def agenda(request: HttpRequest) -> HttpResponseBase:
    """Send the dates that the agenda lists under the same filters, and those that were there since last month."""
    page = reverse("public:agenda")
    return _answer(request, _("Agenda of the Cités des métiers"), page, Occurrence.objects.published())


@public
@require_safe
def agenda_of_cite(request: HttpRequest, slug: str) -> HttpResponseBase:
    cite = get_object_or_404(Cite.objects.shown(), slug=slug)
    dates = Occurrence.objects.published().filter(cite=cite)
    page = f"{reverse('public:agenda')}?cite={cite.slug}"
    return _answer(request, _("Agenda: %(name)s") % {"name": cite}, page, dates)


@public
@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send all the dates of an event; of one that was withdrawn, they are cancelled."""
    found = get_object_or_404(Event.objects.once_published().select_related("cite", "place"), slug=slug)
    dates = list(found.occurrences.order_by("starts_at", "pk"))
    for each in dates:
        each.event, each.cite = found, found.cite
    title = choose_text(found.title, found.cite.main_language)[1]
    return calendars.answer(request, title, found.get_absolute_url(), series_of(dates))


def series_of(dates: Iterable[Occurrence]) -> list[Series]:
    """Return the series of some dates, read with their events; one more query."""
    by_event: dict[Event, list[Occurrence]] = {}
    for each in dates:
        by_event.setdefault(each.event, []).append(each)
    revisions = _revisions(by_event)
    return [_series(event, those, revisions[event.pk]) for event, those in by_event.items()]


def _revisions(events: Iterable[Event]) -> dict[int, Revision]:
    """Count what changed of some events, of their dates, and of the places they have had."""
    event_rows: Any = Event.history.rel.related_model.objects  # type: ignore[attr-defined]
    date_rows: Any = Occurrence.history.rel.related_model.objects  # type: ignore[attr-defined]
    place_rows: Any = Place.history.rel.related_model.objects  # type: ignore[attr-defined]
    of_event = event_rows.filter(pgh_obj=OuterRef("pk"))
    places = event_rows.filter(pgh_obj=OuterRef(OuterRef("pk"))).values("place")
    return revisions_of(
        Event.objects.filter(pk__in=[event.pk for event in events]),
        of_event,
        date_rows.filter(event=OuterRef("pk")),
        place_rows.filter(pgh_obj__in=places),
    )


def _answer(request: HttpRequest, name: str, page: str, dates: QuerySet[Occurrence]) -> HttpResponseBase:
    since = datetime.combine(
        calendars.first_day_kept(timezone.localdate()), datetime.min.time(), ZoneInfo("UTC")
    )
    kept = dates.filter(ends_at__gte=since).with_words().with_ways()  # type: ignore[attr-defined]
    found = OccurrenceFilter(request.GET, kept).qs.select_related("event__cite", "event__place")
    rows = list(found.order_by("starts_at", "pk")[: MOST_DATES + 1])
    sent = rows[:MOST_DATES]
    note = ""
    if len(rows) > len(sent):
        note = _(
            "These are the first %(count)s dates, up to %(day)s. For those after, follow a narrower agenda."
        ) % {"count": len(sent), "day": sent[-1].starts.date()}
    return calendars.answer(request, name, page, series_of(sent), note=note)


def _series(event: Event, dates: list[Occurrence], revision: Revision) -> Series:
    zone = zone_or_utc(event.timezone)
    status = EventStatus(event.status or EventStatus.SCHEDULED)
    return Series(
        uid=f"event-{event.pk}@{calendars.AUTHORITY}",
        zone=zone,
        rule=_pattern(event.rrule),
        lasts=wall(event.ends) - wall(event.starts),
        sheet=_sheet(event, status, is_moved=False),
        dates=[_date(event, each, zone) for each in sorted(dates, key=lambda each: each.rule_starts)],
        revision=revision,
        url=event.get_absolute_url(),
        categories=_categories(event),
    )


def _date(event: Event, each: Occurrence, zone: ZoneInfo) -> Date:
    return Date(
        ruled=wall(each.rule_starts),
        starts=each.starts_at.astimezone(zone),
        ends=each.ends_at.astimezone(zone),
        sheet=_sheet(event, each.standing, is_moved=each.was_to_start is not None),
    )


def _pattern(rrule: str | None) -> str | None:
    """Return a rule without its end: the dates say where it ends."""
    parts = [
        part for part in (rrule or "").upper().split(";") if part.partition("=")[0] not in {"COUNT", "UNTIL"}
    ]
    return ";".join(filter(None, parts)) or None


def _sheet(event: Event, standing: EventStatus, *, is_moved: bool) -> Sheet:
    is_online = standing == EventStatus.MOVED_ONLINE
    within, status = "%s", CONFIRMED
    if event.publication == Publication.WITHDRAWN:
        within, status = _("Withdrawn: %s"), CANCELLED
    elif standing == EventStatus.CANCELLED:
        within, status = _("Cancelled: %s"), CANCELLED
    elif standing == EventStatus.POSTPONED and not is_moved:
        within, status = _("Postponed, new date not known yet: %s"), TENTATIVE
    elif is_online:
        within = _("Moved online: %s")
    if event.demo:
        within = _("Demonstration: %s") % within
    return Sheet(
        summary=said(event.title, event.cite.main_language, within=within),
        description=_description(event),
        location=_("Online") if is_online else _location(event),
        status=status,
    )


def _description(event: Event) -> str:
    summary, described = (
        choose_text(texts, event.cite.main_language)[1] for texts in (event.summary, event.description)
    )
    lines: list[_StrOrPromise | None] = [summary, described, str(event.cite), _("Free of charge")]
    if event.open_to and event.open_to != OpenTo.EVERYONE:
        lines.append(event.get_open_to_display())
    if event.booking:
        lines.append(event.get_booking_display())
    lines += [event.booking_url, event.online_url and f"{_('Take part online')}: {event.online_url}"]
    if event.demo:
        lines.append(_("This event is invented: it shows what the portal does."))
    return "\n".join(capfirst(str(line)) for line in lines if line)


def _location(event: Event) -> str:
    place = event.place
    if place is None:
        return event.venue or (str(_("Online")) if event.attendance == "online" else "")
    town = " ".join(filter(None, (place.postcode, place.city)))
    return ", ".join(filter(None, (place.name, event.venue, place.street, town)))


def _categories(event: Event) -> list[str]:
    words = [event.get_kind_display(), *(Theme(value).label for value in event.themes)]
    return [capfirst(str(word)) for word in [*words, *([_("demonstration")] if event.demo else [])]]

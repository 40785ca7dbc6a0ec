"""The permanences of a Cité, as a calendar that other programs subscribe to."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from citesmetiers.boards import monday_of
from citesmetiers.endings import ending_of
from citesmetiers.portraits import permanences_of
from citesmetiers.views.cites import shown_or_404
from citesmetiers.weeks import WeekFilter
from network import calendars, keeping
from network.access import public
from network.calendars import CANCELLED, CONFIRMED, TENTATIVE, Date, Series, Sheet, said
from network.hours import today_in
from network.models import Closure, NetworkHoliday, Place, Season, Stay
from network.models.history import revisions_of
from network.names import choose_text
from network.vocabulary import Mode, Theme
from services.models import CancelledPermanence, Permanence, Service
from services.views.boxes import boxes_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponseBase

    from network.models.history import Revision
    from services.views.boxes import Box

# From the first day of last month on: what the boards show of half a year.
WEEKS = 30
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@public
@require_safe
def permanences(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send what the boards of the weeks show, under the same filters; nothing of a Cité that has ended."""
    cite, now = shown_or_404(slug), timezone.now()
    keeping.shows_only(cite)
    today = today_in(cite.timezone, now)
    series: list[Series] = []
    if not ending_of(cite, cite.milestones.all(), today):
        places = {place.pk: place for place in Place.objects.filter(cite=cite).with_hours()}
        kept = WeekFilter(request.GET, permanences_of(cite), places).kept
        series = series_of(kept, places, calendars.first_day_kept(today), now)
    name = _("Permanences: %(name)s") % {"name": cite}
    return calendars.answer(request, name, reverse("public:week", args=[cite.slug]), series)


def series_of(
    permanences: Iterable[Permanence], places: dict[int, Place], since: date, moment: datetime
) -> list[Series]:
    """Return the series of some permanences from the week of a day on; one more query."""
    days = [monday_of(since) + timedelta(weeks=number) for number in range(WEEKS)]
    shown = {
        each: [box for day in days for box in boxes_of(each, places[each.place_id], day, moment)]
        for each in permanences
    }
    revisions = _revisions(shown)
    return [_series(each, boxes, revisions[each.pk]) for each, boxes in shown.items() if boxes]


def _revisions(permanences: Iterable[Permanence]) -> dict[int, Revision]:
    """Count what changed of some permanences, and of the offers and places that they have had."""

    def rows(model: Any) -> Any:
        return model.history.rel.related_model.objects

    own = rows(Permanence).filter(pgh_obj=OuterRef("pk"))
    had = rows(Permanence).filter(pgh_obj=OuterRef(OuterRef("pk")))
    return revisions_of(
        Permanence.objects.filter(pk__in=[each.pk for each in permanences]),
        own,
        rows(CancelledPermanence).filter(permanence=OuterRef("pk")),
        rows(Service).filter(pgh_obj__in=had.values("service")),
        rows(Place).filter(pgh_obj__in=had.values("place")),
        *(rows(model).filter(place__in=had.values("place")) for model in (Season, Closure, Stay)),
        rows(NetworkHoliday).all(),
    )


def _series(permanence: Permanence, boxes: list[Box], revision: Revision) -> Series:
    time = permanence.rule.time
    service, place = permanence.service, boxes[0].place
    return Series(
        uid=f"permanence-{permanence.pk}@{calendars.AUTHORITY}",
        zone=place.hours.zone,
        rule=_rule(permanence),
        lasts=timedelta(minutes=time.last_minute - time.start),
        sheet=_sheet(permanence, place, "%s", CONFIRMED),
        dates=_dates(boxes),
        revision=revision,
        url=service.get_absolute_url(),
        categories=_categories(service),
    )


def _rule(permanence: Permanence) -> str:
    day = _DAYS[permanence.weekday]
    if permanence.nth_of_month:
        return f"FREQ=MONTHLY;BYDAY={permanence.nth_of_month}{day}"
    return f"FREQ=WEEKLY;INTERVAL={permanence.every_weeks or 1};BYDAY={day}"


def _dates(boxes: list[Box]) -> list[Date]:
    parts: dict[date, int] = defaultdict(int)
    dates = []
    for box in boxes:
        midnight = datetime.combine(box.date, datetime.min.time())
        ruled = midnight + timedelta(minutes=box.permanence.rule.time.start)
        dates.append(Date(ruled, box.start, box.end, _sheet_of(box), parts[box.date]))
        parts[box.date] += 1
    return dates


def _sheet_of(box: Box) -> Sheet:
    if box.state == "cancelled":
        reason = box.reason and box.reason.text
        why = choose_text(reason, box.service.cite.main_language)[1] if reason else ""
        return _sheet(box.permanence, box.place, _("Cancelled: %s"), CANCELLED, why)
    if box.state == "unknown" or not box.is_confirmed:
        return _sheet(box.permanence, box.place, _("To be confirmed: %s"), TENTATIVE)
    return _sheet(box.permanence, box.place, "%s", CONFIRMED)


def _sheet(permanence: Permanence, place: Place, within: str, status: str, why: str = "") -> Sheet:
    service = permanence.service
    if permanence.demo:
        within = _("Demonstration: %s") % within
    mode = permanence.mode or Mode.DESK
    lines = [
        why,
        choose_text(service.summary, service.cite.main_language)[1],
        str(service.cite),
        *service.access_labels,
        Mode(mode).label,
        _("This permanence is invented: it shows what the portal does.") if permanence.demo else "",
    ]
    return Sheet(
        summary=said(service.title, service.cite.main_language, within=within),
        description="\n".join(capfirst(str(line)) for line in lines if line),
        location=_address(place) if mode == Mode.DESK else capfirst(str(Mode(mode).label)),
        status=status,
    )


def _address(place: Place) -> str:
    town = " ".join(filter(None, (place.postcode, place.city)))
    return ", ".join(filter(None, (place.name, place.street, town)))


def _categories(service: Service) -> list[str]:
    words = [_("permanence"), *(Theme(value).label for value in service.themes)]
    return [capfirst(str(word)) for word in [*words, *([_("demonstration")] if service.demo else [])]]

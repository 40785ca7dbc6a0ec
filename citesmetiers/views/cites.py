"""The Cités: the list, the page of each, its week."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from citesmetiers import maps, portraits
from citesmetiers.doors import Door, best_door
from citesmetiers.filters import CiteFilter, with_words_and_themes
from citesmetiers.openings import Openings
from citesmetiers.pins import pin_of
from citesmetiers.roll import roll_at
from citesmetiers.stays import visits_ahead
from citesmetiers.weeks import BadWeekError, week_asked
from network import keeping
from network.access import public
from network.forms.days import DayForm
from network.forms.times import TimeAsked
from network.hours import today_in
from network.models import Cite

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from citesmetiers.endings import Ending
    from citesmetiers.roll import Roll


class Entry(NamedTuple):
    """A Cité in a list: its doors at this moment, how it ended if it did."""

    cite: Cite
    doors: list[Door]
    ending: Ending | None

    @property
    def door(self) -> Door | None:
        return best_door(self.doors)

    @property
    def places(self) -> int:
        """How many places it has today."""
        return sum(not door.is_out_of_force for door in self.doors)


@public
def cites(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    time = TimeAsked(request.GET, now)
    if time.usual_address:
        return HttpResponseRedirect(request.path + time.usual_address)
    roll = roll_at(now)
    openings = Openings(roll, time.wanted, now) if time.wanted else None
    filters = CiteFilter(
        request.GET,
        with_words_and_themes(Cite.objects.shown()),
        time=time,
        found=openings.found if openings else (),
    )
    # All of them, for the map; the list takes the page that it shows.
    found = entries_of(filters.qs.in_order().values_list("pk", flat=True), roll, now)
    page = filters.page(found)
    context = {
        "section": "cites",
        "trail": [("", _("The Cités"))],
        "filters": filters,
        "page": page,
        "entries": list(page.object_list),
        "visits": visits_ahead(door for entry in found if not entry.ending for door in entry.doors),
        "demonstration": any(entry.cite.demo for entry in found),
    }
    return render(request, "portal/public/cites.html", context | map_of(found, filters))


@public
def cite(request: HttpRequest, slug: str) -> HttpResponse:
    found, now = shown_or_404(slug), timezone.now()
    keeping.shows_only(found)
    form = DayForm(request.GET, today_in(found.timezone, now))
    context = {
        "section": "cites",
        "trail": [(reverse("public:cites"), _("The Cités")), ("", found.short_name)],
        "form": form,
    }
    if form.asks_for_another_day:
        return another_day(request, found, form, context)
    return render(request, "portal/public/cite.html", context | portraits.portrait_of(found, now))


def another_day(request: HttpRequest, found: Cite, form: DayForm, context: dict[str, object]) -> HttpResponse:
    """Show a Cité as on the day that is asked for, never as if it were now."""
    context |= {"cite": found, "demonstration": found.demo}
    if form.chosen is None:
        return render(request, "portal/public/cite_day.html", context, status=400)
    if not form.is_written_as_usual:
        return HttpResponseRedirect(f"{request.path}?on={form.chosen.isoformat()}")
    context |= portraits.day_of_cite(found, form.chosen, timezone.now())
    return render(request, "portal/public/cite_day.html", context)


@public
def week(request: HttpRequest, slug: str) -> HttpResponse:
    found, now, status = shown_or_404(slug), timezone.now(), 200
    keeping.shows_only(found)
    context: dict[str, object] = {
        "section": "cites",
        "trail": [
            (reverse("public:cites"), _("The Cités")),
            (found.get_absolute_url(), found.short_name),
            ("", _("The week")),
        ],
    }
    try:
        asked = week_asked(request.GET, today_in(found.timezone, now))
    except BadWeekError as error:
        context |= {"cite": found, "error": error, "demonstration": found.demo}
        status = 400
    else:
        context |= portraits.week_of(found, asked, request.GET, now)
    return render(request, "portal/public/week.html", context, status=status)


def shown_or_404(slug: str) -> Cite:
    found = Cite.objects.shown().with_facts().with_milestones().with_decisions().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def entries_of(keys: Iterable[int], roll: Roll, now: datetime) -> list[Entry]:
    """Return what a list says of some Cités of the roll."""
    doors = roll.doors(now)
    known = [roll.cites[each] for each in keys if each in roll.cites]
    return [Entry(each, doors[each.pk], roll.ending_of(each, now)) for each in known]


def map_of(entries: Iterable[Entry], filters: CiteFilter) -> dict[str, object]:
    """Draw the Cités of a list: on the view asked for, else on the only country chosen, else on Europe."""
    pins = [pin for entry in entries if not entry.ending and (pin := pin_of(entry.doors))]
    countries = {
        choice.value for facet in filters.facets if facet.name == "country" for choice in facet.choices
    }
    chosen = filters.chosen["country"]
    view = maps.key_of(filters.data.get("map") or (chosen[0] if len(chosen) == 1 else None), countries)
    return {
        "map": maps.draw(pins, view) if pins else None,
        "views": maps.views_of_list(filters.data, countries, view),
    }

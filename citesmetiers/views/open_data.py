"""`/open/v1/`: what machines may ask for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from citesmetiers.boards import board_of
from citesmetiers.endings import ending_of
from citesmetiers.open_data import answers
from citesmetiers.open_data.questions import BadQuestionError, moment_asked, monday_asked
from citesmetiers.open_data.responses import answer, open_data, seconds_fresh
from citesmetiers.open_data.searching import SearchQuestion, answer_to
from citesmetiers.search.finding import find
from citesmetiers.search.records import rows_of
from network import keeping
from network.hours import today_in
from network.models import Cite, Place
from services.models import Permanence

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# A page is linked to in a language that has pages.
ROUTED = {code for code, _name in settings.LANGUAGES}


@open_data
def index(request: HttpRequest) -> HttpResponse:
    """Tell what there is to ask for."""
    if request.GET:
        raise BadQuestionError(_("This address has no parameter."))
    home = f"{settings.SITE_URL}/open/v1"
    state = {
        "address": f"{home}/places/{{place}}/state",
        "tells": _("Whether a place is open at a moment, until when, and why."),
        "parameters": {
            "at": _("Date and time on the clock of the place, or with an offset; without it, now.")
        },
        "example": f"{home}/places/belfort-main/state?at=2026-12-24T17:30",
    }
    week = {
        "address": f"{home}/cites/{{cite}}/week",
        "tells": _("Who is on duty in a Cité over a week, without appointment."),
        "parameters": {"from": _("A day of the week asked for; without it, this week.")},
        "example": f"{home}/cites/belfort/week?from=2026-11-23",
    }
    search = {
        "address": f"{home}/search",
        "tells": _("Offers, events, Cités, places and partners that answer a question."),
        "parameters": {
            "q": _("A question, in words, in French, English, Italian, Spanish, Portuguese or Dutch."),
            "lang": _("The language of titles and addresses, and in which the question is read first."),
            "kind": _("service, event, cite, place or partner; several may be asked for."),
            "theme": _("A theme of the exchange file; several may be asked for."),
            "near": _("A town, a postcode, a country, a Cité, or latitude,longitude."),
            "at": _("now, or date and time, on the clock of each place, or with an offset."),
            "page": _("From 1 on; a page has twenty results."),
        },
        "example": f"{home}/search?q=changer+de+m%C3%A9tier",
    }
    licence = {"name": None, "note": _("The licence of these data is not yet decided.")}
    return answer({"version": 1, "licence": licence, "answers": [state, week, search]})


@open_data
def place_state(request: HttpRequest, place: str) -> HttpResponse:
    known = Place.objects.filter(cite__in=Cite.objects.shown(), slug=place).with_hours()
    found = known.select_related("cite").prefetch_related("cite__milestones").first()
    if found is None:
        raise Http404
    keeping.shows_only(found.cite)
    now = timezone.now()
    moment = moment_asked(request.GET, found.hours.zone, now)
    that_day = today_in(found.cite.timezone, moment)
    told = answers.state_of(found, moment, ending_of(found.cite, found.cite.milestones.all(), that_day))
    if "at" in request.GET:
        ends = told["until"] and datetime.fromisoformat(told["until"])
    else:
        # The answer is of its minute, and no state changes within a minute.
        ends = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return answer(told, fresh=seconds_fresh(now, ends))


@open_data
def cite_week(request: HttpRequest, cite: str) -> HttpResponse:
    found = Cite.objects.shown().filter(slug=cite).prefetch_related("milestones").first()
    if found is None:
        raise Http404
    keeping.shows_only(found)
    now = timezone.now()
    today = today_in(found.timezone, now)
    monday = monday_asked(request.GET, today)
    # As on its page: where a Cité came to an end, there is nobody to meet.
    ending = ending_of(found, found.milestones.all(), today)
    boxes = [] if ending else board_of(_permanences(found), _places(found), monday, now, today).boxes
    return answer(answers.week_of(found, monday, boxes))


def _places(cite: Cite) -> dict[int, Place]:
    return {place.pk: place for place in Place.objects.filter(cite=cite).with_hours()}


def _permanences(cite: Cite) -> list[Permanence]:
    found = Permanence.objects.published().filter(cite=cite).with_cancelled()
    permanences = list(found.select_related("service__partner", "partner").order_by("weekday", "time", "pk"))
    for each in permanences:
        each.service.cite = cite
    return permanences


@open_data
def search(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    asked = SearchQuestion(request.GET, now)
    findings = find(asked.asked, asked.page)
    with override(asked.language if asked.language in ROUTED else "en"):
        told = answer_to(asked, findings, rows_of(findings.results, findings.asked))
    ends = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return answer(told, fresh=seconds_fresh(now, ends))

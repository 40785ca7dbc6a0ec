"""The exceptional closing: which days and places, what it takes away, done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from citesmetiers.closings import announce, dates_lost, permanences_lost
from network.access import Desk, workspace
from network.actions.closings import Overlapping
from network.actions.sheets import Over
from network.forms import refusal_of
from network.forms.closings import ClosingForm
from network.hours import zone_or_utc
from network.permissions import Can

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from events.models import Occurrence

# What fits on a page; how many others there are is said.
MOST_SHOWN = 100
LONGEST_KEY = 19
LONGEST_DAY = 10


@workspace(Can.WRITE)
def close(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask, show what would be lost, and close: three pages at one address."""
    today = timezone.localdate(timezone=zone_or_utc(desk.cite.timezone))
    form = ClosingForm(request.POST if request.method == "POST" else None, cite=desk.cite, today=today)
    if asked := request.GET.get("on", "")[:LONGEST_DAY].replace("\0", ""):
        form.initial = {**form.initial, "when": "days", "first_day": asked}
    if not form.is_bound or request.POST.get("do") == "change":
        return _ask(request, desk, form)
    if not form.is_valid() or form.overlapping:
        return _ask(request, desk, form, status=422 if form.errors else 409)
    if request.POST.get("do") != "sure":
        return _show(request, desk, form)
    try:
        closures = announce(
            desk,
            form,
            cancels=[
                int(each)
                for each in request.POST.getlist("cancel")
                if each.isdecimal() and len(each) < LONGEST_KEY
            ],
            reason=request.POST.get("reason", ""),
        )
    except (Overlapping, Over):
        return _ask(request, desk, form, status=409)
    except IntegrityError as error:
        form.add_error(None, refusal_of(error))
        return _ask(request, desk, form, status=422)
    names = ", ".join(closure.place.name for closure in closures)
    messages.success(request, _("Announced, visitors read it now: %(places)s.") % {"places": names})
    return redirect("workspace:sheets", desk.cite.slug, "closures")


def _ask(request: HttpRequest, desk: Desk, form: ClosingForm, status: int = 200) -> HttpResponse:
    others = form.overlapping if status != 200 and not form.errors else []  # noqa: PLR2004 all is well
    context = {"desk": desk, "section": "close", "form": form, "others": others}
    return render(request, "portal/workspace/close.html", context, status=status)


def _show(request: HttpRequest, desk: Desk, form: ClosingForm) -> HttpResponse:
    said = form.cleaned_data
    lost = permanences_lost(said["places"], *form.span, said["hours"])
    context = {
        "desk": desk,
        "section": "close",
        "said": said,
        "first": form.span[0],
        "last": form.span[1],
        "sent": [
            (name, text)
            for name, texts in request.POST.lists()
            for text in texts
            if name.partition("__")[0] in form.fields
        ],
        "permanences": lost[:MOST_SHOWN],
        "others": len(lost) - len(lost[:MOST_SHOWN]),
        "dates": [
            (each, _is_within(each, *form.span))
            for each in dates_lost(said["places"], *form.span, said["hours"])
        ],
    }
    return render(request, "portal/workspace/close_sure.html", context)


def _is_within(occurrence: Occurrence, first: date, last: date) -> bool:
    """Tell whether a date is over with the closing: one that goes on is not cancelled as a whole unasked."""
    days = occurrence.starts.date(), occurrence.ends.date()
    return not occurrence.lasts_days or (first <= days[0] and days[1] <= last)

"""The dates of an event, for its team: each is cancelled, moved or put back by itself, and visitors see it at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from events.actions import change_date
from events.forms import DateForm
from events.models import Event, Occurrence
from network.access import Desk, workspace
from network.actions.sheets import Over
from network.forms import refusal_of
from network.models import Conflict
from network.permissions import Can

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 50


@workspace(Can.SEE_CITE)
def dates(request: HttpRequest, desk: Desk, record: int) -> HttpResponse:
    """List the dates to come, or those that are over."""
    event = get_object_or_404(Event, cite=desk.cite, pk=record)
    is_past, now = request.GET.get("past") == "1", timezone.now()
    rows = event.occurrences.select_related("event__cite")
    rows = rows.filter(ends_at__lte=now) if is_past else rows.filter(ends_at__gt=now)
    rows = rows.order_by("-starts_at" if is_past else "starts_at", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"desk": desk, "section": "events", "event": event, "page": page, "is_past": is_past}
    return render(request, "events/workspace/dates.html", context)


@workspace(Can.WRITE)
def date(request: HttpRequest, desk: Desk, record: int, occurrence: int) -> HttpResponse:
    """Say what becomes of a date: first what visitors will read, then the button."""
    dates = Occurrence.objects.filter(event__cite=desk.cite, event=record).select_related("event__cite")
    found = get_object_or_404(dates, pk=occurrence)
    context = {"desk": desk, "section": "events", "event": found.event, "occurrence": found}
    form = DateForm(request.POST if request.method == "POST" else None, occurrence=found)
    if request.method != "POST" or not form.is_valid() or request.POST.get("do") == "change":
        status = 422 if form.is_bound and not form.is_valid() else 200
        return render(request, "events/workspace/date.html", context | {"form": form}, status=status)
    version = request.POST.get("version", "")
    if request.POST.get("do") != "sure":
        sent = [(name, text) for name, text in request.POST.items() if name.partition("__")[0] in form.fields]
        will = form.put_into(get_object_or_404(dates, pk=occurrence))
        return render(request, "events/workspace/date_sure.html", context | {"sent": sent, "will": will})
    said = partial(_write, desk, form, occurrence, int(version) if version.isdecimal() else 0)
    if problem := said(request.POST.get("reason", "")):
        messages.error(request, problem)
        return redirect(request.path)
    messages.success(request, _("Done: visitors read it now."))
    return redirect("workspace:dates", desk.cite.slug, record)


def _write(desk: Desk, form: DateForm, number: int, version: int, reason: str) -> Any:
    """Write it; return what keeps it from being written."""
    try:
        change_date(desk, number, form.put_into, version=version, reason=reason)
    except Over:
        return _("The event no longer has this date.")
    except Conflict:
        return _("Somebody changed this date meanwhile: look at what it says now.")
    except IntegrityError as error:
        return refusal_of(error)
    return ""

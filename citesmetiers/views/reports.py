"""The yearly report of a Cité: read by its team, written and sent by who coordinates it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from citesmetiers.prefill import Year, end_of, proposals_for
from citesmetiers.templatetags.words import date_in_words
from network.access import Desk, workspace
from network.actions import move_report, write_report
from network.actions.reports import MOVES, OPEN
from network.forms.reports import ReportForm
from network.label import network_day
from network.models import Campaign, Conflict, Indicator, Report, lines_of
from network.permissions import Can

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from network.models.report import Line

PER_PAGE = 30


@workspace(Can.SEE_CITE)
def reports(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the campaigns, the latest first, with where the report of each stands."""
    campaigns = Campaign.objects.filter(demo=desk.cite.demo).order_by("-year", "pk")
    page = Paginator(campaigns, PER_PAGE).get_page(request.GET.get("page"))
    found = Report.objects.filter(cite=desk.cite, campaign__in=list(page)).select_related("decision")
    by_campaign = {each.campaign_id: each for each in found}
    rows = [(campaign, by_campaign.get(campaign.pk)) for campaign in page]
    context = {
        "desk": desk,
        "section": "reports",
        "page": page,
        "rows": rows,
        "today": network_day(timezone.now()),
    }
    return render(request, "portal/workspace/reports.html", context)


@workspace(Can.SEE_CITE)
def report(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Show what is said, what the portal proposed, and what came of it: to be read, and printed."""
    campaign = _campaign(desk, year)
    found = _report(desk, campaign)
    today = network_day(timezone.now())
    is_open = campaign.opens_on <= today and (found is None or found.state in OPEN)
    context = {
        "desk": desk,
        "section": "reports",
        "campaign": campaign,
        "report": found,
        "lines": _lines(desk, found),
        "may_write": is_open and desk.can(Can.APPLY),
        "is_late": is_open and campaign.closes_on < today,
        "today": today,
    }
    return render(request, "portal/workspace/report.html", context)


@workspace(Can.APPLY)
def write(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Write the figures, keep them, send them; a project bearer has label files alone."""
    desk.check(Can.SEE_CITE)
    campaign = _campaign(desk, year)
    if network_day(timezone.now()) < campaign.opens_on:
        raise Http404
    found, known = _report(desk, campaign), end_of(desk.cite, year, timezone.now())
    if request.method != "POST":
        if found and found.state not in OPEN:
            return redirect("workspace:report", desk.cite.slug, year)
        return _page(request, desk, campaign, found, _form(request, desk, found, known))
    form = _form(request, desk, found, known)
    sends = request.POST.get("do") == "submit"
    if not form.is_valid() or (sends and not form.check_parts()):
        return _page(request, desk, campaign, found, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        found = write_report(desk, campaign, form.said(), opened=form.opened)
    except Conflict:
        return _collided(request, desk, campaign, form)
    try:
        if sends:
            move_report(found.pk, MOVES["submit"], by=desk)
    except ValidationError as refused:
        form.add_error(None, refused)
        form.reopen(found.version)
        return _page(request, desk, campaign, found, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(
        request, _("Sent to the secretariat.") if sends else _("Kept. Nobody but your team reads it yet.")
    )
    return redirect("workspace:report" if sends else "workspace:report_write", desk.cite.slug, year)


def _form(request: HttpRequest, desk: Desk, found: Report | None, known: Year) -> ReportForm:
    lines = _lines(desk, found)
    proposed = proposals_for(known, {line.indicator.code for line in lines})
    data = request.POST if request.method == "POST" else None
    known_on = date_in_words(known.last)
    return ReportForm(
        data, lines=lines, proposed=proposed, known_on=known_on, version=found.version if found else 0
    )


def _collided(request: HttpRequest, desk: Desk, campaign: Campaign, form: ReportForm) -> HttpResponse:
    """Show what was written and what somebody else saved meanwhile; or say that it was sent."""
    found = _report(desk, campaign)
    assert found
    if found.state in OPEN:
        form.tell_theirs(_lines(desk, found), found.version)
    else:
        form.add_error(
            None, _("The report was sent meanwhile. What you wrote stands below and was not kept.")
        )
    return _page(request, desk, campaign, found, form, status=HTTPStatus.CONFLICT)


def _page(
    request: HttpRequest,
    desk: Desk,
    campaign: Campaign,
    found: Report | None,
    form: ReportForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "desk": desk,
        "section": "reports",
        "campaign": campaign,
        "report": found,
        "form": form,
        "move": MOVES["submit"],
        "known_on": end_of(desk.cite, campaign.year, timezone.now()).last,
    }
    return render(request, "portal/workspace/report_write.html", context, status=status)


def _campaign(desk: Desk, year: int) -> Campaign:
    return get_object_or_404(Campaign, year=year, demo=desk.cite.demo)


def _report(desk: Desk, campaign: Campaign) -> Report | None:
    people = ("decision", "submitted_by", "decided_by")
    return Report.objects.filter(cite=desk.cite, campaign=campaign).select_related(*people).first()


def _lines(desk: Desk, found: Report | None) -> list[Line]:
    indicators = Indicator.objects.filter(demo=desk.cite.demo).order_by("order", "code", "pk")
    return lines_of(indicators, found.figures.all() if found else [])

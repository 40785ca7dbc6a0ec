"""Letters of a campaign of yearly reports: that it asks, and that its end is near; each once for a Cité."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from network.actions.addressees import coordinators_of
from network.actions.asked import asked_in
from network.actions.totals import COUNTED
from network.emails import REPORT_CALL, portal_language, write_letter
from network.models import Campaign, Cite, Report, ReportCall
from network.models.report import Call
from network.vocabulary import Membership

if TYPE_CHECKING:
    from datetime import date

# So long before the last day, those are reminded that have not sent their report.
REMINDS = timedelta(days=14)


def write_calls(today: date) -> int:
    """Write for the campaigns that run; return how many letters. One that is over before it is known calls nobody."""
    running = Campaign.objects.filter(opens_on__lte=today, closes_on__gte=today).order_by("pk")
    return sum(_write(campaign, today) for campaign in running)


def _write(campaign: Campaign, today: date) -> int:
    told: dict[int, dict[str, date]] = {}
    for number, said, day in campaign.calls.values_list("cite", "call", "written_on"):
        told.setdefault(number, {})[said] = day
    asked = asked_in([campaign])[campaign.pk].cites
    sent = Report.objects.filter(campaign=campaign, state__in=COUNTED).values("cite")
    cites = Cite.objects.filter(pk__in=asked, membership=Membership.MEMBER).exclude(pk__in=sent).in_order()
    letters = 0
    for cite in cites:
        call = _call_on(campaign, today, told.get(cite.pk, {}))
        letters += _call(campaign, cite, call, today) if call else 0
    return letters


def _call_on(campaign: Campaign, today: date, told: dict[str, date]) -> Call | None:
    """Return what a Cité is to be told on a day; who is asked so late is not reminded of it as well."""
    reminds_on = campaign.closes_on - REMINDS
    if Call.OPENING not in told:
        return Call.OPENING
    is_news = Call.REMINDER not in told and told[Call.OPENING] < reminds_on <= today
    return Call.REMINDER if is_news else None


@transaction.atomic
def _call(campaign: Campaign, cite: Cite, call: Call, today: date) -> int:
    """Write to the coordinators; where there is none the letter waits for one."""
    people = [member.user for member in coordinators_of([cite], demo=cite.demo)]
    if not people:
        return 0
    _row, is_new = ReportCall.objects.get_or_create(
        campaign=campaign, cite=cite, call=call, defaults={"written_on": today}
    )
    if not is_new:
        return 0
    for person in people:
        with translation.override(portal_language(person.language)):
            path = reverse("workspace:report", args=[cite.slug, campaign.year])
        told = {"campaign": campaign, "cite": cite, "is_reminder": call == Call.REMINDER, "path": path}
        write_letter(person, REPORT_CALL.name, told)
    return len(people)

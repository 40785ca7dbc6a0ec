"""What a team has to do, the most urgent first: its dashboard shows three things, and the rest below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from citesmetiers.templatetags.words import in_words
from network import hours
from network.actions.freshness import due_in
from network.actions.reports import awaited_from
from network.actions.reviews import progress_of
from network.dues import DueState
from network.filing import DECIDES, OPEN, WRITABLE
from network.forms.sheets import SHEETS
from network.hours import today_in
from network.label import network_day
from network.models import Agreement, Draft, LabelFile, ReviewCampaign, Season, Suggestion
from network.permissions import Can
from network.views.sheets import address_of
from network.vocabulary import ReportState, SuggestionState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from citesmetiers.doors import Door
    from network.access import Desk
    from network.dues import Due

# How far ahead each kind of date is told.
HOLIDAYS_AHEAD, SEASONS_AHEAD, AGREEMENTS_AHEAD = 30, 30, 60


@dataclass(frozen=True)
class Todo:
    """One thing to do: what, why, and the button that leads there."""

    words: str
    why: str
    button: str
    url: str


def todos_of(desk: Desk, doors: Sequence[Door], due: Due | None, moment: datetime) -> list[Todo]:
    """Return what there is to do in a Cité, the most urgent first; each source asks one query, the checks four."""
    today = today_in(desk.cite.timezone, moment)
    return [
        *_asked(desk),
        *_files(desk),
        *_holidays(desk, doors, today),
        *_suggestions(desk),
        *_campaigns(desk, today, moment),
        *_checks(desk, moment),
        *_seasons(desk, doors, today),
        *_reports(desk, network_day(moment)),
        *_label(desk, due),
        *_agreements(desk, today),
        *_drafts(desk),
    ]


def _asked(desk: Desk) -> Iterator[Todo]:
    """Drafts of which somebody asks the publication."""
    if not desk.can(Can.PUBLISH):
        return
    for draft in Draft.objects.filter(cite=desk.cite, asked_at__isnull=False).select_related("written_by")[
        :5
    ]:
        yield Todo(
            _("Publish “%(title)s”, or say what is missing") % {"title": draft.title},
            _("%(who)s asks for it since %(day)s.") % {"who": draft.written_by or "—", "day": in_words(draft.asked_at.date()) if draft.asked_at else "—"},
            _("Read the draft"),
            address_of(desk, draft),
        )  # fmt: skip


def _files(desk: Desk) -> Iterator[Todo]:
    """Label files that wait for the applicant, those with a day first."""
    if not desk.can(Can.APPLY):
        return
    files = LabelFile.objects.filter(cite=desk.cite, state__in=WRITABLE).order_by(
        F("due_on").asc(nulls_last=True), "pk"
    )
    for file in files[:3]:
        until = _("Asked for until %(day)s.") % {"day": in_words(file.due_on)} if file.due_on else ""
        yield Todo(
            _("Write your label file: %(kind)s") % {"kind": file.get_kind_display()},
            until or _("The secretariat sees it once you submit it."),
            _("Open the file"),
            reverse("workspace:file", args=[desk.cite.slug, file.pk]),
        )


def _holidays(desk: Desk, doors: Sequence[Door], today: date) -> Iterator[Todo]:
    """Public holidays ahead of which the hours say nothing."""
    if not desk.can(Can.WRITE):
        return
    for number in range(HOLIDAYS_AHEAD):
        day = today + timedelta(days=number)
        silent = [door.place for door in doors if _says_nothing(door, day)]
        if silent:
            yield Todo(
                _("Say whether you open on %(day)s") % {"day": in_words(day)},
                ngettext(
                    "A public holiday of which the hours say nothing: the page shows “to be confirmed”. One place.",
                    "A public holiday of which the hours say nothing: the page shows “to be confirmed”. %(number)d places.",
                    len(silent),
                )
                % {"number": len(silent)},
                _("Answer for that day"),
                f"{reverse('workspace:close', args=[desk.cite.slug])}?on={day:%d/%m/%Y}",
            )


def _says_nothing(door: Door, day: date) -> bool:
    told = hours.day_of(door.place.hours, day)
    return told.reason.kind == "holiday" and any(each.state == hours.UNKNOWN for each in told.ranges)


def _suggestions(desk: Desk) -> Iterator[Todo]:
    waiting = Suggestion.objects.filter(cite=desk.cite, state=SuggestionState.RECEIVED).count()
    if waiting and desk.can(Can.WRITE):
        yield Todo(
            ngettext(
                "Answer what somebody wrote to you", "Answer what %(number)d people wrote to you", waiting
            )
            % {"number": waiting},
            _("Ideas, questions and corrections of the public wait for the team."),
            _("Read and answer"),
            reverse("workspace:suggestions", args=[desk.cite.slug]),
        )


def _campaigns(desk: Desk, today: date, moment: datetime) -> Iterator[Todo]:
    """Campaigns of the secretariat in which the Cité is not done."""
    if not desk.can(Can.WRITE):
        return
    for campaign in ReviewCampaign.objects.running(today).filter(cites=desk.cite)[:2]:
        progress = next(each for each in progress_of(campaign, moment) if each.cite == desk.cite)
        if not progress.is_done:
            yield Todo(
                str(campaign),
                _("Asked by the secretariat until %(day)s: %(checked)d of %(total)d sheets are checked.")
                % {"day": in_words(campaign.until), "checked": progress.checked, "total": progress.total},
                _("Look at them"),
                reverse("workspace:to_check", args=[desk.cite.slug]),
            )


def _checks(desk: Desk, moment: datetime) -> Iterator[Todo]:
    due = due_in(desk.cite, moment, today_in(desk.cite.timezone, moment) + timedelta(days=14))
    number = sum(len(each.records) for each in due)
    if number and desk.can(Can.WRITE):
        yield Todo(
            ngettext(
                "Say whether one sheet is still true", "Say whether %(number)d sheets are still true", number
            )
            % {"number": number},
            _("Their check holds for two weeks at most; visitors read it beside them."),
            _("Look at them"),
            reverse("workspace:to_check", args=[desk.cite.slug]),
        )


def _seasons(desk: Desk, doors: Sequence[Door], today: date) -> Iterator[Todo]:
    """Hours that end soon, with none to follow."""
    places = [door.place.pk for door in doors]
    ending = Season.objects.filter(
        place__in=places, valid_until__range=(today, today + timedelta(days=SEASONS_AHEAD))
    ).select_related("place")
    for season in ending if desk.can(Can.KEEP_CITE) else ():
        assert season.valid_until
        after = season.valid_until + timedelta(days=1)
        door = next(door for door in doors if door.place.pk == season.place_id)
        if hours.day_of(door.place.hours, after).reason.kind == "no_season":
            yield Todo(
                _("Write the hours of %(place)s from %(day)s on")
                % {"place": season.place, "day": in_words(after)},
                _("Those that are known end the day before; the page then says “to be confirmed”."),
                _("Prepare a season"),
                reverse("workspace:new_sheet", args=[desk.cite.slug, "seasons"]),
            )


def _reports(desk: Desk, today: date) -> Iterator[Todo]:
    """Name the reports that the network waits for: of campaigns that run, and those that came back."""
    if not desk.can(Can.APPLY):
        return
    for campaign in awaited_from(desk.cite, today)[:2]:
        yield Todo(
            _("Send the yearly report of %(year)s") % {"year": campaign.year},
            _("The secretariat returned it: it says what is missing.")
            if campaign.state == ReportState.RETURNED
            else _("It is asked for until %(day)s.") % {"day": in_words(campaign.closes_on)},
            _("Open the report"),
            reverse("workspace:report", args=[desk.cite.slug, campaign.year]),
        )


def _label(desk: Desk, due: Due | None) -> Iterator[Todo]:
    """Name the next step of the label, unless the secretariat has it or a file for it is begun."""
    if not desk.can(Can.APPLY) or due is None or due.state not in {DueState.DUE, DueState.LATE}:
        return
    assert due.last_day
    kinds = [kind for kind, decision in DECIDES.items() if decision == due.step]
    if LabelFile.objects.filter(cite=desk.cite, kind__in=kinds, state__in=OPEN).exists():
        return
    is_late = due.state == DueState.LATE
    yield Todo(
        _("Prepare %(step)s") % {"step": due.words},
        (_("It is late: the recorded period ended on %(day)s.") if is_late else _("The recorded period ends on %(day)s."))
        % {"day": in_words(due.last_day)},
        _("See the label"),
        reverse("workspace:files", args=[desk.cite.slug]),
    )  # fmt: skip


def _agreements(desk: Desk, today: date) -> Iterator[Todo]:
    if not desk.can(Can.KEEP_CITE):
        return
    last = today + timedelta(days=AGREEMENTS_AHEAD)
    for agreement in Agreement.objects.filter(cite=desk.cite).in_force(today).select_related("partner"):
        if agreement.until and agreement.until.last_day <= last:
            yield Todo(
                _("Renew the agreement with %(partner)s") % {"partner": agreement.partner},
                _("It ends on %(day)s.") % {"day": in_words(agreement.until)},
                _("Open the agreement"),
                reverse("workspace:sheet", args=[desk.cite.slug, "agreements", agreement.pk]),
            )


def _drafts(desk: Desk) -> Iterator[Todo]:
    mine = Draft.objects.filter(cite=desk.cite, written_by=desk.user, asked_at__isnull=True, kind__in=SHEETS)
    for draft in mine.order_by("written_at", "pk")[:5]:
        yield Todo(
            _("Finish “%(title)s”") % {"title": draft.title},
            _("You began it on %(day)s; visitors see nothing of it.")
            % {"day": in_words(draft.written_at.date())},
            _("Write on"),
            address_of(desk, draft),
        )

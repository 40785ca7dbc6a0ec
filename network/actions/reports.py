"""Yearly reports: written by the team, sent, given back or accepted. One action moves them, over one table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from network.access import Desk
from network.actions.addressees import coordinators_of, label_officers
from network.actions.label import record_decision
from network.emails import REPORT_ACCEPTED, REPORT_RETURNED, REPORT_SUBMITTED, portal_language, write_letter
from network.label import may_be_renewed, renewal_period
from network.models import Campaign, Cite, Conflict, LabelDecision, Report, ReportFigure, User
from network.partial_dates import PartialDate
from network.permissions import Can, check
from network.vocabulary import DecisionKind, ReportState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from django.utils.functional import _StrPromise

    from network.label import Standing

# What a team writes of: the number of an indicator, and a part of its breakdown or nothing.
type Key = tuple[int, str]


class Said(NamedTuple):
    """The answer to one of them, and what the portal proposed."""

    value: Decimal | None
    comment: str = ""
    proposed: Decimal | None = None


class Move(NamedTuple):
    """How a report goes from one state to another, and whose right it takes."""

    name: str
    words: _StrPromise
    sources: frozenset[ReportState]
    target: ReportState
    right: Can
    needs_reason: bool = False
    renews: bool = False


# What a team may still write in.
OPEN = frozenset({ReportState.DRAFT, ReportState.RETURNED})
_SENT = frozenset({ReportState.SUBMITTED})
# A case that was held may still end with a renewal.
_SENT_OR_HELD = _SENT | {ReportState.ACCEPTED}
_TABLE = [
    Move("submit", pgettext_lazy("report", "Send it to the secretariat"), OPEN, ReportState.SUBMITTED, Can.APPLY),
    Move("return", pgettext_lazy("report", "Return it to the Cité"), _SENT, ReportState.RETURNED, Can.RUN_LABEL, needs_reason=True),
    Move("renew", pgettext_lazy("report", "Accept it and renew the label"), _SENT_OR_HELD, ReportState.ACCEPTED, Can.RUN_LABEL, renews=True),
    Move("hold", pgettext_lazy("report", "Accept it and hold the case"), _SENT, ReportState.ACCEPTED, Can.RUN_LABEL),
]  # fmt: skip
MOVES = {move.name: move for move in _TABLE}


def moves_of(report: Report, right: Can) -> list[Move]:
    """Return what can be done with a report as it stands by who has a right: the buttons of its pages."""
    return [move for move in MOVES.values() if move.right is right and _can_go(report, move)]


def _can_go(report: Report, move: Move) -> bool:
    return report.state in move.sources and not (move.renews and report.decision_id)


@transaction.atomic
def move_report(number: int, move: Move, *, by: Desk | User, reason: str = "") -> Report:
    """Move a report; a renewal is decided with it, and whom it concerns is told, or nothing happens.

    Raises:
        PermissionDenied: it is not for them to do.
        ValidationError: it stands elsewhere meanwhile, a reason is missing, the label cannot be renewed.

    """
    found = Report.objects.select_for_update(of=("self",)).select_related("cite", "campaign")
    report = found.get(pk=number)
    person = _check_may(report, move, by)
    if not _can_go(report, move):
        raise ValidationError(
            _("Somebody was faster: this report is “%(state)s” now. Nothing was done."),
            params={"state": report.get_state_display()},
        )
    if move.needs_reason and not reason.strip():
        raise ValidationError(_("Say what the Cité should look at again."))
    report.state = move.target
    if move.target == ReportState.SUBMITTED:
        _submit(report, person)
    else:
        report.decided_by, report.decided_at, report.comment = person, timezone.now(), reason.strip()
    if move.renews:
        report.decision = _renew(report, person)
    report.save()
    _tell(report)
    return report


def _check_may(report: Report, move: Move, by: Desk | User) -> User:
    """Return the person, whose right is that of a desk in the Cité or of the secretariat."""
    if not isinstance(by, Desk):
        check(by, move.right, report)
        return by
    if by.cite.pk != report.cite_id:
        raise PermissionDenied
    by.check(move.right)
    by.check(Can.SEE_CITE)
    return by.user


def _submit(report: Report, person: User) -> None:
    if not report.figures.filter(value__isnull=False).exists():
        raise ValidationError(_("There is no figure in it yet: write those that you know."))
    report.submitted_by, report.submitted_at = person, timezone.now()
    report.decided_by = report.decided_at = None


# --- The renewal ------------------------------------------------------------------------------
def renewal_of(cite: Cite, day: date) -> tuple[Standing, tuple[date, date]]:
    """Return where the label of a Cité stands on a day, and the year that a renewal would cover."""
    known = Cite.objects.with_decisions().get(pk=cite.pk)
    return known.standing_on(day), renewal_period(known.label_decisions, day)


def _renew(report: Report, by: User) -> LabelDecision:
    today = timezone.localdate()
    standing, (first, last) = renewal_of(report.cite, today)
    if not may_be_renewed(standing):
        raise ValidationError(
            _("The label of this Cité is “%(status)s”: a yearly renewal does not follow. Hold the case."),
            params={"status": standing.status.label},
        )
    decision = LabelDecision(  # type: ignore[misc]
        cite=report.cite,
        kind=DecisionKind.RENEWAL,
        date=PartialDate(today.year, today.month, today.day),
        period_from=first,
        period_until=last,
        note={code: _noted_in(code, report.campaign) for code in ("fr", "en")},
    )
    try:
        with transaction.atomic():
            return record_decision(decision, by=by)
    except IntegrityError as error:
        raise ValidationError(
            _(
                "The year from %(first)s to %(last)s overlaps a period that another decision records. Nothing was done."
            ),
            params={"first": date_format(first), "last": date_format(last)},
        ) from error


def _noted_in(code: str, campaign: Campaign) -> str:
    with translation.override(code):
        return gettext("On the yearly report of %(year)s.") % {"year": campaign.year}


# --- Whom it concerns -------------------------------------------------------------------------
_LETTERS = {
    ReportState.SUBMITTED: REPORT_SUBMITTED,
    ReportState.RETURNED: REPORT_RETURNED,
    ReportState.ACCEPTED: REPORT_ACCEPTED,
}


def _tell(report: Report) -> None:
    """Write to the officers what was sent, and to the coordinators what came of it."""
    is_sent = report.state == ReportState.SUBMITTED
    readers = (
        list(label_officers(demo=report.demo))
        if is_sent
        else [member.user for member in coordinators_of([report.cite_id], demo=report.demo)]
    )
    for person in readers:
        with translation.override(portal_language(person.language)):
            link = (
                reverse("admin:network_report_change", args=[report.pk])
                if is_sent
                else reverse("workspace:report", args=[report.cite.slug, report.campaign.year])
            )
        write_letter(person, _LETTERS[ReportState(report.state)].name, {"report": report, "path": link})


# --- What the team writes ---------------------------------------------------------------------
@transaction.atomic
def write_report(desk: Desk, campaign: Campaign, said: Mapping[Key, Said], *, opened: int) -> Report:
    """Keep what a team says in a campaign; `opened` is the version that it was read at, 0 for none.

    Raises:
        PermissionDenied: it is not for them to write.
        Conflict: somebody else wrote meanwhile, or sent it.

    """
    desk.check(Can.APPLY)
    desk.check(Can.SEE_CITE)
    if campaign.demo != desk.cite.demo:
        raise PermissionDenied
    report, is_new = Report.objects.get_or_create(cite=desk.cite, campaign=campaign, demo=desk.cite.demo)
    if not is_new:
        report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        if report.version != opened or report.state not in OPEN:
            raise Conflict
    elif opened:
        raise Conflict
    rows = {(row.indicator_id, row.part): row for row in report.figures.all()}
    for (indicator, part), each in said.items():
        row = rows.get((indicator, part)) or ReportFigure(
            report=report, indicator_id=indicator, part=part, demo=report.demo
        )
        now = Said(row.value, row.comment, row.proposed)
        if each != now:
            row.value, row.comment, row.proposed = each
            row.save()
    report.save()
    return report


def awaited_from(cite: Cite, today: date) -> list[Any]:
    """Return the campaigns that wait for a Cité, each with the `state` of its report, in one query.

    Those that run, while the report is not sent; and any in which it was returned.
    """
    own = Report.objects.filter(cite=cite, campaign=OuterRef("pk")).values("state")
    campaigns = Campaign.objects.filter(demo=cite.demo).annotate(state=Subquery(own))
    runs = Q(opens_on__lte=today, closes_on__gte=today)
    not_sent = Q(state__isnull=True) | Q(state=ReportState.DRAFT)
    return list(campaigns.filter((runs & not_sent) | Q(state=ReportState.RETURNED)).order_by("-year", "pk"))

"""A session of the committee is prepared: planned, its seats computed, its agenda written, its members called.

Every action locks the session and asks for the `version` that was seen: of two people at one session, the
second one is told. Each writes the session too, so that this one version stands for all of it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from network import filing
from network.actions.addressees import coordinators_of
from network.actions.files import move_label_file, proposed_terms
from network.committee import (
    Entitlement,
    Event,
    SeatBasis,
    SeatKind,
    SessionState,
    default_quorum,
    entitlement_on,
)
from network.emails import CONVOCATION, write_letter
from network.models import (
    AgendaItem,
    Cite,
    CommitteeSession,
    Conflict,
    LabelDecision,
    LabelFile,
    Milestone,
    Seat,
    Vote,
)
from network.permissions import Can, check
from network.vocabulary import FileState, MilestoneKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.db.models import QuerySet

    from network.models import User

PLANNED = (SessionState.PLANNED,)
UNTIL_CLOSED = (SessionState.PLANNED, SessionState.OPEN)


@contextmanager
def changing(
    session: CommitteeSession, *, by: User, version: int, states: tuple[SessionState, ...] = UNTIL_CLOSED
) -> Iterator[CommitteeSession]:
    """Give a session to change, alone, and write it when that is done.

    Raises:
        PermissionDenied: it is not for `by` to do.
        Conflict: the session is no longer as `by` has seen it, or has come too far.

    """
    check(by, Can.RUN_LABEL, session)
    with transaction.atomic():
        found = CommitteeSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
        if found.version != version or found.state not in states:
            raise Conflict
        yield found
        found.save()


# --- Planning ------------------------------------------------------------------------------------
@transaction.atomic
def plan_session(
    session: CommitteeSession, *, by: User, corrects: CommitteeSession | None = None
) -> CommitteeSession:
    """Plan a session of a day, with the seats of that day; `corrects` is the closed one that it corrects.

    Raises:
        PermissionDenied: `by` does not run the label, or the other session is of another kind.
        ValidationError: the other session is not closed.

    """
    session.demo = by.demo if corrects is None else corrects.demo
    check(by, Can.RUN_LABEL, session)
    if corrects and not corrects.is_closed:
        raise ValidationError(
            _("Only a closed session is corrected by another one: this one can be changed.")
        )
    session.corrects = corrects
    session.save(force_insert=True)
    _compute_seats(session)
    return session


def change_session(
    session: CommitteeSession, *, by: User, version: int, held_on: date, held_at: str, quorum: int | None
) -> None:
    """Change the day, the place or the quorum; the seats are those of the day."""
    with changing(session, by=by, version=version) as found:
        has_moved = found.held_on != held_on
        if has_moved and found.state != SessionState.PLANNED:
            raise ValidationError(_("It has begun: its day stays."))
        if quorum is None and found.state != SessionState.PLANNED:
            raise ValidationError(_("It has begun: write its quorum as a number."))
        found.held_on, found.held_at, found.quorum = held_on, held_at, quorum
        if has_moved:
            _compute_seats(found)


def cancel_session(session: CommitteeSession, *, by: User, version: int) -> None:
    """Take a planned session away; the files of its agenda wait for another one."""
    check(by, Can.RUN_LABEL, session)
    with transaction.atomic():
        found = CommitteeSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
        if found.version != version or found.state != SessionState.PLANNED:
            raise Conflict
        found.delete()


# --- Seats ---------------------------------------------------------------------------------------
def entitlements_on(day: date, *, demo: bool) -> list[tuple[Cite, Entitlement]]:
    """Return every Cité of the network with its entitlement on a day, by name, in two queries."""
    cites = Cite.objects.shown().filter(demo=demo).with_decisions().in_order()
    return [
        (cite, entitlement_on(cite.standing_on(day), map(_event, cite.milestones.all())))
        for cite in cites.prefetch_related("milestones")
    ]


def _event(milestone: Milestone) -> Event:
    return Event(
        kind=MilestoneKind(milestone.kind),
        date=milestone.date,
        date_until=milestone.date_until,
    )


def undocumented_on(session: CommitteeSession) -> list[tuple[Cite, list[str]]]:
    """Return the Cités of which nobody knows whether they are entitled, with what is not documented; no seat is theirs."""
    seated = set(session.seats.values_list("cite", flat=True))
    entitlements = entitlements_on(session.held_on, demo=session.demo)
    return [
        (cite, each.doubts) for cite, each in entitlements if each.answer is None and cite.pk not in seated
    ]


def compute_seats(session: CommitteeSession, *, by: User, version: int) -> None:
    """Give seats to those who are entitled by what is known now; what was added or struck stays."""
    with changing(session, by=by, version=version, states=PLANNED) as found:
        _compute_seats(found)


def _compute_seats(session: CommitteeSession) -> None:
    entitlements = entitlements_on(session.held_on, demo=session.demo)
    entitled = {cite.pk: cite for cite, each in entitlements if each.answer}
    session.seats.filter(basis=SeatBasis.ENTITLED).exclude(cite__in=entitled).delete()
    seated = set(session.seats.values_list("cite", flat=True))
    new = [cite for number, cite in entitled.items() if number not in seated]
    names = _names_of(new, demo=session.demo)
    for cite in new:
        Seat.objects.create(
            session=session, cite=cite, name=names.get(cite.pk, ""), basis=SeatBasis.ENTITLED, demo=session.demo
        )  # fmt: skip


def _names_of(cites: list[Cite], *, demo: bool) -> dict[int, str]:
    """Name who coordinates each Cité first: whoever comes, the officer writes down on the day."""
    names: dict[int, str] = {}
    for member in coordinators_of(cites, demo=demo):
        names.setdefault(member.cite_id, member.user.name)
    return names


def add_member(
    session: CommitteeSession, *, by: User, version: int, cite: Cite, name: str, reason: str
) -> None:
    """Give a seat to a Cité by hand; the reason stays in the minutes."""
    with changing(session, by=by, version=version) as found:
        if cite.demo != found.demo:
            raise PermissionDenied
        seat = found.seats.filter(cite=cite).first() or Seat(session=found, cite=cite, demo=found.demo)
        if seat.pk and seat.basis != SeatBasis.STRUCK:
            raise ValidationError(_("This Cité has a seat already."))
        seat.name = name or seat.name or _names_of([cite], demo=found.demo).get(cite.pk, "")
        seat.basis, seat.reason = SeatBasis.ADDED, reason
        seat.save()


def add_expert(session: CommitteeSession, *, by: User, version: int, name: str, reason: str = "") -> None:
    """Give a seat to an expert, who advises and does not vote."""
    with changing(session, by=by, version=version) as found:
        Seat.objects.create(
            session=found, kind=SeatKind.EXPERT, name=name, basis=SeatBasis.ADDED, reason=reason, demo=found.demo
        )  # fmt: skip


def strike(session: CommitteeSession, *, by: User, version: int, seat: Seat, reason: str) -> None:
    """Take a seat away by hand, and its votes; the reason stays in the minutes."""
    with changing(session, by=by, version=version) as found:
        own = found.seats.get(pk=seat.pk)
        Vote.objects.filter(seat=own).delete()
        own.basis, own.reason, own.present = SeatBasis.STRUCK, reason, False
        own.save()


def members_of(session: CommitteeSession) -> QuerySet[Seat]:
    return session.seats.filter(kind=SeatKind.MEMBER).exclude(basis=SeatBasis.STRUCK)


def quorum_of(session: CommitteeSession) -> int:
    """Return how many have to be there: the number of the session, by default more than half of the members."""
    return session.quorum or default_quorum(members_of(session).count())


# --- The agenda ----------------------------------------------------------------------------------
def session_of(file: LabelFile) -> CommitteeSession | None:
    """Return the session, not closed yet, on whose agenda a file is: there it is decided, and nowhere else."""
    return CommitteeSession.objects.filter(items__file=file, state__in=UNTIL_CLOSED).first()


def files_to_put(session: CommitteeSession) -> QuerySet[LabelFile]:
    """Return the files that may come on the agenda of a session."""
    states = [*filing.MOVES["schedule"].sources, FileState.ON_AGENDA]
    taken = AgendaItem.objects.filter(session__state__in=UNTIL_CLOSED, file__isnull=False)
    files = LabelFile.objects.filter(demo=session.demo, state__in=states).exclude(pk__in=taken.values("file"))
    return files.select_related("cite").order_by("cite__sort_key", "pk")


def decisions_to_put(session: CommitteeSession) -> QuerySet[LabelDecision]:
    """Return the decisions that a correcting session may name: those of the one that it corrects, as they stand."""
    taken = AgendaItem.objects.filter(session__state__in=UNTIL_CLOSED, decision__isnull=False)
    stand = LabelDecision.objects.filter(session=session.corrects_id, replaced_by=None)
    return (
        stand.exclude(session=None)
        .exclude(pk__in=taken.values("decision"))
        .select_related("cite")
        .order_by("pk")
    )


def put_file(session: CommitteeSession, *, by: User, version: int, file: LabelFile) -> None:
    """Put a file on the agenda: one in review or adjourned makes its move, and its applicant is told.

    Raises:
        ValidationError: it is on another agenda, or is not where a committee decides.

    """
    with changing(session, by=by, version=version) as found:
        # Whoever decides it by its own page waits for this, and finds it here.
        file = LabelFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
        if file not in files_to_put(found):
            raise ValidationError(_("This file is on an agenda already, or cannot come on one now."))
        if file.state != FileState.ON_AGENDA:
            day = found.held_on if found.held_on >= timezone.localdate() else None
            move_label_file(file, "schedule", by=by, version=file.version, day=day)
        terms = proposed_terms(file, found.held_on)
        _add_item(found, file=file, period_from=terms.period_from, period_until=terms.period_until)


def put_decision(session: CommitteeSession, *, by: User, version: int, decision: LabelDecision) -> None:
    """Have a correcting session look at a decision again; its terms begin as those that stand.

    Raises:
        ValidationError: it is none of the session that this one corrects, or was corrected already.

    """
    with changing(session, by=by, version=version) as found:
        if decision not in decisions_to_put(found):
            raise ValidationError(_("This decision is not one that this session can correct."))
        _add_item(
            found, decision=decision, kind=decision.kind, period_from=decision.period_from,
            period_until=decision.period_until, conditions=decision.conditions,
            decided_on=decision.date.last_day if decision.date else None,
        )  # fmt: skip


def _add_item(session: CommitteeSession, **said: object) -> None:
    last = session.items.aggregate(last=Max("order"))["last"] or 0
    AgendaItem.objects.create(session=session, order=last + 1, demo=session.demo, **said)


def take_off(session: CommitteeSession, *, by: User, version: int, item: AgendaItem) -> None:
    """Take an item off the agenda, with its votes; a file stays where it is, for another session."""
    with changing(session, by=by, version=version) as found:
        found.items.get(pk=item.pk).delete()


# --- The convocation -----------------------------------------------------------------------------
def convoke(session: CommitteeSession, *, by: User, version: int) -> int:
    """Write to the coordinators of those who have a seat: the day, the place, the agenda; return how many letters."""
    with changing(session, by=by, version=version, states=PLANNED) as found:
        found.convoked_at = timezone.now()
        context = {"session": found, "items": list(items_of(found))}
        called = coordinators_of(members_of(found).values("cite"), demo=found.demo)
        for member in called:
            write_letter(member.user, CONVOCATION.name, context | {"cite": member.cite})
        return len(called)


def items_of(session: CommitteeSession) -> QuerySet[AgendaItem]:
    """Return the agenda with all that its items are about."""
    about = ("file__cite", "file__decision", "decision__cite", "decision__replaced_by")
    return session.items.select_related(*about).order_by("order", "pk")

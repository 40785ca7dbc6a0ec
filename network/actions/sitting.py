"""A session of the committee sits: it opens, who is there and who votes what is written down, it closes for good."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from network.actions.addressees import coordinators_of
from network.actions.committee import PLANNED, _compute_seats, changing, items_of, quorum_of
from network.actions.files import Terms, move_label_file, readers_of
from network.actions.label import correct_decision
from network.committee import Ballot, Item, Outcome, SessionState, Tally, missing_in
from network.emails import DECISION_CORRECTED, portal_language, write_letter
from network.filing import SECRETARIAT
from network.models import CommitteeSession, Conflict, LabelDecision, LabelFile, Vote
from network.partial_dates import PartialDate
from network.vocabulary import FileKind, FileState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from network.models import AgendaItem, Seat, User

OPEN = (SessionState.OPEN,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Who sits on a seat, if anybody does."""

    name: str
    present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a session makes of an item: its outcome, the words with it, its terms, and who voted what by seat."""

    outcome: str = ""
    words: str = ""
    kind: str = ""
    decided_on: date | None = None
    period_from: date | None = None
    period_until: date | None = None
    conditions: dict[str, str] = field(default_factory=dict)
    votes: Mapping[int, str] = field(default_factory=dict)


def open_session(session: CommitteeSession, *, by: User, version: int) -> None:
    """Open a session on its day or later: its seats are computed once more, and its quorum becomes a number.

    Raises:
        ValidationError: its day is to come.

    """
    with changing(session, by=by, version=version, states=PLANNED) as found:
        if found.held_on > timezone.localdate():
            raise ValidationError(_("The day of this session is to come."))
        _compute_seats(found)
        found.quorum = quorum_of(found)
        found.state = SessionState.OPEN


# --- What is written down ------------------------------------------------------------------------
def write_down(
    session: CommitteeSession,
    *,
    by: User,
    version: int,
    words: str,
    seats: Mapping[int, Presence],
    items: Mapping[int, Made],
) -> None:
    """Write down who is there, the votes, the outcomes and the minutes, as far as they have come.

    Raises:
        ValidationError: somebody votes who may not, or is not there.

    """
    with changing(session, by=by, version=version, states=OPEN) as found:
        found.words = words
        agenda = {item.pk: item for item in items_of(found)}
        own = {seat.pk: seat for seat in found.seats.select_related("cite")}
        for number, presence in seats.items():
            own[number].name, own[number].present = presence.name, presence.present
        cast = [
            Vote(item=agenda[number], seat=own[voter], choice=choice, demo=found.demo)
            for number, made in items.items()
            for voter, choice in made.votes.items()
            if choice
        ]
        if wrong := [_fault_of(vote) for vote in cast if not _may_be_cast(vote)]:
            raise ValidationError(wrong)
        # Votes are written anew: nobody who leaves keeps one.
        Vote.objects.filter(item__session=found).delete()
        for seat in own.values():
            seat.save()
        for number, made in items.items():
            _write_item(agenda[number], made)
        for vote in cast:
            vote.save()


def _may_be_cast(vote: Vote) -> bool:
    return vote.seat.present and vote.seat.may_vote_on(vote.item)


def _fault_of(vote: Vote) -> str:
    if vote.seat.is_recused_from(vote.item):
        return _("%(seat)s does not vote on their own Cité.") % {"seat": vote.seat}
    return _("%(seat)s votes on “%(item)s” and is not there.") % {"seat": vote.seat, "item": vote.item}


def _write_item(item: AgendaItem, made: Made) -> None:
    item.outcome, item.words, item.conditions = made.outcome, made.words, made.conditions
    item.period_from, item.period_until = made.period_from, made.period_until
    if item.decision_id:
        item.kind, item.decided_on = made.kind, made.decided_on
    item.save()


# --- What it comes to ----------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Sheet:
    """An item as it was voted on: who is recused, who voted what."""

    item: AgendaItem
    tally: Tally
    recused: list[Seat]
    votes: dict[int, str]


def sheets_of(session: CommitteeSession) -> list[Sheet]:
    """Return the agenda with its votes, in three queries."""
    seats = list(session.seats.select_related("cite"))
    votes: dict[int, dict[int, str]] = defaultdict(dict)
    for item, seat, choice in Vote.objects.filter(item__session=session).values_list(
        "item", "seat", "choice"
    ):
        votes[item][seat] = choice
    return [_sheet(item, seats, votes[item.pk]) for item in items_of(session)]


def _sheet(item: AgendaItem, seats: list[Seat], votes: dict[int, str]) -> Sheet:
    voters = [seat for seat in seats if seat.present and seat.may_vote_on(item)]
    said = [votes[seat.pk] for seat in voters if seat.pk in votes]
    tally = Tally(len(voters), said.count(Ballot.YES), said.count(Ballot.NO), said.count(Ballot.ABSTENTION))
    return Sheet(item, tally, [seat for seat in seats if seat.is_recused_from(item)], votes)


def missing_to_close(session: CommitteeSession) -> list[str]:
    """Return what keeps a session from being closed, in words."""
    return missing_in(map(_judged, sheets_of(session)), quorum_of(session))


def _judged(sheet: Sheet) -> Item:
    item = sheet.item
    has_left = item.file and item.file.state != FileState.ON_AGENDA
    return Item(
        name=str(item),
        tally=sheet.tally,
        outcome=item.outcome,
        words=item.words,
        corrects=item.file is None,
        gone_to=item.file.get_state_display() if item.file and has_left else "",
    )


def consequence_of(session: CommitteeSession, *, by: User) -> tuple[int, int]:
    """Return how many decisions closing a session writes, and how many letters."""
    items = list(items_of(session))
    decisions = [item for item in items if item.outcome in (Outcome.GRANT, Outcome.CORRECT)]
    files = [item.file for item in items if item.file]
    readers = [person for file in files for person, _side in readers_of(file, SECRETARIAT) if person != by]
    corrected = [item.cite for item in items if item.outcome == Outcome.CORRECT]
    told = [len(coordinators_of([cite], demo=session.demo)) for cite in corrected]
    return len(decisions), len(readers) + sum(told)


def close_session(session: CommitteeSession, *, by: User, version: int) -> None:
    """Write every decision of a session and the letters that tell of them, in one transaction; nothing of it changes any more.

    Raises:
        ValidationError: what is missing, or contradicts something, item by item; nothing was written.
        Conflict: it was closed meanwhile, or written to.

    """
    with changing(session, by=by, version=version, states=OPEN) as found:
        # All files first, always in one order: nobody waits for us who holds one that we wait for.
        list(LabelFile.objects.select_for_update(of=("self",)).filter(items__session=found).order_by("pk"))
        if missing := missing_to_close(found):
            raise ValidationError(missing)
        refused = [words for item in items_of(found) for words in _done(found, item, by)]
        if refused:
            raise ValidationError(refused)
        found.state, found.closed_at, found.closed_by = SessionState.CLOSED, timezone.now(), by


def _done(session: CommitteeSession, item: AgendaItem, by: User) -> list[str]:
    """Do what was decided of an item; return what stands against it, in words."""
    try:
        with transaction.atomic():
            if item.file:
                _move(session, item, item.file, by)
            elif item.outcome == Outcome.CORRECT:
                _correct(session, item, by)
    except ValidationError as refusal:
        return [f"{item}: {words}" for words in refusal.messages]
    except Conflict:
        return [_("%(item)s: somebody moved this file meanwhile.") % {"item": item}]
    except IntegrityError:
        return [_("%(item)s: another decision grants the label for some of these days.") % {"item": item}]
    return []


def _move(session: CommitteeSession, item: AgendaItem, file: LabelFile, by: User) -> None:
    is_project = file.kind == FileKind.PROJECT
    terms = Terms(
        decided_on=session.held_on,
        period_from=None if is_project else item.period_from,
        period_until=None if is_project else item.period_until,
        conditions=item.conditions,
    )
    move_label_file(
        file, item.outcome, by=by, version=file.version, reason=item.words, session=session,
        terms=terms if item.outcome == Outcome.GRANT else None,
    )  # fmt: skip


def _correct(session: CommitteeSession, item: AgendaItem, by: User) -> None:
    """Have a decision replaced by one of this session, and tell the coordinators of its Cité."""
    wrong = item.decision
    assert wrong
    if not item.kind or item.decided_on is None:
        raise ValidationError(_("Say which decision takes its place, and of which day."))
    day = item.decided_on
    right = LabelDecision(
        cite=wrong.cite, kind=item.kind, date=PartialDate(day.year, day.month, day.day), session=session,
        period_from=item.period_from, period_until=item.period_until, conditions=item.conditions,
    )  # type: ignore[misc]  # fmt: skip
    correct_decision(wrong, right, by=by)
    for member in coordinators_of([wrong.cite_id], demo=session.demo):
        with translation.override(portal_language(member.user.language)):
            path = reverse("public:label_proof", args=[wrong.cite.slug])
        context = {"wrong": wrong, "right": right, "session": session, "words": item.words, "path": path}
        write_letter(member.user, DECISION_CORRECTED.name, context)

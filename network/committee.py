"""The label committee: who is entitled to sit on a day, who votes on what, and what the votes come to.

Nothing here reads a database or a clock. What the past leaves open is answered by None, “not documented”:
the secretariat reads it and adds a member with a reason, nothing guesses.

- **Entitled** is the Cité that has been open to the public for more than a year and whose label is confirmed.
- **Open**: counted from the first opening; a partial date from the end of its span. Inside the span it is not
  documented. A closing that no reopening follows ends it.
- **Confirmed**: a confirmation or a renewal stands, in force or due. Not documented where the label is, or
  where it was granted without a recorded end and nothing tells what followed.
- **Recusal**: nobody votes on their own Cité. It is computed, never ticked.
- **Votes**: an item passes with more yes than no. Without quorum, which is asked of those who may vote on the
  item, nothing is granted or refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 a field is called date
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.label import GRANTED, Standing
from network.vocabulary import DecisionKind, LabelStatus, MilestoneKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from network.partial_dates import PartialDate


class SessionState(TextChoices):
    """How far a session of the label committee has come."""

    PLANNED = "planned", pgettext_lazy("committee", "planned")
    OPEN = "open", pgettext_lazy("committee", "open")
    CLOSED = "closed", pgettext_lazy("committee", "closed")


class SeatKind(TextChoices):
    """Who sits in a session: members vote, experts advise."""

    MEMBER = "member", pgettext_lazy("committee", "member")
    EXPERT = "expert", pgettext_lazy("committee", "expert")


class SeatBasis(TextChoices):
    """Why somebody has a seat, or has it no more."""

    ENTITLED = "entitled", pgettext_lazy("committee", "entitled")
    ADDED = "added", pgettext_lazy("committee", "added by the secretariat")
    STRUCK = "struck", pgettext_lazy("committee", "struck by the secretariat")


class Ballot(TextChoices):
    """What a member says to what is asked for."""

    YES = "yes", pgettext_lazy("vote", "yes")
    NO = "no", pgettext_lazy("vote", "no")
    ABSTENTION = "abstention", pgettext_lazy("vote", "abstention")


class Outcome(TextChoices):
    """What a session makes of an item of its agenda: the first three of a file, the others of a decision."""

    GRANT = "grant", pgettext_lazy("committee", "granted")
    REFUSE = "refuse", pgettext_lazy("committee", "refused")
    ADJOURN = "adjourn", pgettext_lazy("committee", "adjourned")
    CORRECT = "correct", pgettext_lazy("committee", "corrected")
    KEEP = "keep", pgettext_lazy("committee", "left as it stands")


CONFIRMING = frozenset({DecisionKind.CONFIRMATION, DecisionKind.RENEWAL})
_MAY_CONFIRM = CONFIRMING | {DecisionKind.LABEL, DecisionKind.REINSTATEMENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A dated fact of a Cité's life; one without a date may have been at any time."""

    kind: MilestoneKind
    date: PartialDate | None = None
    date_until: PartialDate | None = None

    @property
    def first_day(self) -> Date:
        return self.date.first_day if self.date else Date.min

    @property
    def last_day(self) -> Date:
        last = self.date_until or self.date
        return last.last_day if last else Date.max


# --- Who is entitled -----------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Entitlement:
    """Whether a Cité has a seat: yes, no, or not documented, by what is known of its label and of its doors."""

    is_confirmed: bool | None
    is_open: bool | None

    @property
    def answer(self) -> bool | None:
        if self.is_confirmed is False or self.is_open is False:
            return False
        return True if self.is_confirmed and self.is_open else None

    @property
    def doubts(self) -> list[str]:
        """What is not documented, in words."""
        words = [
            (self.is_confirmed, _("the confirmation of its label is not documented")),
            (self.is_open, _("that it has been open for more than a year is not documented")),
        ]
        return [str(each) for known, each in words if known is None]


def entitlement_on(standing: Standing, events: Iterable[Event]) -> Entitlement:
    """Tell whether a Cité is entitled on the day of its standing."""
    return Entitlement(is_confirmed(standing), is_open_for_a_year(events, standing.day))


def is_confirmed(standing: Standing) -> bool | None:
    """Tell whether a confirmation or a renewal stands; None where that is not documented."""
    grant = standing.grant
    stands = standing.status in {LabelStatus.OPERATING, LabelStatus.DUE}
    confirmed = bool(stands and grant and grant.kind in CONFIRMING)
    perhaps = {each.kind for each in (*standing.uncertain, *standing.undated)}
    if perhaps - CONFIRMING if confirmed else perhaps & _MAY_CONFIRM:
        return None
    if confirmed:
        return True
    if standing.status in {LabelStatus.NOT_DOCUMENTED, LabelStatus.LABELLED_UNKNOWN}:
        return None
    ends = standing.following or (grant and grant.period_until)
    return None if standing.status in GRANTED and not ends else False


def is_open_for_a_year(events: Iterable[Event], day: Date) -> bool | None:
    """Tell whether a Cité has been open for more than a year on a day; None where that is not documented."""
    events = list(events)
    openings = [each for each in events if each.kind == MilestoneKind.OPENING]
    a_year_ago = _year_before(day)
    if not openings:
        opened = None
    elif any(each.last_day < a_year_ago for each in openings):
        opened = True
    else:
        opened = None if any(each.first_day < a_year_ago for each in openings) else False
    closed = _is_closed(events, day)
    if opened is False or closed:
        return False
    return opened if closed is False else None


def _is_closed(events: Iterable[Event], day: Date) -> bool | None:
    """Tell whether a closing by this day was followed by no reopening; None where the days do not tell."""
    closings = [each for each in events if each.kind == MilestoneKind.CLOSING and each.first_day <= day]
    again = [each for each in events if each.kind == MilestoneKind.REOPENING and each.first_day <= day]
    if any(
        shut.last_day <= day and all(each.last_day < shut.first_day for each in again) for shut in closings
    ):
        return True
    ended = [
        shut
        for shut in closings
        if any(shut.last_day <= each.first_day and each.last_day <= day for each in again)
    ]
    return False if len(ended) == len(closings) else None


def _year_before(day: Date) -> Date:
    """Return the same day a year earlier: whoever opened before it has been open for more than a year."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return Date(day.year - 1, 3, 1)


def default_quorum(members: int) -> int:
    """Return more than half of the entitled."""
    return members // 2 + 1


# --- Who votes, and what it comes to -------------------------------------------------------------
def is_recused(seat_cite: int | None, item_cite: int) -> bool:
    return seat_cite == item_cite


def may_vote(kind: str, basis: str, seat_cite: int | None, item_cite: int) -> bool:
    """Tell whether a seat votes on an item, if somebody sits there."""
    votes = kind == SeatKind.MEMBER and basis != SeatBasis.STRUCK
    return votes and not is_recused(seat_cite, item_cite)


@dataclass(frozen=True, slots=True)
class Tally:
    """How an item was voted on: how many were there who may vote on it, and what they said."""

    voters: int
    yes: int = 0
    no: int = 0
    abstentions: int = 0

    @property
    def silent(self) -> int:
        """How many were there and said nothing."""
        return self.voters - self.yes - self.no - self.abstentions

    @property
    def passes(self) -> bool:
        return self.yes > self.no

    @property
    def is_rejected(self) -> bool:
        return self.no > self.yes

    def has_quorum(self, quorum: int) -> bool:
        return self.voters >= quorum


def outcomes_of(tally: Tally, quorum: int, *, corrects: bool) -> Collection[Outcome]:
    """Return what may be made of an item after its votes."""
    passes = tally.has_quorum(quorum) and tally.passes
    if corrects:
        return (Outcome.CORRECT,) if passes else (Outcome.KEEP,)
    if passes:
        return (Outcome.GRANT,)
    if tally.has_quorum(quorum) and tally.is_rejected:
        return Outcome.REFUSE, Outcome.ADJOURN
    return (Outcome.ADJOURN,)


# Outcomes that whoever reads them is told the reason of.
NEED_WORDS = (Outcome.REFUSE, Outcome.ADJOURN, Outcome.CORRECT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a session made of one item, as far as closing it depends on that."""

    name: str
    tally: Tally
    outcome: str = ""
    words: str = ""
    corrects: bool = False
    # Where a file has gone meanwhile, in words.
    gone_to: str = ""


def missing_in(items: Iterable[Item], quorum: int) -> list[str]:
    """Return what keeps a session from being closed, in words; nothing where it can be."""
    items = list(items)
    if not items:
        return [str(_("There is nothing on the agenda."))]
    return [f"{item.name}: {fault}" for item in items for fault in _faults_of(item, quorum)]


def _faults_of(item: Item, quorum: int) -> list[str]:
    if item.gone_to:
        return [_("it has left the agenda (%(state)s): take it off") % {"state": item.gone_to}]
    allowed = outcomes_of(item.tally, quorum, corrects=item.corrects)
    ways = " / ".join(str(each.label) for each in allowed)
    if not item.outcome:
        return [_("no outcome is written down; after its votes it can be: %(ways)s") % {"ways": ways}]
    if item.outcome not in allowed:
        said = Outcome(item.outcome).label
        if not item.tally.has_quorum(quorum):
            numbers = {"said": said, "ways": ways, "voters": item.tally.voters, "quorum": quorum}
            return [
                _("“%(said)s” without quorum (%(voters)d may vote, %(quorum)d are needed): %(ways)s")
                % numbers
            ]
        return [_("“%(said)s” contradicts the votes: %(ways)s") % {"said": said, "ways": ways}]
    if item.outcome in NEED_WORDS and not item.words.strip():
        return [str(_("say why"))]
    return []

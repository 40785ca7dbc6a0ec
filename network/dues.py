"""What a Cité owes next for its label: which step, by which last day, how late, whether the case is held.

Nothing here reads a database or a clock. Only a recorded period makes a due: where the standing of the day
says that the label lasts to a day, the step that follows it is awaited by that day, and is late after it.

- **The step**: after a project label the operating label, after an operating label the confirmation, after
  all else the yearly renewal. One that is suspended, withdrawn or ended owes nothing.
- **Held**: a yearly report was accepted and no decision followed it. The officer has the case, with or
  without a recorded period, and nothing is awaited from the Cité. Any decision that counts later ends it,
  and there is no case about a label that is withdrawn or ended.
- **Filed**: a file that asks for the very step is with the secretariat. The step is as late as it is, but the
  Cité has done its part and is not reminded, until the file comes back to it.
- **Milestones** lie so many days ahead of the last day. The one that speaks is the latest that has come; none
  that had passed before the portal knew of the decision ever does.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from network.label import GRANTED, Decision, standing_on
from network.vocabulary import DecisionKind, LabelStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.utils.functional import _StrPromise

# Days ahead of the last day, which is the last of them.
MILESTONES = (90, 60, 30, 7, 0)
# From the first milestone on something is due.
AHEAD = MILESTONES[0]

_NEXT = {
    DecisionKind.PROJECT_LABEL: DecisionKind.OPERATING_LABEL,
    DecisionKind.OPERATING_LABEL: DecisionKind.CONFIRMATION,
}
WORDS: dict[DecisionKind, _StrPromise] = {
    DecisionKind.OPERATING_LABEL: _("the operating label"),
    DecisionKind.CONFIRMATION: _("the confirmation of the label"),
    DecisionKind.RENEWAL: _("the renewal of the label"),
}


class DueState(TextChoices):
    """How urgent the next step of a label is; always computed, never stored."""

    DUE = "due", pgettext_lazy("next step", "due within 90 days")
    LATE = "late", pgettext_lazy("next step", "late")
    HELD = "held", pgettext_lazy("next step", "held")


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The next step of a Cité, as of a day."""

    day: dt.date
    step: DecisionKind
    # The decision whose recorded period ends; none where a case is held without one.
    grant: Decision | None = None
    held_since: dt.date | None = None
    filed_since: dt.date | None = None
    # Whether no decision may already have been taken that is recorded without its exact day.
    is_certain: bool = True

    @property
    def words(self) -> _StrPromise:
        """Name the step."""
        return WORDS[self.step]

    @property
    def last_day(self) -> dt.date | None:
        return self.grant.period_until if self.grant else None

    @property
    def days_left(self) -> int | None:
        """How many days remain after this one; below zero once the last day has passed."""
        return (self.last_day - self.day).days if self.last_day else None

    @property
    def days_late(self) -> int:
        return max(0, -(self.days_left or 0))

    @property
    def state(self) -> DueState | None:
        """Held, late or due; none while the last day is far."""
        if self.held_since:
            return DueState.HELD
        if self.days_late:
            return DueState.LATE
        return DueState.DUE if self.days_left is not None and self.days_left <= AHEAD else None

    @property
    def milestone(self) -> int | None:
        """The latest milestone that has come, where the Cité is to be reminded."""
        if (
            self.held_since
            or self.filed_since
            or not self.is_certain
            or self.last_day is None
            or self.days_left is None
        ):
            return None
        come = [each for each in MILESTONES if self.days_left <= each]
        if not come:
            return None
        is_known = self.grant and self.last_day - dt.timedelta(days=min(come)) >= self.grant.known_since
        return min(come) if is_known else None


def due_on(
    decisions: Iterable[Decision],
    day: dt.date,
    held_since: dt.date | None = None,
    filed: Mapping[DecisionKind, dt.date] | None = None,
) -> Due | None:
    """Return what a Cité owes next as of a day, by its whole series in any order; None where nothing is known.

    `held_since` is the day on which the last report without a decision was accepted; `filed` says by step since
    when a file that asks for it is with the secretariat.
    """
    standing = standing_on(decisions, day)
    last = standing.decision
    if held_since and (held_since > day or (last and held_since.toordinal() <= last.counting_day)):
        held_since = None
    if standing.status in {LabelStatus.WITHDRAWN, LabelStatus.ENDED}:
        return None
    lasts = standing.status in GRANTED or standing.status == LabelStatus.DUE
    grant = standing.grant if lasts and standing.grant and standing.grant.period_until else None
    if grant is None and held_since is None:
        return None
    step = _NEXT.get(grant.kind, DecisionKind.RENEWAL) if grant else DecisionKind.RENEWAL
    filed_since = (filed or {}).get(step)
    if filed_since and filed_since > day:
        filed_since = None
    return Due(
        day=day,
        step=step,
        grant=grant,
        held_since=held_since,
        filed_since=filed_since,
        is_certain=not standing.uncertain,
    )


def told_of(due: Due) -> list[str]:
    """Return the step with its last day, how late it is, since when the case is held or its file is there."""
    step = str(capfirst(str(due.words)))
    told = [
        gettext("%(step)s, until %(day)s") % {"step": step, "day": date_format(due.last_day)}
        if due.last_day
        else step
    ]
    if due.days_late:
        late = ngettext("late by one day", "late by %(number)d days", due.days_late)
        told.append(late % {"number": due.days_late})
    if due.held_since:
        told.append(gettext("held since %(day)s") % {"day": date_format(due.held_since)})
    elif due.state and not due.days_late:
        left = ngettext("one day left", "%(number)d days left", due.days_left or 0)
        told.append(left % {"number": due.days_left} if due.days_left else gettext("today is the last day"))
    if due.filed_since:
        told.append(gettext("file under review since %(day)s") % {"day": date_format(due.filed_since)})
    return told

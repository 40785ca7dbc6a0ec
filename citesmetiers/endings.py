"""Whether a Cité has come to an end: from its membership and its milestones, never guessed.

A dated fact counts once all the days that its source leaves possible are over. A closing is final unless
an opening or a reopening may have come after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from network.vocabulary import Membership, MilestoneKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from network.models import Cite, Milestone
    from network.partial_dates import PartialDate

_OPENINGS = (MilestoneKind.OPENING, MilestoneKind.INAUGURATION, MilestoneKind.REOPENING)


@dataclass(frozen=True)
class Ending:
    """Why a Cité is no longer one to push the door of, and the fact that says so where there is one."""

    is_closed: bool
    fact: Milestone | None


def ending_of(cite: Cite, milestones: Iterable[Milestone], today: date) -> Ending | None:
    """Tell how a Cité ended; None while it goes on, or while nobody knows."""
    known = list(milestones)
    if closing := _final_closing(known, today):
        return Ending(is_closed=True, fact=closing)
    if cite.membership == Membership.FORMER:
        left = [each for each in known if each.kind == MilestoneKind.LEFT_NETWORK]
        return Ending(is_closed=False, fact=left[-1] if left else None)
    return None


def closing_announced(milestones: Iterable[Milestone], today: date) -> Milestone | None:
    """Return a closing that is still to come, or of which the day is not known to be over."""
    closings = (each for each in milestones if each.kind == MilestoneKind.CLOSING)
    return next((each for each in closings if each.date and not _is_over(each, today)), None)


def _final_closing(milestones: list[Milestone], today: date) -> Milestone | None:
    closings = [each for each in milestones if each.kind == MilestoneKind.CLOSING and _is_over(each, today)]
    openings = [each for each in milestones if each.kind in _OPENINGS]
    final = [each for each in closings if not any(_may_follow(opening, each) for opening in openings)]
    return final[-1] if final else None


def _may_follow(opening: Milestone, closing: Milestone) -> bool:
    """Whether an opening may have come after a closing; the first opening of all came before."""
    if opening.date is None or closing.date is None:
        return opening.kind == MilestoneKind.REOPENING
    if opening.kind == MilestoneKind.REOPENING:
        first_day: date = closing.date.first_day
        return _last_day(opening) >= first_day
    return _last_day(opening) > _last_day(closing)


def _is_over(milestone: Milestone, today: date) -> bool:
    return milestone.date is None or _last_day(milestone) <= today


def _last_day(milestone: Milestone) -> date:
    until: PartialDate | None = milestone.date_until or milestone.date
    assert until is not None
    return until.last_day

"""How long what a team says stays believable: checked, then to be checked again, then out of the lists.

A rhythm is a number of months of the calendar; a month that lacks the day ends earlier, as PostgreSQL
has it too. Days are those of the Cité. Nothing here reads a database or a clock.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

if TYPE_CHECKING:
    from datetime import date

# Past its rhythm, what nobody checked stays in lists for a year more, and says so.
GRACE_MONTHS = 12


class Freshness(StrEnum):
    """What the date of the last check says of a record."""

    NEVER_CHECKED = "never checked"
    CHECKED = "checked"
    NOT_CONFIRMED = "not confirmed since"
    LAPSED = "lapsed"


def checked_until(checked_on: date, months: int) -> date:
    """Return the last day on which the check still holds; the next day it has to be done again."""
    return checked_on + relativedelta(months=months)


def shown_until(checked_on: date, months: int) -> date:
    """Return the last day on which lists show it; its page stays."""
    return checked_on + relativedelta(months=months + GRACE_MONTHS)


def freshness_on(day: date, checked_on: date | None, months: int) -> Freshness:
    """Tell what a record is worth on a day. What nobody ever checked never lapses: it says so from the start."""
    if checked_on is None:
        return Freshness.NEVER_CHECKED
    if day <= checked_until(checked_on, months):
        return Freshness.CHECKED
    return Freshness.NOT_CONFIRMED if day <= shown_until(checked_on, months) else Freshness.LAPSED

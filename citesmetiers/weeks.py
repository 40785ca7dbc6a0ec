"""Which week an address asks for."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from citesmetiers.boards import monday_of

if TYPE_CHECKING:
    from django.http import QueryDict

WEEKS_AROUND = 60
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class BadWeekError(ValueError):
    """An address asks for a week that does not exist, or that is too far; the message says what to mend."""


def week_asked(query: QueryDict, today: date) -> date:
    """Return the Monday of the week that holds the day `from`, of this week when none is named."""
    text = query.get("from", "").strip()
    if not text:
        return monday_of(today)
    monday = monday_of(_date(text))
    if not can_be_shown(monday, today):
        raise BadWeekError(_("Weeks are shown up to sixty weeks before and after this one."))
    return monday


def can_be_shown(monday: date, today: date) -> bool:
    return abs(monday - monday_of(today)) <= timedelta(weeks=WEEKS_AROUND)


def _date(text: str) -> date:
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise BadWeekError(
        _("The address names a day that is not in the calendar. Write it as in %(example)s.")
        % {"example": "?from=2026-11-23"}
    )

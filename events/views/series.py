"""A recurrence rule (RFC 5545) in words."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from babel.lists import format_list
from django.utils.translation import get_language, gettext_lazy, ngettext

from network.vocabulary import Weekday

if TYPE_CHECKING:
    from events.models import Event

_DAYS = {code: Weekday(number) for number, code in enumerate(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])}
_RANKS = {
    "1": gettext_lazy("the first %(day)s of the month"),
    "2": gettext_lazy("the second %(day)s of the month"),
    "3": gettext_lazy("the third %(day)s of the month"),
    "4": gettext_lazy("the fourth %(day)s of the month"),
    "-1": gettext_lazy("the last %(day)s of the month"),
}


def rule_in_words(event: Event) -> str:
    """Return “every Tuesday and Thursday”; nothing where the dates alone are clearer than the rule."""
    parts = dict(part.split("=", 1) for part in (event.rrule or "").upper().split(";") if "=" in part)
    interval = int(re.sub(r"\D", "", parts.get("INTERVAL", "")) or 1)
    match parts.get("FREQ"), set(parts) - {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}:
        case "DAILY", by if not by:
            return ngettext("every day", "every %(count)s days", interval) % {"count": interval}
        case "WEEKLY", by if by <= {"BYDAY"}:
            return _weekly(interval, parts.get("BYDAY", ""), datetime.fromisoformat(event.starts).weekday())
        case "MONTHLY", by if interval == 1 and by in ({"BYDAY"}, {"BYDAY", "BYSETPOS"}):
            return _monthly(parts["BYDAY"], parts.get("BYSETPOS", ""))
        case _other:
            return ""


def _weekly(interval: int, by_day: str, own_day: int) -> str:
    named = [str(_DAYS[code].label) for code in by_day.split(",") if code in _DAYS] or [
        str(Weekday(own_day).label)
    ]
    days = format_list(named, locale=(get_language() or "en").replace("-", "_"))
    text = ngettext("every %(days)s", "every %(count)s weeks, on %(days)s", interval)
    return text % {"days": days, "count": interval}


def _monthly(by_day: str, position: str) -> str:
    rank, code = by_day[:-2].removeprefix("+") or position, by_day[-2:]
    if rank not in _RANKS or code not in _DAYS:
        return ""
    return str(_RANKS[rank]) % {"day": _DAYS[code].label}

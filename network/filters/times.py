"""When one wants to come, as an address says it: `when=now`, or `when=at&at=2026-12-24T17:30`."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from network.hours import TIMES, TimeWanted

if TYPE_CHECKING:
    from django.http import QueryDict

# A wall time of each place, or an instant with its offset.
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII
)
LONGEST = 40


class TimeChoice(NamedTuple):
    """A choice of the form."""

    value: str
    label: str
    is_chosen: bool


class TimeAsked:
    """The time that an address asks for; `wanted` is None where it asks for none, or for none that exists."""

    def __init__(self, query: QueryDict, now: datetime) -> None:
        self.when = query.get("when", "")
        self.at = query.get("at", "").replace("\0", "").strip()[:LONGEST] if self.when == "at" else ""
        self._now = now

    @cached_property
    def wanted(self) -> TimeWanted | None:
        if self.when not in TIMES:
            return None
        try:
            return TimeWanted(self.when, self._moment() if self.when == "at" else self._now)
        except ValueError:
            return None

    @property
    def error(self) -> str:
        """Say what to mend of the date and time that were written."""
        if self.when != "at" or self.wanted:
            return ""
        if not self.at:
            return _("Write the date and the time at which you want to come.")
        return _("This is no date and time of the calendar. Write it as in %(example)s.") % {
            "example": "2026-12-24T17:30"
        }

    @property
    def is_misread(self) -> bool:
        """Whether the address asks for a time that was left out."""
        return bool(self.when) and self.wanted is None

    @property
    def label(self) -> str:
        """Name the time in force."""
        if self.wanted is None:
            return ""
        return self.at.replace("T", " ") if self.when == "at" else self.labels[self.when]

    @property
    def labels(self) -> dict[str, str]:
        return {
            "": _("any time"),
            "now": _("now"),
            "evening": _("this evening"),
            "saturday": _("on Saturday"),
            "week": _("in the next seven days"),
            "at": _("at this date and time:"),
        }

    @property
    def in_field(self) -> str:
        """Return what the field of the form can hold: a wall time, not what is misread, nor an offset."""
        wanted = self.wanted
        if self.when != "at" or wanted is None or wanted.moment.tzinfo:
            return ""
        return wanted.moment.isoformat(timespec="minutes")

    @property
    def choices(self) -> list[TimeChoice]:
        chosen = self.when if self.when in self.labels else ""
        return [TimeChoice(value, label, value == chosen) for value, label in self.labels.items()]

    @property
    def parameters(self) -> dict[str, str]:
        """Return what keeps it in an address."""
        if self.wanted is None:
            return {}
        return {"when": self.when} | ({"at": self.at} if self.when == "at" else {})

    def _moment(self) -> datetime:
        if not _MOMENT.fullmatch(self.at):
            raise ValueError(self.at)
        return datetime.fromisoformat(self.at)

"""When one wants to come, as an address says it: `when=now`, or `when=at&at=2026-12-24T17:30`."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.forms.days import PartField
from network.hours import TIMES, TimeWanted
from network.hours.places import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping

# A wall time of each place, or an instant with its offset.
_MOMENT = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})[T ](?P<time>[0-9]{2}:[0-9]{2})(:[0-9]{2})?"
    r"(?P<offset>Z|[+-][0-9]{2}:[0-9]{2})?",
    re.ASCII,
)
# 18:30, 18h30, 18 h 30, 18 h, 18, 1830.
_TIME = re.compile(r"([0-9]{1,2})(?:\s*[hH:.]\s*([0-9]{2})?|([0-9]{2}))?")
_PARTS = ("day", "month", "year", "time")
LONGEST = 40


class TimeField(forms.CharField):
    """A time of the clock, as people write it; gives hours and minutes."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "input input--year", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=LONGEST, **kwargs)

    def clean(self, value: Any) -> tuple[int, int]:
        found = _TIME.fullmatch(str(value or "").strip())
        hour, minute = (int(found[1]), int(found[2] or found[3] or 0)) if found else (99, 99)
        if hour > 23 or minute > 59:  # noqa: PLR2004 the last ones of a day and of an hour
            raise forms.ValidationError(gettext_lazy("write a time from 0:00 to 23:59, as in 18:30."))
        return hour, minute


class MomentForm(forms.Form):
    """A day and a time in four fields, which lead to `?when=at&at=2026-12-24T17:30`."""

    use_required_attribute = False

    day = PartField(1, 31, label=gettext_lazy("Day"))
    month = PartField(1, 12, label=gettext_lazy("Month"))
    # Hours are told for the day before and the day after as well.
    year = PartField(FIRST_YEAR + 1, LAST_YEAR - 1, label=gettext_lazy("Year"))
    time = TimeField(label=gettext_lazy("Time"))

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        super().__init__(values, auto_id="at_%s", label_suffix="")

    @property
    def moment(self) -> datetime | None:
        """The wall time that is written; None when it cannot be understood."""
        return self.cleaned_data["moment"] if self.is_bound and self.is_valid() else None

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if not self.errors:
            try:
                values["moment"] = datetime(values["year"], values["month"], values["day"], *values["time"])  # noqa: DTZ001 of each place
            except ValueError:
                self.add_error("day", _("this month has no such day."))
        return values


class TimeChoice(NamedTuple):
    """A choice of the form."""

    value: str
    label: str
    is_chosen: bool


class TimeAsked:
    """The time that an address asks for; `wanted` is None where it asks for none, or for none that exists."""

    def __init__(self, query: QueryDict, now: datetime) -> None:
        self.when = query.get("when", "")
        self._query, self._now = query, now
        text = query.get("at", "").replace("\0", "").strip()[:LONGEST] if self.when == "at" else ""
        # What comes from the form rather than from an address.
        self._parts = {name: query.get(name, "").replace("\0", "")[:LONGEST] for name in _PARTS}
        self._is_in_parts = self.when == "at" and not text and any(self._parts.values())
        moment = MomentForm(self._parts).moment if self._is_in_parts else None
        self.at = moment.isoformat(timespec="minutes") if moment else text

    @cached_property
    def wanted(self) -> TimeWanted | None:
        if self.when not in TIMES:
            return None
        try:
            return TimeWanted(self.when, self._moment() if self.when == "at" else self._now)
        except ValueError:
            return None

    @property
    def usual_address(self) -> str:
        """Return the query that says in one word what the fields of the form say in four; empty where it does."""
        if not (self._is_in_parts and self.wanted):
            return ""
        query = self._query.copy()
        for name in (*_PARTS, "page"):
            query.pop(name, None)
        query["at"] = self.at
        kept = QueryDict(mutable=True)
        for name, values in query.lists():
            kept.setlist(name, [value for value in values if value])
        return f"?{kept.urlencode()}"

    @cached_property
    def form(self) -> MomentForm:
        """Return the fields as they were filled in, or as the address has it; an offset fits in none."""
        if self._is_in_parts:
            return MomentForm(self._parts)
        found = _MOMENT.fullmatch(self.at)
        if found and not found["offset"]:
            return MomentForm({name: found[name] for name in _PARTS})
        return MomentForm()

    @property
    def error(self) -> str:
        """Say what to mend where no single field does."""
        if not self.is_unknown or self.form.errors:
            return ""
        if not self.at:
            return _("Write the date and the time at which you want to come.")
        return _("The address asks for “%(at)s”: write the day, the month, the year and the time here.") % {
            "at": self.at
        }

    @property
    def is_unknown(self) -> bool:
        """Whether a date and time is asked for that is none."""
        return self.when == "at" and self.wanted is None

    @property
    def is_misread(self) -> bool:
        """Whether the address asks for a time that was left out, and no field says so."""
        return bool(self.when) and self.wanted is None and not self.is_unknown

    @property
    def label(self) -> str:
        """Name the time in force."""
        if self.wanted is None:
            return ""
        return _in_words(self.wanted.moment) if self.when == "at" else self.labels[self.when]

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


def _in_words(moment: datetime) -> str:
    """Write a wall time of each place; an instant with the clock that it is given by."""
    words = date_format(moment, "DATETIME_FORMAT")
    return f"{words} ({moment.tzname()})" if moment.tzinfo else words

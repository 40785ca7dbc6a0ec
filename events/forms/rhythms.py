"""The rhythm of an event as people say it, written as a rule of RFC 5545 and read back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.forms import DayField
from network.forms.parts import PartsWidget, ReadField, refuse_null
from network.vocabulary import Weekday

if TYPE_CHECKING:
    from collections.abc import Mapping

# Choice, what it begins the rule with, words.
_RHYTHMS = (
    ("daily", "FREQ=DAILY", _("every day")),
    ("weekly", "FREQ=WEEKLY", _("every week")),
    ("weekly2", "FREQ=WEEKLY;INTERVAL=2", _("every two weeks")),
    ("weekly3", "FREQ=WEEKLY;INTERVAL=3", _("every three weeks")),
    ("weekly4", "FREQ=WEEKLY;INTERVAL=4", _("every four weeks")),
    ("nth", "FREQ=MONTHLY", _("a day of every month, as in the first Saturday")),
    ("monthly", "FREQ=MONTHLY", _("every month on the same date")),
    ("yearly", "FREQ=YEARLY", _("every year on the same date")),
)
_STARTS = {choice: start for choice, start, _words in _RHYTHMS}
_DAYS = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), Weekday, strict=True))
_NTH = (
    ("1", pgettext_lazy("day of the month", "the first")),
    ("2", pgettext_lazy("day of the month", "the second")),
    ("3", pgettext_lazy("day of the month", "the third")),
    ("4", pgettext_lazy("day of the month", "the fourth")),
    ("-1", pgettext_lazy("day of the month", "the last")),
)
RAW, LONGEST_RULE = "raw", 500


def _parts_of(rule: str) -> dict[str, str]:
    return dict(part.partition("=")[::2] for part in rule.upper().split(";"))


def is_same_rule(one: str, other: str) -> bool:
    """Tell whether two rules say the same, in whatever order and letters."""
    return _parts_of(one) == _parts_of(other)


def in_choices(rule: str) -> dict[str, str]:
    """Return the choices that say a rule; one that they cannot say is given as it is."""
    parts = _parts_of(rule)
    begins = {key: parts[key] for key in ("FREQ", "INTERVAL") if key in parts}
    by_day = parts.get("BYDAY", "")
    for choice, start, _words in _RHYTHMS:
        if _parts_of(start) != begins:
            continue
        said = {"every": choice, "count": parts.get("COUNT", ""), "until": _written(parts.get("UNTIL", ""))}
        if choice.startswith("weekly"):
            said |= {f"on_{day}": "on" for day in by_day.split(",") if day}
        elif choice == "nth":
            said |= {"nth": by_day[:-2], "day": by_day[-2:]}
        try:
            if is_same_rule(as_rule(said), rule):
                return said
        except ValidationError:
            continue
    return {"every": RAW, "raw": rule}


def _written(until: str) -> str:
    try:
        return f"{datetime.strptime(until, '%Y%m%d'):%d/%m/%Y}"  # noqa: DTZ007 a day has no zone
    except ValueError:
        return ""


def as_rule(said: Mapping[str, str]) -> str:
    """Write the rule that some choices say; none at all for an event that does not come back.

    Raises:
        ValidationError: they leave something open, or contradict each other.

    """
    choice = said.get("every", "")
    if choice == RAW:
        rule = said.get("raw", "").strip()
        refuse_null(rule)
        if not rule or len(rule) > LONGEST_RULE:
            raise ValidationError(_("Write the rule, in at most 500 letters."), code="raw")
        return rule
    if choice not in _STARTS:
        if choice:
            raise ValidationError(_("Choose among the values offered."), code="every")
        return ""
    return ";".join([_STARTS[choice], *_by(choice, said), *_end(said)])


def _by(choice: str, said: Mapping[str, str]) -> list[str]:
    if choice == "nth":
        if said.get("nth") not in dict(_NTH) or said.get("day") not in _DAYS:
            raise ValidationError(_("Choose which day of the month, as in the first Saturday."), code="nth")
        return [f"BYDAY={said['nth']}{said['day']}"]
    days = [day for day in _DAYS if said.get(f"on_{day}")]
    return [f"BYDAY={','.join(days)}"] if days and choice.startswith("weekly") else []


def _end(said: Mapping[str, str]) -> list[str]:
    until, count = said.get("until", "").strip(), said.get("count", "").strip()
    if until and count:
        raise ValidationError(_("Say until when, or how many times: not both."), code="end")
    if count:
        if not count.isdecimal() or not 1 <= int(count[:7]) <= 400:  # noqa: PLR2004 the most dates of an event
            raise ValidationError(_("Write a number of dates from 1 to 400."), code="count")
        return [f"COUNT={int(count)}"]
    return [f"UNTIL={DayField().clean(until):%Y%m%d}"] if until else []


class RhythmWidget(PartsWidget):
    """Choices for what people say, and the rule itself for what they cannot."""

    template_name = "forms/rhythm.html"

    def parts(self, value: Mapping[str, str]) -> list[dict[str, Any]]:
        every = [("", _("no: it takes place once")), *((choice, words) for choice, _start, words in _RHYTHMS)]
        every.append((RAW, _("otherwise: by the rule written below")))
        days = [(code, day.label) for code, day in _DAYS.items()]
        return [
            {"code": code, "value": value.get(code, ""), **part}
            for code, part in {
                "every": {"label": _("How often"), "choices": every},
                **{f"on_{day}": {"label": words, "is_tick": True} for day, words in days},
                "nth": {"label": _("Which one of the month"), "choices": [("", "—"), *_NTH]},
                "day": {"label": _("Day of the week"), "choices": [("", "—"), *days]},
                "until": {"label": _("Until, that day included"), "size": 12},
                "count": {"label": _("Or how many times"), "size": 5},
                "raw": {"label": _("Rule (RFC 5545)"), "size": 60},
            }.items()
        ]


class RhythmField(ReadField):
    """Whether and how an event comes back; gives a rule of RFC 5545, or nothing."""

    widget = RhythmWidget

    def prepare_value(self, value: Any) -> Any:
        return in_choices(value) if isinstance(value, str) and value else value

    def to_python(self, value: Any) -> str | None:
        return value or None if value is None or isinstance(value, str) else as_rule(value) or None

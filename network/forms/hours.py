"""Hours as people write them: `9h-12h`, `9:00–12:30 14 h – 18 h 30`, `closed`."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from network.forms.parts import PartsWidget, ReadField
from network.hours import TimeRange
from network.hours.rules import WEEKDAYS
from network.vocabulary import Weekday

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Two digits after a space are minutes (`9 h 30`), unless the next range begins there (`9 h-12 h 14 h-18 h`).
_TIME = r"(\d{{1,2}})(?:\s*[hH:.](?:(\d{{2}})(?!\d)|\s+(\d{{2}})(?!\s*[hH:.\d{dash}]))?)?"
_START, _END = _TIME.format(dash=""), _TIME.format(dash="–—−-")
_RANGE = re.compile(rf"{_START}\s*(?:-|–|—|−|à|au?|to|bis|tot)\s*{_END}(?!\d)", re.IGNORECASE)
# What may stand between two ranges.
_BETWEEN = re.compile(r"[\s,;/|&+.]*(?:(?:et|and|puis|e|y|i|und|en)\b)?[\s,;/|&+.]*", re.IGNORECASE)
_CLOSED = {"", "-", "–", "—", "x", "closed", "fermé", "ferme", "fermée"}
EXAMPLE = _("As in 9:00-12:00 14:00-18:00, or 9h-12h. Empty: closed.")


def read_hours(text: str) -> list[str]:
    """Read the ranges of one day, in their order, as `09:00-12:00`.

    Raises:
        ValidationError: something cannot be read, or two ranges overlap.

    """
    if text.strip().casefold() in _CLOSED:
        return []
    found, left = [], 0
    for match in _RANGE.finditer(text):
        if not _BETWEEN.fullmatch(text, left, match.start()):
            raise _unreadable(text)
        found.append(_range(text, match))
        left = match.end()
    if not found or not _BETWEEN.fullmatch(text, left):
        raise _unreadable(text)
    found.sort()
    if any(later.start < earlier.last_minute for earlier, later in pairwise(found)):
        message = _("In “%(text)s”, hours overlap.")
        raise ValidationError(message, code="overlap", params={"text": text})
    return [str(one) for one in found]


def _range(text: str, match: re.Match[str]) -> TimeRange:
    hour, close, apart, end_hour, end_close, end_apart = match.groups()
    minute, end_minute = close or apart, end_close or end_apart
    try:
        one = TimeRange.parse(f"{hour:0>2}:{minute or '00'}-{end_hour:0>2}:{end_minute or '00'}")
    except ValueError as error:
        raise _unreadable(text) from error
    if one.start == one.end:
        raise _unreadable(text)
    return one


def _unreadable(text: str) -> ValidationError:
    message = _("“%(text)s” cannot be read: write hours as in 9:00-12:00 14:00-18:00.")
    return ValidationError(message, code="hours", params={"text": text[:100]})


def _spell(ranges: str | Iterable[str]) -> str:
    return ranges if isinstance(ranges, str) else " ".join(ranges)


class HoursField(ReadField):
    """The hours of one day, on one line; gives `["09:00-12:00"]`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.TextInput(), "help_text": EXAMPLE, **kwargs})

    def prepare_value(self, value: str | Iterable[str] | None) -> str | None:
        return None if value is None else _spell(value)

    def to_python(self, value: str | Iterable[str] | None) -> list[str]:
        return read_hours(_spell(value or ""))


class WeekWidget(PartsWidget):
    """A line for each day of the week."""

    def parts(self, value: Mapping[str, str | Iterable[str]]) -> list[dict[str, Any]]:
        return [
            {"code": code, "label": day.label, "value": _spell(value.get(code, ""))}
            for code, day in zip(WEEKDAYS, Weekday, strict=True)
        ]


class WeeklyHoursField(ReadField):
    """The hours of a week, one line a day; gives `{"mo": ["09:00-12:00"], …}` without closed days."""

    widget = WeekWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": EXAMPLE, **kwargs})

    def to_python(self, value: Mapping[str, str | Iterable[str]] | None) -> dict[str, list[str]]:
        week = {}
        for code, day in zip(WEEKDAYS, Weekday, strict=True):
            try:
                week[code] = read_hours(_spell((value or {}).get(code, "")))
            except ValidationError as error:
                message = _("%(day)s: %(fault)s")
                params = {"day": day.label, "fault": " ".join(error.messages)}
                raise ValidationError(message, code="hours", params=params) from error
        return {code: ranges for code, ranges in week.items() if ranges}

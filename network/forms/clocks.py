"""Times of day as people write them: `9h30`, `9:30`, `930`; a day with its time, one range, the grid of a week."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.forms.dates import DayField
from network.forms.hours import HoursField, read_hours
from network.forms.parts import PartsWidget, ReadField
from network.hours.rules import WEEKDAYS
from network.vocabulary import Weekday

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.http import QueryDict

_CLOCK = re.compile(r"(\d{1,2})\s*(?:(?:[hH:.]|\b)\s*(\d{2})?)|(\d{1,2})(\d{2})")
_LATEST = (24, 0)


def read_time(text: str) -> str:
    """Read a time of day as `09:30`; ValidationError for what is none."""
    found = _CLOCK.fullmatch(text.strip())
    hour, minute = (found[1] or found[3], found[2] or found[4] or "00") if found else ("99", "0")
    if int(minute) > 59 or (int(hour), int(minute)) > _LATEST:  # noqa: PLR2004 minutes of an hour
        message = _("“%(text)s” is no time of day: write one as in 9:30, 9h30 or 930.")
        raise ValidationError(message, code="time", params={"text": text[:40]})
    return f"{int(hour):02}:{minute}"


class OneRangeField(HoursField):
    """One range on one line; gives `14:00-17:30`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": _("As in 14:00-17:30, or 14h-17h30."), **kwargs})

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        if len(found) > 1:
            raise ValidationError(
                _("Write one range of hours: another one is another permanence."), code="one"
            )
        return found[0] if found else ""


class MomentWidget(PartsWidget):
    """A day and a time of day, in two inputs."""

    def parts(self, value: Mapping[str, str]) -> list[dict[str, Any]]:
        return [
            {"code": "day", "label": _("Day"), "value": value.get("day", ""), "size": 12},
            {"code": "time", "label": pgettext_lazy("of the day", "Time"), "value": value.get("time", ""), "size": 8},
        ]  # fmt: skip


class MomentField(ReadField):
    """A moment on the wall: `2026-12-24T17:30`. Where `day_optional`, a time alone gives `T17:30`."""

    widget = MomentWidget

    def __init__(self, *, day_optional: bool = False, **kwargs: Any) -> None:
        kwargs["help_text"] = _("As in 24/12/2026 and 17:30.")
        super().__init__(**kwargs)
        self.day_optional = day_optional

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, str) or not value:
            return value
        day, _at, time = value.partition("T")
        return {"day": "/".join(reversed(day.split("-"))), "time": time}

    def to_python(self, value: Any) -> str | None:
        if value is None or isinstance(value, str):
            return value or None
        day, time = value.get("day", "").strip(), value.get("time", "").strip()
        if not day and not time:
            return None
        if not time:
            raise ValidationError(_("Write the time too, as in 17:30."), code="time")
        if not day and not self.day_optional:
            raise ValidationError(_("Write the day too, as in 24/12/2026."), code="day")
        clock = read_time(time)
        if clock == "24:00":
            raise ValidationError(_("Write midnight as 0:00 of the next day."), code="time")
        written = DayField(required=False).clean(day)
        return f"{written or ''}T{clock}"


class MomentsField(ReadField):
    """Several moments, one a line: `24/12/2026 17:30`; a day alone gives `2026-12-24`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["help_text"] = _("One a line, as in 24/12/2026, or 24/12/2026 17:30 where a day has several.")
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": 3}), **kwargs})

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        moments = (datetime.fromisoformat(each) for each in value)
        return "\n".join(f"{moment:%d/%m/%Y %H:%M}" for moment in moments)

    def to_python(self, value: str | Iterable[str] | None) -> list[str]:
        if not isinstance(value, str):
            return list(value or [])
        return [self._moment(line.strip()) for line in value.splitlines() if line.strip()]

    def _moment(self, line: str) -> str:
        day, _space, time = line.partition(" ")
        written = str(DayField().clean(day))
        return f"{written}T{read_time(time)}" if time.strip() else written


# A day of the grid: two ranges, whatever else there is, closed.
_ENDS = (
    ("from", pgettext_lazy("hours", "from")),
    ("until", pgettext_lazy("hours", "to")),
    ("from2", pgettext_lazy("hours", "then from")),
    ("until2", pgettext_lazy("hours", "to")),
)
COPY_FROM, COPY_TO = "copy_from", "copy_to"


class GridWidget(PartsWidget):
    """The week as a grid without a script: a line for each day, and a button that copies one to others."""

    template_name = "forms/week_grid.html"

    def parts(self, value: Mapping[str, str]) -> list[dict[str, Any]]:
        return [part for _code, _label, parts in self.days(value) for part in parts]

    def days(self, value: Mapping[str, str]) -> Iterator[tuple[str, Any, list[dict[str, Any]]]]:
        """Give code, name and inputs of each day; a third range of old has one more input."""
        for code, day in zip(WEEKDAYS, Weekday, strict=True):
            ends = [
                {"code": f"{code}-{end}", "label": label, "value": value.get(f"{code}-{end}", "")}
                for end, label in _ENDS
            ]
            rest = {"code": f"{code}-more", "label": _("and also"), "value": value.get(f"{code}-more", "")}
            shut = {"code": f"{code}-closed", "label": _("Closed"), "value": value.get(f"{code}-closed", "")}
            yield code, day.label, [shut, *ends, *([rest] if rest["value"] else [])]

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> dict[str, str]:
        """Tell what was sent from what is stored: of each day something is said, be it nothing."""
        unsaid = {f"{code}-closed": "" for code in WEEKDAYS}
        return unsaid | super().value_from_datadict(data, files, name)

    def label_of(self, code: str) -> str:
        day, _dash, part = code.partition("-")
        names = dict(zip(WEEKDAYS, Weekday, strict=True))
        words = {**dict(_ENDS), "closed": _("Closed"), "more": _("and also")}
        return f"{names[day].label if day in names else day}, {words.get(part, part)}"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        drawn = iter(context["widget"]["parts"])
        context["widget"]["days"] = [
            {"code": code, "label": label, "parts": [next(drawn) for _part in parts]}
            for code, label, parts in self.days(value or {})
        ]
        return context


class GridField(ReadField):
    """The hours of a week; gives `{"mo": ["09:00-12:00"], …}`. Each day has hours, or is said to be closed."""

    widget = GridWidget

    def __init__(self, **kwargs: Any) -> None:
        kwargs["help_text"] = _(
            "Write 9h30, 9:30 or 930. An end that is not after its beginning is past midnight, as in from 20 to 1."
        )
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if value is None or any("-" in name for name in value) or not value:
            return value
        return {name: text for code in WEEKDAYS for name, text in _told(code, value.get(code, []))}

    def to_python(self, value: Any) -> dict[str, list[str]]:
        if not any("-" in name for name in value or {}):
            return dict(value or {})
        week, faults = {}, []
        for code, day in zip(WEEKDAYS, Weekday, strict=True):
            try:
                week[code] = _hours_of(code, value)
            except ValidationError as error:
                message = _("%(day)s: %(fault)s")
                params = {"day": day.label, "fault": " ".join(error.messages)}
                faults.append(ValidationError(message, code="hours", params=params))
        if faults:
            raise ValidationError(faults)
        return {code: ranges for code, ranges in week.items() if ranges}

    def validate(self, value: dict[str, list[str]]) -> None:
        """Ask nothing: a week that is closed every day is a week."""


def _told(code: str, ranges: list[str]) -> Iterator[tuple[str, str]]:
    ends = [end for one in ranges[:2] for end in one.split("-")]
    yield from zip([f"{code}-{end}" for end, _label in _ENDS], ends, strict=False)
    yield f"{code}-more", " ".join(ranges[2:])
    yield f"{code}-closed", "" if ranges else "on"


def _hours_of(code: str, sent: Mapping[str, str]) -> list[str]:
    ends = [sent.get(f"{code}-{end}", "").strip() for end, _label in _ENDS]
    pairs = [(start, end) for start, end in (ends[:2], ends[2:]) if start or end]
    more = sent.get(f"{code}-more", "").strip()
    is_closed = bool(sent.get(f"{code}-closed"))
    if is_closed and (pairs or more):
        raise ValidationError(
            _("it is said to be closed, and has hours: keep one of the two."), code="closed"
        )
    if not is_closed and not pairs and not more:
        raise ValidationError(_("write its hours, or say that it is closed."), code="nothing")
    if not all(start and end for start, end in pairs):
        raise ValidationError(_("write both the beginning and the end."), code="half")
    written = [f"{read_time(start)}-{read_time(end)}" for start, end in pairs]
    return read_hours(" ".join([*written, more]))


def copied_days(values: Mapping[str, list[str]], name: str, sent: QueryDict) -> dict[str, list[str]]:
    """Return the values of a grid after a day of it was copied to others."""
    chosen, targets = sent.get(COPY_FROM, ""), [code for code in sent.getlist(COPY_TO) if code in WEEKDAYS]
    start = f"{name}__{chosen}-"
    day = {key.removeprefix(start): texts for key, texts in values.items() if key.startswith(start)}
    if chosen not in WEEKDAYS:
        return dict(values)
    kept = {
        key: texts
        for key, texts in values.items()
        if not any(key.startswith(f"{name}__{code}-") for code in targets)
    }
    return kept | {f"{name}__{code}-{part}": texts for code in targets for part, texts in day.items()}

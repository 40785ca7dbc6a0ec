"""Dates as precise as their source, wall times, and the zone that they are read in."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from network.forms.parts import ReadField
from network.hours import zone_names
from network.partial_dates import PartialDate

# 21/03/2005, 3/2005: day and month first, as on our readers' letters.
_DAY = re.compile(r"(?P<iso>\d{4}-\d{2}-\d{2})|(?P<day>\d{1,2})[/. ](?P<month>\d{1,2})[/. ](?P<year>\d{4})")
FIRST_YEAR, LAST_YEAR = 1900, 2999
_SLASHED = re.compile(r"(?:(\d{1,2})[/.])?(\d{1,2})[/.](\d{4})")


class PartialDateField(ReadField):
    """A year, a month or a day; gives a `PartialDate`, or None."""

    def __init__(self, **kwargs: Any) -> None:
        example = _("A year, a month or a day: 2002, 2013-04 or 2005-03-21.")
        kwargs["help_text"] = kwargs.get("help_text") or example
        super().__init__(**{"widget": forms.TextInput(attrs={"size": 12}), **kwargs})

    def to_python(self, value: str | PartialDate | None) -> PartialDate | None:
        if isinstance(value, PartialDate):
            return value
        text = (value or "").strip()
        if not text:
            return None
        if slashed := _SLASHED.fullmatch(text):
            day, month, year = slashed.groups()
            text = "-".join([year, f"{month:0>2}", *([f"{day:0>2}"] if day else [])])
        try:
            return PartialDate.parse(text)
        except ValueError as error:
            message = _("Write a year, a month or a day: 2002, 2013-04 or 2005-03-21.")
            raise ValidationError(message, code="invalid") from error


class DayField(ReadField):
    """A day, written day first as on our readers' letters, whatever the language of the page; gives a `date`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["help_text"] = kwargs.get("help_text") or _("As in 25/11/2026.")
        widget = forms.TextInput(attrs={"size": 12, "inputmode": "numeric", "autocomplete": "off"})
        super().__init__(**{"widget": widget, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value

    def to_python(self, value: str | date | None) -> date | None:
        if isinstance(value, date):
            return value
        text = (value or "").strip()
        if not text:
            return None
        found = _DAY.fullmatch(text)
        if not found:
            raise ValidationError(_("Write a day, as in 25/11/2026."), code="invalid")
        year, month, day = (
            found["iso"].split("-") if found["iso"] else (found["year"], found["month"], found["day"])
        )
        try:
            written = date(int(year), int(month), int(day))
        except ValueError as error:
            raise ValidationError(_("There is no such day."), code="invalid") from error
        if not FIRST_YEAR <= written.year <= LAST_YEAR:
            limits = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise ValidationError(
                _("Write a year from %(first)d to %(last)d."), code="invalid", params=limits
            )
        return written


class WallTimeField(forms.CharField):
    """A day and a time on the wall, without zone: `2026-12-24T17:30`."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"type": "datetime-local"})
        super().__init__(**{"widget": widget, "help_text": "", "empty_value": None, **kwargs})

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        if not text:
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = None
        # An offset would be lost: the zone of the event says it.
        if moment is None or moment.tzinfo:
            raise ValidationError(_("Write a day and a time, as in 2026-12-24T17:30."), code="invalid")
        return f"{moment:%Y-%m-%dT%H:%M}"


class ZoneField(forms.CharField):
    """A zone of the IANA database, whatever its capitals."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        if not text:
            return ""
        known = {name.casefold(): name for name in zone_names()}
        if (name := known.get(text.casefold().replace(" ", "_"))) is None:
            raise ValidationError(_("There is no such time zone: write one as in Europe/Paris."), code="zone")
        return name

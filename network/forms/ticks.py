"""“I checked this today”: a box that remembers on which day it was ticked."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Checkbox(forms.Widget):
    """A box whose value is a day: that of the draft, else today."""

    template_name = "forms/tick.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"is_ticked": bool(value), "value": value or timezone.localdate().isoformat()}
        return context


class TickedDayField(forms.Field):
    """Gives the day on which somebody ticked the box, or None; a draft published later keeps that day."""

    widget = Checkbox

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, **kwargs})

    def to_python(self, value: Any) -> date | None:
        if not value:
            return None
        try:
            day = date.fromisoformat(value)
        except ValueError as error:
            raise ValidationError(_("There is no such day."), code="invalid") from error
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come."), code="future")
        return day

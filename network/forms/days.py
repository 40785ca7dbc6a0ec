"""What visitors fill in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import QueryDict

FIRST_YEAR, LAST_YEAR = 1900, 2999
_PARTS = ("year", "month", "day")


class PartField(forms.IntegerField):
    """A number of a date, written by hand: pickers follow the browser's language and not the page's."""

    def __init__(self, least: int, most: int, **kwargs: Any) -> None:
        css = "input input--year" if most > 31 else "input"  # noqa: PLR2004 days of a month
        attrs = {"class": css, "inputmode": "numeric", "autocomplete": "off"}
        super().__init__(min_value=least, max_value=most, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(
                _("write a number from %(least)d to %(most)d."),
                params={"least": self.min_value, "most": self.max_value},
            ) from error


class DayForm(forms.Form):
    """A day in three fields, which lead to `?on=YYYY-MM-DD`; an address without a day means `today`."""

    use_required_attribute = False

    day = PartField(1, 31, label=_("Day"))
    month = PartField(1, 12, label=_("Month"))
    year = PartField(FIRST_YEAR, LAST_YEAR, label=_("Year"))

    def __init__(self, query: QueryDict, today: date) -> None:
        # It is repeated in the message, and a page holds no such character.
        self.on = query.get("on", "").replace("\0", "\N{REPLACEMENT CHARACTER}")
        self.today = today
        self.has_parts = any(part in query for part in _PARTS)
        named = self.on.split("-") if self.on else [query.get(part, "") for part in _PARTS]
        is_day = len(named) == len(_PARTS) if self.on else self.has_parts
        self.is_misread = bool(self.on) and not is_day
        values = dict(zip(_PARTS, named if is_day else (today.year, today.month, today.day), strict=True))
        super().__init__(values, auto_id="on_%s", label_suffix="")

    @property
    def chosen(self) -> date | None:
        """The day that is asked for; None when it cannot be understood."""
        return self.cleaned_data["chosen"] if self.is_valid() else None

    @property
    def asks_for_another_day(self) -> bool:
        """Whether the address names a day, understood or not, that is not today."""
        return (bool(self.on) or self.has_parts) and self.chosen != self.today

    @property
    def is_written_as_usual(self) -> bool:
        """Whether the address names the day as every other one does, or leaves it out."""
        if self.has_parts and not self.on:
            return False
        return not self.on or self.chosen is None or self.on == self.chosen.isoformat()

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if self.is_misread:
            raise forms.ValidationError(
                _("The address asks for “%(on)s”: write the day, the month and the year here."),
                params={"on": self.on},
            )
        if not self.errors:
            try:
                values["chosen"] = date(values["year"], values["month"], values["day"])
            except ValueError:
                self.add_error("day", _("this month has no such day."))
        return values

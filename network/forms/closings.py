"""An exceptional closing, in as few words as possible."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.actions.closings import closures_within
from network.forms.dates import DayField
from network.forms.hours import HoursField
from network.forms.texts import TextsField
from network.models import Place

if TYPE_CHECKING:
    from django.http import QueryDict

    from network.models import Cite, Closure

# Nobody closes for longer by mistake: what lasts is a season, or the end of a place.
LONGEST = timedelta(days=366)


class ClosingForm(forms.Form):
    """Which days, which places, closed or with other hours, and why; today and all places are chosen already."""

    use_required_attribute = False

    when = forms.ChoiceField(
        choices=[("today", _("Today")), ("tomorrow", _("Tomorrow")), ("days", _("On other days"))],
        label=_("When"),
        widget=forms.RadioSelect,
        initial="today",
    )
    first_day = DayField(label=_("First day"), required=False)
    last_day = DayField(label=_("Last day"), required=False, help_text=_("Empty: one day only."))
    places = forms.ModelMultipleChoiceField(
        Place.objects.none(),
        label=_("Places"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one place.")},
    )
    hours = HoursField(
        label=_("Special hours"),
        required=False,
        help_text=_("Empty: closed all day. As in 9:00-12:00 14:00-18:00, or 9h-12h."),
    )
    why = TextsField(label=_("Why, for visitors"), required=False, is_long=False)

    def __init__(self, data: QueryDict | None, *, cite: Cite, today: date) -> None:
        places = Place.objects.filter(cite=cite).order_by("position", "pk")
        still = [place for place in places if not place.valid_until or place.valid_until.last_day >= today]
        super().__init__(data, initial={"places": [place.pk for place in still]}, label_suffix="")
        chosen: Any = self.fields["places"]
        chosen.queryset = places.filter(pk__in=[place.pk for place in still])
        self.today = today

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        days = {"today": self.today, "tomorrow": self.today + timedelta(days=1)}
        if said.get("when") == "days":
            self._check_days(said)
        elif said.get("when"):
            said["first_day"] = said["last_day"] = days[said["when"]]
        return said

    def _check_days(self, said: dict[str, Any]) -> None:
        first, last = said.get("first_day"), said.get("last_day")
        if not first and "first_day" not in self.errors:
            self.add_error("first_day", _("Write the day, as in 25/11/2026."))
        if not first or self.errors:
            return
        last = said["last_day"] = last or first
        if last < first:
            self.add_error("last_day", _("It ends before it begins."))
        elif last < self.today:
            self.add_error("last_day", _("These days are over."))
        elif last - first > LONGEST:
            self.add_error("last_day", _("A closing lasts a year at most: for longer, write a season."))

    @property
    def span(self) -> tuple[date, date]:
        return self.cleaned_data["first_day"], self.cleaned_data["last_day"]

    @property
    def overlapping(self) -> list[Closure]:
        """The closures that hold some of these days already."""
        return list(closures_within(self.cleaned_data["places"], *self.span))

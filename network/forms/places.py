"""What a team fills in about its places: the places, their seasons, their closures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.forms.clocks import GridField, copied_days
from network.forms.pictures import FIELDS, GROUP, PicturedForm, PictureField
from network.forms.positions import Position, PositionField
from network.forms.records import RegionalForm
from network.forms.rows import Rows
from network.forms.sheet_forms import SheetForm
from network.forms.sheets import Group, Sheet
from network.forms.ticks import TickedDayField
from network.hours.rules import WEEKDAYS
from network.models import Closure, Place, Season, Stay
from network.partial_dates import PartialDate
from network.permissions import Can

if TYPE_CHECKING:
    from django.http import QueryDict

    from network.merging import Values


class PlaceForm(PicturedForm, RegionalForm):
    """A place; where a map shows it, and whether somebody looked at its hours today."""

    at = PositionField(label=_("Position on a map"))
    picture = PictureField(label=_("Picture of the way in, or of the house"))
    checked_today = TickedDayField(
        label=_("I checked these hours today"),
        help_text=_("Visitors read on which day the hours were last checked. Tick it only if you did."),
    )

    class Meta(SheetForm.Meta):
        model = Place
        fields = (
            "name", "kind", "host", "valid_from", "valid_until", "street", "postcode", "city", "country",
            "timezone", "holiday_region", "coordinates", "transport", "step_free", "access_details", "note",
            "slug", *FIELDS,
        )  # fmt: skip

    def __init__(self, *args: Any, cite: Any, instance: Place, **kwargs: Any) -> None:
        if not instance.pk:
            instance.country, instance.timezone = cite.country, cite.timezone
        super().__init__(*args, cite=cite, instance=instance, **kwargs)
        self.fields["at"].help_text = _(
            "Latitude and longitude, or the address of a map of openstreetmap.org with a marker, pasted here."
        )
        if instance.latitude is not None and instance.longitude is not None:
            position = Position(instance.latitude, instance.longitude)
            self.initial["at"] = position
            self.fields["at"].help_text = format_html(
                '{} <a href="{}" rel="noreferrer">{}</a>',
                self.fields["at"].help_text,
                position.map_address,
                _("See it on OpenStreetMap (you leave this site)"),
            )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if "at" not in self.errors:
            position = self.cleaned_data.get("at")
            self.instance.latitude, self.instance.longitude = position or (None, None)
        if day := self.cleaned_data.get("checked_today"):
            self.instance.checked_on = max(day, self.instance.checked_on or day)
        return cleaned

    def _called(self) -> str:
        return f"{self.cite.slug} {self.cleaned_data.get('name') or ''}"


class StayForm(SheetForm):
    """A dated presence of a place that moves."""

    class Meta(SheetForm.Meta):
        model = Stay
        fields = ("first_day", "last_day")


PLACES = Sheet(
    name="places",
    model=Place,
    form=PlaceForm,
    one=_("Place"),
    many=_("Places"),
    title_field="name",
    rank=30,
    groups=(
        Group(_("What it is"), ("name", "kind", "host", "valid_from", "valid_until")),
        Group(
            _("Where"),
            ("street", "postcode", "city", "country", "timezone", "holiday_region", "at", "coordinates"),
        ),
        Group(_("How to get in"), ("transport", "step_free", "access_details")),
        GROUP,
        Group(_("What is known"), ("checked_today", "note")),
        Group(_("Its address on the portal"), ("slug",)),
    ),
    rows=(
        Rows(
            name="stays",
            parent="place",
            form=StayForm,
            title=_("Stays of a host or itinerant place"),
            another=_("Keep, and add another stay"),
        ),
    ),
)


class SeasonForm(SheetForm):
    """A weekly schedule of a place, for as long as it holds."""

    weekly = GridField(label=_("Weekly hours"))
    checked_today = TickedDayField(
        label=_("I checked these hours today"),
        help_text=_("Visitors read on which day the hours were last checked. Tick it only if you did."),
    )

    class Meta(SheetForm.Meta):
        model = Season
        fields = ("place", "name", "valid_from", "valid_until", "weekly", "public_holidays")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["weekly"] = {code: self.instance.weekly.get(code, []) for code in WEEKDAYS}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if day := self.cleaned_data.get("checked_today"):
            self.instance.as_of = PartialDate(day.year, day.month, day.day)
        return cleaned

    @classmethod
    def turn(cls, values: Values, sent: QueryDict) -> Values:
        return copied_days(values, "weekly", sent)


def _season_at_its_place(season: Season) -> str:
    """Tell seasons of the same name apart by their days."""
    return " · ".join([str(season.place), *([season.name] if season.name else []), _span(season)])


def _span(season: Season) -> str:
    first, last = (f"{day:%d/%m/%Y}" if day else "" for day in (season.valid_from, season.valid_until))
    if first and last:
        return gettext("from %(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return gettext("from %(day)s on") % {"day": first}
    return gettext("until %(day)s") % {"day": last} if last else gettext("without end")


def _at_its_place(closure: Closure) -> str:
    return f"{closure} · {closure.place}"


SEASONS = Sheet(
    name="seasons",
    model=Season,
    form=SeasonForm,
    one=_("Season"),
    many=_("Hours"),
    writes=Can.KEEP_CITE,
    publishes=Can.KEEP_CITE,
    cite_path="place__cite",
    title_field="place__name",
    titled_by=("name", "valid_from", "place"),
    called=_season_at_its_place,
    rank=40,
    related=("place",),
    groups=(
        Group(_("Where and from when until when"), ("place", "name", "valid_from", "valid_until")),
        Group(_("The week"), ("weekly",)),
        Group(_("Public holidays"), ("public_holidays",)),
        Group(_("What is known"), ("checked_today",)),
    ),
)


class ClosureForm(SheetForm):
    """Days on which a place is closed, or has other hours."""

    class Meta(SheetForm.Meta):
        model = Closure
        fields = ("place", "first_day", "last_day", "hours", "reason")


CLOSURES = Sheet(
    name="closures",
    model=Closure,
    form=ClosureForm,
    one=_("Closure"),
    many=_("Closures"),
    publishes=Can.WRITE,
    cite_path="place__cite",
    title_field="place__name",
    titled_by=("first_day", "place"),
    called=_at_its_place,
    rank=50,
    related=("place",),
    groups=(
        Group(_("Where and when"), ("place", "first_day", "last_day")),
        Group(_("What visitors will read"), ("hours", "reason")),
    ),
)

"""Places and their hours."""

from typing import Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from network.admin.cites import PICTURE, OfACite
from network.admin.records import Inline, ModelPage
from network.forms import RegionalForm
from network.models import Closure, Place, Season, Stay


class SeasonInline(Inline):
    model = Season
    fields = ("name", ("valid_from", "valid_until"), "weekly", "public_holidays", "as_of")


class ClosureInline(Inline):
    model = Closure
    fields = (("first_day", "last_day"), "hours", "reason")


class StayInline(Inline):
    model = Stay
    fields = (("first_day", "last_day"),)


@admin.register(Place)
class PlacePage(OfACite):
    form = RegionalForm
    list_display = ("name", "kind", "city", "cite", "checked_on", "mark")
    list_filter = ("kind", "country", *OfACite.list_filter)
    search_fields = ("name", "slug", "city", "cite__name", "cite__slug")
    inlines = (SeasonInline, ClosureInline, StayInline)
    fieldsets = (
        (None, {"fields": ("cite", "slug", "demo", "kind", "name", "host", ("valid_from", "valid_until"))}),
        (_("Where"), {
            "fields": (
                "street", ("postcode", "city"), ("country", "timezone"), "holiday_region",
                ("latitude", "longitude", "coordinates"),
            ),
        }),
        (_("How to get in"), {"fields": ("transport", "step_free", "access_details")}),
        PICTURE,
        (_("What is known"), {"fields": (("checked_on", "review_months"), "note")}),
    )  # fmt: skip
    readonly_fields = ("picture_seen",)


class OfAPlace(ModelPage):
    """A list of what belongs to a place."""

    list_filter: ClassVar[Any] = ("demo", ("place__cite", admin.RelatedOnlyFieldListFilter))
    search_fields = ("place__name", "place__slug", "place__cite__name", "place__cite__slug")

    @admin.display(description=_("Cité"), ordering="place__cite__sort_key")
    def cite(self, record: Season | Closure | Stay) -> str:
        return str(record.place.cite)


@admin.register(Season)
class SeasonPage(OfAPlace):
    list_display = ("__str__", "place", "cite", "valid_from", "valid_until", "as_of", "mark")
    list_filter = ("public_holidays", *OfAPlace.list_filter)
    fields = ("place", "name", ("valid_from", "valid_until"), "weekly", "public_holidays", "as_of", "demo")


@admin.register(Closure)
class ClosurePage(OfAPlace):
    list_display = ("__str__", "place", "cite", "mark")
    date_hierarchy = "first_day"
    fields = ("place", ("first_day", "last_day"), "hours", "reason", "demo")


@admin.register(Stay)
class StayPage(OfAPlace):
    list_display = ("__str__", "place", "cite", "mark")
    fields = ("place", ("first_day", "last_day"), "demo")

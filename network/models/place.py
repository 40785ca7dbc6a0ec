"""Where a Cité receives people, and when. What the hours mean is for `network.hours` to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Min, OuterRef, Q, Value
from django.db.models.expressions import Func
from django.db.models.functions import Coalesce, JSONObject
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from network.models.base import CiteRecord, Record, keeps_history
from network.models.checked import Checked, CheckedQuerySet, review_months, within_two_years
from network.models.cite import Cite
from network.models.constraints import by_language, is_known, is_said, within_reach
from network.models.expressions import day_at, partial_days
from network.models.fields import PartialDateField, TextsField, satisfies
from network.models.network import NetworkHoliday
from network.models.openings import open_then
from network.models.pictured import Pictured, pictured
from network.models.rules import calendar_of, hours_of
from network.vocabulary import Coordinates, HolidayRule, PlaceKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from network.hours import PlaceHours

_REFUSED = """
        RAISE EXCEPTION 'only host and itinerant places have stays' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'stay_at_a_place_that_moves';
    END IF;
    RETURN NULL;
"""
# The lock makes whoever changes the kind of the place wait, or be waited for.
_STAYS_WHERE_IT_MAY = f"""
    PERFORM FROM network_place WHERE id = NEW.place_id AND kind IN ('host', 'itinerant') FOR SHARE;
    IF NOT FOUND AND EXISTS (SELECT FROM network_stay WHERE id = NEW.id AND place_id = NEW.place_id) THEN
{_REFUSED}"""
_KEEPS_NO_STAYS = f"""
    IF EXISTS (
        SELECT FROM network_place JOIN network_stay ON place_id = network_place.id
        WHERE network_place.id = NEW.id AND kind NOT IN ('host', 'itinerant')
    ) THEN
{_REFUSED}"""


def days(first: str, last: str) -> Func:
    """Return the span of two date columns, both inclusive; an empty one is open."""
    return Func(F(first), F(last), Value("[]"), function="daterange", output_field=DateRangeField())


def _rows(queryset: models.QuerySet[Any], *fields: str) -> ArraySubquery:
    """Return some columns of the rows that hang on a place, as one array of objects."""
    return ArraySubquery(queryset.values(row=JSONObject(**{field: field for field in fields})))


class PlaceQuerySet(CheckedQuerySet["Place"]):
    """Which places."""

    def in_force(self, day: date) -> PlaceQuerySet:
        """Those whose validity holds a day."""
        return self.alias(span=partial_days("valid_from", "valid_until")).filter(Q(span__contains=day))

    def in_use(self, moment: datetime) -> PlaceQuerySet:
        """Those in force at a moment."""
        today = day_at(moment, "timezone")
        return self.alias(span=partial_days("valid_from", "valid_until")).filter(Q(span__contains=today))

    def with_holidays(self) -> PlaceQuerySet:
        """Bring the network's own public holidays of each place, in the same query."""
        # An invented holiday closes no door of a real place.
        of_country = Q(country=OuterRef("country"), demo__in=[False, OuterRef("demo")]) & Q(
            region__in=["", Coalesce(OuterRef("holiday_region"), Value(""))]
        )
        return self.annotate(
            holiday_rows=_rows(NetworkHoliday.objects.filter(of_country), "day", "kept", "name")
        )

    def with_hours(self) -> PlaceQuerySet:
        """Bring what the question “is it open?” needs, in the same query for any number of places."""
        of_place = Q(place=OuterRef("pk"))
        return self.with_holidays().annotate(
            season_rows=_rows(
                Season.objects.filter(of_place),
                "name",
                "valid_from",
                "valid_until",
                "weekly",
                "public_holidays",
                "as_of",
            ),
            closure_rows=_rows(Closure.objects.filter(of_place), "first_day", "last_day", "hours", "reason"),
            stay_rows=_rows(Stay.objects.filter(of_place), "first_day", "last_day"),
        )

    def open_at(self, moment: datetime) -> PlaceQuerySet:
        """Those that are open then, by confirmed hours; a moment without zone is the wall time of each.

        What the page of each would say, for any number of them: two statements, of which the first is asked
        at once. ValueError out of the years 1901 to 2998.
        """
        keys = ("timezone", "country", "holiday_region", "demo")
        one_of_each = self.order_by().values(*keys).annotate(first=Min("pk")).values("first")
        calendars = Place.objects.filter(pk__in=one_of_each).with_holidays().only(*keys).order_by()
        return self.filter(open_then(calendars, moment))


@keeps_history
class Place(Pictured, Checked, CiteRecord):
    """A place of a Cité; an associated centre may lie in another country."""

    checked_as = "places"

    cite = models.ForeignKey(Cite, models.CASCADE, related_name="places", verbose_name=_("Cité"))
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=PlaceKind.choices)
    name = models.CharField(_("name"), max_length=300)
    street = models.CharField(_("street"), max_length=300, null=True, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, null=True, blank=True)
    city = models.CharField(_("town"), max_length=200, null=True, blank=True)
    country = models.CharField(_("country"), max_length=2)
    holiday_region = models.CharField(
        _("region of public holidays"), max_length=20, null=True, blank=True,
        help_text=_("Subdivision as the holidays package names it: 974, 57, 6AE, TI…"),
    )  # fmt: skip
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    coordinates = models.CharField(
        _("precision of the position"), max_length=10, choices=Coordinates.choices, null=True, blank=True
    )
    timezone = models.CharField(_("time zone"), max_length=64)
    valid_from = PartialDateField(_("valid from"), null=True, blank=True)
    valid_until = PartialDateField(
        _("valid until"), null=True, blank=True, help_text=_("Last day, inclusive.")
    )
    host = models.CharField(_("host"), max_length=300, null=True, blank=True)
    transport = TextsField(_("how to come"), blank=True)
    step_free = models.BooleanField(_("step-free"), null=True, blank=True)
    access_details = TextsField(_("details of access"), blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    review_months = review_months(12)
    note = TextsField(_("note"), blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta(CiteRecord.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["cite", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "cite"], name="place_with_its_cite"),
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"), name="place_slug_is_an_id"
            ),
            models.CheckConstraint(condition=Q(kind__in=PlaceKind.values), name="place_kind_is_known"),
            models.CheckConstraint(condition=Q(country__regex=r"^[A-Z]{2}$"), name="place_country_is_a_code"),
            models.CheckConstraint(
                condition=satisfies("timezone_exists", "timezone"), name="place_timezone_exists"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="place_position_is_on_earth",
            ),
            models.CheckConstraint(
                condition=satisfies("partial_dates_in_order", "valid_from", "valid_until"),
                name="place_dates_in_order",
            ),
            within_reach("checked_on", name="place_days_within_reach"),
            within_two_years("place_rhythm_within_two_years"),
            is_said("name", name="place_has_a_name"),
            is_known("coordinates", Coordinates, name="place_precision_is_known"),
            by_language("transport", name="place_transport_is_by_language"),
            by_language("access_details", name="place_access_is_by_language"),
            by_language("note", name="place_note_is_by_language"),
            *pictured("place"),
            ExclusionConstraint(
                name="place_main_once_at_a_time",
                expressions=[
                    ("cite", RangeOperators.EQUAL),
                    (partial_days("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                ],
                condition=Q(kind=PlaceKind.MAIN),
            ),
        ]
        triggers = [
            *CiteRecord.Meta.triggers,
            pgtrigger.Trigger(
                name="keeps_no_stays",
                operation=pgtrigger.UpdateOf("kind"),  # type: ignore[no-untyped-call]
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                func=_KEEPS_NO_STAYS,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def calendar(self) -> PlaceHours | None:
        """Its clock and public holidays, without hours; for places that were read `with_holidays()`.

        None where nobody knows its zone or its region of holidays any more.
        """
        return calendar_of(self)

    @cached_property
    def hours(self) -> PlaceHours:
        """Gather what `network.hours` reasons on; for places that were read `with_hours()`.

        Where nobody knows its zone or its region of holidays any more, no hours can be told: unknown.
        """
        return hours_of(self)


class PlaceRecord(Record):
    """A record that belongs to one place."""

    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta(Record.Meta):
        abstract = True


@keeps_history
class Season(PlaceRecord):
    """A weekly schedule in force between two days, both inclusive; never two at once.

    The table has one more column, `half_minutes`, that PostgreSQL makes of `weekly` for `open_at`.
    """

    place = models.ForeignKey(Place, models.CASCADE, related_name="seasons", verbose_name=_("place"))
    name = models.CharField(_("name"), max_length=200, null=True, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("Last day, inclusive.")
    )
    weekly = models.JSONField(
        _("weekly hours"), default=dict, blank=True,
        help_text=_('By day, as in {"mo": ["09:00-12:00", "14:00-18:00"]}; a day that is not named is closed.'),
    )  # fmt: skip
    public_holidays = models.CharField(
        _("public holidays"), max_length=10, choices=HolidayRule.choices, null=True, blank=True
    )
    as_of = PartialDateField(
        _("as of"), null=True, blank=True, help_text=_("Date of the source of these hours.")
    )

    class Meta(PlaceRecord.Meta):
        verbose_name = _("season")
        verbose_name_plural = _("seasons")
        ordering = ["place", F("valid_from").asc(nulls_first=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lte=F("valid_until")),
                name="season_dates_in_order",
            ),
            within_reach("valid_from", "valid_until", name="season_days_within_reach"),
            models.CheckConstraint(
                condition=satisfies("weekly_is_valid", "weekly"), name="season_hours_are_readable"
            ),
            models.CheckConstraint(
                condition=satisfies("weekly_is_apart", "weekly"), name="season_hours_never_overlap"
            ),
            models.CheckConstraint(
                condition=Q(public_holidays__isnull=True) | Q(public_holidays__in=HolidayRule.values),
                name="season_holiday_rule_is_known",
            ),
            models.CheckConstraint(
                condition=satisfies("partial_date_is_valid", "as_of"), name="season_source_date_exists"
            ),
            ExclusionConstraint(
                name="season_once_at_a_time",
                expressions=[
                    ("place", RangeOperators.EQUAL),
                    (days("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.valid_from or '…'} – {self.valid_until or '…'}"


@keeps_history
class Closure(PlaceRecord):
    """An exception to the seasons: closed, or other hours, from one day to another inclusive.

    The table has one more column, `half_minutes`, that PostgreSQL makes of `hours` for `open_at`.
    """

    place = models.ForeignKey(Place, models.CASCADE, related_name="closures", verbose_name=_("place"))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"), help_text=_("Inclusive."))
    hours = models.JSONField(
        _("special hours"), default=list, blank=True, help_text=_('As in ["10:00-12:00"]; none: closed.')
    )
    reason = TextsField(_("reason"), blank=True)

    class Meta(PlaceRecord.Meta):
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        ordering = ["place", "first_day", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="closure_dates_in_order"),
            within_reach("first_day", "last_day", name="closure_days_within_reach"),
            models.CheckConstraint(
                condition=satisfies("ranges_are_valid", "hours"), name="closure_hours_are_readable"
            ),
            models.CheckConstraint(
                condition=satisfies("ranges_are_apart", "hours"), name="closure_hours_never_overlap"
            ),
            by_language("reason", name="closure_reason_is_by_language"),
            ExclusionConstraint(
                name="closure_once_at_a_time",
                expressions=[
                    ("place", RangeOperators.EQUAL),
                    (days("first_day", "last_day"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"


@keeps_history
class Stay(PlaceRecord):
    """A dated presence of a host or itinerant place; outside its stays it is closed."""

    part_of = "place"
    place = models.ForeignKey(Place, models.CASCADE, related_name="stays", verbose_name=_("place"))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"), help_text=_("Inclusive."))

    class Meta(PlaceRecord.Meta):
        verbose_name = _("stay")
        verbose_name_plural = _("stays")
        ordering = ["place", "first_day", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="stay_dates_in_order"),
            within_reach("first_day", "last_day", name="stay_days_within_reach"),
        ]
        triggers = [
            *PlaceRecord.Meta.triggers,
            pgtrigger.Trigger(
                name="stays_where_it_may",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                func=_STAYS_WHERE_IT_MAY,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"

"""What one finds in a Cité: offers, and the permanences at which somebody is there to talk to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.hours import PermanenceRule, TimeRange
from network.models import Cite, CiteRecord, Partner, Place, Pole, Record, Suggestion
from network.models.base import keeps_history
from network.models.checked import Checked, CheckedQuerySet, review_months, within_two_years
from network.models.constraints import are_languages, by_language, is_address, within_reach
from network.models.expressions import daily_draw, day_at, words_of
from network.models.fields import ChoicesArrayField, TextsField, is_among, satisfies, text_list
from network.models.former import keeps_former_addresses
from network.models.suggestion import rows_said
from network.vocabulary import Access, Audience, Membership, Modality, Mode, Publication, Theme, Weekday

if TYPE_CHECKING:
    from datetime import datetime

RANGE = r"^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"


class ServiceQuerySet(CheckedQuerySet["Service"]):
    """Which offers."""

    def published(self) -> ServiceQuerySet:
        """Those that the public sees, of Cités that the public sees."""
        return self.filter(publication=Publication.PUBLISHED).exclude(
            cite__membership=Membership.NOT_A_MEMBER
        )

    def once_published(self) -> ServiceQuerySet:
        """Those whose address the public may know: published, or withdrawn since."""
        return self.exclude(publication=Publication.DRAFT).exclude(cite__membership=Membership.NOT_A_MEMBER)

    def in_use(self, moment: datetime) -> ServiceQuerySet:
        """Those that the public can find at a moment."""
        return self.published().valid_at(moment)

    def valid_at(self, moment: datetime) -> ServiceQuerySet:
        """Those that their Cité offers on the day that it is there."""
        today = day_at(moment, "cite__timezone")
        return self.alias(today=today).filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=F("today")),
            Q(valid_until__isnull=True) | Q(valid_until__gte=F("today")),
        )

    def with_words(self) -> ServiceQuerySet:
        """Bring the words that a question is looked for in."""
        return self.alias(words=words_of("title", "summary"))

    def with_place_ids(self) -> ServiceQuerySet:
        """Bring the places where each is found, as `place_ids`, in the same query."""
        found = ServicePlace.objects.filter(service=OuterRef("pk"))
        return self.annotate(
            place_ids=ArraySubquery(found.order_by("place__position", "place").values("place"))
        )

    def with_voices(self) -> ServiceQuerySet:
        """Bring the latest of what visitors said of each, as `said_rows`, in the same query."""
        return self.annotate(said_rows=rows_said(ServiceSuggestion.objects.filter(service=OuterRef("pk"))))

    def drawn_on(self, day: date) -> ServiceQuerySet:
        """Order as lists do: drawn every day, the same for everybody, whoever the partners are."""
        return self.order_by(daily_draw("pk", day), "pk")


@keeps_history
class Service(Checked, CiteRecord):
    """An offer of a Cité. There is no price: everything in a Cité is free."""

    checked_as = "offers"

    cite = models.ForeignKey(Cite, models.CASCADE, related_name="services", verbose_name=_("Cité"))
    slug = models.SlugField(_("address"), max_length=80)
    title = TextsField(_("title"))
    summary = TextsField(_("summary"), blank=True)
    description = TextsField(_("description"), blank=True)
    modality = models.CharField(_("form"), max_length=20, choices=Modality.choices)
    access = ChoicesArrayField(Access, verbose_name=_("access"))
    themes = ChoicesArrayField(Theme, verbose_name=_("themes"))
    pole = models.ForeignKey(
        Pole, models.SET_NULL, null=True, blank=True, related_name="services", verbose_name=_("pole")
    )
    audiences = ChoicesArrayField(Audience, verbose_name=_("audiences"))
    languages = text_list(_("languages"))
    bring = TextsField(_("what to bring"), blank=True)
    conditions = TextsField(_("conditions"), blank=True)
    duration_minutes = models.PositiveSmallIntegerField(_("duration in minutes"), null=True, blank=True)
    places = models.ManyToManyField(
        Place, through="ServicePlace", related_name="services", blank=True, verbose_name=_("places")
    )
    link = models.URLField(_("link"), max_length=500, null=True, blank=True)
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="services", verbose_name=_("partner")
    )
    partner_public = models.BooleanField(_("partner named in public"), default=False)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("Last day, inclusive.")
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    review_months = review_months(6)
    # The offer of another Cité that its words were first written for.
    origin = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="copies",
        verbose_name=_("first written as"),
    )
    publication = models.CharField(
        _("publication"), max_length=10, choices=Publication.choices, default=Publication.DRAFT
    )

    objects = ServiceQuerySet.as_manager()

    class Meta(CiteRecord.Meta):
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ["cite", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cite", "slug"], name="service_slug_once_per_cite"),
            models.UniqueConstraint(fields=["id", "cite"], name="service_with_its_cite"),
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"), name="service_slug_is_an_id"
            ),
            models.CheckConstraint(
                condition=satisfies("texts_are_valid", "title") & ~Q(title={}), name="service_has_a_title"
            ),
            models.CheckConstraint(condition=Q(modality__in=Modality.values), name="service_form_is_known"),
            models.CheckConstraint(
                condition=is_among("access", Access) & Q(access__len__gte=1), name="service_access_is_known"
            ),
            models.CheckConstraint(condition=is_among("themes", Theme), name="service_themes_are_known"),
            models.CheckConstraint(
                condition=is_among("audiences", Audience), name="service_audiences_are_known"
            ),
            models.CheckConstraint(
                condition=Q(publication__in=Publication.values), name="service_publication_is_known"
            ),
            models.CheckConstraint(
                condition=Q(duration_minutes__isnull=True) | Q(duration_minutes__gte=1),
                name="service_lasts_a_minute",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lte=F("valid_until")),
                name="service_dates_in_order",
            ),
            within_reach("valid_from", "valid_until", "checked_on", name="service_days_within_reach"),
            within_two_years("service_rhythm_within_two_years"),
            are_languages("languages", name="service_languages_are_codes"),
            is_address("link", name="service_link_is_an_address"),
            by_language("summary", name="service_summary_is_by_language"),
            by_language("description", name="service_description_is_by_language"),
            by_language("bring", name="service_bring_is_by_language"),
            by_language("conditions", name="service_conditions_are_by_language"),
        ]
        triggers = [*CiteRecord.Meta.triggers, keeps_former_addresses("service", within="OLD.cite_id")]

    def __str__(self) -> str:
        return str(self.title.get((get_language() or "en")[:2]) or next(iter(self.title.values()), self.slug))

    def get_absolute_url(self) -> str:
        return reverse("public:service", args=[self.cite.slug, self.slug])

    @property
    def is_drop_in(self) -> bool:
        return Access.DROP_IN in self.access

    @property
    def access_labels(self) -> list[str]:
        return [str(Access(value).label) for value in self.access]

    @property
    def named_partner(self) -> Partner | None:
        """The partner, where the Cité chose to name it."""
        return self.partner if self.partner_public else None

    @property
    def named_origin(self) -> Service | None:
        """The offer that it was copied from, where the public sees its Cité."""
        origin = self.origin
        return origin if origin and origin.cite.membership != Membership.NOT_A_MEMBER else None


@keeps_history
class ServicePlace(models.Model):
    """Where an offer is found: a place of the same Cité, by constraint."""

    part_of: ClassVar[str] = "service"
    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    place = models.ForeignKey(Place, models.CASCADE, related_name="+")
    cite = models.ForeignKey(Cite, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("place of an offer")
        verbose_name_plural = _("places of offers")
        ordering = ["service", "place", "pk"]
        constraints = [models.UniqueConstraint(fields=["service", "place"], name="service_place_once")]

    def __str__(self) -> str:
        return f"{self.service_id} · {self.place_id}"


class ServiceSuggestion(models.Model):
    """The offer that a suggestion is about: one of the same Cité, by constraint."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="+")
    service = models.ForeignKey(Service, models.CASCADE, related_name="suggestions")
    cite = models.ForeignKey(Cite, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["service", "suggestion", "pk"]
        constraints = [models.UniqueConstraint(fields=["suggestion"], name="suggestion_about_one_offer")]

    def __str__(self) -> str:
        return f"{self.service_id} · {self.suggestion_id}"


class PermanenceQuerySet(CheckedQuerySet["Permanence"]):
    """Which permanences."""

    def published(self) -> PermanenceQuerySet:
        """Those of published offers."""
        return self.filter(service__publication=Publication.PUBLISHED).exclude(
            cite__membership=Membership.NOT_A_MEMBER
        )

    def in_use(self, moment: datetime) -> PermanenceQuerySet:
        """Those of the offers that the public can find, but for those that are over."""
        offered = Service.objects.in_use(moment).order_by().values("pk")
        today = day_at(moment, "cite__timezone")
        return (
            self.alias(today=today)
            .filter(Q(valid_until__isnull=True) | Q(valid_until__gte=F("today")), service__in=offered)
            .select_related("service")
        )

    def with_cancelled(self) -> PermanenceQuerySet:
        """Bring the single dates that are cancelled, which `rule` needs, in the same query."""
        dates = CancelledPermanence.objects.filter(permanence=OuterRef("pk")).order_by()
        return self.annotate(
            cancelled_rows=ArraySubquery(dates.values(row=JSONObject(date="date", reason="reason")))
        )


@keeps_history
class Permanence(Checked, CiteRecord):
    """A duty session: somebody to talk to, here, then, without appointment."""

    part_of = "service"
    checked_as = "permanences"

    cite = models.ForeignKey(Cite, models.CASCADE, related_name="permanences", verbose_name=_("Cité"))
    service = models.ForeignKey(Service, models.CASCADE, related_name="permanences", verbose_name=_("offer"))
    place = models.ForeignKey(Place, models.CASCADE, related_name="permanences", verbose_name=_("place"))
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday.choices)
    time = models.CharField(_("hours"), max_length=11, help_text=_("As in 14:00-17:30."))
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("Last day, inclusive.")
    )
    every_weeks = models.PositiveSmallIntegerField(_("every so many weeks"), null=True, blank=True)
    week_of = models.DateField(
        _("in the week of"), null=True, blank=True, help_text=_("A day of a week in which it takes place.")
    )
    nth_of_month = models.SmallIntegerField(
        _("only the nth of the month"), null=True, blank=True, help_text=_("1 to 4; -1 is the last.")
    )
    mode = models.CharField(_("how"), max_length=10, choices=Mode.choices, null=True, blank=True)
    languages = text_list(_("languages"))
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="permanences", verbose_name=_("partner")
    )
    partner_public = models.BooleanField(_("partner named in public"), default=False)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    review_months = review_months(6)

    objects = PermanenceQuerySet.as_manager()

    class Meta(CiteRecord.Meta):
        verbose_name = _("permanence")
        verbose_name_plural = _("permanences")
        ordering = ["cite", "weekday", "time", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__range=(0, 6)), name="permanence_day_is_of_the_week"),
            models.CheckConstraint(condition=Q(time__regex=RANGE), name="permanence_hours_are_readable"),
            models.CheckConstraint(
                condition=Q(every_weeks__isnull=True) | Q(every_weeks__range=(1, 8)),
                name="permanence_every_one_to_eight_weeks",
            ),
            models.CheckConstraint(
                condition=Q(every_weeks__isnull=True) | Q(every_weeks=1) | Q(week_of__isnull=False),
                name="permanence_rhythm_has_a_first_week",
            ),
            models.CheckConstraint(
                condition=Q(nth_of_month__isnull=True) | Q(nth_of_month__in=[1, 2, 3, 4, -1]),
                name="permanence_nth_is_of_a_month",
            ),
            models.CheckConstraint(
                condition=Q(mode__isnull=True) | Q(mode__in=Mode.values), name="permanence_mode_is_known"
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lte=F("valid_until")),
                name="permanence_dates_in_order",
            ),
            within_reach(
                "valid_from", "valid_until", "week_of", "checked_on", name="permanence_days_within_reach"
            ),
            are_languages("languages", name="permanence_languages_are_codes"),
            within_two_years("permanence_rhythm_within_two_years"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.time}"

    @property
    def told(self) -> str:
        return f"{self.service} – {self}"

    @property
    def named_partner(self) -> Partner | None:
        """The partner, where the Cité chose to name it."""
        return self.partner if self.partner_public else None

    @property
    def rule(self) -> PermanenceRule:
        """What `network.hours` reasons on; for permanences that were read `with_cancelled()`."""
        rows: list[dict[str, Any]] = self.cancelled_rows  # type: ignore[attr-defined]
        return PermanenceRule(
            weekday=self.weekday,
            time=TimeRange.parse(self.time),
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            every_weeks=self.every_weeks or 1,
            week_of=self.week_of,
            nth_of_month=self.nth_of_month,
            cancelled={date.fromisoformat(row["date"]): row["reason"] for row in rows},
        )


@keeps_history
class CancelledPermanence(Record):
    """A single date on which a permanence does not take place."""

    part_of = "permanence"
    permanence = models.ForeignKey(
        Permanence, models.CASCADE, related_name="cancelled", verbose_name=_("permanence")
    )
    date = models.DateField(_("date"))
    reason = TextsField(_("reason"), blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("cancelled date")
        verbose_name_plural = _("cancelled dates")
        ordering = ["permanence", "date", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["permanence", "date"], name="permanence_cancelled_once_a_day"),
            within_reach("date", name="permanence_cancelled_within_reach"),
            by_language("reason", name="permanence_cancelled_for_a_reason_by_language"),
        ]

    def __str__(self) -> str:
        return str(self.date)

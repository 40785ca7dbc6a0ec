"""A Cité and what is dated about it. Opening, label and membership are three separate series."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from network.dues import Due, due_on
from network.filing import DECIDES, WITH_SECRETARIAT
from network.label import Decision, Standing, network_day, standing_on
from network.models.base import CiteRecord, Record, keeps_history
from network.models.constraints import are_addresses, are_languages, by_language, is_address, is_said
from network.models.expressions import partial_days
from network.models.fields import (
    LANGUAGE,
    ChoicesArrayField,
    PartialDateField,
    SortKeyField,
    TextsField,
    is_among,
    satisfies,
    text_list,
)
from network.models.former import keeps_former_addresses
from network.names import short_name
from network.partial_dates import PartialDate
from network.permissions import TeamRole
from network.vocabulary import DecisionKind, FileKind, Membership, MilestoneKind, ReportState, Theme

# What a decision is made of for `network.label`: the columns of `LabelDecision` that it reads.
_OF_A_DECISION = (
    "id", "kind", "date", "date_until", "period_from", "period_until", "known_since", "replaced_by_id",
    "conditions", "note", "sources", "session__held_on",
)  # fmt: skip


class CiteQuerySet(models.QuerySet["Cite"]):
    """Which Cités."""

    def shown(self) -> CiteQuerySet:
        """Those that the public may see: the secretariat keeps a few that are not members."""
        return self.exclude(membership=Membership.NOT_A_MEMBER)

    def in_order(self) -> CiteQuerySet:
        return self.order_by("sort_key", "pk")

    def without_coordinator(self) -> CiteQuerySet:
        """Those whose team nobody coordinates: a closed account coordinates nothing."""
        return self.filter(~_coordinated())

    def with_coordinator(self) -> CiteQuerySet:
        return self.filter(_coordinated())

    def with_facts(self) -> CiteQuerySet:
        """Bring the carriers, the poles and the figures of each, in the same query."""
        return self.annotate(
            carrier_rows=_rows(Carrier.objects.all(), "name", "since", "until"),
            pole_rows=_rows(Pole.objects.all(), "id", "name", "themes", "order"),
            figure_rows=_rows(Figure.objects.all(), "label", "value", "period", "sources"),
        )

    def with_milestones(self) -> CiteQuerySet:
        """Bring the milestones of each, in the same query."""
        told = Milestone.objects.filter(cite=OuterRef("pk"))
        told = told.order_by(models.F("date").asc(nulls_last=True), "position", "pk")
        row = JSONObject(**{name: name for name in ("kind", "date", "date_until", "note", "sources")})
        return self.annotate(milestone_rows=ArraySubquery(told.values(row=row)))

    def with_decisions(self) -> CiteQuerySet:
        """Bring what `standing_on()` needs, in the same query for any number of Cités."""
        decisions = apps.get_model("network", "LabelDecision").objects.filter(cite=OuterRef("pk"))
        row = JSONObject(**{name: name for name in _OF_A_DECISION})
        return self.annotate(decision_rows=ArraySubquery(decisions.values(row=row)))

    def with_dues(self) -> CiteQuerySet:
        """Bring what `due_on()` needs, and `standing_on()`, in the same query for any number of Cités."""
        held = apps.get_model("network", "Report").objects.filter(
            cite=OuterRef("pk"), state=ReportState.ACCEPTED, decision=None
        )
        latest = held.order_by("-decided_at").values("decided_at")[:1]
        files = apps.get_model("network", "LabelFile").objects.filter(
            cite=OuterRef("pk"), state__in=WITH_SECRETARIAT
        )
        sent = apps.get_model("network", "FileStep").objects.filter(file=OuterRef("pk"), move="submit")
        sent_at = Coalesce(Subquery(sent.order_by("-pk").values("at")[:1]), "since")
        filed = files.order_by().values(row=JSONObject(kind="kind", at=sent_at))
        return self.with_decisions().annotate(held_at=Subquery(latest), filed_rows=ArraySubquery(filed))


def _coordinated() -> Exists:
    members = apps.get_model("network", "TeamMember").objects
    return Exists(members.filter(cite=OuterRef("pk"), role=TeamRole.COORDINATOR, user__is_active=True))


def _rows(records: models.QuerySet[Any], *fields: str) -> ArraySubquery:
    """Gather some columns of the records of a Cité, in their order, as one array of objects."""
    rows = records.filter(cite=OuterRef("pk")).order_by("position", "pk")
    return ArraySubquery(rows.values(row=JSONObject(**{field: field for field in fields})))


@keeps_history
class Cite(Record):
    """A labelled place, or one that wants to be, or was."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = TextsField(_("name"))
    other_names = text_list(_("other names"))
    main_language = models.CharField(_("main language"), max_length=6)
    languages = text_list(_("languages spoken"))
    country = models.CharField(_("country"), max_length=2, db_index=True)
    region = models.CharField(_("region"), max_length=200, null=True, blank=True)
    timezone = models.CharField(_("time zone"), max_length=64)
    website = models.URLField(_("website"), max_length=500, null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=40, null=True, blank=True)
    email = models.EmailField(_("e-mail"), null=True, blank=True)
    presentation = TextsField(_("presentation"), blank=True)
    membership = models.CharField(
        _("membership"), max_length=20, choices=Membership.choices, default=Membership.UNCONFIRMED
    )
    membership_as_of = PartialDateField(_("membership as of"), null=True, blank=True)
    note = TextsField(_("note"), blank=True)
    sources = text_list(_("sources"))
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    sort_key = SortKeyField(source=lambda cite: short_name(cite.own_name))

    objects = CiteQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("Cité")
        verbose_name_plural = _("Cités")
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["sort_key", "id"], name="cite_sort_key")]
        constraints = [
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"), name="cite_slug_is_an_id"
            ),
            models.CheckConstraint(condition=Q(country__regex=r"^[A-Z]{2}$"), name="cite_country_is_a_code"),
            models.CheckConstraint(
                condition=satisfies("timezone_exists", "timezone"), name="cite_timezone_exists"
            ),
            models.CheckConstraint(
                condition=Q(membership__in=Membership.values), name="cite_membership_is_known"
            ),
            models.CheckConstraint(
                condition=satisfies("partial_date_is_valid", "membership_as_of"),
                name="cite_membership_date_exists",
            ),
            models.CheckConstraint(
                condition=satisfies("texts_are_valid", "name"), name="cite_name_is_by_language"
            ),
            models.CheckConstraint(condition=~Q(name={}), name="cite_has_a_name"),
            models.CheckConstraint(
                condition=Q(main_language__regex=LANGUAGE), name="cite_main_language_is_a_code"
            ),
            are_languages("languages", name="cite_languages_are_codes"),
            is_address("website", name="cite_website_is_an_address"),
            by_language("presentation", name="cite_presentation_is_by_language"),
            by_language("note", name="cite_note_is_by_language"),
            are_addresses("sources", name="cite_sources_are_addresses"),
        ]
        triggers = [*Record.Meta.triggers, keeps_former_addresses("cite")]

    def __str__(self) -> str:
        return self.name.get((get_language() or "en")[:2]) or self.own_name

    def get_absolute_url(self) -> str:
        return reverse("public:cite", args=[self.slug])

    @property
    def is_shown(self) -> bool:
        """Whether the public may see it, as `shown()` has it."""
        return self.membership != Membership.NOT_A_MEMBER

    @property
    def own_name(self) -> str:
        """The name in the Cité's main language."""
        return str(self.name.get(self.main_language) or next(iter(self.name.values()), self.slug))

    @property
    def short_name(self) -> str:
        """What tells it from the others, in the reader's language."""
        return short_name(str(self))

    # For Cités that were read `with_facts()`; the records are to be looked at, never saved.
    @cached_property
    def known_carriers(self) -> list[Carrier]:
        return [
            Carrier(
                cite=self,
                name=row["name"],
                since=_partial(row["since"]),
                until=_partial(row["until"]),
            )
            for row in self._rows("carrier_rows")
        ]

    @cached_property
    def known_poles(self) -> list[Pole]:
        poles = [Pole(cite=self, **row) for row in self._rows("pole_rows")]
        return sorted(poles, key=lambda pole: pole.order)

    @cached_property
    def known_figures(self) -> list[Figure]:
        return [Figure(cite=self, **row) for row in self._rows("figure_rows")]

    @cached_property
    def known_milestones(self) -> list[Milestone]:
        """Return them as they happened, those without a date last; for Cités that were read `with_milestones()`."""
        return [
            Milestone(
                cite=self,
                **row | {"date": _partial(row["date"]), "date_until": _partial(row["date_until"])},
            )
            for row in self._rows("milestone_rows")
        ]

    @cached_property
    def label_decisions(self) -> tuple[Decision, ...]:
        """Return the whole series, replaced rows too, by date; for Cités that were read `with_decisions()`."""
        return tuple(_decision(row) for row in self._rows("decision_rows"))

    def standing_on(self, day: date) -> Standing:
        """Return the label on a day; for Cités that were read `with_decisions()`."""
        return standing_on(self.label_decisions, day)

    def due_on(self, day: date) -> Due | None:
        """Return what is owed next for the label; for Cités that were read `with_dues()`."""
        held_at: datetime | None = vars(self)["held_at"]
        filed = {
            DECIDES[FileKind(row["kind"])]: network_day(datetime.fromisoformat(row["at"]))
            for row in self._rows("filed_rows")
        }
        return due_on(self.label_decisions, day, held_at and network_day(held_at), filed)

    def _rows(self, name: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = getattr(self, name)
        return rows


def _partial(text: str | None) -> Any:
    return PartialDate.parse(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _decision(row: dict[str, Any]) -> Decision:
    return Decision(
        kind=DecisionKind(row["kind"]),
        date=_partial(row["date"]),
        date_until=_partial(row["date_until"]),
        period_from=_day(row["period_from"]),
        period_until=_day(row["period_until"]),
        known_since=date.fromisoformat(row["known_since"]),
        number=row["id"],
        replaced_by=row["replaced_by_id"],
        conditions=row["conditions"],
        note=row["note"],
        sources=tuple(row["sources"]),
        session=_day(row["session__held_on"]),
    )


class CarrierQuerySet(models.QuerySet["Carrier"]):
    """Which carriers."""

    def in_force(self, day: date) -> CarrierQuerySet:
        """Those that carry their Cité on a day, as far as is known."""
        return self.alias(span=partial_days("since", "until")).filter(Q(span__contains=day))


@keeps_history
class Carrier(CiteRecord):
    """The legal body that carries a Cité; carriers change, merge, dissolve."""

    cite = models.ForeignKey(Cite, models.CASCADE, related_name="carriers", verbose_name=_("Cité"))
    name = models.CharField(_("name"), max_length=500)
    since = PartialDateField(_("since"), null=True, blank=True)
    until = PartialDateField(_("until"), null=True, blank=True, help_text=_("Last day, inclusive."))

    objects = CarrierQuerySet.as_manager()

    class Meta(CiteRecord.Meta):
        verbose_name = _("carrier")
        verbose_name_plural = _("carriers")
        ordering = ["cite", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=satisfies("partial_dates_in_order", "since", "until"), name="carrier_dates_in_order"
            ),
            is_said("name", name="carrier_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


@keeps_history
class Milestone(CiteRecord):
    """A dated fact of a Cité's life, as precise as its sources."""

    cite = models.ForeignKey(Cite, models.CASCADE, related_name="milestones", verbose_name=_("Cité"))
    kind = models.CharField(_("kind"), max_length=30, choices=MilestoneKind.choices)
    date = PartialDateField(_("date"), null=True, blank=True)
    date_until = PartialDateField(
        _("or as late as"), null=True, blank=True, help_text=_("End of the uncertain span, not of a period.")
    )
    note = TextsField(_("note"), blank=True)
    sources = text_list(_("sources"))

    class Meta(CiteRecord.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["cite", models.F("date").asc(nulls_last=True), "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=MilestoneKind.values), name="milestone_kind_is_known"
            ),
            models.CheckConstraint(
                condition=satisfies("partial_dates_in_order", "date", "date_until"),
                name="milestone_dates_in_order",
            ),
            by_language("note", name="milestone_note_is_by_language"),
            are_addresses("sources", name="milestone_sources_are_addresses"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.date or '?'}"


@keeps_history
class Figure(CiteRecord):
    """A number that somebody published about a Cité, with its own unit and period."""

    cite = models.ForeignKey(Cite, models.CASCADE, related_name="figures", verbose_name=_("Cité"))
    label = TextsField(_("unit"))
    value = models.CharField(_("value"), max_length=200)
    period = models.CharField(_("period"), max_length=100, null=True, blank=True)
    sources = text_list(_("sources"))

    class Meta(CiteRecord.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["cite", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=satisfies("texts_are_valid", "label"), name="figure_unit_is_by_language"
            ),
            models.CheckConstraint(condition=~Q(label={}), name="figure_has_a_unit"),
            are_addresses("sources", name="figure_sources_are_addresses"),
        ]

    def __str__(self) -> str:
        return self.value


@keeps_history
class Pole(CiteRecord):
    """A Cité's own name and order for some of the shared themes."""

    cite = models.ForeignKey(Cite, models.CASCADE, related_name="poles", verbose_name=_("Cité"))
    name = TextsField(_("name"))
    themes = ChoicesArrayField(Theme, verbose_name=_("themes"))
    order = models.PositiveSmallIntegerField(pgettext_lazy("rank in a list", "order"))

    class Meta(CiteRecord.Meta):
        verbose_name = _("pole")
        verbose_name_plural = _("poles")
        ordering = ["cite", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cite", "order"],
                name="pole_order_once_per_cite",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["id", "cite"], name="pole_with_its_cite"),
            models.CheckConstraint(condition=Q(order__gte=1), name="pole_order_counts_from_one"),
            models.CheckConstraint(condition=is_among("themes", Theme), name="pole_themes_are_known"),
            models.CheckConstraint(
                condition=satisfies("texts_are_valid", "name"), name="pole_name_is_by_language"
            ),
            models.CheckConstraint(condition=~Q(name={}), name="pole_has_a_name"),
        ]

    def __str__(self) -> str:
        return str(self.name.get((get_language() or "en")[:2]) or next(iter(self.name.values()), ""))

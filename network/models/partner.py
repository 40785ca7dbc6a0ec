"""The institutions that lend advisers, money, premises, documents to a Cité."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.models.base import CiteRecord, Record, keeps_history
from network.models.cite import Cite
from network.models.constraints import is_address, is_said
from network.models.expressions import partial_days
from network.models.fields import (
    ChoicesArrayField,
    PartialDateField,
    SortKeyField,
    is_among,
    satisfies,
    text_list,
)
from network.vocabulary import Contribution, Membership, PartnerKind

if TYPE_CHECKING:
    from datetime import date

# One at a time: two transactions could else close a circle together that neither of them sees.
_NO_CIRCLE = """
    PERFORM pg_advisory_xact_lock(hashtext('partner_parents_make_no_circle'));
    PERFORM FROM (
        WITH RECURSIVE above AS (
            SELECT parent_id FROM network_partner WHERE id = NEW.id
            UNION SELECT network_partner.parent_id FROM network_partner JOIN above ON id = above.parent_id
        ) SELECT parent_id FROM above WHERE parent_id = NEW.id
    ) AS itself;
    IF FOUND THEN
        RAISE EXCEPTION 'the parents of a partner lead back to it' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'partner_parents_make_no_circle';
    END IF;
    RETURN NULL;
"""


class PartnerQuerySet(models.QuerySet["Partner"]):
    """Which partners."""

    def named_in_public(self) -> PartnerQuerySet:
        """Those that at least one Cité shown to the public agrees to name."""
        return self.filter(Q(pk__in=Agreement.objects.public().values("partner")))

    def with_words(self) -> PartnerQuerySet:
        """Bring the names that a partner is looked for by, those of before among them."""
        acronym, former = Coalesce("acronym", Value("")), Cast("former_names", TextField())
        words = Concat("name", Value(" "), acronym, Value(" "), former, output_field=TextField())
        return self.alias(words=words)

    def with_counts(self) -> PartnerQuerySet:
        """Bring how many Cités name each in public, and by how many agreements."""
        named = Agreement.objects.public().filter(partner=OuterRef("pk")).order_by().values("partner")
        return self.annotate(
            cite_count=Subquery(named.values(number=Count("cite", distinct=True))),
            agreement_count=Subquery(named.values(number=Count("pk"))),
        )

    def with_parent(self) -> PartnerQuerySet:
        """Bring the national body of each, and whether it may be named too, as `parent_is_named`."""
        named = Agreement.objects.public().filter(partner=OuterRef("parent"))
        return self.select_related("parent").annotate(parent_is_named=Exists(named))

    def in_order(self) -> PartnerQuerySet:
        return self.order_by("sort_key", "pk")


@keeps_history
class Partner(Record):
    """A body, national or one of its local units."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    acronym = models.CharField(_("acronym"), max_length=60, null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=PartnerKind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("national body")
    )
    country = models.CharField(_("country"), max_length=2, null=True, blank=True)
    website = models.URLField(_("website"), max_length=500, null=True, blank=True)
    former_names = text_list(_("former names"))
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    sort_key = SortKeyField(source=lambda partner: partner.name)

    objects = PartnerQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["sort_key", "pk"]
        # To find names that are alike.
        indexes = [GinIndex(fields=["sort_key"], name="partner_names_alike", opclasses=["gin_trgm_ops"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"), name="partner_slug_is_an_id"
            ),
            models.CheckConstraint(condition=Q(kind__in=PartnerKind.values), name="partner_kind_is_known"),
            models.CheckConstraint(
                condition=Q(country__isnull=True) | Q(country__regex=r"^[A-Z]{2}$"),
                name="partner_country_is_a_code",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")),
                name="partner_is_not_its_own_parent",
            ),
            is_said("name", name="partner_has_a_name"),
            is_address("website", name="partner_website_is_an_address"),
        ]
        triggers = [
            *Record.Meta.triggers,
            pgtrigger.Trigger(
                name="no_circle",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id"),  # type: ignore[no-untyped-call]
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Q(new__parent__isnull=False),
                func=_NO_CIRCLE,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("public:partner", args=[self.slug])

    @property
    def full_name(self) -> str:
        """The name, with the acronym where it does not say it already."""
        return (
            f"{self.name} ({self.acronym})" if self.acronym and self.acronym not in self.name else self.name
        )


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Which agreements."""

    def public(self) -> AgreementQuerySet:
        """Those whose partner may be named, of Cités that the public sees."""
        return self.filter(public=True).exclude(cite__membership=Membership.NOT_A_MEMBER)

    def in_force(self, day: date) -> AgreementQuerySet:
        return self.alias(span=partial_days("since", "until")).filter(Q(span__contains=day))


@keeps_history
class Agreement(CiteRecord):
    """The convention of a partner with a Cité."""

    cite = models.ForeignKey(Cite, models.CASCADE, related_name="agreements", verbose_name=_("Cité"))
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="agreements", verbose_name=_("partner"))
    since = PartialDateField(_("since"), null=True, blank=True)
    until = PartialDateField(_("until"), null=True, blank=True, help_text=_("Last day, inclusive."))
    charter_signed_on = models.DateField(_("Charter signed on"), null=True, blank=True)
    contributions = ChoicesArrayField(Contribution, verbose_name=_("contributions"))
    public = models.BooleanField(
        _("named in public"), default=False, help_text=_("May this partner be named on the Cité’s page?")
    )

    objects = AgreementQuerySet.as_manager()

    class Meta(CiteRecord.Meta):
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["cite", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=satisfies("partial_dates_in_order", "since", "until"),
                name="agreement_dates_in_order",
            ),
            models.CheckConstraint(
                condition=is_among("contributions", Contribution), name="agreement_contributions_are_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} · {self.cite}"

    @property
    def contribution_labels(self) -> list[str]:
        return [str(Contribution(value).label) for value in self.contributions]

    def is_over(self, day: date) -> bool:
        return bool(self.until) and self.until.last_day < day


@keeps_history
class PartnersApart(Record):
    """Two partners that look alike and are not the same: they are not proposed again."""

    first = models.ForeignKey(Partner, models.CASCADE, related_name="+", verbose_name=_("partner"))
    second = models.ForeignKey(Partner, models.CASCADE, related_name="+", verbose_name=_("other partner"))

    class Meta(Record.Meta):
        verbose_name = _("pair of partners that are not the same")
        verbose_name_plural = _("pairs of partners that are not the same")
        ordering = ["first__sort_key", "second__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="partners_apart_once"),
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="partners_apart_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"

"""Campaigns of the secretariat: which Cités look at which of their sheets again, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.models.base import Record, keeps_history
from network.models.cite import Cite
from network.models.constraints import within_reach
from network.models.fields import ChoicesArrayField, TextsField, is_among, satisfies
from network.vocabulary import CheckedKind

if TYPE_CHECKING:
    from datetime import date


class ReviewCampaignQuerySet(models.QuerySet["ReviewCampaign"]):
    """Which campaigns."""

    def running(self, day: date) -> ReviewCampaignQuerySet:
        """Those that a day lies in."""
        return self.filter(begins_on__lte=day, until__gte=day)


@keeps_history
class ReviewCampaign(Record):
    """Asks that everything of some kinds is checked between two days, both inclusive."""

    name = TextsField(_("name"))
    cites = models.ManyToManyField(Cite, related_name="review_campaigns", verbose_name=_("Cités"))
    kinds = ChoicesArrayField(CheckedKind, verbose_name=_("what is checked"), blank=False)
    begins_on = models.DateField(_("begins on"))
    until = models.DateField(_("until"), help_text=_("Last day, inclusive."))
    announced_on = models.DateField(_("announced on"), null=True, editable=False)
    reminded_on = models.DateField(_("reminded on"), null=True, editable=False)

    objects = ReviewCampaignQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("campaign of review")
        verbose_name_plural = _("campaigns of review")
        ordering = ["-begins_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=satisfies("texts_are_valid", "name") & ~Q(name={}),
                name="review_campaign_has_a_name",
            ),
            models.CheckConstraint(
                condition=is_among("kinds", CheckedKind) & Q(kinds__len__gte=1),
                name="review_campaign_kinds_are_known",
            ),
            models.CheckConstraint(
                condition=Q(begins_on__lte=F("until")), name="review_campaign_dates_in_order"
            ),
            within_reach("begins_on", "until", name="review_campaign_days_within_reach"),
        ]

    def __str__(self) -> str:
        return str(self.name.get((get_language() or "en")[:2]) or next(iter(self.name.values()), ""))

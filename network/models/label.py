"""Decisions on the label: an append-only series. The status is computed by `network.label`."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.dues import MILESTONES
from network.label import GRANTING
from network.models.base import keeps_history
from network.models.cite import Cite
from network.models.constraints import are_addresses, by_language
from network.models.fields import PartialDateField, TextsField, satisfies, text_list
from network.models.place import days
from network.vocabulary import DecisionKind

_ONLY_REPLACED_ONCE = """
    IF OLD.replaced_by_id IS NULL AND NEW.replaced_by_id IS NOT NULL
       AND to_jsonb(OLD) - 'replaced_by_id' = to_jsonb(NEW) - 'replaced_by_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'label decisions are append-only' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'label_decision_is_append_only';
"""


@keeps_history
class LabelDecision(models.Model):
    """One decision; never changed or removed. A correction is a new row that replaces an old one."""

    cite = models.ForeignKey(Cite, models.CASCADE, related_name="decisions", verbose_name=_("Cité"))
    kind = models.CharField(_("decision"), max_length=20, choices=DecisionKind.choices)
    date = PartialDateField(_("date"), null=True, blank=True)
    date_until = PartialDateField(
        _("or as late as"), null=True, blank=True, help_text=_("End of the uncertain span, not of a period.")
    )
    period_from = models.DateField(_("covers from"), null=True, blank=True)
    period_until = models.DateField(
        _("covers until"), null=True, blank=True, help_text=_("Last day, inclusive.")
    )
    conditions = TextsField(_("conditions"), blank=True)
    note = TextsField(_("note"), blank=True)
    sources = text_list(_("sources"))
    author = models.ForeignKey(
        "network.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    # A decision without a date counts from the day of the file that brought it.
    known_since = models.DateField(_("known since"))
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("replaced by")
    )
    # The one in which it was taken: only a session that corrects that one replaces it.
    session = models.ForeignKey(
        "network.CommitteeSession", models.PROTECT, null=True, blank=True, editable=False,
        related_name="decisions", verbose_name=_("session of the committee"),
    )  # fmt: skip
    imported = models.BooleanField(_("imported"), default=False, editable=False)
    demo = models.BooleanField(_("demonstration"), default=False)

    class Meta:
        verbose_name = _("label decision")
        verbose_name_plural = _("label decisions")
        ordering = ["cite", F("date").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "cite"], name="label_decision_with_its_cite"),
            models.CheckConstraint(
                condition=Q(kind__in=DecisionKind.values), name="label_decision_kind_is_known"
            ),
            models.CheckConstraint(
                condition=satisfies("partial_dates_in_order", "date", "date_until"),
                name="label_decision_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(period_from__isnull=True)
                | Q(period_until__isnull=True)
                | Q(period_from__lte=F("period_until")),
                name="label_decision_period_in_order",
            ),
            # So that no row stands in for itself, by whatever detour.
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | Q(replaced_by__gt=F("id")),
                name="label_decision_replaced_by_a_later_one",
            ),
            by_language("conditions", name="label_decision_conditions_are_by_language"),
            by_language("note", name="label_decision_note_is_by_language"),
            are_addresses("sources", name="label_decision_sources_are_addresses"),
            ExclusionConstraint(
                name="label_decision_periods_never_overlap",
                expressions=[
                    ("cite", RangeOperators.EQUAL),
                    (days("period_from", "period_until"), RangeOperators.OVERLAPS),
                ],
                condition=Q(kind__in=GRANTING, period_until__isnull=False, replaced_by__isnull=True),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="append_only",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func=_ONLY_REPLACED_ONCE,
            ),
            # An invented decision leaves with the demonstration; no other ever does.
            pgtrigger.Protect(
                name="never_deleted", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__demo=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.date or '?'}"


class LabelReminder(models.Model):
    """A milestone ahead of the end of a period of which the coordinators were told: once for each."""

    decision = models.ForeignKey(
        LabelDecision, models.CASCADE, related_name="reminders", verbose_name=_("label decision")
    )
    days_ahead = models.PositiveSmallIntegerField(_("days ahead"))
    written_on = models.DateField(_("written on"))

    class Meta:
        verbose_name = _("reminder of the label")
        verbose_name_plural = _("reminders of the label")
        ordering = ["-written_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "days_ahead"], name="label_reminder_once"),
            models.CheckConstraint(
                condition=Q(days_ahead__in=MILESTONES), name="label_reminder_is_of_a_milestone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} · {self.days_ahead}"

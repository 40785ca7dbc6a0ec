"""Proposals to withdraw a label: one officer proposes, another one decides."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.models.base import Record, keeps_history
from network.models.cite import Cite
from network.models.constraints import by_language
from network.models.fields import PartialDateField, TextsField
from network.models.label import LabelDecision

if TYPE_CHECKING:
    from datetime import datetime

LAPSES_AFTER = timedelta(days=30)
# What was proposed stays as it was; what has ended stays ended.
_ENDS_ONCE = """
    IF OLD.state = 'proposed'
       AND ROW(NEW.cite_id, NEW.proposed_by_id, NEW.proposed_at, NEW.reason, NEW.date, NEW.note, NEW.replaces_id)
           IS NOT DISTINCT FROM
           ROW(OLD.cite_id, OLD.proposed_by_id, OLD.proposed_at, OLD.reason, OLD.date, OLD.note, OLD.replaces_id) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a proposal ends once' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'withdrawal_proposal_ends_once';
"""


class ProposalState(models.TextChoices):
    """Where a proposal to withdraw a label is."""

    PROPOSED = "proposed", pgettext_lazy("withdrawal", "proposed")
    CONFIRMED = "confirmed", pgettext_lazy("withdrawal", "confirmed")
    DECLINED = "declined", pgettext_lazy("withdrawal", "declined")
    TAKEN_BACK = "taken_back", pgettext_lazy("withdrawal", "taken back")
    LAPSED = "lapsed", pgettext_lazy("withdrawal", "lapsed")


class ProposalQuerySet(models.QuerySet["WithdrawalProposal"]):
    """Which proposals."""

    def open_at(self, moment: datetime) -> ProposalQuerySet:
        """Those that can still be confirmed."""
        return self.filter(state=ProposalState.PROPOSED, proposed_at__gt=moment - LAPSES_AFTER)

    def lapsed_at(self, moment: datetime) -> ProposalQuerySet:
        """Those that nobody has answered in time, and that nobody has marked so yet."""
        return self.filter(state=ProposalState.PROPOSED, proposed_at__lte=moment - LAPSES_AFTER)


@keeps_history
class WithdrawalProposal(Record):
    """A withdrawal that awaits a second person. `network.actions.withdrawals` alone writes it."""

    cite = models.ForeignKey(
        Cite, models.CASCADE, related_name="withdrawal_proposals", verbose_name=_("Cité")
    )
    proposed_by = models.ForeignKey(
        "network.User", models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    reason = models.TextField(_("reason"), max_length=4000)
    # Of the decision: nothing stands for the day on which it is confirmed.
    date = PartialDateField(_("date"), null=True, blank=True)
    note = TextsField(_("note"), blank=True)
    replaces = models.ForeignKey(
        LabelDecision, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("corrects")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.PROPOSED
    )
    ended_by = models.ForeignKey(
        "network.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    answer = models.TextField(_("why not"), max_length=4000, blank=True)
    decision = models.OneToOneField(
        LabelDecision, models.PROTECT, null=True, blank=True, related_name="proposal",
        verbose_name=_("label decision"),
    )  # fmt: skip

    objects = ProposalQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("proposal to withdraw a label")
        verbose_name_plural = _("proposals to withdraw a label")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            ExclusionConstraint(
                name="withdrawal_proposed_once",
                expressions=[("cite", RangeOperators.EQUAL)],
                condition=Q(state=ProposalState.PROPOSED),
            ),
            models.CheckConstraint(
                condition=Q(state__in=ProposalState.values), name="withdrawal_proposal_state_is_known"
            ),
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="withdrawal_proposal_says_why"),
            by_language("note", name="withdrawal_proposal_note_is_by_language"),
            models.CheckConstraint(
                condition=~Q(state__in=[ProposalState.CONFIRMED, ProposalState.DECLINED])
                | (Q(ended_by__isnull=False) & ~Q(ended_by=F("proposed_by"))),
                name="withdrawal_decided_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.TAKEN_BACK)
                | (Q(ended_by__isnull=False) & Q(ended_by=F("proposed_by"))),
                name="withdrawal_taken_back_by_who_proposed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ProposalState.PROPOSED, ProposalState.LAPSED])
                | Q(ended_by__isnull=True),
                name="withdrawal_lapses_by_itself",
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.PROPOSED, ended_at__isnull=True)
                | (~Q(state=ProposalState.PROPOSED) & Q(ended_at__isnull=False)),
                name="withdrawal_proposal_ended_with_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.DECLINED) | Q(answer__regex=r"\S"),
                name="withdrawal_declined_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.CONFIRMED, decision__isnull=False)
                | (~Q(state=ProposalState.CONFIRMED) & Q(decision__isnull=True)),
                name="withdrawal_confirmed_with_its_decision",
            ),
        ]
        triggers = [
            *Record.Meta.triggers,
            pgtrigger.Trigger(
                name="ends_once", operation=pgtrigger.Update, when=pgtrigger.Before, func=_ENDS_ONCE
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cite.short_name} · {self.get_state_display()}"

    @property
    def lapses_at(self) -> datetime:
        return self.proposed_at + LAPSES_AFTER

    def is_open_at(self, moment: datetime) -> bool:
        return self.state == ProposalState.PROPOSED and moment < self.lapses_at

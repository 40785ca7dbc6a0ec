"""Sessions of the label committee: who sits, what is on the agenda, who voted what, what came of it.

While a session is planned or open, `network.actions.committee` and `network.actions.sitting` write it; once
it is closed nothing of it changes any more, and another session corrects what it decided.
"""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network import committee
from network.committee import Ballot, Outcome, SeatBasis, SeatKind, SessionState
from network.models.base import Record, keeps_history
from network.models.cite import Cite
from network.models.constraints import by_language, within_reach
from network.models.fields import TextsField
from network.models.file import LabelFile
from network.models.label import LabelDecision
from network.vocabulary import DecisionKind

S, O = SessionState, Outcome  # noqa: E741 short names for a long table
_OF_A_FILE, _OF_A_DECISION = (O.GRANT, O.REFUSE, O.ADJOURN), (O.CORRECT, O.KEEP)
_SAID = r"\S"


def _stays_once_closed(which: str) -> pgtrigger.Trigger:
    """Make the trigger that lets nothing of a closed session change; what was invented may leave as a whole."""
    return pgtrigger.Trigger(
        name="stays_once_closed",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        declare=[("sessions", "bigint[]")],
        func=f"""
            IF TG_OP = 'DELETE' AND OLD.demo THEN RETURN OLD; END IF;
            IF TG_OP <> 'INSERT' THEN sessions = ARRAY(SELECT {which.format(row="OLD")}); END IF;
            IF TG_OP <> 'DELETE' THEN sessions = sessions || ARRAY(SELECT {which.format(row="NEW")}); END IF;
            IF EXISTS (SELECT FROM network_committeesession WHERE id = ANY(sessions) AND state = 'closed') THEN
                RAISE EXCEPTION 'a closed session stays as it is' USING ERRCODE = 'check_violation',
                    CONSTRAINT = 'committee_session_stays_once_closed';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,  # noqa: S608 names of ours
    )


_OF_THE_ROW = "{row}.session_id"
_OF_ITS_ITEM = "(SELECT session_id FROM network_agendaitem WHERE id = {row}.item_id)"


@keeps_history
class CommitteeSession(Record):
    """A day on which the committee sits. Planned, then open, then closed for good."""

    held_on = models.DateField(_("day"))
    held_at = models.CharField(_("where"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=S.choices, default=S.PLANNED)
    # None while it is planned: more than half of the members, however many they become.
    quorum = models.PositiveSmallIntegerField(
        _("quorum"), null=True, blank=True, help_text=_("Left empty: more than half of the members.")
    )
    words = models.TextField(_("minutes"), blank=True)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name=_("corrects")
    )
    convoked_at = models.DateTimeField(_("convocation sent"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        "network.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )

    class Meta(Record.Meta):
        verbose_name = _("session of the committee")
        verbose_name_plural = _("sessions of the committee")
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=S.values), name="committee_session_state_is_known"),
            within_reach("held_on", name="committee_session_day_within_reach"),
            models.CheckConstraint(
                condition=Q(quorum__isnull=False, quorum__gte=1) | Q(quorum__isnull=True, state=S.PLANNED),
                name="committee_session_has_a_quorum",
            ),
            models.CheckConstraint(
                condition=Q(state=S.CLOSED, closed_at__isnull=False)
                | ~Q(state=S.CLOSED) & Q(closed_at__isnull=True, closed_by__isnull=True),
                name="committee_session_closed_with_its_date",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | Q(corrects__lt=F("id")),
                name="committee_session_corrects_an_earlier_one",
            ),
        ]
        triggers = [
            *Record.Meta.triggers,
            pgtrigger.Trigger(
                name="stays_once_closed",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__state=S.CLOSED),
                func="""
                    IF TG_OP = 'DELETE' AND OLD.demo THEN RETURN OLD; END IF;
                    RAISE EXCEPTION 'a closed session stays as it is' USING ERRCODE = 'check_violation',
                        CONSTRAINT = 'committee_session_stays_once_closed';
                """,
            ),
        ]

    def __str__(self) -> str:
        return str(_("Committee of %(day)s") % {"day": date_format(self.held_on)})

    @property
    def is_closed(self) -> bool:
        return self.state == S.CLOSED


@keeps_history
class Seat(Record):
    """Somebody in a session: a member for a Cité, or an expert for none."""

    part_of = "session"
    session = models.ForeignKey(
        CommitteeSession, models.CASCADE, related_name="seats", verbose_name=_("session of the committee")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=SeatKind.choices, default=SeatKind.MEMBER)
    cite = models.ForeignKey(
        Cite, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Cité")
    )
    name = models.CharField(_("name"), max_length=300, blank=True)
    basis = models.CharField(_("entitled, added or struck"), max_length=10, choices=SeatBasis.choices)
    reason = models.TextField(_("reason"), blank=True)
    present = models.BooleanField(_("present"), default=False)

    class Meta(Record.Meta):
        verbose_name = pgettext_lazy("committee", "seat")
        verbose_name_plural = pgettext_lazy("committee", "seats")
        ordering = ["session", "-kind", "cite__sort_key", "name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SeatKind.values), name="seat_kind_is_known"),
            models.CheckConstraint(condition=Q(basis__in=SeatBasis.values), name="seat_basis_is_known"),
            models.CheckConstraint(
                condition=~Q(kind=SeatKind.EXPERT) & Q(cite__isnull=False)
                | Q(kind=SeatKind.EXPERT, cite__isnull=True, name__regex=_SAID)
                & ~Q(basis=SeatBasis.ENTITLED),
                name="seat_is_of_a_cite_or_of_an_expert",
            ),
            models.CheckConstraint(
                condition=Q(basis=SeatBasis.ENTITLED)
                | Q(kind=SeatKind.EXPERT, basis=SeatBasis.ADDED)
                | Q(reason__regex=_SAID),
                name="seat_added_or_struck_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(present=True, basis=SeatBasis.STRUCK), name="seat_struck_is_empty"
            ),
            models.UniqueConstraint(fields=["session", "cite"], name="seat_once_per_cite"),
        ]
        triggers = [*Record.Meta.triggers, _stays_once_closed(_OF_THE_ROW)]

    def __str__(self) -> str:
        if self.cite is None:
            return self.name
        return f"{self.cite.short_name} ({self.name})" if self.name else self.cite.short_name

    def may_vote_on(self, item: AgendaItem) -> bool:
        """Tell whether it votes on an item where somebody sits there."""
        return committee.may_vote(self.kind, self.basis, self.cite_id, item.cite.pk)

    def is_recused_from(self, item: AgendaItem) -> bool:
        is_a_member = self.kind == SeatKind.MEMBER and self.basis != SeatBasis.STRUCK
        return is_a_member and committee.is_recused(self.cite_id, item.cite.pk)


@keeps_history
class AgendaItem(Record):
    """A file that a session decides; in a correcting one, a decision that it may correct."""

    part_of = "session"
    session = models.ForeignKey(
        CommitteeSession, models.CASCADE, related_name="items", verbose_name=_("session of the committee")
    )
    order = models.PositiveSmallIntegerField(pgettext_lazy("rank in a list", "order"))
    file = models.ForeignKey(
        LabelFile, models.PROTECT, null=True, blank=True, related_name="items", verbose_name=_("label file")
    )
    decision = models.ForeignKey(
        LabelDecision, models.PROTECT, null=True, blank=True, related_name="items",
        verbose_name=_("decision that is corrected"),
    )  # fmt: skip
    outcome = models.CharField(_("outcome"), max_length=10, blank=True, choices=O.choices)
    words = models.TextField(_("words"), blank=True)
    # The terms of what it decides. Those that say of what kind and of which day are a correction’s alone.
    kind = models.CharField(_("decision"), max_length=20, blank=True, choices=DecisionKind.choices)
    decided_on = models.DateField(_("day of the decision"), null=True, blank=True)
    period_from = models.DateField(_("covers from"), null=True, blank=True)
    period_until = models.DateField(
        _("covers until"), null=True, blank=True, help_text=_("Last day, inclusive.")
    )
    conditions = TextsField(_("conditions"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("item of an agenda")
        verbose_name_plural = _("items of agendas")
        ordering = ["session", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False, decision__isnull=True, kind="", decided_on__isnull=True)
                & Q(outcome__in=["", *_OF_A_FILE])
                | Q(file__isnull=True, decision__isnull=False) & Q(outcome__in=["", *_OF_A_DECISION]),
                name="agenda_item_is_a_file_or_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["", *DecisionKind.values]), name="agenda_item_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=[each.value for each in committee.NEED_WORDS])
                | Q(words__regex=_SAID),
                name="agenda_item_says_why",
            ),
            models.CheckConstraint(
                condition=Q(period_from__isnull=True)
                | Q(period_until__isnull=True)
                | Q(period_from__lte=F("period_until")),
                name="agenda_item_period_in_order",
            ),
            within_reach("period_from", "period_until", "decided_on", name="agenda_item_days_within_reach"),
            by_language("conditions", name="agenda_item_conditions_are_by_language"),
            models.UniqueConstraint(fields=["session", "order"], name="agenda_item_order_once"),
            models.UniqueConstraint(fields=["session", "file"], name="agenda_item_file_once"),
            models.UniqueConstraint(fields=["session", "decision"], name="agenda_item_decision_once"),
        ]
        triggers = [*Record.Meta.triggers, _stays_once_closed(_OF_THE_ROW)]

    def __str__(self) -> str:
        return f"{self.cite.short_name} · {self.asks}"

    @property
    def cite(self) -> Cite:
        about = self.file or self.decision
        assert about
        return about.cite

    @property
    def asks(self) -> str:
        """What is asked for, in words."""
        if self.file:
            return self.file.get_kind_display()
        assert self.decision
        return str(_("correction of “%(decision)s”") % {"decision": self.decision.get_kind_display()})


@keeps_history
class Vote(Record):
    """What a member said to an item; never of one’s own Cité, and only of who is there."""

    part_of = "item"
    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="votes", verbose_name=_("item of an agenda")
    )
    seat = models.ForeignKey(
        Seat, models.CASCADE, related_name="votes", verbose_name=pgettext_lazy("committee", "seat")
    )
    choice = models.CharField(_("vote"), max_length=10, choices=Ballot.choices)

    class Meta(Record.Meta):
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["item", "seat", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(choice__in=Ballot.values), name="vote_choice_is_known"),
            models.UniqueConstraint(fields=["item", "seat"], name="vote_once"),
        ]
        triggers = [*Record.Meta.triggers, _stays_once_closed(_OF_ITS_ITEM)]

    def __str__(self) -> str:
        return f"{self.seat} · {self.get_choice_display()}"

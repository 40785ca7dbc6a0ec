"""Decisions on the label: added, and corrected by another one that replaces them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Cite, Conflict, LabelDecision, WithdrawalProposal
from network.models.withdrawal import ProposalState
from network.permissions import Can, check
from network.vocabulary import DecisionKind

if TYPE_CHECKING:
    from network.models import User


def record_decision(decision: LabelDecision, *, by: User) -> LabelDecision:
    """Add a decision to the series of its Cité, known from today.

    Raises:
        ValidationError: a withdrawal that nobody else proposed; `network.actions.withdrawals` is the way to one.

    """
    check(by, Can.RUN_LABEL, decision.cite)
    if decision.kind == DecisionKind.WITHDRAWAL and not _is_of_two(decision, by):
        raise ValidationError(_("A label is withdrawn by two: propose it, and another officer confirms it."))
    decision.author = by
    decision.known_since = timezone.localdate()
    decision.demo = decision.cite.demo
    decision.save(force_insert=True)
    return decision


@transaction.atomic
def decide(decision: LabelDecision, *, seen: int, by: User) -> LabelDecision:
    """Add a decision to the series that its author saw; `seen` is the number of the latest one, 0 for none.

    Raises:
        Conflict: somebody decided meanwhile.

    """
    cite = Cite.objects.select_for_update(of=("self",)).get(pk=decision.cite_id)
    if seen != latest_decision(cite):
        raise Conflict
    return record_decision(decision, by=by)


def latest_decision(cite: Cite) -> int:
    """Return the number of the decision that was recorded last for a Cité, 0 for none."""
    numbers = LabelDecision.objects.filter(cite=cite).order_by("-pk").values_list("pk", flat=True)
    return numbers.first() or 0


@transaction.atomic
def correct_decision(wrong: LabelDecision, right: LabelDecision, *, by: User) -> LabelDecision:
    """Have a new decision replace another one of the same Cité, which stays in the series.

    Raises:
        PermissionDenied: `by` does not run the label; `record_decision` asks.
        ValidationError: the other one is of another Cité, was replaced already, or was taken in a session
            that this one does not correct.

    """
    wrong = LabelDecision.objects.select_for_update(of=("self",)).get(pk=wrong.pk)
    if wrong.cite_id != right.cite_id:
        raise ValidationError(_("This belongs to another Cité."))
    if wrong.replaced_by_id:
        raise ValidationError(_("This decision was corrected already: correct the row that replaced it."))
    if wrong.session_id and not (right.session and right.session.corrects_id == wrong.session_id):
        raise ValidationError(_("The committee took this decision: only a correcting session replaces it."))
    # The old one steps back before the new one is written: their periods may overlap.
    right.pk = right.pk or next_number()
    wrong.replaced_by_id = right.pk
    wrong.save(update_fields=["replaced_by"])
    return record_decision(right, by=by)


def _is_of_two(decision: LabelDecision, by: User) -> bool:
    confirmed = WithdrawalProposal.objects.filter(
        decision_id=decision.pk, cite=decision.cite, state=ProposalState.CONFIRMED, ended_by=by
    )
    return decision.pk is not None and confirmed.exists()


def next_number() -> int:
    """Return the number of a decision that is about to be written: others may point at it before it is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [LabelDecision._meta.db_table])  # noqa: SLF001 documented
        return int(cursor.fetchone()[0])

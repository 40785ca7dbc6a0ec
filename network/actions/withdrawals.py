"""A label is withdrawn by two: one officer proposes, another one confirms. Until then nothing is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from network.actions.addressees import coordinators_of
from network.actions.label import correct_decision, next_number, record_decision
from network.emails import LABEL_WITHDRAWN, portal_language, write_letter
from network.models import Cite, Conflict, LabelDecision, WithdrawalProposal
from network.models.withdrawal import LAPSES_AFTER, ProposalState
from network.partial_dates import PartialDate
from network.permissions import Can, can, check
from network.vocabulary import DecisionKind, LabelStatus

if TYPE_CHECKING:
    from datetime import datetime

    from network.models import User
    from network.models.withdrawal import ProposalQuerySet

# Where there is nothing to withdraw.
_WITHOUT = {LabelStatus.NONE, LabelStatus.WITHDRAWN, LabelStatus.ENDED}


def proposals_waiting(person: User, moment: datetime) -> ProposalQuerySet:
    """Return the proposals that somebody else made and that await a second officer, the oldest first."""
    found = WithdrawalProposal.objects.open_at(moment).exclude(proposed_by=person)
    found = found.filter(proposed_by__demo=person.demo).select_related("cite", "proposed_by")
    return (found.filter(demo=True) if person.demo else found).order_by("proposed_at", "pk")


def may_decide(proposal: WithdrawalProposal, person: User) -> bool:
    """Tell whether a person may be the second one: another one, who runs the label, invented where the first is."""
    return (
        can(person, Can.RUN_LABEL, proposal)
        and person.pk != proposal.proposed_by_id
        and person.demo == proposal.proposed_by.demo
    )


@transaction.atomic
def propose_withdrawal(proposal: WithdrawalProposal, *, by: User) -> WithdrawalProposal:
    """Propose to withdraw the label of a Cité, or to correct a withdrawal; nobody outside is told.

    Raises:
        PermissionDenied: `by` does not run the label there.
        ValidationError: there is nothing to withdraw, a proposal is open, or something is missing.

    """
    cite = _locked(proposal.cite_id)
    check(by, Can.RUN_LABEL, cite)
    lapse_proposals(timezone.now())
    if WithdrawalProposal.objects.filter(cite=cite, state=ProposalState.PROPOSED).exists():
        raise ValidationError(_("A proposal is open for this Cité already: look at that one."))
    if not proposal.reason.strip():
        raise ValidationError(_("Say why: the second officer reads it."))
    _check_sense(proposal, cite)
    proposal.proposed_by, proposal.proposed_at, proposal.demo = by, timezone.now(), cite.demo
    proposal.save(force_insert=True)
    return proposal


@transaction.atomic
def confirm_withdrawal(proposal: WithdrawalProposal, *, by: User) -> LabelDecision:
    """Decide what another officer proposed, and write to the coordinators; of any number at once, one decides.

    Raises:
        PermissionDenied: `by` proposed it, or does not run the label there.
        Conflict: it has ended.
        ValidationError: it no longer makes sense.

    """
    cite, found = _locked(proposal.cite_id), _to_decide(proposal, by)
    if not can(found.proposed_by, Can.RUN_LABEL, cite):
        raise ValidationError(_("Who proposed it no longer runs the label: decline it, and propose anew."))
    _check_sense(found, cite)
    decision = LabelDecision(
        pk=next_number(),
        cite=cite,
        kind=DecisionKind.WITHDRAWAL,
        note=found.note,
    )
    decision.date = found.date or PartialDate.parse(timezone.localdate().isoformat())
    found.decision_id = decision.pk
    _end(found, ProposalState.CONFIRMED, by)
    if found.replaces:
        correct_decision(found.replaces, decision, by=by)
    else:
        record_decision(decision, by=by)
    _tell_coordinators(decision)
    return decision


@transaction.atomic
def decline_withdrawal(proposal: WithdrawalProposal, answer: str, *, by: User) -> WithdrawalProposal:
    """End somebody else's proposal with a reason; raises as `confirm_withdrawal` does."""
    found = _to_decide(proposal, by)
    if not answer.strip():
        raise ValidationError(_("Say why not: who proposed it reads it."))
    found.answer = answer.strip()
    return _end(found, ProposalState.DECLINED, by)


@transaction.atomic
def take_withdrawal_back(proposal: WithdrawalProposal, *, by: User) -> WithdrawalProposal:
    """End a proposal of one's own."""
    found = _open(proposal)
    check(by, Can.RUN_LABEL, found)
    if found.proposed_by_id != by.pk:
        raise PermissionDenied
    if not found.is_open_at(timezone.now()):
        raise Conflict
    return _end(found, ProposalState.TAKEN_BACK, by)


def lapse_proposals(moment: datetime) -> int:
    """Mark the proposals that nobody answered in time; return how many."""
    late = WithdrawalProposal.objects.lapsed_at(moment)
    return late.update(state=ProposalState.LAPSED, ended_at=F("proposed_at") + LAPSES_AFTER)


# --- What is asked -------------------------------------------------------------------------------
def _locked(cite: int) -> Cite:
    """Have those who propose or decide in one Cité wait for each other."""
    return Cite.objects.select_for_update(no_key=True, of=("self",)).get(pk=cite)


def _open(proposal: WithdrawalProposal) -> WithdrawalProposal:
    rows = WithdrawalProposal.objects.select_related("cite", "proposed_by", "replaces")
    return rows.select_for_update(of=("self",)).get(pk=proposal.pk)


def _to_decide(proposal: WithdrawalProposal, by: User) -> WithdrawalProposal:
    found = _open(proposal)
    if not may_decide(found, by):
        raise PermissionDenied
    if not found.is_open_at(timezone.now()):
        raise Conflict
    return found


def _check_sense(proposal: WithdrawalProposal, cite: Cite) -> None:
    """Ask on the day on which it is proposed, and again when it is decided."""
    today, wrong = timezone.localdate(), proposal.replaces
    if proposal.date and proposal.date.first_day > today:
        raise ValidationError(_("A decision that is to come cannot be recorded yet."))
    if wrong:
        if wrong.cite_id != cite.pk:
            raise ValidationError(_("This belongs to another Cité."))
        if LabelDecision.objects.filter(pk=wrong.pk, replaced_by__isnull=False).exists():
            raise ValidationError(_("This decision was corrected already: correct the row that replaced it."))
        return
    [rated] = Cite.objects.filter(pk=cite.pk).with_decisions()
    if rated.standing_on(today).status in _WITHOUT:
        raise ValidationError(_("This Cité has no label to withdraw today."))


def _end(proposal: WithdrawalProposal, state: ProposalState, by: User) -> WithdrawalProposal:
    proposal.state, proposal.ended_by, proposal.ended_at = state, by, timezone.now()
    proposal.save()
    return proposal


def _tell_coordinators(decision: LabelDecision) -> None:
    cite = decision.cite
    for member in coordinators_of([cite], demo=cite.demo):
        with translation.override(portal_language(member.user.language)):
            path = reverse("public:label_proof", args=[cite.slug])
        write_letter(member.user, LABEL_WITHDRAWN.name, {"cite": cite, "decision": decision, "path": path})

"""What the secretariat has to look at in the demonstration beside files: a withdrawal that is proposed, partners alike."""

from __future__ import annotations

from django.utils import translation

from citesmetiers.demonstration.accounts import SECOND_OFFICER
from network.actions import propose_withdrawal
from network.models import Cite, Partner, PartnersApart, User, WithdrawalProposal

_CITE = "demo-cala-vermella"
_REASON = "La Cité a retiré son dossier de reconduction et n’a répondu à aucune lettre depuis."
# Two agencies of one service: somebody looked, and they are not the same.
_APART = ("demo-emploi-grand-large-clairval", "demo-emploi-grand-large-ravines")


def add_to_register() -> None:
    """Add what is not there; what people made of it stays."""
    first, second = sorted(Partner.objects.filter(slug__in=_APART, demo=True), key=lambda each: each.pk)
    PartnersApart.objects.get_or_create(first=first, second=second, defaults={"demo": True})
    if not WithdrawalProposal.objects.filter(demo=True).exists():
        officer = User.objects.get(email=SECOND_OFFICER, demo=True)
        proposal = WithdrawalProposal(cite=Cite.objects.get(slug=_CITE, demo=True), reason=_REASON)
        with translation.override("fr"):
            propose_withdrawal(proposal, by=officer)

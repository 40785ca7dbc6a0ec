"""The only way to become a user: a link that serves once, for one e-mail, for a week."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Invitation, TeamMember, User
from network.permissions import Can, NetworkRole, TeamRole, check

if TYPE_CHECKING:
    from network.models import Cite

LASTS = timedelta(days=7)
_BYTES = 32


class InvitationOver(Exception):  # noqa: N818 a state of the world, not a fault
    """The invitation was used or revoked, or its week is over; `why` says which."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def invite(
    email: str, *, role: NetworkRole | TeamRole, cite: Cite | None = None, by: User | None
) -> tuple[Invitation, str]:
    """Invite an e-mail to a team, or to the secretariat; return the token, which is kept nowhere.

    An earlier invitation of the same e-mail to the same team ends. `by` is None for the command alone.

    Raises:
        ValidationError: this e-mail has an account.

    """
    if by is not None:
        check(by, Can.RUN_LABEL, cite)
        if by.demo:
            raise ValidationError(_("A demonstration account invites nobody."))
    email = email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise ValidationError(_("This e-mail has an account: give it its role there."))
    now = timezone.now()
    Invitation.objects.filter(email=email, cite=cite, accepted_at=None, revoked_at=None).update(
        revoked_at=now
    )
    token = secrets.token_urlsafe(_BYTES)
    invitation = Invitation.objects.create(
        email=email, role=role, cite=cite, token_hash=_hash(token), invited_by=by, expires_at=now + LASTS
    )
    return invitation, token


def find_invitation(token: str) -> Invitation:
    """Return the invitation of a link, without using it.

    Raises:
        Invitation.DoesNotExist: there was never such a link.
        InvitationOver: it no longer serves.

    """
    return _still_good(Invitation.objects.select_related("cite").get(token_hash=_hash(token)))


@transaction.atomic
def accept_invitation(token: str, *, name: str, password: str, language: str) -> User:
    """Use an invitation: of any number of people at once, one gets the account.

    Raises:
        Invitation.DoesNotExist: there was never such a link.
        InvitationOver: it no longer serves, or its e-mail has an account by now.

    """
    found = Invitation.objects.get(token_hash=_hash(token))
    # All the links of one e-mail wait for each other here, in one order.
    links = Invitation.objects.filter(email=found.email).order_by("pk").select_for_update(of=("self",))
    [invitation] = [link for link in links if link.pk == found.pk]
    _still_good(invitation)
    if User.objects.filter(email=invitation.email).exists():
        raise InvitationOver("used")
    of_network = invitation.role in NetworkRole.values
    user = User.objects.create_user(
        invitation.email,
        password,
        name=name,
        language=language,
        network_role=invitation.role if of_network else "",
    )
    if invitation.cite_id:
        TeamMember.objects.create(user=user, cite_id=invitation.cite_id, role=invitation.role)
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    return user


def revoke_invitation(invitation: Invitation, *, by: User) -> bool:
    """End an invitation; return whether it still served."""
    check(by, Can.RUN_LABEL, invitation)
    live = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    return bool(live.update(revoked_at=timezone.now()))


def _still_good(invitation: Invitation) -> Invitation:
    if invitation.accepted_at:
        raise InvitationOver("used")
    if invitation.revoked_at:
        raise InvitationOver("revoked")
    if invitation.expires_at <= timezone.now():
        raise InvitationOver("expired")
    return invitation


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

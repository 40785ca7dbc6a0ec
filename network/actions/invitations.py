"""The only way to become a user, or to join another team: a link that serves once, for one e-mail, for a week."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import nullcontext
from datetime import timedelta

import pghistory
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.access import Desk, desk_of
from network.actions.sheets import said
from network.emails import write_letter
from network.models import Cite, Invitation, TeamMember, User
from network.permissions import Can, NetworkRole, TeamRole, can, check
from network.vocabulary import Membership

LASTS = timedelta(days=7)
_BYTES = 32
# A team is not that large: more in a day is somebody else's doing.
MOST_IN_A_DAY = 20


class InvitationOver(Exception):  # noqa: N818 a state of the world, not a fault
    """The invitation was used or revoked, its week is over, or what it led to is closed; `why` says which."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class AccountExists(Exception):  # noqa: N818 a state of the world, not a fault
    """The e-mail of the invitation has an account: it is accepted by who is signed in with it."""


@transaction.atomic
def invite(
    email: str,
    *,
    role: NetworkRole | TeamRole,
    cite: Cite | None = None,
    by: User | None,
    reason: str = "",
) -> tuple[Invitation, str]:
    """Invite an e-mail to a team, or to the secretariat, and write to it; return the token, which is kept nowhere.

    An earlier invitation of the same e-mail to the same team ends. `by` is None for the command alone,
    which shows the link instead of sending it.

    Raises:
        PermissionDenied: this is not for `by` to do, or a guest of the team does not say why.
        ValidationError: this e-mail is there already, or the team has invited too many today.

    """
    desk = _check_may_invite(by, cite) if by is not None else None
    if by is not None and role == TeamRole.BEARER and not can(by, Can.RUN_LABEL, cite):
        raise ValidationError(_("The secretariat of the network invites project bearers."))
    email = email.strip().lower()
    if cite is not None:
        # Those who invite to one team at the same moment are counted one after the other.
        Cite.objects.select_for_update(no_key=True, of=("self",)).get(pk=cite.pk)
    check_can_be_invited(email, cite)
    now = timezone.now()
    token = secrets.token_urlsafe(_BYTES)
    with said(desk, reason) if desk else nullcontext():
        Invitation.objects.filter(email=email, cite=cite, accepted_at=None, revoked_at=None).update(
            revoked_at=now
        )
        invitation = Invitation.objects.create(
            email=email, role=role, cite=cite, token_hash=_hash(token), invited_by=by, expires_at=now + LASTS
        )
    if by is not None:
        _write(invitation, token, by=by)
    return invitation, token


def check_can_be_invited(email: str, cite: Cite | None) -> None:
    """Refuse who is there already, and too many in a day; say nothing of an account that is elsewhere.

    Raises:
        ValidationError: why not.

    """
    if cite is None:
        if User.objects.filter(email=email).exists():
            raise ValidationError(_("This e-mail has an account: give it its role there."))
        return
    if TeamMember.objects.filter(user__email=email, cite=cite).exists():
        raise ValidationError(_("This e-mail is in the team already."))
    a_day_ago = timezone.now() - timedelta(days=1)
    if Invitation.objects.filter(cite=cite, made_at__gt=a_day_ago).count() >= MOST_IN_A_DAY:
        raise ValidationError(_("This team has sent twenty invitations today: go on tomorrow."))


def link_of(token: str) -> str:
    """Return where the link of an invitation leads."""
    return settings.SITE_URL + reverse("accounts:invitation", args=[token])


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
        InvitationOver: it no longer serves.
        AccountExists: its e-mail has an account by now.

    """
    invitation = _take(token)
    if User.objects.filter(email=invitation.email).exists():
        raise AccountExists
    of_network = invitation.role in NetworkRole.values
    user = User.objects.create_user(
        invitation.email,
        password,
        name=name,
        language=language,
        network_role=invitation.role if of_network else "",
    )
    _use(invitation, user)
    return user


@transaction.atomic
def join_by_invitation(token: str, *, by: User) -> Invitation:
    """Use an invitation to another team, with the account that one has.

    Raises:
        Invitation.DoesNotExist: there was never such a link.
        InvitationOver: it no longer serves, or `by` is in the team already.
        PermissionDenied: it is for another e-mail, or `by` is invented.

    """
    invitation = _take(token)
    if invitation.email != by.email or by.demo:
        raise PermissionDenied
    if invitation.cite_id is None or TeamMember.objects.filter(user=by, cite=invitation.cite_id).exists():
        raise InvitationOver("used")
    _use(invitation, by)
    return invitation


def revoke_invitation(invitation: Invitation, *, by: User, reason: str = "") -> bool:
    """End an invitation; return whether it still served. Raises as `invite`."""
    desk = _check_may_invite(by, invitation.cite)
    live = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    with said(desk, reason) if desk else nullcontext():
        return bool(live.update(revoked_at=timezone.now()))


def _check_may_invite(by: User, cite: Cite | None) -> Desk | None:
    """Let the label officer invite anywhere, and a coordinator to the own team, whose desk is returned."""
    if by.demo:
        raise ValidationError(_("A demonstration account invites nobody."))
    if cite is None:
        check(by, Can.RUN_LABEL)
        return None
    desk = desk_of(by, cite.slug)
    desk.check(Can.MANAGE_TEAM)
    return desk


def _write(invitation: Invitation, token: str, *, by: User) -> None:
    roles = NetworkRole if invitation.cite is None else TeamRole
    context = {
        "cite": invitation.cite,
        "role": roles(invitation.role).label,
        "by": by,
        "link": link_of(token),
        "until": invitation.expires_at,
    }
    known = User.objects.filter(email=invitation.email).first()
    language = invitation.cite.main_language if invitation.cite else by.language
    write_letter(known or invitation.email, "invitation", context, language=language)


def _take(token: str) -> Invitation:
    """Return the invitation of a link, locked: all the links of one e-mail wait for each other, in one order."""
    found = Invitation.objects.get(token_hash=_hash(token))
    links = Invitation.objects.filter(email=found.email).order_by("pk").select_for_update(of=("self",))
    [invitation] = [link for link in links.select_related("cite") if link.pk == found.pk]
    return _still_good(invitation)


def _use(invitation: Invitation, user: User) -> None:
    with pghistory.context(user=user.pk):
        if invitation.cite_id:
            TeamMember.objects.create(user=user, cite_id=invitation.cite_id, role=invitation.role)
        invitation.accepted_at = timezone.now()
        invitation.save(update_fields=["accepted_at"])


def _still_good(invitation: Invitation) -> Invitation:
    if invitation.accepted_at:
        raise InvitationOver("used")
    if invitation.revoked_at:
        raise InvitationOver("revoked")
    if invitation.expires_at <= timezone.now():
        raise InvitationOver("expired")
    is_of_file = invitation.role == TeamRole.BEARER
    if invitation.cite and invitation.cite.membership == Membership.NOT_A_MEMBER and not is_of_file:
        raise InvitationOver("closed")
    return invitation


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

"""Who is in a team, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.actions.sheets import said
from network.models import Cite, Invitation, TeamMember
from network.permissions import CITE_GRANTS, GIVEN_BY_TEAMS, Can, TeamRole

if TYPE_CHECKING:
    from network.access import Desk


@transaction.atomic
def change_role(number: int, role: TeamRole, *, desk: Desk, reason: str = "") -> TeamMember:
    """Give another role to a member of the team at whose desk one sits.

    Raises:
        TeamMember.DoesNotExist: nobody of this number is in this team.
        PermissionDenied: one manages no team here, the role is one's own and would be raised, or a
            guest does not say why.
        ValidationError: the team would be left without a coordinator.

    """
    desk.check(Can.MANAGE_TEAM)
    if role not in GIVEN_BY_TEAMS:
        raise PermissionDenied
    member = _locked(number, desk)
    if member.user_id == desk.user.pk and not CITE_GRANTS[role] <= CITE_GRANTS[TeamRole(member.role)]:
        raise PermissionDenied
    if role != TeamRole.COORDINATOR:
        _check_others_coordinate(member)
    member.role = role
    with said(desk, reason):
        member.save(update_fields=["role"])
        _take_back_invitations(member)
    return member


@transaction.atomic
def end_membership(number: int, *, desk: Desk, reason: str = "") -> TeamMember:
    """Take a member out of the team: oneself, or another where one manages the team. Raises as `change_role`."""
    member = _locked(number, desk)
    if member.user_id != desk.user.pk:
        desk.check(Can.MANAGE_TEAM)
    _check_others_coordinate(member)
    with said(desk, reason):
        member.delete()
        _take_back_invitations(member)
    return member


def _locked(number: int, desk: Desk) -> TeamMember:
    """Return a member of the team; changes of one team wait for each other."""
    if desk.user.demo:
        raise ValidationError(_("A demonstration account, which many share, changes nobody’s place."))
    Cite.objects.select_for_update(no_key=True, of=("self",)).get(pk=desk.cite.pk)
    return TeamMember.objects.select_related("user").get(pk=number, cite=desk.cite)


def _check_others_coordinate(member: TeamMember) -> None:
    if member.role != TeamRole.COORDINATOR:
        return
    others = TeamMember.objects.filter(cite=member.cite_id, role=TeamRole.COORDINATOR, user__is_active=True)
    if not others.exclude(user=member.user_id).exists():
        raise ValidationError(_("A Cité keeps a coordinator: first give this role to somebody else."))


def _take_back_invitations(member: TeamMember) -> None:
    """End what somebody sent who could not send it any more."""
    still = TeamMember.objects.filter(user=member.user_id, cite=member.cite_id, role=TeamRole.COORDINATOR)
    if not still.exists():
        Invitation.objects.filter(
            cite=member.cite_id, invited_by=member.user_id, accepted_at=None, revoked_at=None
        ).update(revoked_at=timezone.now())

"""Who may do what: the whole policy on one page. It imports no model."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping


class NetworkRole(TextChoices):
    """Roles in the secretariat of the network."""

    LABEL_OFFICER = "label_officer", _("label officer")
    CONTENT_SUPPORT = "content_support", _("content support")
    READER = "reader", _("reader")


class TeamRole(TextChoices):
    """Roles in the team of a Cité."""

    CONTRIBUTOR = "contributor", _("contributor")
    COORDINATOR = "coordinator", _("coordinator")
    BEARER = "bearer", _("project bearer")


class Can(StrEnum):
    """What a role may be allowed: of the network, then of one Cité."""

    SEE_NETWORK = "see the whole network in the admin"
    EDIT_CONTENT = "edit and moderate the content of any Cité"
    RUN_LABEL = "run the label, the roles and the network’s own facts"

    SEE_CITE = "see the workspace of a Cité: drafts, history, bin, team"
    WRITE = "write drafts of offers, permanences, places, poles and events; answer suggestions; announce a closure"
    PUBLISH = "publish and withdraw"
    KEEP_CITE = "keep the sheet of the Cité, its seasons, partners and agreements"
    MANAGE_TEAM = "invite to the team, change roles, end a membership"
    APPLY = "write label files and yearly reports"


GRANTS: Mapping[NetworkRole, frozenset[Can]] = {
    NetworkRole.LABEL_OFFICER: frozenset({Can.SEE_NETWORK, Can.EDIT_CONTENT, Can.RUN_LABEL}),
    NetworkRole.CONTENT_SUPPORT: frozenset({Can.SEE_NETWORK, Can.EDIT_CONTENT}),
    NetworkRole.READER: frozenset({Can.SEE_NETWORK}),
}
_CONTENT = frozenset({Can.SEE_CITE, Can.WRITE, Can.PUBLISH, Can.KEEP_CITE})
# In the workspace of one Cité. The secretariat says why it changes something there.
CITE_GRANTS: Mapping[NetworkRole | TeamRole, frozenset[Can]] = {
    TeamRole.CONTRIBUTOR: frozenset({Can.SEE_CITE, Can.WRITE}),
    TeamRole.COORDINATOR: _CONTENT | {Can.MANAGE_TEAM, Can.APPLY},
    # Invited to a file by the label officer: of the Cité that the file is to become, nothing else is there.
    TeamRole.BEARER: frozenset({Can.APPLY}),
    NetworkRole.LABEL_OFFICER: _CONTENT | {Can.MANAGE_TEAM},
    NetworkRole.CONTENT_SUPPORT: _CONTENT,
    NetworkRole.READER: frozenset({Can.SEE_CITE}),
}
# The roles that a team gives and changes by itself.
GIVEN_BY_TEAMS = (TeamRole.CONTRIBUTOR, TeamRole.COORDINATOR)
# Who is asked for a second factor before anything else; the others may add one.
NEEDS_SECOND_FACTOR: frozenset[NetworkRole | TeamRole] = frozenset(NetworkRole) | {TeamRole.COORDINATOR}


class Person(Protocol):
    """What the policy looks at in somebody who is signed in."""

    @property
    def is_active(self) -> bool: ...

    network_role: str
    demo: bool


def can(person: Person, right: Can, record: object = None) -> bool:
    """Tell whether a person of the secretariat has a right, on a record where one is given.

    A demonstration account may look at everything its role sees, and change demonstration
    records only.
    """
    if not person.is_active or not person.network_role:
        return False
    if right not in GRANTS[NetworkRole(person.network_role)]:
        return False
    if person.demo and right is not Can.SEE_NETWORK and record is not None:
        return bool(getattr(record, "demo", False))
    return True


def check(person: Person, right: Can, record: object = None) -> None:
    """Raise PermissionDenied where `can` says no."""
    if not can(person, right, record):
        raise PermissionDenied


def rights_in_cite(person: Person, team_role: TeamRole | None, *, cite_is_demo: bool) -> frozenset[Can]:
    """Return what a person may do in the workspace of a Cité, by the role in its team and in the secretariat.

    A demonstration account has no right in a real Cité.
    """
    if not person.is_active or (person.demo and not cite_is_demo):
        return frozenset()
    roles = [role for role in (team_role, person.network_role and NetworkRole(person.network_role)) if role]
    return frozenset[Can]().union(*(CITE_GRANTS[role] for role in roles))

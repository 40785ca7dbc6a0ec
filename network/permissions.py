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


class Can(StrEnum):
    """What a role may be allowed."""

    SEE_NETWORK = "see the whole network"
    EDIT_CONTENT = "edit the content of any Cité"
    RUN_LABEL = "run the label, the roles and the network’s own facts"


GRANTS: Mapping[NetworkRole, frozenset[Can]] = {
    NetworkRole.LABEL_OFFICER: frozenset(Can),
    NetworkRole.CONTENT_SUPPORT: frozenset({Can.SEE_NETWORK, Can.EDIT_CONTENT}),
    NetworkRole.READER: frozenset({Can.SEE_NETWORK}),
}


class Person(Protocol):
    """What the policy looks at in somebody who is signed in."""

    @property
    def is_active(self) -> bool: ...

    network_role: str
    demo: bool


def can(person: Person, right: Can, record: object = None) -> bool:
    """Tell whether a person has a right, on a record where one is given.

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

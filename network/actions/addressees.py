"""Whom letters go to. An invented account hears of what is invented alone, a real one of what is real."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from network.models import TeamMember, User
from network.permissions import NetworkRole, TeamRole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


def coordinators_of(cites: Iterable[Any], *, demo: bool) -> QuerySet[TeamMember]:
    """Return who coordinates some Cités and still has an open account."""
    members = TeamMember.objects.filter(
        cite__in=cites, role=TeamRole.COORDINATOR, user__is_active=True, user__demo=demo
    )
    return members.select_related("user", "cite").order_by("pk")


def label_officers(*, demo: bool) -> QuerySet[User]:
    """Return who runs the label and still has an open account."""
    officers = User.objects.filter(network_role=NetworkRole.LABEL_OFFICER, is_active=True, demo=demo)
    return officers.order_by("pk")

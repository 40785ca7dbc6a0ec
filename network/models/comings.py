"""Who came to a team, who left it, who was invited or changed a role: as the triggers wrote it down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.fields import TextField

from network.models.journal import history_of
from network.models.team import Invitation, TeamMember
from network.models.user import User

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from network.models.cite import Cite

_COLUMNS = ("pgh_created_at", "pgh_id", "of", "pgh_label", "told_role", "before", "whose", "said")


@dataclass(frozen=True)
class Coming:
    """A step of a team; who has no account any more has no name here, nor has an import or a command."""

    moment: datetime
    of: str  # member, invitation
    kind: str  # insert, update, delete
    role: str
    before: str
    whose: User | str | None
    by: User | None
    is_by_nobody: bool
    reason: str

    @property
    def is_own(self) -> bool:
        return self.by is not None and self.by == self.whose


def comings_of(cite: Cite) -> QuerySet[Any]:
    """Return what happened in a team, the newest first; an invitation that is used is told by who came."""
    earlier = history_of(TeamMember).objects.filter(
        pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id")
    )
    members = history_of(TeamMember).objects.filter(cite=cite).annotate(
        of=Value("member", TextField()),
        before=Subquery(earlier.order_by("-pgh_id").values("role")[:1]),
        whose=F("user_id"),
    )  # fmt: skip
    invitations = history_of(Invitation).objects.filter(cite=cite, accepted_at=None).annotate(
        of=Value("invitation", TextField()), before=Value("", TextField()), whose=F("pgh_obj_id")
    )  # fmt: skip
    both = [
        each.annotate(told_role=F("role"), said=F("pgh_context__metadata")).order_by().values_list(*_COLUMNS)
        for each in (members, invitations)
    ]
    together: QuerySet[Any] = both[0].union(both[1], all=True).order_by("-pgh_created_at", "of", "-pgh_id")
    return together


def read_comings(rows: Iterable[Any]) -> list[Coming]:
    """Find who is meant. One query for invitations and one for people, whatever the number of rows."""
    rows = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
    numbers = {row["whose"] for row in rows if row["of"] == "member"} | {_by(row) for row in rows}
    invited = Invitation.objects.in_bulk({row["whose"] for row in rows if row["of"] == "invitation"})
    # Who came has an account, or had one.
    came = {each.email for each in invited.values() if each.accepted_at}
    found = list(User.objects.filter(Q(pk__in=numbers - {None}) | Q(email__in=came)))
    people = {user.pk: user for user in found}
    accounts: dict[str, User | str] = {user.email: user for user in found}
    addresses = {
        pk: accounts.get(each.email) if each.accepted_at else each.email for pk, each in invited.items()
    }
    return [
        Coming(
            moment=row["pgh_created_at"],
            of=row["of"],
            kind=row["pgh_label"],
            role=row["told_role"],
            before=row["before"] or "",
            whose=people.get(row["whose"]) if row["of"] == "member" else addresses.get(row["whose"]),
            by=people.get(_by(row) or 0),
            is_by_nobody=_by(row) is None,
            reason=str((row["said"] or {}).get("reason") or ""),
        )
        for row in rows
    ]


def _by(row: dict[str, Any]) -> int | None:
    number = (row["said"] or {}).get("user")
    return int(number) if number else None

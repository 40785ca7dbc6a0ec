"""Writes the table of permissions as a page of the documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.utils import translation

from network.permissions import CITE_GRANTS, GRANTS, NEEDS_SECOND_FACTOR, Can, NetworkRole, TeamRole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

INTRODUCTION = """\
# Who may do what

Written from `network/permissions.py` by `manage.py permissions > docs/permissions.md`; a test compares them.
A person may be in the teams of several Cités, with a role in each. A demonstration account has these rights
on demonstration records only, and none in a real Cité.
"""


class Command(BaseCommand):
    help = "Write the table of permissions, as it stands in docs/permissions.md."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 Django gives them
        self.stdout.write(page(), ending="")


def page() -> str:
    """Return the page, in English."""
    with translation.override("en"):
        network = _table(
            "In the admin", [right for right in Can if right in GRANTS[NetworkRole.LABEL_OFFICER]], GRANTS
        )
        cite_rights = [right for right in Can if any(right in granted for granted in CITE_GRANTS.values())]
        cite = _table("In the workspace of a Cité", cite_rights, CITE_GRANTS)
        asked = ", ".join(
            str(role.label) for role in (*TeamRole, *NetworkRole) if role in NEEDS_SECOND_FACTOR
        )
    second = f"## Second factor\n\nAsked of: {asked}; offered to everybody else.\n"
    return f"{INTRODUCTION}\n{network}\n{cite}\n{second}"


def _table(
    title: str,
    rights: Sequence[Can],
    granted: Mapping[NetworkRole, frozenset[Can]] | Mapping[NetworkRole | TeamRole, frozenset[Can]],
) -> str:
    roles = list(granted)
    lines = [
        ["", *(str(role.label) for role in roles)],
        ["---", *(":-:" for _role in roles)],
        *(
            [right.value, *("yes" if right in rights_of else "–" for rights_of in granted.values())]
            for right in rights
        ),
    ]
    return f"## {title}\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"

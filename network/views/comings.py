"""What happened in a team, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from network.models.comings import Coming, comings_of, read_comings
from network.permissions import TeamRole
from network.views.telling import REASONS

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.paginator import Page

    from network.models import Cite

PER_PAGE = 20


class Told(NamedTuple):
    """A step in words: what happened, by whom and why."""

    moment: datetime
    words: str
    who: str
    why: str


def comings_on(number: Any, cite: Cite) -> tuple[Page[Any], list[Told]]:
    """Return a page of what happened in a team, and the same in words."""
    page: Page[Any] = Paginator(comings_of(cite), PER_PAGE).get_page(number)
    return page, [_told(each) for each in read_comings(page)]


def _told(step: Coming) -> Told:
    who = str(step.by or (_("an import or a command") if step.is_by_nobody else _("an account that is gone")))
    return Told(step.moment, _words(step), who, str(REASONS.get(step.reason, step.reason)))


def _words(step: Coming) -> str:
    roles: dict[str, Any] = {each.value: each.label for each in TeamRole}
    said = {
        "name": step.whose or _("somebody whose account is gone"),
        "role": roles[step.role],
        "before": roles.get(step.before, ""),
    }
    match step.of, step.kind:
        case "invitation", "insert":
            words = _("Invited as %(role)s: %(name)s")
        case "invitation", _kind:
            words = _("Invitation taken back: %(name)s")
        case _, "insert":
            words = _("Came as %(role)s: %(name)s")
        case _, "delete":
            words = _("Left the team: %(name)s") if step.is_own else _("Membership ended: %(name)s")
        case _:
            words = (
                _("From %(before)s to %(role)s: %(name)s")
                if step.before and step.before != step.role
                else _("Now %(role)s: %(name)s")
            )
    return words % said

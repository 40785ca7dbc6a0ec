"""Once a week, each person of a team is told what has to be checked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import translation

from network.actions.freshness import due_in
from network.emails import link_for, portal_language, write_letter
from network.hours import today_in
from network.models import TeamMember
from network.permissions import Can, TeamRole, rights_in_cite

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

# What comes due within two weeks is told as well: nobody writes on a day's notice.
AHEAD = timedelta(days=14)
MOST_TITLES = 10


def write_digests(moment: datetime) -> int:
    """Write to everybody of a team who was not written to this week; return how many letters."""
    return sum(write_digest(number, moment) for number in list(_waiting(moment).values_list("pk", flat=True)))


@transaction.atomic
def write_digest(member: int, moment: datetime) -> bool:
    """Write to one person about one Cité, unless that was done this week or nothing is due."""
    row = (
        _waiting(moment)
        .filter(pk=member)
        .select_for_update(of=("self",))
        .select_related("user", "cite")
        .first()
    )
    if row is None:
        return False
    rights = rights_in_cite(row.user, TeamRole(row.role), cite_is_demo=row.cite.demo)
    today = today_in(row.cite.timezone, moment)
    groups = due_in(row.cite, moment, today + AHEAD) if Can.WRITE in rights else []
    if groups:
        # What is told of each sheet is said in the language of who reads it.
        with translation.override(portal_language(row.user.language)):
            told = [(due.title, [each.told for each in due.records[:MOST_TITLES]]) for due in groups]
        write_letter(
            row.user,
            "digest",
            {
                "cite": row.cite,
                "groups": told,
                "total": sum(len(due.records) for due in groups),
                "link": link_for(row.user, row.cite),
            },
        )
    row.digest_on = today
    row.save(update_fields=["digest_on"])
    return bool(groups)


def _waiting(moment: datetime) -> QuerySet[TeamMember]:
    monday = moment.date() - timedelta(days=moment.weekday())
    return TeamMember.objects.filter(
        Q(digest_on=None) | Q(digest_on__lt=monday), user__is_active=True
    ).order_by("pk")

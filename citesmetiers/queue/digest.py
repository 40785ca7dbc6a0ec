"""Once a week, who acts for the secretariat is told what waits for them, where anything does."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone, translation

from citesmetiers.queue import Item, Section, queue_for, total_of
from citesmetiers.queue.kinds import KINDS
from network.emails import letter_kind, portal_language, write_letter
from network.models import Letter, User
from network.permissions import GRANTS, Can

if TYPE_CHECKING:
    from django.db.models import QuerySet

# The letter names the most urgent of each kind; the page has the rest.
MOST = 5


def _sample() -> dict[str, Any]:
    items = [Item("Renouvellement du label · Port-Exemple", "soumis le 12 janvier 2027", "/admin/")]
    return {"sections": [Section(KINDS[0], 1, items), Section(KINDS[-1], 7, [])], "total": 8}


QUEUE = letter_kind("queue", "portal/emails/queue.html", sample=_sample)


def write_queue_digests(moment: datetime) -> int:
    """Write to everybody who acts and was not written to this week; return how many letters."""
    return sum(_write(number, moment) for number in list(_who_acts().values_list("pk", flat=True)))


def _who_acts() -> QuerySet[User]:
    roles = [role for role, rights in GRANTS.items() if rights - {Can.SEE_NETWORK}]
    return User.objects.filter(network_role__in=roles, is_active=True).order_by("pk")


@transaction.atomic
def _write(number: int, moment: datetime) -> bool:
    """Write to one person, unless that was done this week or nothing waits.

    The letters themselves tell: they are kept for longer than a week.
    """
    person = _who_acts().select_for_update().filter(pk=number).first()
    if person is None or _was_told(person, moment):
        return False
    # What is told of each row is said in the language of who reads it.
    with translation.override(portal_language(person.language)):
        waiting = [each for each in queue_for(person, moment, most=MOST) if each.number]
        if waiting:
            write_letter(person, QUEUE.name, {"sections": waiting, "total": total_of(waiting)})
    return bool(waiting)


def _was_told(person: User, moment: datetime) -> bool:
    today = timezone.localdate(moment)
    monday = timezone.make_aware(datetime.combine(today - timedelta(days=today.weekday()), time.min))
    return Letter.objects.filter(kind=QUEUE.name, recipient=person.email, written_at__gte=monday).exists()

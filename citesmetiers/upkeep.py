"""What is done every night: a list of steps, of which each may be done again without harm.

A step does its work in transactions of its own, says in a line what it did, and returns what went wrong
without letting it stop the rest.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import pghistory
from django.db import connection
from django.utils import timezone

from citesmetiers.queue.digest import write_queue_digests
from citesmetiers.search.purging import purge
from events.actions import Fitted, follow_rule
from events.models import Event
from events.recurrence import RecurrenceError
from network.actions import forget_addresses, lapse_proposals
from network.actions.bin import empty_bins
from network.actions.calls import write_calls
from network.actions.digests import write_digests
from network.actions.dues import write_reminders
from network.actions.reviews import write_for_campaigns
from network.actions.tables import forget_tables
from network.models import Draft
from network.models.pictured import Pictured
from network.pictures import sweep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    type Step = Callable[[date], "Done"]

# Two runs exclude each other by this number; an import takes its turn by another one.
LOCK = 0x43444E
# Rows that an import or a person holds are waited for.
PATIENCE = "60s"
# Somebody may still be writing the sheet that a picture was sent with.
PICTURES_KEPT = timedelta(days=1)
log = logging.getLogger(__name__)


class Done(NamedTuple):
    """What a step did, in words, and what it could not do."""

    words: str
    faults: list[str]


def follow_rules(today: date) -> Done:
    """Give every event the dates that its rule has come to: an endless one reaches three years ahead again."""
    events = Event.objects.exclude(rrule=None).exclude(rrule="").order_by("pk").values_list("pk", "slug")
    total, faults = Fitted(0, 0, 0), []
    for key, slug in list(events):
        try:
            fitted = follow_rule(key, today)
        except RecurrenceError as error:
            faults.append(f"{slug}: {error}")
        except Exception as error:
            # Whatever is wrong with one event, the others keep their dates.
            log.exception("upkeep of the event %s", slug)
            faults.append(f"{slug}: {type(error).__name__}")
            if not connection.is_usable():
                raise
        else:
            total = Fitted(*map(sum, zip(total, fitted, strict=True)))
    words = f"{len(events)} with a rule, {total.added} added, {total.removed} removed, {total.moved} moved"
    return Done(words, faults)


def empty_old_bins(_today: date) -> Done:
    return Done(f"{empty_bins(timezone.now())} forgotten after thirty days", [])


def forget_old_tables(_today: date) -> Done:
    return Done(f"{forget_tables(timezone.now())} forgotten after a day", [])


def sweep_pictures(_today: date) -> Done:
    """Delete what was sent and neither published nor kept in a draft: nobody can come back to it."""
    of_drafts = Draft.objects.filter(values__has_key="picture").values_list("values__picture__0", flat=True)
    gone = sweep(Pictured.used() | set(of_drafts), timezone.now() - PICTURES_KEPT)
    return Done(f"{gone} files deleted that nothing shows", [])


def tell_teams(_today: date) -> Done:
    return Done(f"{write_digests(timezone.now())} letters about what has to be checked", [])


def forget_addresses_of_the_public(today: date) -> Done:
    """Forget the e-mails that were left for an answer that never came."""
    return Done(f"{forget_addresses(today)} forgotten", [])


def tell_of_campaigns(today: date) -> Done:
    return Done(f"{write_for_campaigns(today, timezone.now())} letters about campaigns of review", [])


def remind_of_labels(today: date) -> Done:
    return Done(f"{write_reminders(today)} letters about the next step of a label", [])


def tell_secretariat(_today: date) -> Done:
    return Done(f"{write_queue_digests(timezone.now())} letters about what waits for the secretariat", [])


def lapse_withdrawals(_today: date) -> Done:
    return Done(f"{lapse_proposals(timezone.now())} proposals to withdraw a label lapsed", [])


def call_for_reports(today: date) -> Done:
    return Done(f"{write_calls(today)} letters about yearly reports", [])


def purge_search(_today: date) -> Done:
    return Done(f"{purge()} rows of the search removed that nothing is found by", [])


# In the order in which they are done.
STEPS: dict[str, Step] = {
    "dates of events": follow_rules,
    "bins": empty_old_bins,
    "tables": forget_old_tables,
    "pictures": sweep_pictures,
    "digests": tell_teams,
    "e-mails left for an answer": forget_addresses_of_the_public,
    "campaigns": tell_of_campaigns,
    "labels": remind_of_labels,
    "withdrawals": lapse_withdrawals,
    "queue": tell_secretariat,
    "reports": call_for_reports,
    "search": purge_search,
}


def keep_up(today: date) -> Iterator[tuple[str, Done]]:
    """Do every step, and give what became of each."""
    for name, step in STEPS.items():
        with pghistory.context(reason="upkeep"):
            yield name, step(today)


@contextmanager
def only_one() -> Iterator[bool]:
    """Tell whether no other upkeep runs, and keep others away for as long as this one does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        [is_mine] = cursor.fetchone()
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [PATIENCE])
        try:
            yield is_mine
        finally:
            cursor.execute("RESET lock_timeout")
            if is_mine:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])

"""What happens to an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import connection, transaction

from events.models import Event, Occurrence
from events.recurrence import instants, starts_of
from network.actions.sheets import Over, said
from network.models import Conflict
from network.permissions import Can
from network.vocabulary import EventStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date, datetime

    from network.access import Desk


class Fitted(NamedTuple):
    """How many dates of an event came, went, or moved."""

    added: int
    removed: int
    moved: int


@transaction.atomic
def fit_dates(event: Event, today: date) -> Fitted:
    """Give an event the dates of its rule: those that the rule no longer gives go, unless they were changed.

    Raises:
        RecurrenceError: its times or its rule give no dates.

    """
    return _fit(event, today)


def _fit(event: Event, today: date) -> Fitted:
    rows = {row.rule_starts: row for row in event.occurrences.select_for_update(of=("self",))}
    changed = {start for start, row in rows.items() if row.is_changed}
    wanted = starts_of(event.times, today, also=sorted(changed))
    gone = [start for start in rows if start not in wanted and start not in changed]
    for start in gone:
        rows.pop(start).delete()
    new: list[tuple[str, datetime, datetime]] = []
    moved = 0
    for start in dict.fromkeys([*wanted, *sorted(changed)]):
        row = rows.get(start)
        if row is None:
            new.append((start, *instants(event.times, start)))
            continue
        before = row.starts_at, row.ends_at, row.cite_id
        row.cite_id = event.cite_id
        row.starts_at, row.ends_at = instants(
            event.times, start, new_start=row.new_starts, new_end=row.new_ends
        )
        if before != (row.starts_at, row.ends_at, row.cite_id):
            row.save()
            moved += 1
    _add_dates(event, new)
    return Fitted(len(new), len(gone), moved)


def _add_dates(event: Event, new: list[tuple[str, datetime, datetime]]) -> None:
    """Write dates as they are: three years of them as records take longer to make than to write."""
    if not new:
        return
    starts, begins, ends = zip(*new, strict=True)
    # As three lines of words: a driver takes longer to write an array than the database to read it.
    lines = [" ".join(each) for each in (starts, map(_written, begins), map(_written, ends))]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO events_occurrence (version, demo, event_id, cite_id, rule_starts, starts_at, ends_at) "
            "SELECT 1, %s, %s, %s, new.* FROM unnest(string_to_array(%s, ' '), "
            "string_to_array(%s, ' ')::timestamptz[], string_to_array(%s, ' ')::timestamptz[]) AS new",
            [event.demo, event.pk, event.cite_id, *lines],
        )


def _written(moment: datetime) -> str:
    return moment.isoformat()


@transaction.atomic
def follow_rule(key: int, today: date) -> Fitted:
    """Fit the dates of an event that nobody else changes meanwhile; one that is gone has none.

    Raises:
        RecurrenceError: its times or its rule give no dates.

    """
    event = Event.objects.select_for_update(of=("self",)).filter(pk=key).first()
    return _fit(event, today) if event else Fitted(0, 0, 0)


@transaction.atomic
def change_date(
    desk: Desk, number: int, change: Callable[[Occurrence], Occurrence], *, version: int, reason: str = ""
) -> Occurrence:
    """Cancel, move or restore one date of an event; visitors see it at once.

    `version` is that of the date that was looked at. Like closing a place, it is for the whole team.

    Raises:
        Over: the date is gone.
        Conflict: somebody changed it meanwhile.
        IntegrityError: the database refuses what is written.

    """
    desk.check(Can.WRITE)
    event = Event.objects.filter(cite=desk.cite, occurrences=number).select_for_update(of=("self",)).first()
    dates = Occurrence.objects.filter(pk=number, event=event).select_for_update(of=("self",))
    found = dates.select_related("event").first() if event else None
    if found is None:
        raise Over
    if found.version != version:
        raise Conflict
    with said(desk, reason):
        change(found).save()
    return found


@transaction.atomic
def cancel_dates(desk: Desk, numbers: Collection[int], *, reason: str = "") -> int:
    """Cancel some dates of events of the Cité, and return how many were not yet."""
    desk.check(Can.WRITE)
    asked = Occurrence.objects.filter(cite=desk.cite, pk__in=numbers)
    # Events before their dates, as everywhere: nobody waits in a circle.
    list(Event.objects.filter(occurrences__in=asked).order_by("pk").select_for_update(of=("self",)))
    dates = list(asked.exclude(status=EventStatus.CANCELLED).order_by("pk").select_for_update(of=("self",)))
    with said(desk, reason):
        for each in dates:
            each.status = EventStatus.CANCELLED
            each.save()
    return len(dates)

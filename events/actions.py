"""What happens to an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from events.models import Event, Occurrence
from events.recurrence import instants, starts_of

if TYPE_CHECKING:
    from datetime import date


@transaction.atomic
def fit_dates(event: Event, today: date) -> None:
    """Give an event the dates of its rule: those that the rule no longer gives go, unless they were changed.

    Raises:
        RecurrenceError: its times or its rule give no dates.

    """
    rows = {row.rule_starts: row for row in event.occurrences.select_for_update(of=("self",))}
    changed = {start for start, row in rows.items() if row.is_changed}
    wanted = starts_of(event.times, today, also=sorted(changed))
    for start, row in rows.items():
        if start not in wanted and start not in changed:
            row.delete()
    for start in dict.fromkeys([*wanted, *sorted(changed)]):
        row = rows.get(start) or Occurrence(
            event=event, cite_id=event.cite_id, demo=event.demo, rule_starts=start
        )
        before = (row.starts_at, row.ends_at, row.cite_id) if row.pk else None
        row.cite_id = event.cite_id
        row.starts_at, row.ends_at = instants(
            event.times, start, new_start=row.new_starts, new_end=row.new_ends
        )
        if before != (row.starts_at, row.ends_at, row.cite_id):
            row.save()

"""What Cités owe next for their labels: the queue of the secretariat, and reminders, each milestone once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from network.actions.addressees import coordinators_of
from network.dues import DueState
from network.emails import LABEL_REMINDER, portal_language, write_letter
from network.models import Cite, LabelReminder
from network.vocabulary import DecisionKind

if TYPE_CHECKING:
    from datetime import date

    from network.dues import Due


def urgent_on(day: date) -> list[tuple[Cite, Due]]:
    """Return the Cités whose next step is late, due or held: the latest first, then by last day, then by name."""
    found = [(cite, due) for cite in Cite.objects.with_dues().in_order() if (due := cite.due_on(day))]
    ranks = {state: rank for rank, state in enumerate((DueState.LATE, DueState.DUE, DueState.HELD))}
    urgent = [(cite, due) for cite, due in found if due.state]
    return sorted(
        urgent, key=lambda each: (ranks[each[1].state or DueState.HELD], each[1].last_day or each[1].day)
    )


def write_reminders(today: date) -> int:
    """Remind the coordinators of every Cité whose latest milestone nobody was told of; return how many letters.

    A milestone that comes while the file is with the secretariat waits until it is not.
    """
    told = set(LabelReminder.objects.values_list("decision", "days_ahead"))
    letters = 0
    for cite in Cite.objects.shown().with_dues().in_order():
        due = cite.due_on(today)
        if due and due.grant and due.milestone is not None and (due.grant.number, due.milestone) not in told:
            letters += _remind(cite, due, due.grant.number, due.milestone)
    return letters


@transaction.atomic
def _remind(cite: Cite, due: Due, decision: int, milestone: int) -> int:
    """Write to the coordinators; where there is none the milestone waits for one, or for the next."""
    people = [member.user for member in coordinators_of([cite], demo=cite.demo)]
    if not people:
        return 0
    _row, is_new = LabelReminder.objects.get_or_create(
        decision_id=decision, days_ahead=milestone, defaults={"written_on": due.day}
    )
    if not is_new:
        return 0
    page = "desk" if due.step == DecisionKind.RENEWAL else "files"
    for person in people:
        with translation.override(portal_language(person.language)):
            path = reverse(f"workspace:{page}", args=[cite.slug])
        write_letter(person, LABEL_REMINDER.name, {"cite": cite, "due": due, "path": path})
    return len(people)

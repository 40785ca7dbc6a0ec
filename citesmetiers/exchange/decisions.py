"""Label decisions: an import adds to the series, and never changes or removes what is in it."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from typing import TYPE_CHECKING, Any

from citesmetiers.exchange.mapping import DECISION
from citesmetiers.exchange.spans import Span, overlap, span
from network.label import GRANTING
from network.models import LabelDecision
from network.vocabulary import DecisionKind

if TYPE_CHECKING:
    from datetime import date

    from citesmetiers.exchange.merging import Wanted
    from citesmetiers.exchange.summary import Summary
    from network.models import Cite

KINDS = frozenset(DecisionKind.values)


def add_decisions(cites: list[Wanted], as_of: date, summary: Summary) -> None:
    """Append what the file adds; report what it lacks or words otherwise."""
    rows: dict[int, list[LabelDecision]] = defaultdict(list)
    known = LabelDecision.objects.filter(cite__in=[entry.row for entry in cites]).order_by("pk")
    for row in known.select_for_update(of=("self",)):
        rows[row.cite_id].append(row)
    added: list[LabelDecision] = []
    for entry in cites:
        items = [item for item in entry.item.get("history") or [] if item["event"] in KINDS]
        added += _new_decisions(entry.row, items, rows[entry.row.pk], as_of, summary)
    LabelDecision.objects.bulk_create(added, batch_size=500)


def _new_decisions(
    cite: Cite, items: list[dict[str, Any]], rows: list[LabelDecision], as_of: date, summary: Summary
) -> list[LabelDecision]:
    fields = [DECISION.read(item) for item in items]
    rest, left = _without_equals(fields, rows)
    counts = summary.of(DECISION.word)
    counts.unchanged += len(fields) - len(rest)
    added: list[LabelDecision] = []
    for values in rest:
        same = next((row for row in left if (row.kind, row.date) == (values["kind"], values["date"])), None)
        if same:
            left.remove(same)
            summary.keep(
                DECISION.word, f"{_name(same)}: the file words it otherwise, and decisions never change."
            )
            continue
        decision = _make(cite, values, as_of)
        if other := _in_its_period(decision, [*rows, *added]):
            summary.keep(
                DECISION.word, f"{_name(other)}: its period overlaps {_name(decision)}, which was left out."
            )
            continue
        added.append(decision)
    for row in left:
        # A row that was corrected here is history: the file need not know it.
        if row.replaced_by_id is None:
            summary.keep(DECISION.word, f"{_name(row)}: the file lacks it, and decisions are never removed.")
    counts.created += len(added)
    return added


def _without_equals(
    fields: list[dict[str, Any]], rows: list[LabelDecision]
) -> tuple[list[dict[str, Any]], list[LabelDecision]]:
    """Take out the pairs that say the same."""
    free: dict[str, deque[LabelDecision]] = defaultdict(deque)
    for row in rows:
        free[_said({name: getattr(row, name) for name in _FIELDS})].append(row)
    rest = []
    for values in fields:
        same = free[_said({name: values[name] for name in _FIELDS})]
        if same:
            same.popleft()
        else:
            rest.append(values)
    left = {row.pk for queue in free.values() for row in queue}
    return rest, [row for row in rows if row.pk in left]


_FIELDS = [key.field for key in DECISION.keys]


def _said(values: dict[str, Any]) -> str:
    """Return the same words for the same values: the database gives the languages of a text in an order of its own."""
    return json.dumps(values, sort_keys=True, default=str)


def _make(cite: Cite, values: dict[str, Any], as_of: date) -> LabelDecision:
    starts = values["date"].first_day if values["date"] and values["period_until"] else None
    return LabelDecision(
        cite=cite, **values, period_from=starts, known_since=as_of, imported=True, demo=cite.demo
    )


def _in_its_period(decision: LabelDecision, others: list[LabelDecision]) -> LabelDecision | None:
    """Return a decision that grants the label for some of the same days."""
    period = _granted(decision)
    for other in others:
        theirs = _granted(other)
        if period and theirs and overlap(period, theirs):
            return other
    return None


def _granted(decision: LabelDecision) -> Span | None:
    if decision.kind not in GRANTING or decision.period_until is None or decision.replaced_by_id:
        return None
    return span(decision.period_from, decision.period_until)


def _name(decision: LabelDecision) -> str:
    return f"label decision “{decision}” of {decision.cite.slug}"

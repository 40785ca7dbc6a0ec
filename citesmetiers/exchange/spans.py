"""Spans of days, both ends inclusive, open where nothing is said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from network.partial_dates import PartialDate

type Span = tuple[date, date]


def span(first: date | None, last: date | None) -> Span:
    return first or date.min, last or date.max


def partial_span(first: PartialDate | None, last: PartialDate | None) -> Span:
    """From the first day of one to the last day of the other."""
    return span(first.first_day if first else None, last.last_day if last else None)


def overlap(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def overlapping[T](spans: Iterable[tuple[Span, T]]) -> Iterator[tuple[T, T]]:
    """Give each owner of a span that begins inside an earlier one, with the owner of that one."""
    ordered = sorted(spans, key=lambda entry: entry[0])
    farthest = ordered[:1]
    for entry in ordered[1:]:
        if overlap(farthest[0][0], entry[0]):
            yield farthest[0][1], entry[1]
        if entry[0][1] > farthest[0][0][1]:
            farthest = [entry]

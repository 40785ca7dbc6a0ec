"""The label of a Cité through the years, as a line to look at. The words beside it say the same."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from network.label import course_of
from network.vocabulary import LabelStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from network.label import Decision

# The first Cité opened in this year; no label is older.
FIRST_DAY = date(1993, 1, 1)
WIDTH = 340
# Class of the drawing, top and bottom on a height of 28. What is not here leaves the line bare.
_DRAWINGS = {
    LabelStatus.PROJECT: ("l-project", 9, 19),
    LabelStatus.OPERATING: ("l-on", 4, 24),
    LabelStatus.LABELLED_UNKNOWN: ("l-doubt", 7, 21),
    LabelStatus.DUE: ("l-pause", 9, 19),
    LabelStatus.SUSPENDED: ("l-pause", 9, 19),
}


class Bar(NamedTuple):
    """A stretch of the line: class and outline."""

    css: str
    path: str


def lifeline(decisions: Iterable[Decision], day: date) -> list[Bar]:
    """Draw the statuses from 1993 to a day; nothing of an earlier day."""
    if day <= FIRST_DAY:
        return []
    span = (day - FIRST_DAY).days
    bars = []
    for stretch in course_of(decisions, FIRST_DAY, day):
        if stretch.status in _DRAWINGS:
            css, top, bottom = _DRAWINGS[stretch.status]
            left, right = (
                round((each - FIRST_DAY).days * WIDTH / span, 1)
                for each in (stretch.first_day, stretch.last_day)
            )
            bars.append(Bar(css, f"M{left} {top}H{right}V{bottom}H{left}z"))
    return bars


def years_under(day: date) -> list[int]:
    """Return the years to write under the line: its ends and its middle."""
    first, last = FIRST_DAY.year, max(day.year, FIRST_DAY.year)
    return sorted({first, (first + last) // 2, last})

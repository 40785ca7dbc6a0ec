"""What a label amounts to, found out the slow way: by living through every day of it.

Written apart from `network.label`: nothing is sorted by a key, no decision is asked from when it counts.
Each day lays the decisions of the next morning on the table, and one person walks through the calendar.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)


@cache
def days_of(text):
    """All the days that “2002”, “2013-04” or “2005-03-21” may mean."""
    numbers = [int(part) for part in text.split("-")]
    year, month, number = [*numbers, 1, 1][:3]
    day = date(year, month, number)
    days = []
    while [day.year, day.month, day.day][: len(numbers)] == numbers:
        days.append(day)
        day += DAY
    return days


def span_of(row):
    """The days on which a decision may have been taken; None when nothing says."""
    if row["date"] is None and row["date_until"] is None:
        return None
    last = days_of(row["date_until"] or row["date"])[-1]
    first = days_of(row["date"])[0] if row["date"] else None
    return first, last


def morning_of(row):
    """The first day of which the decision is true all day long, and whether its date is known."""
    span = span_of(row)
    if span is None:
        return row["known_since"], False
    return (span[1] if span[0] == span[1] else span[1] + DAY), True


def live(rows, first, last):
    """Return the status, and the last day of the doubt if there is one, of every day."""
    rows = [row for row in rows if not row["replaced"]]
    mornings = {}
    for row in rows:
        mornings.setdefault(morning_of(row), []).append(row)
    dated = sorted(
        (day, number) for number, row in enumerate(rows) for day, known in [morning_of(row)] if known
    )
    earliest = [rows[number] for day, number in dated if day == dated[0][0]]
    earliest.sort(key=lambda row: span_of(row)[0] or date.min)
    status = "none" if earliest and earliest[0]["kind"] == "project_label" else "not_documented"
    asleep, ends, days = None, None, {}
    # The calendar begins before anything can have happened.
    day = min([first, *(morning for morning, _known in mornings)])
    while day <= last:
        today = sorted(mornings.get((day, True), []), key=lambda row: span_of(row)[0] or date.min)
        for row in today + mornings.get((day, False), []):
            if row["kind"] == "suspension":
                asleep, status = (asleep if status == "suspended" else (status, ends)), "suspended"
            elif row["kind"] == "reinstatement":
                if status == "suspended":
                    status, ends = asleep
            else:
                status = {
                    "project_label": "project", "label": "labelled_unknown", "withdrawal": "withdrawn",
                    "label_end": "ended",
                }.get(row["kind"], "operating")  # fmt: skip
                ends = None if status in {"withdrawn", "ended"} else row["period_until"]
        if day >= first:
            is_over = (
                ends is not None and ends < day and status in {"project", "operating", "labelled_unknown"}
            )
            doubts = [
                span[1]
                for row in rows
                if (span := span_of(row)) and morning_of(row)[0] > day and (span[0] is None or span[0] <= day)
            ]
            days[day] = ("due" if is_over else status), min(doubts, default=None)
        day += DAY
    return days

"""The agenda by day, by week and by month."""

from __future__ import annotations

import re
from calendar import Calendar, monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from network.partial_dates import PartialDate
from network.vocabulary import Weekday

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import QuerySet
    from django.http import QueryDict
    from django.utils.functional import _StrOrPromise

VIEWS = {"day": _("Day"), "week": _("Week"), "month": _("Month")}
# How far from today the agenda is leafed through: the portal keeps dates for three years.
BEFORE, AFTER = timedelta(days=366), timedelta(days=3 * 366)
_ONE_DAY = timedelta(days=1)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Tab(NamedTuple):
    """A way to look at the agenda."""

    label: _StrOrPromise
    link: str
    is_current: bool


class Square(NamedTuple):
    """A day in the table of a month; `dates` are shown on it."""

    day: date
    link: str
    dates: int
    is_in_month: bool
    is_today: bool


@dataclass(frozen=True)
class Span:
    """The days that are looked at, both inclusive, and the one that was asked for."""

    view: str
    on: date
    first: date
    last: date

    @property
    def address(self) -> dict[str, str]:
        return {"view": self.view, "on": self.on.isoformat()}

    @property
    def month(self) -> PartialDate:
        return PartialDate(self.first.year, self.first.month)

    @property
    def weekdays(self) -> list[tuple[str, _StrOrPromise]]:
        """The heads of the table of a month: short for the eye, whole for the ear."""
        return [(str(day.label)[:2], day.label) for day in Weekday]

    def around(self, today: date, query: str) -> dict[str, tuple[Span, str] | None]:
        """Return what comes before and after, with links, where the agenda goes that far."""
        near = {"previous": self.first - _ONE_DAY, "following": self.last + _ONE_DAY}
        return {
            name: (span_of(self.view, day), link_to(self.view, day, query)) if is_near(day, today) else None
            for name, day in near.items()
        }


def span_asked(query: QueryDict, today: date) -> tuple[Span | None, bool]:
    """Return the days that an address asks for, none for the list; and whether it was understood.

    Without a day, or with one that is not in the calendar or too far, it is today.
    """
    view, text = query.get("view", "").strip(), query.get("on", "").strip()
    if view not in VIEWS:
        return None, view in {"", "list"}
    day = _read(text) if text else today
    is_understood = day is not None and is_near(day, today)
    return span_of(view, day if day and is_understood else today), is_understood


def span_of(view: str, day: date) -> Span:
    if view == "week":
        monday = day - timedelta(days=day.weekday())
        return Span(view, day, monday, monday + timedelta(days=6))
    if view == "month":
        last = monthrange(day.year, day.month)[1]
        return Span(view, day, day.replace(day=1), day.replace(day=last))
    return Span(view, day, day, day)


def is_near(day: date, today: date) -> bool:
    return today - BEFORE <= day <= today + AFTER


def link_to(view: str, day: date, query: str) -> str:
    """Return the link to some days, with the filters in force (`?…`, or nothing)."""
    return f"?view={view}&on={day}" + query.replace("?", "&", 1)


def tabs_of(span: Span | None, today: date, query: str) -> list[Tab]:
    day = span.on if span else today
    views = [
        Tab(label, link_to(view, day, query), is_current=span is not None and span.view == view)
        for view, label in VIEWS.items()
    ]
    return [Tab(_("List"), query or ".", is_current=span is None), *views]


def weeks_of(span: Span, rows: QuerySet[Any], today: date, query: str) -> list[list[Square]]:
    """Lay out a month, Monday first, with the number of dates of each day; one query."""
    spans = rows.order_by().values("first_day", "last_day").annotate(dates=Count("pk"))
    counts: dict[date, int] = {}
    for row in spans:
        day = max(row["first_day"], span.first)
        while day <= min(row["last_day"], span.last):
            counts[day] = counts.get(day, 0) + row["dates"]
            day += _ONE_DAY
    return [
        [
            Square(
                day,
                link_to("day", day, query),
                counts.get(day, 0),
                day.month == span.first.month,
                day == today,
            )
            for day in week
        ]
        for week in Calendar().monthdatescalendar(span.first.year, span.first.month)
    ]


def _read(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None

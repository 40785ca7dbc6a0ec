"""The page of the secretariat with the figures of a day, and each table as a file."""

from __future__ import annotations

from decimal import Decimal
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from citesmetiers.insight import TABLES, Day, insight_on
from network.forms.days import DayForm
from network.forms.reports import in_digits
from network.forms.tables import as_csv
from network.forms.tables.writing import Written

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

    from citesmetiers.insight import Figure, Table
    from network.forms.tables.writing import Cell

# Of the drawing: a line of words with its bar below.
WIDTH, LINE = 720, 44


class Bar(NamedTuple):
    """Words, their figure, and how long the bar below them is."""

    words: str
    value: Decimal
    top: int
    length: int

    @property
    def below(self) -> int:
        """Where the bar begins."""
        return self.top + 22


def insight_page(request: HttpRequest, known: dict[str, Any]) -> HttpResponse:
    """Show every table of a day; a day that cannot be is asked for again."""
    form, demo = _asked(request), _is_demo(request)
    day = form.chosen
    tables = insight_on(day, demo=demo, now=timezone.now()) if day else []
    lines = _hours_drawn(tables)
    context = known | {
        "title": _("The network in figures"),
        "form": form,
        "day": day,
        "demo": demo,
        "may_switch": not request.user.demo,  # type: ignore[union-attr]
        "switch": _query(day, demo=not demo),
        "tables": [(table, _address(table.code, day, demo=demo)) for table in tables if day],
        "lines": lines,
        "width": WIDTH,
        "height": LINE * len(lines),
    }
    status = HTTPStatus.OK if day else HTTPStatus.BAD_REQUEST
    return TemplateResponse(request, "admin/insight.html", context, status=status)


def insight_file(request: HttpRequest, part: str) -> HttpResponse:
    """Give one table of a day as CSV, as spreadsheets of the language read it."""
    if part not in TABLES:
        raise Http404
    form, demo = _asked(request), _is_demo(request)
    if (day := form.chosen) is None:
        raise BadRequest
    told = _written(TABLES[part](Day(day, timezone.now(), demo)))
    delimiter = "," if (get_language() or "").startswith("en") else ";"
    name = "-".join(["network", *(["demo"] if demo else []), part, day.isoformat()])
    disposition = f'attachment; filename="{name}.csv"'
    return HttpResponse(
        as_csv(told, delimiter),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": disposition},
    )


def _asked(request: HttpRequest) -> DayForm:
    """Read the day; one that is to come tells nothing yet."""
    today = timezone.localdate()
    form = DayForm(request.GET, today)
    if form.chosen and form.chosen > today:
        form.add_error("year", _("this day is to come."))
    return form


def _is_demo(request: HttpRequest) -> bool:
    """Show a demonstration account what is invented alone; the others choose."""
    return bool(request.user.demo) or request.GET.get("demo") == "1"  # type: ignore[union-attr]


def _query(day: date | None, *, demo: bool) -> str:
    asked = {"on": day.isoformat()} if day else {}
    return urlencode(asked | ({"demo": "1"} if demo else {}))


def _address(part: str, day: date | None, *, demo: bool) -> str:
    return f"{reverse('admin:insight_csv', args=[part])}?{_query(day, demo=demo)}"


def _hours_drawn(tables: list[Table]) -> list[Bar]:
    """Draw the hours of each theme in all countries; the table says the same."""
    found = next((table for table in tables if table.code == "hours" and table.rows), None)
    if found is None:
        return []
    [total] = [row for row in found.rows if row.is_total]
    figures = [Decimal(each or 0) for each in total.figures[1:]]
    most = max(figures) or Decimal(1)
    return [
        Bar(words, value, LINE * number, int(WIDTH * value / most))
        for number, (words, value) in enumerate(zip(found.headers[1:], figures, strict=True))
    ]


def _written(table: Table) -> Written:
    first = _("Country")
    lines: list[list[Cell]] = [[row.words, *map(_cell, row.figures)] for row in table.rows]
    if table.unknown_before:
        lines = [[_not_known(table.unknown_before)]]
    return Written(table.code, [first, *table.headers], lines)


def _not_known(before: date) -> str:
    return _("not known before %(day)s") % {"day": before.isoformat()}


def _cell(figure: Figure) -> Cell:
    return "" if figure is None else in_digits(Decimal(figure))

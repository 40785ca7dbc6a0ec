"""Lists as files: the rows that were selected, with the columns of the list and their numbers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from html import unescape
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from network.forms.tables import TooLong, as_csv, as_workbook
from network.forms.tables.writing import Written
from network.models.history import shown

if TYPE_CHECKING:
    from django.db import models
    from django.http import HttpRequest

    from network.forms.tables.writing import Cell

# A file is written in memory: so many rows at most.
MOST = 10_000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@admin.action(permissions=["view"], description=_("Export as CSV"))
def export_as_csv(page: Any, request: HttpRequest, rows: models.QuerySet[Any]) -> HttpResponse | None:
    """Give the selected rows as a text that spreadsheets of the reader’s language open."""
    table = _table(page, request, rows)
    if table is None:
        return None
    delimiter = "," if (get_language() or "").startswith("en") else ";"
    return _file(page, as_csv(table, delimiter), "text/csv; charset=utf-8", "csv")


@admin.action(permissions=["view"], description=_("Export as XLSX"))
def export_as_xlsx(page: Any, request: HttpRequest, rows: models.QuerySet[Any]) -> HttpResponse | None:
    """Give the selected rows as a workbook."""
    table = _table(page, request, rows)
    if table is None:
        return None
    try:
        return _file(page, as_workbook([table]), _XLSX, "xlsx")
    except TooLong:
        page.message_user(request, gettext("A text is too long for a cell of XLSX. Export as CSV."), messages.ERROR)  # fmt: skip
        return None


def _table(page: Any, request: HttpRequest, rows: models.QuerySet[Any]) -> Written | None:
    """Write the rows down as their list shows them; None, with a message, where they are too many."""
    columns = [name for name in page.get_list_display(request) if name != "action_checkbox"]
    found = list(rows[: MOST + 1])
    if len(found) > MOST:
        words = gettext("At most %(most)d rows go into one file: filter the list first.") % {"most": MOST}
        page.message_user(request, words, messages.ERROR)
        return None
    headers = ["id", *(capfirst(str(label_for_field(name, page.model, page))) for name in columns)]
    lines: list[list[Cell]] = [
        [_number(row.pk), *(_cell(name, row, page) for name in columns)] for row in found
    ]
    return Written(page.opts.model_name, headers, lines)


def _cell(name: str, row: Any, page: Any) -> Cell:
    try:
        field, _attribute, value = lookup_field(name, row, page)
    except ObjectDoesNotExist:
        return ""
    if isinstance(value, Decimal) or (isinstance(value, int) and not isinstance(value, bool)):
        return _number(value)
    return _said(field, value)


def _said(field: Any, value: Any) -> str:
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, SafeString):
        # What a column of the page draws as HTML is told by its words.
        return unescape(strip_tags(value))
    if value is None or value == "":
        return ""
    return str(value) if field is None else shown(field, value)


def _number(value: Any) -> Decimal:
    return Decimal(value)


def _file(page: Any, data: bytes, content_type: str, ending: str) -> HttpResponse:
    name = f"{page.opts.model_name}-{timezone.localdate()}.{ending}"
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(data, content_type=content_type, headers={"Content-Disposition": disposition})

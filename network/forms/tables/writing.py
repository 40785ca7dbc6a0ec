"""Tables of a Cité's sheets as files that spreadsheets open, in which no formula can run."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from network.forms.tables.cells import quoted, writable
from network.models import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable

    from network.forms.tables.columns import Layout
    from network.merging import Values

type Cell = str | Decimal
# Spreadsheets cut longer cells without a word.
_LONGEST_CELL = 32_767
_HELP = "read me"


class TooLong(ValueError):  # noqa: N818 a limit of the format, not a fault
    """A text is longer than a cell of XLSX may be."""


class Written(NamedTuple):
    """A table to write: its name, its headers, its lines. Numbers stay numbers in a workbook."""

    name: str
    headers: list[str]
    lines: list[list[Cell]]


def told(layout: Layout) -> list[Written]:
    """Return what the team has written: its drafts where there are, else what the records say."""
    sheet, cite = layout.sheet, layout.cite
    drafts = Draft.objects.filter(cite=cite, kind=sheet.name).order_by("pk")
    by_record = {each.record: each.values for each in drafts if each.record is not None}
    records = sheet.records(cite).prefetch_related(*sheet.prefetched)
    written: dict[str, Values] = {
        each.slug: by_record[each.pk] if each.pk in by_record else sheet.open(cite, each).read()
        for each in records
    }
    written |= {f"draft {each.pk}": each.values for each in drafts if each.record is None}
    layout.learn(written.values())
    return [_of(layout, name, written) for name in layout.names]


def _of(layout: Layout, name: str, written: dict[str, Values]) -> Written:
    columns = layout.columns(name, written.values())
    is_own = name == layout.sheet.name
    lines: list[list[Cell]] = []
    for key, values in written.items():
        for row in [""] if is_own else layout.rows.keys_in(values):
            known = dict(zip(layout.keys, (key, row), strict=True))
            lines.append(
                [
                    known[code]
                    if code in known
                    else layout.cell(name, code, values.get(layout.input_of(name, code, row), []))
                    for code in columns
                ]
            )
    return Written(name, [layout.header(name, code) for code in columns], lines)


def as_csv(table: Written, delimiter: str) -> bytes:
    """Write a table as CSV; the mark at its beginning tells spreadsheets that it is UTF-8."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow([quoted(header) for header in table.headers])
    writer.writerows([quoted(str(cell)) for cell in line] for line in table.lines)
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(layout: Layout, tables: Iterable[Written]) -> bytes:
    """Write the tables as one workbook, every cell a text, with a sheet that explains. Raises TooLong."""
    book = _book_of(tables)
    _explain(book.create_sheet(_HELP), layout)
    return _bytes_of(book)


def as_workbook(tables: Iterable[Written]) -> bytes:
    """Write some tables as one workbook. Raises TooLong."""
    return _bytes_of(_book_of(tables))


def _book_of(tables: Iterable[Written]) -> Workbook:
    tables = list(tables)
    cells = (cell for table in tables for line in table.lines for cell in line)
    if any(isinstance(cell, str) and len(writable(cell)) > _LONGEST_CELL for cell in cells):
        # Before anything is begun: a book that is left half written leaves its file open.
        raise TooLong
    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(table.name)
        sheet.freeze_panes = "B2"
        for number in range(1, len(table.headers) + 1):
            sheet.column_dimensions[get_column_letter(number)].width = 24
        sheet.append([_cell(sheet, header, is_head=True) for header in table.headers])
        for line in table.lines:
            sheet.append([_cell(sheet, each) for each in line])
    return book


def _bytes_of(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: Any, text: Cell, *, is_head: bool = False) -> WriteOnlyCell:
    if isinstance(text, Decimal):
        return WriteOnlyCell(sheet, value=text)
    spelled = writable(text)
    if len(spelled) > _LONGEST_CELL:
        raise TooLong
    cell = WriteOnlyCell(sheet, value=spelled)
    # A text, whatever it looks like; and what is typed over it stays one.
    cell.data_type, cell.number_format = "s", "@"
    cell.font, cell.alignment = Font(bold=is_head), Alignment(wrap_text=True, vertical="top")
    return cell


def _explain(sheet: Any, layout: Layout) -> None:
    """Say how the tables are filled in, and what the codes mean."""
    for letter, width in zip("ABC", (32, 40, 70), strict=True):
        sheet.column_dimensions[letter].width = width
    for sentence in _rules(layout):
        sheet.append([_cell(sheet, sentence)])
    sheet.append([])
    sheet.append([_cell(sheet, words, is_head=True) for words in (_("Column"), _("Words"), _("Help"))])
    for table in layout.names:
        for code in layout.columns(table, []):
            field = layout.forms[table].fields.get(code.partition("__")[0])
            texts = code, layout.label(table, code), str(field.help_text) if field else ""
            sheet.append([_cell(sheet, text) for text in texts])
    sheet.append([])
    sheet.append([_cell(sheet, words, is_head=True) for words in (_("Column"), _("Code"), _("Meaning"))])
    for choice in layout.choices():
        sheet.append([_cell(sheet, text) for text in choice])


def _rules(layout: Layout) -> list[str]:
    own, other = layout.keys
    return [
        _("One line is one sheet. The first line names the columns: keep what stands between brackets."),
        _("“%(code)s” says which sheet a line is about: its address. Empty: a new one.") % {"code": own},
        _("A new sheet that has lines in the second table too is called new 1, new 2… in both."),
        _("“%(code)s” is the number of a line of the second table. Empty: a new one.") % {"code": other},
        _("A column or a line that you take away changes nothing; an empty cell empties the field."),
        _("Several codes in one cell are separated by commas. Days are written as in 25/11/2026."),
        _("Formulas are not read. Nothing is written before you have seen what would change."),
    ]

"""Files that people send, read as text and nothing else: no formula, no macro, nothing that unfolds without end."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from network.forms.tables.cells import as_written, unquoted
from network.forms.tables.lines import MOST_COLUMNS, MOST_LINES, Fault, Grid, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LARGEST = 5 * 1024 * 1024
LARGEST_UNPACKED = 50 * 1024 * 1024
# What is not a sheet or its texts is small: styles, relations.
_LARGEST_PART = 2 * 1024 * 1024
_MOST_PARTS = 200
_MOST_TEXT = 10_000_000
# Empty lines and cells count too: a file may claim to have a million of them.
_FARTHEST_LINE, _FARTHEST_COLUMN = 20_000, 256
_OLD_OR_LOCKED, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"


def read_file(data: bytes) -> list[Grid]:
    """Read an XLSX or CSV file, told apart by what is in it. Raises Unreadable."""
    if len(data) > LARGEST:
        raise Unreadable(_("The file is too large: at most 5 MB."))
    if not data.strip():
        raise Unreadable(_("The file is empty."))
    if data.startswith(_OLD_OR_LOCKED):
        raise Unreadable(
            _("This is an old .xls file, or one locked by a password. Save it as XLSX, without a password.")
        )
    grids = _of_workbook(data) if data.startswith(_ZIP) else [_of_csv(data)]
    if sum(len(cell) for grid in grids for _number, cells in grid.lines for cell in cells) > _MOST_TEXT:
        raise Unreadable(_("The file holds too much text."))
    return grids


def _of_workbook(data: bytes) -> list[Grid]:
    try:
        _check_parts(data)
        workbook = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        return [
            _grid(sheet.title, _cells_of(sheet))
            for sheet in workbook.worksheets[:20]
            if sheet.sheet_state == "visible"
        ]
    except Unreadable:
        raise
    # A broken file fails in as many ways as there are files; none of them is a fault of ours.
    except Exception as error:
        raise Unreadable(_("This file cannot be read as XLSX: it is broken, or something else.")) from error


def _check_parts(data: bytes) -> None:
    """Look at the sizes before anything is unpacked; what unfolds to more than it says is cut there."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise Unreadable(_("This is no XLSX file. Save it as XLSX, or as CSV in UTF-8."))
    large = [
        part
        for part in parts
        if part.file_size > _LARGEST_PART
        and not part.filename.startswith(("xl/worksheets/", "xl/sharedStrings", "xl/media/"))
    ]
    if len(parts) > _MOST_PARTS or large or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise Unreadable(_("The file is too large once unpacked: at most 50 MB."))


def _cells_of(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    # What the file says of its own size may be wrong.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(max_col=_FARTHEST_COLUMN), start=1):
        if number > _FARTHEST_LINE:
            raise _too_long()
        yield number, list(cells)


def _grid(title: str, rows: Iterable[tuple[int, list[Any]]]) -> Grid:
    lines: list[tuple[int, list[str]]] = []
    faults = []
    for number, cells in rows:
        texts = []
        for place, cell in enumerate(cells, start=1):
            text, fault = _text_of(cell)
            texts.append(text)
            if fault:
                faults.append(Fault(title, number, f"{get_column_letter(place)}{number}", fault))
        _add(lines, number, texts)
    return Grid(title, lines, faults)


def _add(lines: list[tuple[int, list[str]]], number: int, texts: list[str]) -> None:
    while texts and not texts[-1].strip():
        texts.pop()
    if not texts:
        return
    if len(texts) > MOST_COLUMNS:
        raise Unreadable(_("The table has too many columns: at most %(most)d.") % {"most": MOST_COLUMNS})
    lines.append((number, texts))
    if len(lines) > MOST_LINES + 1:
        raise _too_long()


def _too_long() -> Unreadable:
    return Unreadable(_("The table has too many lines: at most %(most)d.") % {"most": MOST_LINES})


def _text_of(cell: Any) -> tuple[str, str]:
    """Return what a cell says as a form would be sent it, and what is wrong with it."""
    value = cell.value
    if cell.data_type == "f":
        return "", _("This cell is a formula. Write its result instead.")
    if cell.data_type == "e":
        return "", _("This cell is an error of the spreadsheet.")
    match value:
        case None:
            return "", ""
        case str():
            text = as_written(value)
        case bool():
            text = "yes" if value else "no"
        case datetime() if value.time() != time():
            return "", _("This cell is a moment: write a day, as in 25/11/2026.")
        case date():
            text = f"{value:%d/%m/%Y}"
        case float() if value.is_integer():
            text = str(int(value))
        case _:
            text = str(value)
    return (text, "") if "\0" not in text else ("", _unspeakable())


def _unspeakable() -> str:
    return _("This cell holds a character that no text may hold (NUL).")


def _of_csv(data: bytes) -> Grid:
    text = _decoded(data)
    if text.lstrip().startswith("<"):
        raise Unreadable(_("This is a page or a document, not a table. Save it as XLSX, or as CSV in UTF-8."))
    lines: list[tuple[int, list[str]]] = []
    faults = []
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        for number, cells in enumerate(rows, start=1):
            if number > _FARTHEST_LINE:
                raise _too_long()
            found = [place for place, cell in enumerate(cells, start=1) if "\0" in cell]
            faults += [Fault("", number, str(place), _unspeakable()) for place in found]
            _add(lines, number, [unquoted(cell.replace("\0", "")) for cell in cells])
    except csv.Error as error:
        message = _("Line %(line)d cannot be read: a quotation mark is missing there, or before.")
        raise Unreadable(message % {"line": len(lines) + 1}) from error
    return Grid("", lines, faults)


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(
            _("This file is neither XLSX nor CSV in UTF-8. In Excel, choose “CSV UTF-8”, or better XLSX.")
        ) from error


def _delimiter(text: str) -> str:
    """Return the sign that cuts the first line in the most cells."""

    def cells(sign: str) -> int:
        return len(next(csv.reader(io.StringIO(text, newline=""), delimiter=sign), []))

    return max((";", ",", "\t"), key=cells)

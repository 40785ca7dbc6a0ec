"""Lines and cells, whatever file they came in, and what is wrong with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from network.forms.tables.columns import Layout

MOST_LINES, MOST_COLUMNS = 2_000, 60
_CODE = re.compile(r"\[([^\[\]]+)\]\s*$")


class Unreadable(ValueError):  # noqa: N818 what it is, said to who sent it
    """Nothing can be made of a file; the message says why and what to do."""


class Fault(NamedTuple):
    """What is wrong in one cell, or in one line where no column is named."""

    table: str
    line: int
    column: str
    message: str


class Grid(NamedTuple):
    """Cells as they stand in a file: by number of the line, all lines that are not empty."""

    title: str
    lines: list[tuple[int, list[str]]]
    faults: list[Fault]


class Line(NamedTuple):
    """What a line says, by code of the column."""

    number: int
    cells: dict[str, str]


class Table(NamedTuple):
    """Lines of the records themselves, or of what hangs on them: by the name of the table."""

    name: str
    columns: list[str]
    lines: list[Line]


def code_in(header: str) -> str:
    """Return the code of a column: all of its header, or what stands last between brackets."""
    found = _CODE.search(header)
    return (found[1] if found else header).strip().casefold()


def read_tables(layout: Layout, grids: Iterable[Grid]) -> tuple[list[Table], list[Fault]]:
    """Tell which table each grid is and check its columns. Raises Unreadable where there is none of ours."""
    tables: dict[str, Table] = {}
    faults: list[Fault] = []
    for grid in _ours(layout, list(grids)):
        (_number, headers), *lines = grid.lines
        codes = [code_in(header) for header in headers]
        name = layout.table_with(codes)
        if name in tables:
            raise Unreadable(_("The file has the table “%(name)s” twice.") % {"name": name})
        wrong = _column_faults(layout, name, codes, headers)
        faults += [each._replace(table=name) for each in grid.faults] + wrong
        columns = [code for code in codes if code]
        tables[name] = Table(name, columns, [_line(codes, *line) for line in lines])
        if not wrong:
            faults += _stray_cells(name, codes, lines)
    return sorted(tables.values(), key=lambda table: layout.names.index(table.name)), faults


def _ours(layout: Layout, grids: list[Grid]) -> list[Grid]:
    filled = [grid for grid in grids if grid.lines]
    named = [grid for grid in filled if grid.title.strip().casefold() in layout.names]
    ours = named or (filled if len(filled) == 1 else [])
    if not ours:
        raise Unreadable(_("There is no table in this file. Begin with the one that can be taken away here."))
    for grid in ours:
        if layout.keys[0] not in [code_in(header) for header in grid.lines[0][1]]:
            message = _("The first line names no column “%(code)s”: it says which sheet each line is about.")
            raise Unreadable(message % {"code": layout.keys[0]})
    return ours


def _column_faults(layout: Layout, name: str, codes: list[str], headers: list[str]) -> list[Fault]:
    faults = []
    for place, (code, header) in enumerate(zip(codes, headers, strict=True)):
        if not code:
            continue
        if not layout.knows(name, code):
            faults.append(Fault(name, 1, header[:80], _("There is no such column.")))
        elif code in codes[:place]:
            faults.append(Fault(name, 1, header[:80], _("This column is there twice.")))
    return faults


def _stray_cells(name: str, codes: list[str], lines: list[tuple[int, list[str]]]) -> list[Fault]:
    return [
        Fault(name, number, str(place + 1), _("This cell stands below no header."))
        for number, cells in lines
        for place, cell in enumerate(cells)
        if cell.strip() and (place >= len(codes) or not codes[place])
    ]


def _line(codes: list[str], number: int, cells: list[str]) -> Line:
    padded = [*cells, *[""] * (len(codes) - len(cells))]
    # Cells compare as forms do: without space around, with one kind of line ending.
    said = {
        code: cell.replace("\r\n", "\n").strip() for code, cell in zip(codes, padded, strict=False) if code
    }
    return Line(number, said)

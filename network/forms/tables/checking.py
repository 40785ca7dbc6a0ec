"""What lines of tables would change, said before anything is written."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from network.forms.rows import THERE
from network.forms.tables.columns import REMOVE
from network.forms.tables.lines import Fault, Line, Table
from network.merging import Values, tidy
from network.models import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from network.forms.sheets import OpenSheet
    from network.forms.tables.columns import Layout

# Records that do not exist yet: a space, so that no address is one.
_NEW, _DRAFT = re.compile(r"new \d{1,6}"), re.compile(r"draft (\d{1,18})")


class Lines(NamedTuple):
    """All that a file says of one record."""

    key: str
    own: list[Line]
    rows: list[Line]


class Change(NamedTuple):
    """One value before and after; `language` where it is a text."""

    label: str
    language: str
    before: str
    after: str


@dataclass
class Check:
    """What a file would change in one record: as JSON it waits until somebody says yes."""

    key: str
    title: str = ""
    is_new: bool = False
    record: int | None = None
    draft: int | None = None
    opened: Values = field(default_factory=dict)
    values: Values = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    # What keeps it from being published, though the file did not touch it.
    notes: list[str] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        """Return it as JSON; what stays as it is needs no values."""
        if not self.changes:
            self.opened, self.values = {}, {}
        return asdict(self)


def keys_of(layout: Layout, tables: Iterable[Table]) -> list[Lines]:
    """Gather the lines by the record that they are about, in the order of the file."""
    gathered: dict[str, Lines] = {}
    for table in tables:
        for line in table.lines:
            key = line.cells[layout.keys[0]] or f"{table.name}, {line.number}"
            lines = gathered.setdefault(key, Lines(key, [], []))
            (lines.own if table.name == layout.sheet.name else lines.rows).append(line)
    return list(gathered.values())


def check(layout: Layout, asked: list[Lines]) -> Iterator[Check]:
    """Tell of each record what its lines would change: the same queries for one and for many, but for their rules."""
    records = _records_of(layout, [lines.key for lines in asked])
    drafts, begun = _drafts_of(layout, asked, records)
    there = {key: _written(layout, record, drafts.get(record.pk)) for key, record in records.items()}
    there |= {f"draft {pk}": draft.values for pk, draft in begun.items()}
    layout.learn(there.values())
    for lines in asked:
        found = Check(lines.key)
        record = records.get(lines.key)
        if record is not None:
            found.record, found.opened = record.pk, there[lines.key]
        elif lines.key in there:
            found.draft, found.opened = int(lines.key.removeprefix("draft ")), there[lines.key]
        elif not _may_begin(layout, lines, found):
            yield found
            continue
        yield _Checking(layout, lines, record, found).done()


def _records_of(layout: Layout, keys: list[str]) -> dict[str, Any]:
    records = layout.sheet.records(layout.cite).filter(slug__in=keys)
    return {each.slug: each for each in records.prefetch_related(*layout.sheet.prefetched)}


def _drafts_of(
    layout: Layout, asked: list[Lines], records: dict[str, Any]
) -> tuple[dict[int, Draft], dict[int, Draft]]:
    numbers = [int(found[1]) for lines in asked if (found := _DRAFT.fullmatch(lines.key))]
    of_records = Q(record__in=[each.pk for each in records.values()])
    drafts = Draft.objects.filter(of_records | Q(pk__in=numbers, record=None), cite=layout.cite)
    drafts = drafts.filter(kind=layout.sheet.name).order_by("pk")
    by_record = {each.record: each for each in drafts if each.record is not None}
    return by_record, {each.pk: each for each in drafts if each.record is None}


def _written(layout: Layout, record: Any, draft: Draft | None) -> Values:
    return draft.values if draft else layout.sheet.open(layout.cite, record).read()


def _may_begin(layout: Layout, lines: Lines, found: Check) -> bool:
    """Tell whether lines begin a record; if not, say what is wrong with them."""
    found.is_new, found.title = True, lines.key
    is_named = not any(line.cells[layout.keys[0]] for line in [*lines.own, *lines.rows])
    if lines.own and (is_named or _NEW.fullmatch(lines.key)):
        return True
    if is_named:
        message = _("Write here which sheet the line is about.")
    else:
        message = _(
            "This Cité has nothing at this address. For a new sheet, leave the cell empty or write new 1."
        )
    for name, those in zip(layout.names, (lines.own, lines.rows), strict=True):
        column = layout.label(name, layout.keys[0])
        found.faults += [Fault(name, line.number, column, message) for line in those]
    return False


class _Checking:
    """One record on its way: its values, then what changed in them, then what its form says."""

    def __init__(self, layout: Layout, lines: Lines, record: Any, found: Check) -> None:
        self.layout, self.lines, self.record, self.found = layout, lines, record, found
        if found.is_new:
            found.opened = {}
        before = layout.opened.read() if found.is_new else found.opened
        self.values: Values = {**before}
        self.by_row: dict[str, Line] = {}

    def done(self) -> Check:
        own, found = self.layout.sheet.name, self.found
        for line in self.lines.own[:1]:
            self._take(own, line, "")
        for line in self.lines.own[1:]:
            self._fault(own, line, self.layout.keys[0], _("This sheet has a line of its own already."))
        for line in self.lines.rows:
            self._take_row(line)
        found.values = tidy(self.values)
        changed = [
            name
            for name in {**found.opened, **found.values}
            if found.opened.get(name) != found.values.get(name)
        ]
        opened = self.layout.sheet.open(self.layout.cite, self.record, found.values)
        found.title = opened.title
        found.changes = [self._change(name) for name in changed if not name.endswith(f"-{THERE}")]
        if changed and not found.faults:
            self._ask(opened, set(changed))
        return found

    def _take(self, table: str, line: Line, key: str) -> None:
        """Put the cells of a line into the values: a cell that says what is there changes nothing."""
        for code, text in line.cells.items():
            if code in self.layout.keys:
                continue
            name = self.layout.input_of(table, code, key)
            if self.found.is_new and not text:
                # What a new sheet begins with.
                continue
            if text == self.layout.cell(table, code, self.values.get(name, [])):
                continue
            try:
                self.values[name] = self.layout.sent(table, code, text)
            except ValidationError as error:
                self._fault(table, line, code, " ".join(error.messages))

    def _take_row(self, line: Line) -> None:
        rows, column = self.layout.rows, self.layout.keys[1]
        known, key = rows.keys_in(self.values), line.cells[column]
        if key and key not in known:
            self._fault(rows.name, line, column, _("The sheet has nothing of this number."))
            return
        if key in self.by_row:
            self._fault(rows.name, line, column, _("The line of this number is there twice."))
            return
        if not key:
            if not any(text for code, text in line.cells.items() if code not in (*self.layout.keys, REMOVE)):
                return
            key = f"new{max((int(each[3:]) for each in known if each.startswith('new')), default=0) + 1}"
            self.values[f"{rows.name}-{key}-{THERE}"] = ["on"]
        self.by_row[key] = line
        self._take(rows.name, line, key)

    def _change(self, name: str) -> Change:
        table, code, _key = self.layout.column_of(name)
        before, after = (
            self.layout.cell(table, code, values.get(name, []))
            for values in (self.found.opened, self.found.values)
        )
        own = table == self.layout.sheet.name
        label = self.layout.label(table, code)
        language = code.partition("__")[2]
        if not own:
            label = _("%(rows)s: %(field)s") % {"rows": self.layout.rows.title, "field": label}
        return Change(label, language, before, after)

    def _ask(self, opened: OpenSheet, changed: set[str]) -> None:
        """Check the record as its form does; what the file did not touch is told, but stops nothing."""
        opened.is_valid()
        touched = {name.partition("__")[0] for name in changed}
        own = self.layout.sheet.name
        self._tell(own, self.lines.own[:1], opened.form, touched, is_new=self.found.is_new)
        for rows, each in opened.parts:
            for row in each:
                if row.is_gone or row.is_blank or not row.form.errors:
                    continue
                lines = [self.by_row[row.key]] if row.key in self.by_row else []
                self._tell(rows.name, lines, row.form, touched, is_new=row.there in changed)

    def _tell(self, table: str, lines: list[Line], form: Any, touched: set[str], *, is_new: bool) -> None:
        for name, messages in form.errors.items():
            is_ours = is_new or name == "__all__" or form.add_prefix(name) in touched
            field_ = form.fields.get(name)
            label = str(field_.label) if field_ else ""
            for message in messages:
                if lines and is_ours:
                    self.found.faults.append(Fault(table, lines[0].number, label, str(message)))
                else:
                    told = {"label": label, "error": message}
                    self.found.notes.append(_("%(label)s: %(error)s") % told if label else str(message))

    def _fault(self, table: str, line: Line, code: str, message: str) -> None:
        self.found.faults.append(Fault(table, line.number, self.layout.label(table, code), message))

"""Sheets: the kinds of records that a team edits, each a form and the rows that hang on it.

An app makes its kinds known here when it is loaded; the pages of the workspace serve them all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.db.models import prefetch_related_objects
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from network.forms.parts import PartsWidget
from network.forms.rows import GONE, THERE, Row, Rows
from network.forms.sheet_forms import order_in_cite
from network.forms.texts import LANGUAGE, TextsWidget
from network.forms.values import as_data, values_of
from network.merging import Values, tidy
from network.models.history import texts_of
from network.permissions import Can
from network.translations import marks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from django.db import models
    from django.forms import BoundField

    from network.forms.sheet_forms import SheetForm
    from network.models import Cite


class Group(NamedTuple):
    """Fields under one heading."""

    title: Any
    fields: tuple[str, ...]


class Lending(NamedTuple):
    """The page on which teams find what other Cités wrote, and what they may take of it."""

    page: str
    words: Any
    taken: Callable[[Cite, int], Values | None]


@dataclass(frozen=True)
class Sheet:
    """A kind of record that teams edit; `name` stands in addresses and drafts."""

    name: str
    model: type[models.Model]
    form: type[SheetForm]
    groups: tuple[Group, ...]
    one: Any  # “Offer”
    many: Any
    rows: tuple[Rows, ...] = ()
    writes: Can = Can.WRITE
    publishes: Can = Can.PUBLISH
    cite_path: str = "cite"
    # Records that may be added and thrown away; the sheet of a Cité may not.
    is_listed: bool = True
    # The path that lists search in, and the fields that together name a sheet.
    title_field: str = "title"
    titled_by: tuple[str, ...] = ()
    called: Callable[[Any], Any] = str
    # Where it stands in the menu.
    rank: int = 0
    related: tuple[str, ...] = field(default=())
    # How one is begun with what another Cité wrote.
    lends: Lending | None = None
    # Other things that can be done with a record: name of the address, words.
    ways: tuple[tuple[str, Any], ...] = ()
    # Where it can be filled in as a table: the columns that name a record, and one of its rows.
    table_keys: tuple[str, ...] = ()
    # What many sheets are read with at once.
    prefetched: tuple[str, ...] = ()

    def records(self, cite: Cite) -> models.QuerySet[Any]:
        """Return the records of a Cité, in the order of lists."""
        found = self.model._default_manager.filter(**{self.cite_path: cite.pk})
        found = found.select_related(*self.related) if self.related else found
        return found.order_by(*order_in_cite(self.model))

    @property
    def is_publishable(self) -> bool:
        """Whether its records say themselves if the public sees them."""
        return any(each.name == "publication" for each in self.model._meta.fields)

    @property
    def is_checked(self) -> bool:
        """Whether its records say when somebody last found them true."""
        return any(each.name == "checked_on" for each in self.model._meta.fields)

    def page_of(self, record: Any, cite: Cite) -> str:
        """Return the public page that shows a record: its own, or that of its Cité."""
        own = getattr(record, "get_absolute_url", None)
        return str(own() if own else cite.get_absolute_url())

    def open(self, cite: Cite, record: Any = None, values: Values | None = None) -> OpenSheet:
        return OpenSheet(self, cite, record, values)


class OpenSheet:
    """A sheet of one record, or of one that does not exist yet, filled with values or with what the record says."""

    def __init__(self, sheet: Sheet, cite: Cite, record: Any, values: Values | None) -> None:
        self.sheet, self.cite, self.record, self.values = sheet, cite, record, values
        self.data = None if values is None else as_data(values)
        instance = record if record is not None else sheet.model()
        self.form = sheet.form(self.data, instance=instance, cite=cite)

    def read(self) -> Values:
        """Return what the record says; an empty sheet's own first values where there is none yet."""
        self._prefetch()
        fresh = self if self.values is None else OpenSheet(self.sheet, self.cite, self.record, None)
        values = values_of(fresh.form)
        for rows in self.sheet.rows:
            for row in fresh.rows_of(rows):
                if not row.is_new:
                    values |= values_of(row.form) | {row.there: ["on"]}
        return tidy(values)

    def own(self, values: Values) -> Values:
        """Keep what is of this sheet among what was sent."""
        names = [*self.form.fields]
        rows = "|".join(re.escape(rows.name) for rows in self.sheet.rows)
        of_rows = re.compile(rf"(?:{rows})-(?:[0-9]{{1,18}}|new[0-9]{{1,4}})-") if rows else None
        return {
            name: sent
            for name, sent in values.items()
            if name.partition("__")[0] in names or (of_rows and of_rows.match(name))
        }

    def as_new(self) -> Values:
        """Return what it says for a record that does not exist yet: without its address, its rows new ones."""
        values = self.read()
        for rows in self.sheet.rows:
            values = rows.as_new(values, rows.keys_in(values))
        return {name: sent for name, sent in values.items() if name != "slug"}

    def back_to(self, then: Values) -> Values:
        """Return what would be sent to make the record say again what it said; its rows may have gone or come since."""
        now, values = self.read(), dict(then)
        for rows in self.sheet.rows:
            there, back = rows.keys_in(now), rows.keys_in(then)
            values = rows.as_new(values, [key for key in back if key not in there])
            for key in set(there) - set(back):
                start = f"{rows.name}-{key}-"
                values |= {name: sent for name, sent in now.items() if name.startswith(start)}
                values[f"{start}{GONE}"] = ["on"]
        return tidy(values)

    def quiet(self) -> OpenSheet:
        """Show what is written without a word on what is missing: a draft may be incomplete."""
        for form in [self.form, *(row.form for _rows, each in self.parts for row in each)]:
            form._errors = ErrorDict()  # type: ignore[attr-defined]
        return self

    def refuse(self, faults: Mapping[str, Exception]) -> OpenSheet:
        """Say what was wrong with some fields that were sent, and nothing else."""
        self.quiet().form.cleaned_data = {}
        for name, fault in faults.items():
            self.form.add_error(name, str(fault))
        return self

    def mark_translations(self, written_at: datetime) -> OpenSheet:
        """Say beside each translation what became of its original; what is shown was written at a moment. One query."""
        zone = ZoneInfo(self.cite.timezone)
        texts = {
            name: each.widget
            for name, each in self.form.fields.items()
            if isinstance(each.widget, TextsWidget)
        }
        history = texts_of(self.record, texts) if self.record is not None and texts else []
        for name, widget in texts.items() if history else ():
            said = [(moment.astimezone(zone), then[name]) for moment, then in history]
            shown = self.form[name].value() or {}
            now = {code: words for code, words in shown.items() if LANGUAGE.fullmatch(code)}
            portal = [code for code, _name in settings.LANGUAGES]
            widget.marks = marks_of([*said, (written_at.astimezone(zone), now)], widget.original, portal)
        return self

    def label_of(self, name: str) -> str:
        """Say which field an input is of, in words."""
        own, _at, language = name.partition("__")
        for rows in self.sheet.rows:
            if own.startswith(f"{rows.name}-"):
                row = own.rpartition("-")[2]
                field = rows.form.base_fields.get(row)
                return _("%(rows)s: %(field)s") % {
                    "rows": rows.title,
                    "field": field.label if field else _("taken out"),
                }
        field = self.form.fields.get(own)
        told = str(field.label if field else own)
        if field and isinstance(field.widget, PartsWidget) and language:
            return f"{told} ({field.widget.label_of(language)})"
        return told

    @cached_property
    def parts(self) -> list[tuple[Rows, list[Row]]]:
        return [(rows, self.rows_of(rows)) for rows in self.sheet.rows]

    def rows_of(self, rows: Rows) -> list[Row]:
        """Return the rows that are there and, at the end, an empty one."""
        self._prefetch()
        existing = {str(each.pk): each for each in rows.of(self.record)}
        keys = list(existing) if self.values is None else rows.keys_in(self.values)
        found = [self._row(rows, key, existing.get(key)) for key in keys]
        if not found or not (found[-1].key.startswith("new") and found[-1].is_blank):
            numbers = [int(key.removeprefix("new")) for key in keys if key.startswith("new")]
            found.append(self._row(rows, f"new{max(numbers, default=0) + 1}", None))
        return found

    def _prefetch(self) -> None:
        if self.record is not None and self.record.pk:
            prefetch_related_objects([self.record], *self.sheet.prefetched)

    def _row(self, rows: Rows, key: str, record: Any) -> Row:
        prefix = f"{rows.name}-{key}"
        marks = f"{prefix}-{THERE}", f"{prefix}-{GONE}"
        is_gone = bool(self.values and self.values.get(marks[1]))
        form = rows.form(self.data, instance=record or rows.form._meta.model(), prefix=prefix, cite=self.cite)
        if self.data is not None and not form.instance.pk:
            form.empty_permitted = True
        return Row(key, form, is_gone, *marks)

    @property
    def groups(self) -> list[tuple[Any, list[BoundField]]]:
        return [(group.title, [self.form[name] for name in group.fields]) for group in self.sheet.groups]

    @property
    def has_markdown(self) -> bool:
        return any(getattr(each.widget, "is_markdown", False) for each in self.form.fields.values())

    @property
    def takes_files(self) -> bool:
        return self.form.is_multipart()

    def is_valid(self) -> bool:
        """Tell whether the record could be written; each field that could not has its message."""
        return all([self.form.is_valid(), *(row.form.is_valid() for row in self._written())])

    @property
    def errors(self) -> list[tuple[str, BoundField | None, str]]:
        """Every message with its field, the fields of rows too, in the order of the page."""
        found: list[tuple[str, BoundField | None, str]] = []
        for form, of in [
            (self.form, ""),
            *((row.form, rows.title) for rows, row in self._rows_with_errors()),
        ]:
            found += [(str(of), None, str(message)) for message in form.non_field_errors()]
            found += [(str(of), each, str(message)) for each in form for message in each.errors]
        return found

    def _rows_with_errors(self) -> Iterator[tuple[Rows, Row]]:
        for rows, each in self.parts:
            yield from (
                (rows, row) for row in each if not row.is_gone and row.form.is_bound and row.form.errors
            )

    def _written(self) -> list[Row]:
        return [row for _rows, each in self.parts for row in each if not row.is_gone and not row.is_blank]

    def write(self) -> Any:
        """Write the record and its rows, and return it; the sheet is valid. Raises IntegrityError."""
        self.record = self.form.save()
        for rows, each in self.parts:
            for row in each:
                self._write_row(rows, row)
        self.form.follow()
        return self.record

    def _write_row(self, rows: Rows, row: Row) -> None:
        if row.is_gone:
            if not row.is_new:
                row.form.instance.delete()
        elif row.form.has_changed():
            setattr(row.form.instance, rows.parent, self.record)
            row.form.save()

    @property
    def title(self) -> str:
        """What lists call it, as it is written so far."""
        return self.title_in(self.values or self.read())

    def title_in(self, values: Values) -> str:
        """Return what lists call it where these are its values."""
        words = [self._words_of(name, values) for name in self.sheet.titled_by or (self.sheet.title_field,)]
        called = " · ".join(filter(None, words)) or (
            str(self.sheet.called(self.record)) if self.record else ""
        )
        return (called or str(_("Without a title")))[:200]

    def _words_of(self, name: str, values: Values) -> str:
        """Say what a field holds: a text in the main language of the Cité where there is one."""
        written = [each for each in values if each == name or each.startswith(f"{name}__")]
        written.sort(key=lambda each: each != f"{name}__{self.cite.main_language}")
        sent = values[written[0]][0] if written else ""
        chosen = self.form.fields.get(name)
        if sent and isinstance(chosen, forms.ModelChoiceField):
            found = chosen.queryset.filter(pk=sent).first() if chosen.queryset and sent.isdecimal() else None
            return str(found or "")
        return sent


SHEETS: dict[str, Sheet] = {}


def make_known(*sheets: Sheet) -> None:
    SHEETS.update({sheet.name: sheet for sheet in sheets})
    for sheet in sorted(SHEETS.values(), key=lambda each: each.rank):
        SHEETS[sheet.name] = SHEETS.pop(sheet.name)

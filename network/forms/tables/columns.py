"""The columns of a kind's tables: which there are, and how a cell spells what an input sends."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from network.forms.rows import GONE
from network.forms.texts import LANGUAGE, TextsWidget

if TYPE_CHECKING:
    from collections.abc import Iterable

    from network.forms.sheet_forms import SheetForm
    from network.forms.sheets import Sheet
    from network.merging import Values
    from network.models import Cite

# The column by which what hangs on a record is taken out.
REMOVE = "remove"
_YES, _NO = {"yes", "oui", "x", "1", "true", "on", "vrai"}, {"", "no", "non", "0", "false", "faux"}


class Layout:
    """The tables of one kind in one Cité: its records, and what hangs on them.

    Where an input sends a number of the database, a cell has the address of the record, if it has one.
    """

    def __init__(self, sheet: Sheet, cite: Cite) -> None:
        self.sheet, self.cite, self.opened = sheet, cite, sheet.open(cite)
        [self.rows] = sheet.rows
        self.keys = sheet.table_keys
        self.names = [sheet.name, self.rows.name]
        row: SheetForm = self.rows.form(instance=self.rows.form._meta.model(), cite=cite)
        self.forms = {sheet.name: self.opened.form, self.rows.name: row}
        for form in self.forms.values():
            # What people do not see in a form is no column either, and stays as it is.
            for name in [each.name for each in form.hidden_fields()]:
                del form.fields[name]
        self._codes: dict[tuple[str, str], dict[str, str]] = {}

    def table_with(self, codes: Iterable[str]) -> str:
        """Return the table that has these columns."""
        return self.names[1] if self.keys[1] in codes else self.names[0]

    def keys_of(self, table: str) -> tuple[str, ...]:
        """Return the columns that say which record a line is about, and that it goes."""
        return (self.keys[0],) if table == self.sheet.name else (*self.keys, REMOVE)

    def knows(self, table: str, code: str) -> bool:
        if code in self.keys_of(table):
            return True
        name, at, language = code.partition("__")
        field = self.forms[table].fields.get(name)
        if field is not None and isinstance(field.widget, TextsWidget):
            return bool(at and LANGUAGE.fullmatch(language))
        return field is not None and not at

    def columns(self, table: str, written: Iterable[Values]) -> list[str]:
        """Return the columns of a table: texts in the languages of the portal and in those that they are in."""
        used = {name for values in written for name in values}
        return [*self.keys_of(table), *self._fields_of(table, used)]

    def _fields_of(self, table: str, used: set[str]) -> list[str]:
        codes: list[str] = []
        for name, field in self.forms[table].fields.items():
            if not isinstance(field.widget, TextsWidget):
                codes.append(name)
                continue
            languages = [code for code, _name in settings.LANGUAGES]
            found = sorted(each.partition("__")[2] for each in used if each.startswith(f"{name}__"))
            codes += [f"{name}__{code}" for code in dict.fromkeys([*languages, *found])]
        return codes

    def label(self, table: str, code: str) -> str:
        """Say in words what a column is."""
        fixed = {
            self.keys[0]: self.sheet.one,
            self.keys[1]: self.rows.form._meta.model._meta.verbose_name,
            REMOVE: _("Take it out"),
        }
        if code in fixed:
            return str(fixed[code])
        name, _at, language = code.partition("__")
        field = self.forms[table].fields[name]
        words = str(field.label or name)
        return f"{words} ({field.widget.label_of(language)})" if language else words

    def header(self, table: str, code: str) -> str:
        """Return words for people and, between brackets, the code that stays the same in every language."""
        return f"{self.label(table, code)} [{code}]"

    def learn(self, written: Iterable[Values]) -> None:
        """Read the addresses of what the inputs point at: a query for each of them, however many lines."""
        written = list(written)
        for table, form in self.forms.items():
            for name, field in form.fields.items():
                if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                    self._codes[table, name] = self._addresses(field, self._numbers(table, name, written))

    def _numbers(self, table: str, name: str, written: list[Values]) -> set[str]:
        if table == self.sheet.name:
            found = (number for values in written for number in values.get(name, []))
        else:
            wanted = re.compile(rf"{table}-[^-]+-{name}")
            found = (
                number
                for values in written
                for key, sent in values.items()
                if wanted.fullmatch(key)
                for number in sent
            )
        return {number for number in found if number.isdecimal() and len(number) <= 18}  # noqa: PLR2004 digits of a key

    def _addresses(self, field: Any, numbers: set[str]) -> dict[str, str]:
        model = field.queryset.model
        offered = field.queryset.order_by().values("pk")
        known = model._default_manager.filter(pk__in=offered) | model._default_manager.filter(pk__in=numbers)
        has_address = any(each.name == "slug" and each.unique for each in model._meta.concrete_fields)
        return {str(each.pk): each.slug if has_address else str(each.pk) for each in known.order_by("pk")}

    def cell(self, table: str, code: str, sent: list[str]) -> str:
        """Spell in one cell what an input sends."""
        if code == REMOVE:
            return "yes" if sent else "no"
        field = self.forms[table].fields[code.partition("__")[0]]
        if isinstance(field.widget, forms.CheckboxInput):
            return "yes" if sent else "no"
        codes = self._codes.get((table, code), {})
        return ", ".join(codes.get(each, each) for each in sent)

    def sent(self, table: str, code: str, text: str) -> list[str]:
        """Return what an input sends that a cell spells; ValidationError where there is nothing like it."""
        field = None if code == REMOVE else self.forms[table].fields[code.partition("__")[0]]
        if field is None or isinstance(field.widget, forms.CheckboxInput):
            return self._yes_or_no(text)
        if not text:
            return []
        if not getattr(field.widget, "allow_multiple_selected", False):
            return [self._number(table, code, text)]
        parts = [part.strip() for part in re.split(r"[,;\n]", text)]
        return sorted({self._number(table, code, part) for part in parts if part})

    def _yes_or_no(self, text: str) -> list[str]:
        if text.casefold() not in _YES | _NO:
            raise ValidationError(_("Write yes or no."))
        return ["on"] if text.casefold() in _YES else []

    def _number(self, table: str, code: str, text: str) -> str:
        """Return the number of the record with an address; what is no address stays as it is."""
        if (table, code) not in self._codes:
            return text
        number = self._by_address[table, code].get(text)
        if number is None:
            raise ValidationError(_("“%(text)s” is not known in this Cité."), params={"text": text[:80]})
        return number

    @cached_property
    def _by_address(self) -> dict[tuple[str, str], dict[str, str]]:
        return {key: {code: pk for pk, code in codes.items()} for key, codes in self._codes.items()}

    def input_of(self, table: str, code: str, key: str) -> str:
        """Return the name of the input of a column; `key` is that of the row, where it is of one."""
        if table == self.sheet.name:
            return code
        return f"{table}-{key}-{GONE if code == REMOVE else code}"

    def column_of(self, name: str) -> tuple[str, str, str]:
        """Return table, column and key of the row of an input."""
        found = re.fullmatch(rf"{self.rows.name}-([^-]+)-(.+)", name)
        if not found:
            return self.sheet.name, name, ""
        return self.rows.name, REMOVE if found[2] == GONE else found[2], found[1]

    def choices(self) -> list[tuple[str, str, str]]:
        """Return column, code and words of all that cells may choose from."""
        found = []
        for table, form in self.forms.items():
            for name, field in form.fields.items():
                codes = self._codes.get((table, name))
                for value, words in getattr(field, "choices", ()):
                    number = str(getattr(value, "value", value))
                    if number and not isinstance(words, list | tuple):
                        found.append((name, codes.get(number, number) if codes else number, str(words)))
        return list(dict.fromkeys(found))

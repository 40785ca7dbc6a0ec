"""Changes in words: labels instead of codes, names instead of numbers, texts one language at a time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.forms.sheets import SHEETS
from network.hours.rules import WEEKDAYS
from network.models import fields
from network.models.history import changes_between
from network.models.journal import MOST_ROWS, Act, Row, latest_of
from network.names import country_name, language_name
from network.partial_dates import PartialDate
from network.pictures import Picture
from network.vocabulary import Weekday

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from network.access import Desk
    from network.models.history import Change

    type _Names = dict[type[models.Model], dict[Any, Any]]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAYS = {code: day.label for code, day in zip(WEEKDAYS, Weekday, strict=True)}
# What a command writes as its reason.
REASONS = {
    "upkeep": gettext_lazy("nightly upkeep"),
    "demonstration": gettext_lazy("demonstration"),
    "import": gettext_lazy("import of a file"),
    "undo": gettext_lazy("changes of a misused account taken back"),
}
_MOST_NAMES = 4
_WALL = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?")
_KINDS = {
    "insert": gettext_lazy("added"),
    "update": gettext_lazy("changed"),
    "delete": gettext_lazy("removed"),
}
# Said by the place of a line, or by nothing that a person did.
_UNTOLD = {"cite", "demo"}


class Line(NamedTuple):
    """A field before and after; `language` where both are texts in one."""

    label: str
    before: str
    after: str
    language: str = ""


class Part(NamedTuple):
    """What was done to one row that is part of a record; `title` is empty for the record itself."""

    title: str
    kind: str
    lines: list[Line]
    more: int = 0
    is_new: bool = False


class Told(NamedTuple):
    """An act in words; `address` is that of the record's history, where it has one still."""

    moment: datetime
    version: int
    of: str
    title: str
    kind: str
    is_removal: bool
    who: str
    why: str
    parts: list[Part]
    address: str

    @property
    def in_short(self) -> str:
        """The names of what changed: “Title (French), Permanence: Monday 14:00-17:00”; the first of many."""
        if self.parts and not self.parts[0].title and self.parts[0].is_new:
            return ""
        names = dict.fromkeys(
            name
            for part in self.parts
            for name in ([part.title] if part.title else [line.label for line in part.lines])
        )
        return ", ".join([*names][:_MOST_NAMES]) + ("…" if len(names) > _MOST_NAMES else "")


def version_of(moment: datetime) -> int:
    """Name a version in an address: the microseconds of its moment."""
    past = moment - EPOCH
    return (past.days * 86_400 + past.seconds) * 1_000_000 + past.microseconds


def moment_of(version: int) -> datetime:
    """Return the moment of a version; ValueError for a number that is none."""
    try:
        return EPOCH + timedelta(microseconds=version)
    except OverflowError as error:
        raise ValueError(version) from error


def tell(acts: Sequence[Act], desk: Desk, *, titled: bool = False) -> list[Told]:
    """Put acts into words; `titled` with the name of the record of each."""
    latest = latest_of((act.model, act.record) for act in acts) if titled else {}
    names = names_for([row for act in acts for row in act.rows], latest.values(), desk)
    return [_told(act, desk, names, latest.get((act.model, act.record))) for act in acts]


def _told(act: Act, desk: Desk, names: _Names, record: Any) -> Told:
    return Told(
        moment=act.moment,
        version=version_of(act.moment),
        of=capfirst(str(act.model._meta.verbose_name)),  # noqa: SLF001 documented
        title=_called(record, names) if record is not None else "",
        kind=str(_KINDS[act.kind]),
        is_removal=act.kind == "delete",
        who=str(act.person) if act.person else _("an import or a command"),
        why=str(REASONS.get(act.reason, act.reason)),
        parts=[each for row in act.rows if (each := part_of(row, act.model, names)) is not None],
        address=_address(act, desk),
    )


def _address(act: Act, desk: Desk) -> str:
    sheet = next((each for each in SHEETS.values() if each.model is act.model), None)
    if sheet is None or act.kind == "delete":
        return ""
    return reverse("workspace:history", args=[desk.cite.slug, sheet.name, act.record])


def part_of(row: Row, root: type[models.Model], names: _Names) -> Part | None:
    """Put a row into words; None where nothing changed that a person would see."""
    is_part = row.model is not root
    lines = [] if row.kind == "delete" or _is_link(row.model) else list(lines_of(row, names))
    if not lines and row.kind == "update":
        return None
    named = {"kind": capfirst(str(row.model._meta.verbose_name)), "title": _called(row.after, names)}  # noqa: SLF001
    title = _("%(kind)s: %(title)s") % named if is_part else ""
    return Part(title, str(_KINDS[row.kind]), lines, row.more, row.kind == "insert")


def _is_link(model: Any) -> bool:
    """Whether rows say nothing of their own: they tie a record to another."""
    has_version = any(field.name == "version" for field in model._meta.concrete_fields)  # noqa: SLF001
    # A decision on the label has no version either, and says what it is.
    return bool(getattr(model, "part_of", "")) and not has_version


def _called(record: Any, names: _Names) -> str:
    if _is_link(type(record)):
        ends = [field for field in _foreign_keys(type(record)) if field.name not in (record.part_of, "cite")]
        return ", ".join(_name(field, getattr(record, field.attname), names) for field in ends)
    for field in _foreign_keys(type(record)):
        found = names.get(field.remote_field.model, {}).get(getattr(record, field.attname))
        if found is not None:
            setattr(record, field.name, found)
    try:
        return _readable(str(record))
    except ObjectDoesNotExist:
        return f"№ {record.pk}"


def lines_of(row: Row, names: _Names) -> Iterator[Line]:
    """Say what differs between two rows, field by field, text by text, day by day."""
    link = getattr(row.model, "part_of", "")
    for change in changes_between(row.before, row.after):
        if change.field.editable and change.field.name not in {link, *_UNTOLD}:
            yield from _lines(change, names)


def _lines(change: Change, names: _Names) -> Iterator[Line]:
    field, label = change.field, capfirst(str(change.field.verbose_name))
    if isinstance(change.before, list) and sorted(change.before) == sorted(change.after or []):
        return  # In another order: a form sends them in its own.
    if not isinstance(change.before or change.after, dict):
        yield Line(label, *(_said(field, value, names) for value in (change.before, change.after)))
        return
    before: dict[str, Any] = change.before or {}
    after: dict[str, Any] = change.after or {}
    is_text = isinstance(field, fields.TextsField)
    for key in sorted({*before, *after}):
        if before.get(key) != after.get(key):
            name = language_name(key) if is_text else _DAYS.get(key)
            yield Line(
                f"{label} ({name or key})",
                _one(before.get(key)),
                _one(after.get(key)),
                key if is_text else "",
            )


def _one(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _said(field: Any, value: Any, names: _Names) -> str:
    """Write a value for people; nothing for nothing."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(field, models.ForeignKey):
        return _name(field, value, names)
    if isinstance(value, list):
        return ", ".join(_one_of(getattr(field, "base_field", field), field.name, each) for each in value)
    if isinstance(value, Picture):
        return value.in_words
    if isinstance(value, date | PartialDate):
        return _day(value)
    return _one_of(field, field.name, value)


def _one_of(field: Any, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    told = {"languages": language_name, "main_language": language_name, "country": country_name}.get(name)
    found = (told(value) if told else "") or dict(field.flatchoices or []).get(value)
    return str(found) if found else _readable(str(value))


def _readable(text: str) -> str:
    """Write days and wall times as people do: “2026-12-24T17:30” is for machines."""
    return _WALL.sub(_day_found, text)


def _day_found(found: re.Match[str]) -> str:
    try:
        if found[2]:
            return date_format(datetime.fromisoformat(found[0]), "DATETIME_FORMAT")
        return date_format(date.fromisoformat(found[0]), "DATE_FORMAT")
    except ValueError:
        return found[0]


def _day(value: date | PartialDate) -> str:
    if isinstance(value, PartialDate):
        if value.precision == "year":
            return str(value)
        pattern = "YEAR_MONTH_FORMAT" if value.precision == "month" else "DATE_FORMAT"
        return date_format(value.first_day, pattern)
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    return date_format(value, "DATE_FORMAT")


def _name(field: Any, value: Any, names: _Names) -> str:
    found = names.get(field.remote_field.model, {}).get(value)
    return str(found) if found is not None else f"№ {value}" if value else ""


def _foreign_keys(model: Any) -> list[models.ForeignKey[Any, Any]]:
    return [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]  # noqa: SLF001


def names_for(rows: Iterable[Row], records: Iterable[Any], desk: Desk) -> _Names:
    """Read what rows and records point at, a query for each model."""
    wanted: dict[type[models.Model], set[Any]] = {}
    told = [each for row in rows for each in (row.before, row.after)]
    for record in filter(None, [*told, *records]):
        for field in _foreign_keys(type(record)):
            wanted.setdefault(field.remote_field.model, set()).add(getattr(record, field.attname))
    found: _Names = {}
    for model, numbers in wanted.items():
        missing = numbers - {None}
        if model is type(desk.cite):
            found[model] = {desk.cite.pk: desk.cite}
        elif missing:
            found[model] = model._base_manager.in_bulk(missing)  # noqa: SLF001
    return found


__all__ = [
    "MOST_ROWS",
    "REASONS",
    "Line",
    "Part",
    "Told",
    "lines_of",
    "moment_of",
    "names_for",
    "part_of",
    "tell",
    "version_of",
]

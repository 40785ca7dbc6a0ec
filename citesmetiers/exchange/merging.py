"""Sets the entries of a file against the records here: what to add, change, remove, and what to keep.

What a person added or changed since the last import stays, unless told otherwise. Plans are made
for all kinds before anything is written, so that what stays can hold what it needs.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import connection, models

from citesmetiers.exchange.copying import create

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from citesmetiers.exchange.kinds import Kind
    from citesmetiers.exchange.summary import Summary
    from network.models import Record


@dataclass(slots=True)
class Wanted:
    """An entry of the file."""

    item: dict[str, Any]
    # Fields by name; relations are records, saved or about to be.
    values: dict[str, Any]
    position: int | None = None
    # Rows of a many-to-many relation, in order; None where the kind has none.
    links: list[Any] | None = None
    # The record that stands for it, once planned: an old one or a new one.
    row: Any = None
    # Whether the record now says what the file says.
    agrees: bool = True
    # Whether it was found by all that it says, but for its place in the order and its links.
    is_equal: bool = False


@dataclass(slots=True)
class Plan:
    """What is to be done with the records of one kind."""

    kind: Kind
    wanted: list[Wanted]
    created: list[Wanted] = field(default_factory=list)
    changed: list[Wanted] = field(default_factory=list)
    # Records that the file lacks, by primary key.
    removed: dict[int, Record] = field(default_factory=dict)
    lacking_kept: dict[int, Record] = field(default_factory=dict)
    # Records that the file words otherwise.
    matched_kept: list[Record] = field(default_factory=list)
    # Records that stay because a person touched them, with the reason.
    reasons: dict[int, str] = field(default_factory=dict)

    @property
    def kept(self) -> list[Record]:
        """Every record that stays as it is here although the file says otherwise."""
        return [*self.matched_kept, *self.lacking_kept.values()]

    def hold(self, keys: Iterable[int | None], why: str) -> None:
        """Keep records that others need."""
        for key in keys:
            if key in self.removed:
                self.lacking_kept[key] = self.removed.pop(key)
                self.reasons[key] = why

    def follow(self, parents: Plan, field: str) -> None:
        """Keep whatever hangs on a record that the file lacks and that stays."""
        for key, row in list(self.removed.items()):
            if getattr(row, field) in parents.lacking_kept:
                self.lacking_kept[key] = self.removed.pop(key)

    def leave_out(self, wanted: Wanted) -> None:
        """Do not add an entry that cannot stand beside what stays."""
        self.created.remove(wanted)
        wanted.agrees = False

    def report(self, summary: Summary, name: Callable[[Any], str]) -> None:
        """Add the counts, and the records that were kept with a reason."""
        counts = summary.of(self.kind.word)
        counts.created += len(self.created)
        counts.changed += len(self.changed)
        counts.removed += len(self.removed)
        counts.unchanged += (
            sum(wanted.agrees for wanted in self.wanted) - len(self.created) - len(self.changed)
        )
        for row in self.kept:
            if why := self.reasons.get(row.pk):
                summary.keep(self.kind.word, f"{self.kind.word} {name(row)}: {why}.")


def plan(kind: Kind, rows: Iterable[Any], wanted: list[Wanted], *, overwrite: bool) -> Plan:
    """Find for each entry the record that it is, and decide what becomes of both."""
    made = Plan(kind, wanted)
    left = _match(kind, list(rows), wanted)
    for entry in wanted:
        if entry.row is None:
            entry.row = _new_row(kind, entry)
            made.created.append(entry)
        elif _agrees(entry):
            continue
        elif entry.row.is_touched and not overwrite:
            entry.agrees = False
            made.matched_kept.append(entry.row)
            made.reasons[entry.row.pk] = "a person changed it since the last import"
        else:
            _set(entry)
            made.changed.append(entry)
    for row in left:
        made.removed[row.pk] = row
        if row.is_touched and not overwrite:
            added = row.imported_version is None
            made.hold(
                [row.pk], "a person added it" if added else "a person changed it, and the file lacks it"
            )
    return made


def _match(kind: Kind, rows: list[Any], wanted: list[Wanted]) -> list[Any]:
    """Give each entry its record; return the records that are left."""
    if not rows:
        return []
    content = tuple(wanted[0].values) if wanted else ()
    for names in (content, *kind.natural):
        columns = _columns(kind.model, names)
        free: dict[Hashable, deque[Any]] = defaultdict(deque)
        for row in rows:
            # Where nobody gave a record a place in the file's order, it has none.
            if not ("position" in names and row.imported_version is None):
                free[_key_of_row(row, columns)].append(row)
        for entry in wanted:
            if entry.row is None and (same := free.get(_key_of_entry(entry, names))):
                entry.row, entry.is_equal = same.popleft(), names is content
        taken = {entry.row.pk for entry in wanted if entry.row is not None}
        rows = [row for row in rows if row.pk not in taken]
    return rows


def _columns(model: type[models.Model], names: Iterable[str]) -> list[str]:
    fields: list[Any] = [model._meta.get_field(name) for name in names]  # noqa: SLF001 documented
    return [field.attname for field in fields]


def _key_of_row(row: Any, columns: list[str]) -> Hashable:
    return tuple([_frozen(getattr(row, column)) for column in columns])


def _key_of_entry(entry: Wanted, names: tuple[str, ...]) -> Hashable:
    values = entry.values
    return tuple([_frozen(entry.position if name == "position" else values[name]) for name in names])


def _frozen(value: Any) -> Hashable:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, models.Model):
        # A record that is not there yet is like no other.
        return value.pk or ("new", id(value))
    if isinstance(value, dict):
        return tuple(sorted((key, _frozen(inner)) for key, inner in value.items()))
    return tuple(value) if isinstance(value, list) else value


def _agrees(entry: Wanted) -> bool:
    row = entry.row
    if entry.position is not None and row.position != entry.position:
        return False
    if entry.links is not None and row.link_ids != [link.pk for link in entry.links]:
        return False
    if entry.is_equal:
        return True
    return _key_of_row(row, _columns(type(row), entry.values)) == _key_of_entry(entry, tuple(entry.values))


def _new_row(kind: Kind, entry: Wanted) -> Any:
    row: Any = kind.model(**entry.values, version=1, imported_version=1)
    if entry.position is not None:
        row.position = entry.position
    return row


def _set(entry: Wanted) -> None:
    for name, value in entry.values.items():
        setattr(entry.row, name, value)
    if entry.position is not None:
        entry.row.position = entry.position


def delete(table: str, column: str, keys: Iterable[int]) -> None:
    """Delete rows and nothing else: what pointed at them is deleted or changed by its own plan.

    Foreign keys are checked when the import ends.
    """
    if keys := list(keys):
        quote = connection.ops.quote_name
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {quote(table)} WHERE {quote(column)} = ANY(%s)", [keys])  # noqa: S608


def write_removed(plan: Plan) -> None:
    delete(plan.kind.table, "id", plan.removed)


def write_changed(plan: Plan) -> None:
    """Save each record over the version that was read; the trigger raises it by one."""
    for entry in plan.changed:
        # A relation to a record that was made in the meantime takes its key now.
        for name, value in entry.values.items():
            if isinstance(value, models.Model):
                setattr(entry.row, name, value)
        entry.row.imported_version = entry.row.version + 1
        entry.row.save(force_update=True)


def write_created(plan: Plan) -> None:
    rows = [entry.row for entry in plan.created]
    for row in rows:
        # A relation to a record that was made in the meantime takes its key now.
        row._prepare_related_fields_for_save("import")  # noqa: SLF001 as `bulk_create` does
    create(plan.kind.model, rows)

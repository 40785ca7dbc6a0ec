"""What a kind of record is to the exchange: its keys in the file, its fields, its natural names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db import models


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the file and the field that holds it; without a field, others fill its slot."""

    name: str
    field: str = ""
    read: Callable[[Any], Any] = lambda value: value
    write: Callable[[Any], Any] = lambda value: value
    # What the field holds where the file says nothing.
    absent: Callable[[], Any] = lambda: None
    # Written even then, as null or as an empty list.
    always: bool = False
    # The object inside the record in which the key lies.
    inside: str = ""

    def from_item(self, item: dict[str, Any]) -> Any:
        item = (item.get(self.inside) or {}) if self.inside else item
        value = item.get(self.name)
        return self.absent() if value is None else self.read(value)

    def into_item(self, item: dict[str, Any], record: models.Model, slots: dict[str, Any]) -> None:
        value = getattr(record, self.field) if self.field else slots.get(self.name) or self.absent()
        if value == self.absent():
            if not self.always:
                return
            shown = value if isinstance(value, list | str) else None
        else:
            shown = self.write(value)
        (item.setdefault(self.inside, {}) if self.inside else item)[self.name] = shown


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its keys, and what makes one in the file the same as one in the database."""

    model: type[models.Model]
    word: str
    keys: tuple[Key, ...]
    # Fields that name a record, tried one set after the other; equal content comes before them all.
    natural: tuple[tuple[str, ...], ...] = ()
    # Fields that the importer sets by itself.
    relations: tuple[str, ...] = field(default=())

    @property
    def records(self) -> Any:
        return self.model._default_manager  # noqa: SLF001 Django's name for it

    @property
    def table(self) -> str:
        return self.model._meta.db_table  # noqa: SLF001

    def read(self, item: dict[str, Any]) -> dict[str, Any]:
        """Return the fields that an entry of the file stands for."""
        return {key.field: key.from_item(item) for key in self.keys if key.field}

    def write(self, record: models.Model, **slots: Any) -> dict[str, Any]:
        """Return the entry of the file that stands for a record; `slots` are what lies beside it."""
        item: dict[str, Any] = {}
        for key in self.keys:
            key.into_item(item, record, slots)
        return item

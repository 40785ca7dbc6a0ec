"""The rows of a sheet: records that hang on another one and are edited with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from network.forms.sheet_forms import SheetForm
    from network.merging import Values

# The marks of a row: that it is there, though all its fields may be empty; that it is to go.
THERE, GONE = "there", "gone"


@dataclass(frozen=True)
class Rows:
    """Records that hang on a sheet and are edited with it."""

    name: str  # of the inputs, and of the relation from the record
    parent: str  # the field that points back
    form: type[SheetForm]
    title: Any
    another: Any  # words of the button that adds one

    def keys_in(self, values: Values) -> list[str]:
        """Return the rows that values speak of: by number those that exist, `new1`, … the others."""
        pattern = re.compile(rf"{self.name}-([0-9]+|new[0-9]{{1,4}})-")
        keys = {found[1] for name in values if (found := pattern.match(name))}
        return sorted(keys, key=lambda key: (key.startswith("new"), len(key), key))

    def as_new(self, values: Values, keys: Iterable[str]) -> Values:
        """Return values in which some rows are new ones, in their order."""
        names = {
            f"{self.name}-{key}-": f"{self.name}-new{number}-" for number, key in enumerate(keys, start=1)
        }
        renamed = {}
        for name, sent in values.items():
            old = next((start for start in names if name.startswith(start)), "")
            renamed[names.get(old, "") + name.removeprefix(old)] = sent
        return renamed

    def of(self, record: Any) -> Iterable[Any]:
        return getattr(record, self.name).all() if record and record.pk else []


class Row(NamedTuple):
    """A row of a sheet; `record` is None while it is new."""

    key: str
    form: SheetForm
    is_gone: bool
    there: str  # the names of its marks
    gone: str

    @property
    def is_new(self) -> bool:
        return not self.form.instance.pk

    @property
    def is_blank(self) -> bool:
        return self.is_new and not self.form.has_changed()

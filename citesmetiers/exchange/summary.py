"""What an import did, or would do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


_SAID = ("created", "changed", "removed", "kept", "unchanged")


@dataclass(slots=True)
class Counts:
    """How many records of a kind."""

    created: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    kept: int = 0

    @property
    def wrote(self) -> bool:
        return bool(self.created or self.changed or self.removed)


@dataclass(slots=True)
class Summary:
    """Counts by kind of record, and what was kept although the file says otherwise."""

    dry_run: bool = False
    kinds: dict[str, Counts] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)

    def of(self, word: str) -> Counts:
        return self.kinds.setdefault(word, Counts())

    def keep(self, word: str, sentence: str) -> None:
        """Report a record that stays as it is here."""
        self.of(word).kept += 1
        self.kept.append(sentence)

    @property
    def has_changes(self) -> bool:
        return any(counts.wrote for counts in self.kinds.values())

    def lines(self) -> Iterator[str]:
        """Give what a person reads at the end."""
        for sentence in self.kept:
            yield f"Kept: {sentence}"
        for word, counts in self.kinds.items():
            numbers = {name: getattr(counts, name) for name in _SAID}
            if said := [f"{number} {name}" for name, number in numbers.items() if number]:
                yield f"{word}: {', '.join(said)}"
        if not self.has_changes:
            yield "Nothing changed."
        elif self.dry_run:
            yield "Dry run: nothing was written."

"""Objects of the file that know where they lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from citesmetiers.exchange.faults import Faults, Path, quote

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Spot:
    """An object of the file, and where it lies. What the schema found unreadable is not there."""

    item: dict[str, Any]
    path: Path
    within: tuple[str, ...]
    faults: Faults

    def get(self, key: str) -> Any:
        return self.item.get(key)

    def spots(self, key: str) -> list[Spot]:
        """Return the objects of a list."""
        return [self._inner(item, key, index) for index, item in self.values(key) if isinstance(item, dict)]

    def values(self, key: str) -> Iterator[tuple[int, Any]]:
        """Give the values of a list with their index."""
        for index, value in enumerate(self.item.get(key) or []):
            if value is not None:
                yield index, value

    def inside(self, key: str) -> Spot | None:
        found = self.item.get(key)
        return Spot(found, (*self.path, key), self.within, self.faults) if isinstance(found, dict) else None

    def fault(self, sentence: str, *steps: str | int) -> None:
        self.faults.add((*self.path, *steps), sentence, self.within)

    def _inner(self, item: dict[str, Any], key: str, index: int) -> Spot:
        within = (*self.within, quote(item["id"])) if "id" in item else self.within
        return Spot(item, (*self.path, key, index), within, self.faults)

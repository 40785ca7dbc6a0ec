"""What is wrong with a file: a path, the record it lies in, a sentence that says what to mend."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

type Path = tuple[str | int, ...]

MOST_LISTED = 100
# Past this many, a file is noise: it is not worth the time to count on.
MOST_COUNTED = 1_000
_LONGEST_QUOTE = 60
_DEEPEST_PATH = 12


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend."""

    path: Path
    sentence: str
    # The ids of the records around it, outermost first.
    within: tuple[str, ...] = ()

    def __str__(self) -> str:
        where = show_path(self.path) + (f" ({' › '.join(self.within)})" if self.within else "")
        return f"{where}: {self.sentence}"


class InvalidDocumentError(Exception):
    """The file cannot be imported; nothing was written."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(f"{faults.count} faults")
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(self.faults.lines())


@dataclass(slots=True)
class Faults:
    """A list that stays short, however bad the file."""

    listed: list[Fault] = field(default_factory=list)
    count: int = 0

    def add(self, path: Path, sentence: str, within: tuple[str, ...] = ()) -> None:
        self.count += 1
        if len(self.listed) < MOST_LISTED:
            self.listed.append(Fault(path, sentence, within))

    @property
    def too_many(self) -> bool:
        return self.count >= MOST_COUNTED

    def raise_if_any(self) -> None:
        """Refuse the file where something is wrong with it.

        Raises:
            InvalidDocumentError: with all that was found.

        """
        if self.count:
            raise InvalidDocumentError(self)

    def lines(self) -> Iterator[str]:
        """Give a line for each fault, then how many more there are."""
        yield from map(str, self.listed)
        if more := self.count - len(self.listed):
            yield f"… and {'at least ' if self.too_many else ''}{more} more."


def refuse(sentence: str, *path: str | int) -> InvalidDocumentError:
    """Make the refusal of a file for one reason."""
    faults = Faults()
    faults.add(path, sentence)
    return InvalidDocumentError(faults)


def show_path(path: Path) -> str:
    """Write a path as `cites[3].places[0]`."""
    shown = ""
    for step in path[:_DEEPEST_PATH]:
        shown += f"[{step}]" if isinstance(step, int) else f".{quote(step)}"
    return (shown.removeprefix(".") + (".…" if len(path) > _DEEPEST_PATH else "")) or "file"


def quote(value: object) -> str:
    """Show a value from the file on one short line that a terminal can bear."""
    text = str(value)
    text = text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
    return "".join(letter if letter.isprintable() else "�" for letter in text)


def ids_around(document: Any, path: Path) -> tuple[str, ...]:
    """Return the ids met on the way down to a fault."""
    found = []
    for step in path:
        try:
            document = document[step]
        except (LookupError, TypeError):
            break
        if isinstance(document, dict) and isinstance(document.get("id"), str):
            found.append(quote(document["id"]))
    return tuple(found)

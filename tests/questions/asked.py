"""The questions that are asked in tests: `questions.txt`, and `asked_later.txt`, which nobody tunes for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Asked:
    """A question as it was typed, and what is to be found: one of the themes, or an offer by its slug."""

    language: str
    themes: tuple[str, ...]
    offer: str
    question: str

    def __str__(self) -> str:
        return f"{self.language} | {','.join(self.themes) or self.offer} | {self.question}"


def asked(name: str) -> list[Asked]:
    """Read a file of questions: `language | theme:a,b | question` or `language | offer:slug | question`."""
    return list(_lines((FOLDER / name).read_text(encoding="utf-8")))


def _lines(text: str) -> Iterator[Asked]:
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            language, wanted, question = (part.strip() for part in line.split("|", 2))
            kind, value = wanted.split(":", 1)
            if kind not in {"theme", "offer"}:
                raise ValueError(f"neither theme nor offer: {line}")
            themes = tuple(value.split(",")) if kind == "theme" else ()
            yield Asked(language, themes, value if kind == "offer" else "", question)

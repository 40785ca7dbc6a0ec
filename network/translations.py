"""What became of a text since it was translated: pure, over what the text said one time after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    # When a text was written, and what it said by language from then on.
    type Revision = tuple[datetime, Mapping[str, str]]


class Mark(NamedTuple):
    """What is worth saying of a translation: when its original last changed, and what that said before.

    Without a moment there is no translation yet.
    """

    changed_at: datetime | None = None
    former: str = ""


def marks_of(revisions: Iterable[Revision], original: str, languages: Iterable[str]) -> dict[str, Mark]:
    """Return the marks of a text by language, as its last revision stands; `revisions` the oldest first.

    A translation is of the original beside which it was last written. What one transaction wrote is one
    revision, and spaces are no change.
    """
    said = list(dict(revisions).items())
    if not said or not _words(said[-1], original):
        return {}
    marks = {}
    for language in dict.fromkeys([*languages, *said[-1][1]]):
        if language != original and (mark := _mark_of(said, original, language)):
            marks[language] = mark
    return marks


def _mark_of(said: list[Revision], original: str, language: str) -> Mark | None:
    if not _words(said[-1], language):
        return Mark()
    translated = _last_change(said, language)
    if _words(said[translated], original) == _words(said[-1], original):
        return None
    return Mark(said[_last_change(said, original)][0], said[translated][1].get(original, ""))


def _last_change(said: list[Revision], language: str) -> int:
    """Return the number of the revision that wrote a text as it is now."""
    number = len(said) - 1
    while number and _words(said[number - 1], language) == _words(said[number], language):
        number -= 1
    return number


def _words(revision: Revision, language: str) -> list[str]:
    return revision[1].get(language, "").split()

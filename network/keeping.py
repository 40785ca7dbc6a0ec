"""What a page says of its own copies: whom it depends on, how long it holds, and what stands in it when nothing can be checked.

A page is drawn the same whether a copy is taken or not: `taking_note()` is the page cache's, and outside of it
nothing here does anything. A page that says nothing depends on everything, and holds until the minute ends.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from collections.abc import Iterator

    from network.models import Cite


@dataclass
class Note:
    """What a page said while it was drawn."""

    mark: str
    cites: set[int] = field(default_factory=set)
    until: datetime | None = None
    instead: bytes | None = None

    @property
    def opening(self) -> str:
        return f"\2{self.mark}[\2"

    @property
    def middle(self) -> str:
        return f"\2{self.mark}|\2"

    @property
    def closing(self) -> str:
        return f"\2{self.mark}]\2"


_note: ContextVar[Note | None] = ContextVar("note", default=None)


@contextmanager
def taking_note(mark: str) -> Iterator[Note]:
    """Listen to what a page says; `mark` is a word that no page can hold by chance."""
    token = _note.set(Note(mark))
    try:
        yield _note.get() or Note(mark)
    finally:
        _note.reset(token)


def shows_only(*cites: Cite) -> None:
    """Say that a page shows these Cités alone, and what belongs to no Cité."""
    if note := _note.get():
        note.cites.update(cite.pk for cite in cites)


def holds_until(moment: datetime) -> None:
    """Say that nothing on a page changes by the clock before a moment; the earliest one said counts."""
    if note := _note.get():
        note.until = min(moment, note.until) if note.until else moment


def holds_today() -> None:
    """Say that the only clock of a page is the calendar of the network."""
    now = timezone.localtime()
    holds_until(datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo))


def told_instead(body: bytes) -> None:
    """Say what the whole answer is when nothing can be checked."""
    if note := _note.get():
        note.instead = body


def is_noted() -> bool:
    """Tell whether anybody listens: else there is no need to say what stands instead."""
    return _note.get() is not None


def mark() -> str:
    """Return the word by which both variants are told apart; nothing where nobody listens."""
    note = _note.get()
    return note.mark if note else ""


def either(live: str, instead: str) -> SafeString:
    """Return what holds now; where a copy is taken, beside what stands there when nothing can be checked."""
    note = _note.get()
    if note is None:
        return SafeString(conditional_escape(live))
    parts = (note.opening, conditional_escape(live), note.middle, conditional_escape(instead), note.closing)
    return SafeString("".join(parts))

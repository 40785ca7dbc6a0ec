"""What a letter says: one template, read as HTML and as text."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of letter: its name, its template, and invented data to look at it with.

    One to somebody who gave an address for this letter alone hides it: it is sealed with what the
    letter says, and forgotten with that.
    """

    name: str
    template: str
    sample: Callable[[], Mapping[str, Any]]
    hides_address: bool = False


@dataclass(frozen=True, slots=True)
class Composed:
    """What one letter says."""

    subject: str
    text: str
    html: str


_kinds: dict[str, Kind] = {}


def letter_kind(
    name: str, template: str, *, sample: Callable[[], Mapping[str, Any]], hides_address: bool = False
) -> Kind:
    """Make a kind of letter known under its name."""
    _kinds[name] = Kind(name, template, sample, hides_address)
    return _kinds[name]


def kind_named(name: str) -> Kind:
    """Return a kind of letter; KeyError where nobody made it known."""
    return _kinds[name]


def kinds() -> list[Kind]:
    """Return every kind, in the order of their names."""
    return [_kinds[name] for name in sorted(_kinds)]


def compose(kind: str, context: Mapping[str, Any], *, language: str) -> Composed:
    """Say a letter in a language.

    Raises:
        KeyError: nobody made such a kind known.

    """
    known = {"SITE_URL": settings.SITE_URL, "CONTACT_EMAIL": settings.CONTACT_EMAIL}
    with translation.override(language):
        html = render_to_string(_kinds[kind].template, {**known, **context}).strip()
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Composed(" ".join(reader.subject.split()), reader.text(), html)


class _Reader(HTMLParser):
    """Reads our own plain HTML as a text; the title is the subject."""

    BLOCKS = frozenset({"p", "li", "h1", "h2", "ul", "ol", "hr", "blockquote"})

    def __init__(self) -> None:
        super().__init__()
        self.subject = ""
        self._blocks: list[str] = [""]
        self._link: tuple[str, int] | None = None
        self._is_title = False
        self._is_body = False

    def text(self) -> str:
        blocks = ("\n".join(" ".join(line.split()) for line in block.split("\n")) for block in self._blocks)
        return "\n\n".join(block.strip() for block in blocks if block.strip() and block.strip() != "-") + "\n"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_title = tag == "title"
        self._is_body |= tag == "body"
        if tag in self.BLOCKS:
            self._blocks.append({"li": "- ", "hr": "--"}.get(tag, ""))
        elif tag == "br":
            self._blocks[-1] += "\n"
        elif tag == "a":
            self._link = (dict(attrs).get("href") or "", len(self._blocks[-1]))

    def handle_endtag(self, tag: str) -> None:
        self._is_title = False
        if tag in self.BLOCKS:
            self._blocks.append("")
        elif tag == "a" and self._link:
            address, begins = self._link
            words = self._blocks[-1][begins:].strip()
            self._blocks[-1] += "" if words == address.removeprefix("mailto:") else f"\n{address}"
            self._link = None

    def handle_data(self, data: str) -> None:
        if self._is_title:
            self.subject += data
        elif self._is_body:
            self._blocks[-1] += data.replace("\n", " ")

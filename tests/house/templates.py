"""What our templates say, read without rendering them."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.base import Lexer, TokenType

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE = Path(settings.BASE_DIR)
FOLDER = BASE / "templates"
APPS = ("citesmetiers", "network", "services", "events")
# Attributes that people read or hear.
_SPOKEN = {
    "title",
    "alt",
    "placeholder",
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "label",
    "summary",
}


def templates() -> list[str]:
    """List every template by the name that Django finds it under."""
    return sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file())


def source(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def named_in_template(name: str) -> set[str]:
    """Return the templates that one includes, extends or hands to a tag."""
    # Pictures under img/ are static files.
    return set(re.findall(r"[\"'](?!img/)([\w/.-]+\.(?:html|svg|txt|xml))(?:#[\w-]+)?[\"']", source(name)))


def patterns_in_code() -> list[re.Pattern[str]]:
    """Return what Python names, as patterns: an f-string stands for all that it can make."""
    found = []
    for app in APPS:
        for path in (BASE / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.JoinedStr):
                    found.append("".join(_part(part) for part in node.values))
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.append(re.escape(node.value))
    return [re.compile(text) for text in set(found) if re.search(r"(html|svg|txt|xml)$", text)]


def _part(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w-]+"


def bare_texts(name: str) -> Iterator[str]:
    """Give the texts and spoken attributes of a template that no translation tag holds."""
    reader = _Reader()
    reader.feed(_without_code(name))
    reader.close()
    # A block may hold attributes alone, for the tag that its layout opens.
    attribute = re.compile(r'[\w-]+="[^"<>]*"')
    yield from (
        text for text in reader.found if re.search(r"[^\W\d_]", text) and not attribute.fullmatch(text)
    )


def _without_code(name: str) -> str:
    """Return the HTML alone: variables and tags become a space, what is translated or ignored vanishes."""
    kept, until = [], ""
    for token in Lexer(source(name)).tokenize():
        word = token.contents.split()[0] if token.contents.split() else ""
        if until:
            until = "" if word == until and token.token_type is TokenType.BLOCK else until
        elif token.token_type is TokenType.TEXT:
            kept.append(token.contents)
        elif token.token_type is TokenType.BLOCK and word in {
            "blocktranslate",
            "blocktrans",
            "comment",
            "verbatim",
        }:
            until = f"end{word}"
        else:
            kept.append(" ")
    return "".join(kept)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread += tag in {"script", "style", "code", "kbd"}
        self.found += [value.strip() for key, value in attrs if key in _SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in {"script", "style", "code", "kbd"}

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.found.append(" ".join(data.split()))

"""Translation catalogs: collected, completed and compiled without the system's gettext."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from babel.messages.catalog import Message

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
SOURCES = ("citesmetiers", "network", "services", "events", "templates")
# The language that the texts are written in needs no catalog.
WRITTEN_IN = "en"
_CALL = re.compile(
    r"\b(gettext|ngettext|pgettext|npgettext)\((?:[^()'\"]|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")*\)"
)


@dataclass(frozen=True)
class Found:
    """One text in one place of the code."""

    path: str
    line: int
    message: str | tuple[str, ...]
    context: str | None


def translated_languages() -> list[str]:
    """Return the languages that have a catalog."""
    return [code for code, _name in settings.LANGUAGES if code != WRITTEN_IN]


def catalog_path(language: str) -> Path:
    return Path(settings.BASE_DIR) / "locale" / language / "LC_MESSAGES" / "django.po"


def find_texts() -> list[Found]:
    """Return every text of the code and the templates that is marked for translation."""
    base = Path(settings.BASE_DIR)
    found: list[Found] = []
    for source in SOURCES:
        for path in sorted((base / source).rglob("*")):
            if path.suffix == ".py" and "migrations" not in path.parts:
                found += _in_python(str(path.relative_to(base)), path.read_text(encoding="utf-8"))
            elif path.suffix in {".html", ".txt", ".xml", ".svg"}:
                found += _in_template(str(path.relative_to(base)), path.read_text(encoding="utf-8"))
    return found


def update(language: str) -> Catalog:
    """Bring a catalog up to date with the code: new texts come in empty, gone ones go."""
    old = read(language)
    new = _blank(language, since=old.creation_date)
    for text in find_texts():
        key = text.message[0] if isinstance(text.message, tuple) else text.message
        known = old.get(key, context=text.context)
        new.add(
            text.message,
            known.string if known and not known.fuzzy else None,
            locations=[(text.path, text.line)],
            context=text.context,
        )
    path = catalog_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        # Without line numbers: a catalog changes when a text does, not when code moves.
        write_po(file, new, width=100, omit_header=False, include_lineno=False, sort_output=True)
    return new


def missing(language: str) -> list[Message]:
    """Return what the code says and the catalog does not, or not wholly."""
    catalog = read(language)
    absent = []
    for text in find_texts():
        key = text.message[0] if isinstance(text.message, tuple) else text.message
        message = catalog.get(key, context=text.context)
        if message is None or message.fuzzy or not message.string or not all(_forms(message)):
            blank = Catalog().add(text.message, context=text.context, locations=[(text.path, text.line)])
            absent.append(blank)
    return absent


def compile_all() -> int:
    """Write the binary catalogs that are older than their source; return how many."""
    done = 0
    for language in translated_languages():
        source = catalog_path(language)
        target = source.with_suffix(".mo")
        if source.exists() and (not target.exists() or target.stat().st_mtime < source.stat().st_mtime):
            buffer = io.BytesIO()
            write_mo(buffer, read(language))
            partial = target.with_suffix(".mo.partial")
            partial.write_bytes(buffer.getvalue())
            partial.replace(target)
            done += 1
    return done


def read(language: str) -> Catalog:
    path = catalog_path(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _blank(language: str, *, since: datetime | str) -> Catalog:
    """Return a catalog whose header names the project and nobody, and moves with no clock."""
    catalog = Catalog(
        locale=language,
        header_comment=f"# The texts of the portal of the Cités des métiers in {language}.\n#",
        project="Portal of the Cités des métiers",
        version="1",
        creation_date=since,
        revision_date=since,
        charset="utf-8",
        fuzzy=False,
    )
    # Babel puts FULL NAME and LL@li.org where it is given nothing.
    catalog.msgid_bugs_address = catalog.last_translator = ""
    catalog.language_team = language
    return catalog


def _forms(message: Message) -> tuple[Any, ...]:
    return tuple(message.string) if isinstance(message.string, list | tuple) else (message.string,)


def _in_python(path: str, code: str) -> Iterator[Found]:
    extracted = extract_python(io.BytesIO(code.encode()), KEYWORDS, [], {"encoding": "utf-8"})
    for line, function, messages, _comments in extracted:
        yield from _as_found(path, line, str(function), messages)


def _in_template(path: str, code: str) -> Iterator[Found]:
    """Django turns a template into calls of gettext in a sea of X; only the calls are kept."""
    calls = templatize(code, origin=path)
    for call in _CALL.finditer(calls):
        line = calls.count("\n", 0, call.start()) + 1
        yield from (
            Found(path, line, found.message, found.context) for found in _in_python(path, call.group() + "\n")
        )


def _as_found(path: str, line: int, function: str, messages: object) -> Iterator[Found]:
    parts = list(messages) if isinstance(messages, (tuple, list)) else [messages]
    texts = [part for part in parts if isinstance(part, str)]
    context = texts.pop(0) if "pgettext" in function and texts else None
    if "ngettext" in function or "npgettext" in function:
        if len(texts) >= 2:  # noqa: PLR2004 singular and plural
            yield Found(path, line, (texts[0], texts[1]), context)
    elif texts:
        yield Found(path, line, texts[0], context)

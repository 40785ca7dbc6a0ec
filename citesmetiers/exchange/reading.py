"""From a file to the data of an exchange document, or a refusal that says where it cannot be read."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

from citesmetiers.exchange.faults import Faults, Path, refuse
from citesmetiers.exchange.meaning import check_meaning
from citesmetiers.exchange.shape import check_shape

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as FilePath

LARGEST = 256 * 1024 * 1024
# The format itself goes down nine levels.
_DEEPEST = 30
_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Document:
    """An exchange file that was checked and may be imported."""

    data: dict[str, Any]
    # SHA-256 of the file.
    digest: str


def read_document(path: FilePath) -> Document:
    """Read and check a file.

    Raises:
        InvalidDocumentError: with every fault that was found.

    """
    content = _read_bytes(path)
    return _checked(_parse(_decode(content)), hashlib.sha256(content).hexdigest())


def document_of(data: dict[str, Any]) -> Document:
    """Check data that no file holds, as if one did.

    Raises:
        InvalidDocumentError: with every fault that was found.

    """
    return _checked(json.loads(_text_of(data)), digest_of(data))


def digest_of(data: dict[str, Any]) -> str:
    """Return the digest that `document_of` gives to data, without checking any of it."""
    return hashlib.sha256(_text_of(data).encode(errors="surrogatepass")).hexdigest()


def _text_of(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _checked(data: Any, digest: str) -> Document:
    faults = Faults()
    _check_values(data, faults)
    faults.raise_if_any()
    readable = check_shape(data, faults)
    if readable is not None:
        check_meaning(readable, faults)
    faults.raise_if_any()
    return Document(data, digest)


def _read_bytes(path: FilePath) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise refuse(f"{path} cannot be read: {error.strerror or error}.") from error
    if len(content) > LARGEST:
        raise refuse(f"{path} is larger than {LARGEST // 1024**2} MB.")
    return content


def _decode(content: bytes) -> str:
    if not content.strip():
        raise refuse("it is empty.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(f"it is not UTF-8: byte {error.start + 1} cannot be read. Save it as UTF-8.") from error


class _Twice(dict[str, Any]):
    """An object of which some keys are written twice."""

    keys_twice: list[str]


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    marked = _Twice(made)
    names = [name for name, _ in pairs]
    marked.keys_twice = sorted({name for name in made if names.count(name) > 1})[:10]
    return marked


def _parse(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise refuse(f"it is not JSON: line {error.lineno}, column {error.colno}: {error.msg}.") from error
    except RecursionError as error:
        raise refuse("it is nested too deep to be an exchange file.") from error
    except ValueError as error:
        raise refuse(f"it has a number that cannot be read: {error}.") from error


def _check_values(data: Any, faults: Faults) -> None:
    """Find what JSON lets through and no record can hold."""
    for path, value in _walk(data):
        if len(path) > _DEEPEST:
            raise refuse(f"it is nested deeper than {_DEEPEST} levels.", *path)
        if isinstance(value, _Twice):
            for name in value.keys_twice:
                faults.add((*path, name), "this key is written twice in the same object.")
        elif isinstance(value, float) and not isfinite(value):
            faults.add(path, "this is not a number that JSON knows.")
        elif isinstance(value, str) and _UNKEEPABLE.search(value):
            faults.add(path, "this text holds a character that cannot be kept (NUL, or half of a pair).")
        if faults.too_many:
            return


def _walk(data: Any) -> Iterator[tuple[Path, Any]]:
    """Give every value and every key with its path, without recursion."""
    waiting: list[tuple[Path, Any]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        yield path, value
        if isinstance(value, dict):
            yield from (((*path, name), name) for name in value)
            waiting.extend(((*path, name), value[name]) for name in reversed(value))
        elif isinstance(value, list):
            waiting.extend(((*path, index), value[index]) for index in range(len(value) - 1, -1, -1))

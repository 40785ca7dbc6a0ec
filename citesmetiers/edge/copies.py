"""A copy of an answer: its bodies as they travel, its headers, what it depends on, and what stands in for it."""

from __future__ import annotations

import gzip
import time
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

import brotli

if TYPE_CHECKING:
    from collections.abc import Mapping

    from citesmetiers.edge.versions import Versions
    from network.keeping import Note

type Headers = list[tuple[str, str]]

# Bytes under which nothing is gained by compressing.
SMALL = 400
_TEXTS = ("text/", "application/json", "application/xml", "image/svg+xml")
_ENDINGS = {"br": "-br", "gzip": "-gz", "": ""}
# What says something of one sending alone.
_OF_A_SENDING = {"content-length", "content-encoding", "etag", "vary", "date", "age", "connection"}
_NOT_IN_304 = {"Content-Length", "Content-Encoding", "Content-Type"}


class Answer(NamedTuple):
    """What is sent."""

    status: str
    headers: Headers
    body: bytes


class Sent(NamedTuple):
    """A body as it travels, with the headers that go with it."""

    body: bytes
    headers: Headers
    etag: str


@dataclass(frozen=True)
class Copy:
    """An answer of 200, at a moment."""

    began: float
    until: float
    versions: Versions
    headers: Headers
    bodies: Mapping[str, Sent]
    # Compressed: it is seldom sent.
    instead: bytes
    stands_in: int

    @property
    def size(self) -> int:
        return len(self.instead) + sum(len(each.body) for each in self.bodies.values()) + 2000

    def answer(self, accepted: str, known: str, *, is_head: bool) -> Answer:
        """Send it to whoever accepts some encodings and has some versions already."""
        sent = self.bodies[_encoding(accepted, frozenset(self.bodies))]
        age = [("Age", str(max(0, int(time.time() - self.began))))]
        if known and _is_known(sent.etag, known):
            return Answer(
                "304 Not Modified", [pair for pair in sent.headers if pair[0] not in _NOT_IN_304] + age, b""
            )
        return Answer("200 OK", sent.headers + age, b"" if is_head else sent.body)

    def answer_instead(self, accepted: str, *, is_head: bool) -> Answer:
        """Send what stands in while nothing can be checked."""
        headers = [pair for pair in self.headers if pair[0] not in {"Cache-Control", "Vary"}]
        headers += [("Cache-Control", "no-store"), ("Age", str(max(0, int(time.time() - self.began))))]
        body = self.instead
        if _encoding(accepted, frozenset({"", "gzip"})) == "gzip":
            headers.append(("Content-Encoding", "gzip"))
        else:
            body = gzip.decompress(body)
        headers += [("Vary", "Accept-Encoding"), ("Content-Length", str(len(body)))]
        return Answer("200 OK", headers, b"" if is_head else body)


def copy_of(
    headers: Headers,
    body: bytes,
    instead: bytes,
    *,
    began: float,
    until: float,
    versions: Versions,
    stands_in: int,
) -> Copy:
    """Make a copy, compressed once for all who will ask."""
    said = {name.lower(): value for name, value in headers}
    kept = [(name, value) for name, value in headers if name.lower() not in _OF_A_SENDING]
    if "cache-control" not in said:
        # A published change is seen at the next look.
        kept.append(("Cache-Control", "max-age=0, must-revalidate"))
    vary = ["Accept-Encoding"] + (
        ["Accept-Language"] if "accept-language" in said.get("vary", "").lower() else []
    )
    kept.append(("Vary", ", ".join(vary)))
    tag = said.get("etag", "").removeprefix("W/").strip('"') or blake2b(body, digest_size=16).hexdigest()
    bodies = {"": _sent("", body, kept, tag)}
    if len(body) >= SMALL and said.get("content-type", "").startswith(_TEXTS):
        bodies["gzip"] = _sent("gzip", gzip.compress(body, 6, mtime=0), kept, tag)
        bodies["br"] = _sent("br", _brotli(body), kept, tag)
    return Copy(began, until, versions, kept, bodies, gzip.compress(instead, 3, mtime=0), stands_in)


def split(body: bytes, note: Note) -> tuple[bytes, bytes]:
    """Part a page into what holds now and what stands there when nothing can be checked."""
    mark = f"\2{note.mark}".encode()
    if mark not in body:
        return body, body
    now, instead = [], []
    # Of each pair of parts that one is within, whether it is the second.
    within: list[bool] = []
    first, *others = body.split(mark)
    now.append(first)
    instead.append(first)
    for part in others:
        sign, text = part[:1], part[2:]
        if sign == b"[":
            within.append(False)
        elif sign == b"|":
            within[-1] = True
        else:
            within.pop()
        if not any(within):
            now.append(text)
        if all(within):
            instead.append(text)
    return b"".join(now), b"".join(instead)


def _brotli(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=5))  # type: ignore[no-untyped-call]


def _sent(encoding: str, body: bytes, headers: Headers, tag: str) -> Sent:
    etag = f'"{tag}{_ENDINGS[encoding]}"'
    own = [("ETag", etag), ("Content-Length", str(len(body)))]
    if encoding:
        own.append(("Content-Encoding", encoding))
    return Sent(body, headers + own, etag)


@lru_cache(maxsize=512)
def _encoding(accepted: str, there: frozenset[str]) -> str:
    """Return the encoding to send in; one that is refused by `q=0` is never chosen."""
    wanted = {}
    for each in accepted.lower().split(","):
        name, *parameters = (part.strip() for part in each.split(";"))
        wanted[name] = not any(
            p.replace(" ", "") in {"q=0", "q=0.0", "q=0.00", "q=0.000"} for p in parameters
        )
    return next((name for name in ("br", "gzip") if wanted.get(name) and name in there), "")


def _is_known(etag: str, known: str) -> bool:
    """Tell whether `If-None-Match` names a version; weakly compared, as it asks."""
    return known.strip() == "*" or etag in {each.strip().removeprefix("W/") for each in known.split(",")}

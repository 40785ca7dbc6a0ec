"""The way of a request: a copy that holds, else one drawn for all who wait, else the last good one while nothing answers."""

from __future__ import annotations

import secrets
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings

from citesmetiers.edge.asked import asked_of
from citesmetiers.edge.circuit import circuit
from citesmetiers.edge.copies import Answer, copy_of, split
from citesmetiers.edge.disk import Disk, is_old
from citesmetiers.edge.listening import listener
from citesmetiers.edge.routes import QUARTER
from citesmetiers.edge.store import LARGEST, Store, Turns
from citesmetiers.edge.versions import Versions, versions
from network.keeping import taking_note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from citesmetiers.edge.asked import Asked
    from citesmetiers.edge.copies import Copy, Headers
    from network.keeping import Note

    type Environ = dict[str, Any]
    type Application = Callable[..., Iterable[bytes]]

# Seconds for which a copy is trusted while nobody hears the database.
UNHEARD = 1.0
_MINUTE = 60
# What a reader says of themselves: nothing of it reaches a page that others will see.
_OF_A_READER = (
    "HTTP_COOKIE", "HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT_LANGUAGE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_RANGE", "HTTP_IF_RANGE", "HTTP_REFERER",
)  # fmt: skip
_GONE = ("301", "302", "404", "410")
_DOWN = "503"


class Drawn(NamedTuple):
    """What Django answered: a copy, where one may be made; the answer itself where not."""

    copy: Copy | None
    answer: Answer | None


class Edge:
    """A WSGI application around Django's."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.store = Store(settings.PAGES_IN_MEMORY, settings.PAGES_MEMORY_MB * 1_000_000)
        folder = Path(settings.VAR_DIR) / "pages"
        self.disk = Disk(folder, settings.PAGES_ON_DISK, settings.PAGES_DISK_MB * 1_000_000)
        self.turns = Turns()
        # A word that nobody outside knows, so that no text can pass for it.
        self._mark = secrets.token_hex(12)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        listener.begin()
        asked = asked_of(environ)
        if asked is None:
            return self.application(environ, start_response)
        answer = self._answer(asked, environ)
        start_response(answer.status, answer.headers)
        return [answer.body]

    def _answer(self, asked: Asked, environ: Environ) -> Answer:
        copy = self.store.get(asked.key)
        if copy is not None and holds(copy):
            return _sent(copy, asked, environ)
        if circuit.is_waiting and (last := self._last_good(asked)):
            return _sent_instead(last, asked, environ)
        with self.turns.turn(asked.key) as is_mine:
            if is_mine:
                drawn = self._draw(asked, environ)
        if not is_mine:
            copy = self.store.get(asked.key)
            drawn = Drawn(copy, None) if copy is not None and holds(copy) else self._draw(asked, environ)
        if drawn.copy is not None:
            return _sent(drawn.copy, asked, environ)
        assert drawn.answer is not None
        if drawn.answer.status.startswith(_DOWN) and (last := self._last_good(asked)):
            return _sent_instead(last, asked, environ)
        return drawn.answer._replace(body=b"") if asked.is_head else drawn.answer

    def _last_good(self, asked: Asked) -> Copy | None:
        """Return the copy that may stand in for a page while the database is down."""
        copy = self.store.get(asked.key) or (None if asked.is_free else self.disk.get(asked.key))
        return copy if copy is not None and may_stand_in(copy) else None

    def _draw(self, asked: Asked, environ: Environ) -> Drawn:
        """Have Django draw a page, and keep a copy where that may be."""
        began, before = time.time(), versions().of(())
        with taking_note(self._mark) as note:
            status, headers, body = self._ask_django(_anonymous(environ, asked))
        body, instead = split(body, note)
        headers = [
            (name, str(len(body)) if name.lower() == "content-length" else value) for name, value in headers
        ]
        if not _may_be_kept(status, headers, asked):
            if status.startswith(_GONE):
                self._forget(asked.key)
            return Drawn(None, Answer(status, headers, body))
        found = versions().of(note.cites)
        if not versions().are(before):
            # Something was published meanwhile: it may be on the page, or not.
            found = Versions(found.cites, tuple(0 for _each in found.values))
        copy = copy_of(
            headers,
            body,
            note.instead or instead,
            began=began,
            until=_until(began, note, headers),
            versions=found,
            stands_in=asked.route.stands_in,
        )
        self._keep(asked, copy, len(body))
        return Drawn(copy, None)

    def _ask_django(self, environ: Environ) -> tuple[str, Headers, bytes]:
        said: list[tuple[str, Headers]] = []
        response = self.application(
            environ, lambda status, headers, _fault=None: said.append((status, headers))
        )
        try:
            body = b"".join(response)
        finally:
            if hasattr(response, "close"):
                response.close()
        return (*said[0], body)

    def _keep(self, asked: Asked, copy: Copy, length: int) -> None:
        if length > LARGEST:
            self._forget(asked.key)
            return
        self.store.put(asked.key, copy)
        if not asked.is_free:
            self.disk.put(asked.key, copy)

    def _forget(self, key: bytes) -> None:
        self.store.drop(key)
        self.disk.drop(key)


def holds(copy: Copy) -> bool:
    """Tell whether a copy says what Django would say now. One from the future is of another clock."""
    now = time.time()
    if not copy.began <= now < copy.until or not versions().are(copy.versions):
        return False
    return now - copy.began < UNHEARD or versions().is_heard


def may_stand_in(copy: Copy) -> bool:
    """Tell whether a copy may be shown while nothing can be checked: less long once something newer was published."""
    if is_old(copy.began, copy.stands_in):
        return False
    return versions().are(copy.versions) or not is_old(versions().changed_at(copy.versions), QUARTER)


def _anonymous(environ: Environ, asked: Asked) -> Environ:
    """Return a request as nobody in particular would send it, for a page that everybody will see."""
    inner = {name: value for name, value in environ.items() if name not in _OF_A_READER}
    inner |= {"REQUEST_METHOD": "GET", "QUERY_STRING": asked.query}
    if asked.language:
        inner["HTTP_ACCEPT_LANGUAGE"] = asked.language
    return inner


def _may_be_kept(status: str, headers: Headers, asked: Asked) -> bool:
    said = {name.lower(): value.lower() for name, value in headers}
    if not status.startswith("200") or "set-cookie" in said:
        return False
    allowed = {"accept-encoding", ""} | ({"accept-language"} if asked.language else set())
    if not {each.strip() for each in said.get("vary", "").split(",")} <= allowed:
        return False
    return not any(word in said.get("cache-control", "") for word in ("no-store", "no-cache", "private"))


def _until(began: float, note: Note, headers: Headers) -> float:
    """Return when something on a page may change by the clock: no state of ours changes within a minute."""
    until = note.until.timestamp() if note.until else (began // _MINUTE + 1) * _MINUTE
    for name, value in headers:
        if name.lower() == "cache-control" and "max-age=" in value:
            seconds = value.split("max-age=", 1)[1].split(",", 1)[0].strip()
            until = min(until, began + (int(seconds) if seconds.isdecimal() else 0))
    return until


def _sent(copy: Copy, asked: Asked, environ: Environ) -> Answer:
    return copy.answer(
        environ.get("HTTP_ACCEPT_ENCODING", ""), environ.get("HTTP_IF_NONE_MATCH", ""), is_head=asked.is_head
    )


def _sent_instead(copy: Copy, asked: Asked, environ: Environ) -> Answer:
    return copy.answer_instead(environ.get("HTTP_ACCEPT_ENCODING", ""), is_head=asked.is_head)

"""An editor's save, through the served portal, beside PostgreSQL's bench with the statements of one such save (G12).

A coordinator with a second factor opens the sheet of an offer, changes its title and publishes it: session, CSRF,
draft, locks, checks, history. Only the sending is timed.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import pgbench
from bench.outcome import Row, beside
from bench.served import HOST
from network.models import Cite, TeamMember, User
from services.models import Service

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.outcome import Outcome

EMAIL = "coordinator@bench.example"
MARK = "bench"
_CONTEXT = re.compile(r"(set_config\('pghistory\.context_id', '[0-9a-f-]{24})[0-9a-f]{12}")
_VERSION = re.compile(r'("version") = \d+(?= AND )')
_DRAFT = re.compile(r'("network_draft"\."id" (?:=|IN) |"made_draft" = )(\(?)\d+')
_NEW_DRAFT = ' RETURNING "network_draft"."id"'


class _Form(HTMLParser):
    """What a browser would send for the form of a sheet, untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.is_inside, self.sent, self.area, self.select = False, [("do", "publish")], "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.is_inside = at.get("id") == "sheet"
        if not self.is_inside:
            return
        if tag == "textarea":
            self.area = at["name"]
            self.sent.append((self.area, ""))
        elif tag == "select":
            self.select = at["name"]
        elif tag == "option" and "selected" in at:
            self.sent.append((self.select, at["value"]))
        elif tag == "input" and at.get("name") and at.get("type") not in {"submit", "button", "file"}:
            is_box = at.get("type") in {"checkbox", "radio"}
            if not is_box or "checked" in at:
                self.sent.append((at["name"], at.get("value", "on" if is_box else "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_inside = False
        elif tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            name, text = self.sent[-1]
            self.sent[-1] = name, text + data.removeprefix("\n")


def measure(outcome: Outcome, portal: int, rounds: int, seconds: float) -> None:
    offer = Service.objects.filter(cite__slug="invented-0").order_by("pk").select_related("cite")[0]
    client = Client(SERVER_NAME="localhost")
    client.force_login(_coordinator(offer.cite))
    editor = _Editor(portal, offer, client.cookies[settings.SESSION_COOKIE_NAME].value)
    editor.save()
    if pgbench.program() is None:
        outcome.missing["save vs pgbench"] = pgbench.MISSING
    with TemporaryDirectory(prefix="bench-") as folder:
        script = Path(folder, "save.sql")
        script.write_text(_script(client, offer))
        outcome.add(_rounds(editor, script, rounds, seconds))


def _rounds(editor: _Editor, script: Path, rounds: int, seconds: float) -> Iterator[Row]:
    times: list[list[float]] = []
    simple: list[float] = []
    for _ in range(rounds):
        until = monotonic() + seconds
        mine: list[float] = []
        while monotonic() < until or len(mine) < 10:
            mine.append(editor.save())
        times.append(mine)
        if pgbench.program():
            simple.append(pgbench.rate(seconds, script))
    rates = [len(each) / sum(each) for each in times]
    every = sorted(each for mine in times for each in mine)
    yield Row("save, transactions a second", "/s", rates)
    yield Row(
        "save p99",
        "ms",
        [every[int(len(every) * 0.99)] * 1e3],
        note=f"{len(every)} saves, one after the other",
    )
    if simple:
        other = Row("pgbench of the same statements", "/s", simple)
        yield other
        yield beside("save vs pgbench", "/s", rates, other)


def _coordinator(cite: Cite) -> User:
    user, is_new = User.objects.get_or_create(email=EMAIL, defaults={"language": "fr"})
    if is_new:
        TeamMember.objects.create(user=user, cite=cite, role="coordinator")
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": ""})
    return user


class _Editor:
    """One browser, over one connection."""

    def __init__(self, port: int, offer: Service, session: str) -> None:
        self.server = HTTPConnection(HOST, port, timeout=60)
        self.path = f"/fr/workspace/{offer.cite.slug}/offers/{offer.pk}/"
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={session}"
        self.number = 0

    def save(self) -> float:
        """Open the sheet, change it, publish it; return how many seconds the last of these took."""
        page, cookie = self._ask("GET", "", {})
        self.number += 1
        sent = _changed(page, self.number)
        token = dict(sent)["csrfmiddlewaretoken"]
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://{HOST}:{self.server.port}",
        }
        began = perf_counter()
        self._ask(
            "POST", urlencode(sent), headers | {"Cookie": f"{self.cookie}; {cookie}", "X-CSRFToken": token}
        )
        return perf_counter() - began

    def _ask(self, method: str, body: str, headers: dict[str, str]) -> tuple[str, str]:
        self.server.request(method, self.path, body, {"Cookie": self.cookie} | headers)
        answer = self.server.getresponse()
        text = answer.read().decode()
        if answer.status != (200 if method == "GET" else 302):
            raise SystemExit(f"{method} {self.path} answers {answer.status}: {_said(text)}")
        cookies = [each.partition(";")[0] for each in answer.headers.get_all("Set-Cookie") or []]
        return text, "; ".join(cookies)


def _said(page: str) -> str:
    """Return what a page says is wrong."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("error-summary")[2][:1500]).split())


def _changed(page: str, number: int) -> list[tuple[str, str]]:
    form = _Form()
    form.feed(page)
    title = next(name for name, value in form.sent if name.startswith("title__") and value)
    return [(name, f"{MARK}-{number}" if name == title else value) for name, value in form.sent]


def _script(client: Client, offer: Service) -> str:
    """Return the statements of one save, for PostgreSQL's bench: each run of it writes something else.

    What a save finds by its version is found by any; the key of what was inserted is that of the run.
    """
    path = f"/fr/workspace/{offer.cite.slug}/offers/{offer.pk}/"
    sent = _changed(client.get(path).content.decode(), 987654321)
    data: dict[str, list[str]] = {}
    for name, value in sent:
        data.setdefault(name, []).append(value)
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(path, data)
    if answer.status_code != 302:
        raise SystemExit(f"{path} answers {answer.status_code}: {_said(answer.content.decode())}")
    lines = ["\\set n random(100000000000, 999999999999)"]
    for query in captured.captured_queries:
        text = query["sql"].strip().rstrip(";").replace(f"{MARK}-987654321", f"{MARK}-:n")
        text = _CONTEXT.sub(r"\g<1>:n", _VERSION.sub(r"\g<1> > 0", _DRAFT.sub(r"\g<1>\g<2>:draft_id", text)))
        lines.append(text + (" \\gset draft_" if text.endswith(_NEW_DRAFT) else ";"))
    return "\n".join(lines) + "\n"

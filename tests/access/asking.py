"""Asking what a line of the table names, as everybody, and telling what came of it; each asking is taken back."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse
from django.utils import translation

from events.models import Occurrence
from network.actions.file_contents import mark_of
from network.models import Session, TableUpload, TeamMember
from tests.access.world import CHANGED, INVITED, NOBODY, NOWHERE, WEEK, World, new_sheet
from tests.factories import say_again
from tests.house.routes import routes
from tests.network.workspace.writing import form_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from tests.access.table import Line

# What a visit writes by itself: sessions, who asked, and counts of attempts.
OF_A_VISIT = {"network_session", "pghistory_context", "shared_counts"}
_ARGUMENTS = {route.name: route.arguments for route in routes()}
_WRITES = """
    SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables
    WHERE schemaname = current_schema() AND relname != ALL(%s)
"""


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def writes() -> int:
    """Count the rows written so far in this transaction, those that were taken back too."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITES, [sorted(OF_A_VISIT)])
        return int(cursor.fetchone()[0])


def tables() -> list[Any]:
    """Return a checksum of every table."""
    return _sums(dict.fromkeys(set(connection.introspection.table_names()) - OF_A_VISIT, "TRUE"))


def told_of(cite: Any) -> list[Any]:
    """Return a checksum of all that is of a Cité, to see that nobody else's work reached it."""
    return _sums(_rows_of(cite.pk))


def _sums(rows: dict[str, str]) -> list[Any]:
    each = (
        f"SELECT '{name}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM \"{name}\" t WHERE {which}"
        for name, which in sorted(rows.items())
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each))
        return sorted(cursor.fetchall())


@cache
def _rows_of(cite: int) -> dict[str, str]:
    """Return which rows of each table are of a Cité, or hang on what is."""
    within = {"network_cite": f"id = {cite}"}
    ways = {"cite_id": str(cite)} | {
        f"{name}_id": f"ANY (ARRAY(SELECT id FROM {table} WHERE cite_id = {cite}))"
        for name, table in (
            ("place", "network_place"),
            ("event", "events_event"),
            ("permanence", "services_permanence"),
            ("file", "network_labelfile"),
        )
    }
    for model in apps.get_models(include_auto_created=True):
        columns = {field.column for field in model._meta.concrete_fields}
        way = next((column for column in ways if column in columns), None)
        if way and model._meta.app_label in {"network", "services", "events"}:
            within[model._meta.db_table] = f"{way} = {ways[way]}"
    return within


def address(world: World, line: Line, *, cite: str = "", number: int | None = None) -> str:
    """Return the address of a line: the Cité A's, with the numbers of what the line is about."""
    town = world.b if line.of_b else world.a
    names = {
        name: cite or world.a.cite.slug
        if name == "cite"
        else (
            number
            if number is not None and name not in {"kind", "token", "part", "year", "move", "code"}
            else _said(world, line, name, town)
        )
        for name in _ARGUMENTS[line.name]
    }
    with translation.override("en"):
        return reverse(line.name, kwargs=names)


def _said(world: World, line: Line, name: str, town: Any) -> Any:
    found = world.number_of(name, town, line.kind, line.route)
    if name == "number" and "own" in line.words:
        found = TeamMember.objects.get(user=world.users["C"], cite=world.a.cite).pk
    return found() if callable(found) else found


def payload(world: World, line: Line) -> Any:
    """Return what the coordinator's browser would send: what is refused to others is no fault of the form."""
    key = line.route, line.verb, line.words
    if key not in world.forms:
        world.forms[key] = _payload(world, line)
    return world.forms[key]


def _payload(world: World, line: Line) -> dict[str, Any]:  # noqa: C901, PLR0911, PLR0912 one for each page
    a, b, head = world.a, world.b, world.clients["K"]
    why = {} if "unsaid" in line.words else {"reason": ["Il le faut"], "why": ["Il le faut"]}
    match line.route:
        case "new_sheet" | "draft" | "sheet" | "preview":
            return _sheet(world, line) | why
        case "close":
            place = b.place if "place" in line.words else a.place
            cancel = b.date if "date" in line.words else a.date
            day = f"{WEEK:%d/%m/%Y}"
            sent = {"when": "days", "first_day": day, "places": place.pk, "cancel": cancel.pk, "do": "sure"}
            return sent | why
        case "date":
            where = address(world, line._replace(words=("events",)))
            shown = form_in(head.get(where), "date")
            return shown | {"status": "cancelled", "do": "sure"} | why
        case "suggestion":
            own = address(world, line._replace(words=()))
            return form_in(head.get(own), "settle") | {"state": ["noted"]} | why
        case "report_write":
            do = {"ask": "submit"}.get(line.verb, line.verb)
            return form_in(head.get(address(world, line)), "report") | {"asked": ["7"], "do": [do]}
        case "invite":
            return {"email": INVITED, "role": "contributor"} | why
        case "member":
            return {"role": "coordinator"} | why
        case "to_check":
            marked = b if "bulk" in line.words else a
            return {"still": [f"offers:{marked.records['offers'].pk}"]} | why
        case "table":
            return (
                why
                if "nothing" in line.words
                else {"table": lambda: SimpleUploadedFile("offers.csv", a.table)} | why
            )
        case "table_check":
            return {"do": line.verb} | why
        case "files":
            return {"kind": "renewal"}
        case "file_message":
            return {"words": "Bonjour"}
        case "file_move":
            return {"version": a.file.version}
        case "file_section":
            return {"text": "Un autre texte", "opened": mark_of(a.file.sections["place"])}
        case "file_evidence":
            return {"kind": "link", "address": "https://a.example/"}
        case "me":
            return {"name": "Un autre nom", "language": "fr"}
        case "new_email":
            return {"email": "new@example.org"}
    return why


def _sheet(world: World, line: Line) -> dict[str, Any]:
    head, town, kind = world.clients["K"], world.a, line.kind
    where = line if line.route != "preview" else line._replace(route="sheet")
    shown = form_in(head.get(address(world, where._replace(words=(kind,)))))
    is_new = line.route in {"new_sheet", "draft"}
    changed = dict(new_sheet(town, kind) if is_new else CHANGED[kind])
    if line.of_b:
        shown |= {"record": [str(world.b.records[kind].pk)]}
    return shown | changed | _of_another(world, line.words) | {"do": [line.verb]}


def _of_another(world: World, words: tuple[str, ...]) -> dict[str, list[str]]:
    """Return what a sheet of A would say of what is B's."""
    b, permanence = world.b, world.b.permanence.pk
    said = {
        "pole": {"pole": [str(b.pole.pk)]},
        "found": {"found_at": [str(b.place.pk)]},
        "place": {"place": [str(b.place.pk)]},
        "partner": {"partner": [str(b.partner.pk)]},
        "partners": {"partners": [str(b.partner.pk)]},
        "row": {f"permanences-{permanence}-there": ["on"], f"permanences-{permanence}-time": ["08:00-09:00"]},
        "gone": {f"permanences-{permanence}-there": ["on"], f"permanences-{permanence}-gone": ["on"]},
        "locked": {"slug": ["taken"], "cite": [str(b.cite.pk)], "demo": ["on"], "membership": ["former"]},
    }
    return {name: sent for word in words for name, sent in said.get(word, {}).items()}


def ask(world: World, line: Line, client: Client, where: str) -> Any:
    """Send one request."""
    if line.method == "POST":
        sent = payload(world, line)
        return client.post(where, {name: each() if callable(each) else each for name, each in sent.items()})
    return getattr(client, line.method.lower())(where)


def word_for(answer: Any) -> str:
    """Say in a word what an answer is, but for what it wrote."""
    if answer.status_code == 403 and 'id="unsent"' in answer.text:
        return "G"
    if answer.status_code not in {302, 303}:
        return "ok" if answer.status_code == 200 else str(answer.status_code)
    way = answer.url.partition("?")[0]
    if "reauthenticate" in way:
        return "R"
    return {"/accounts/login/": "L", "/admin/login/": "L", "/accounts/2fa/": "E"}.get(way, "->")


def outcome(world: World, line: Line, mark: str) -> tuple[str, str]:
    """Ask as somebody; return the word for what came of it, and what else is wrong with it."""
    where = address(world, line)
    if line.method == "POST":
        payload(world, line)
    with taken_back():
        if "sure" in line.words and mark != "V":
            say_again(world.clients[mark], world.users[mark])
        before = writes()
        answer = ask(world, line, world.clients[mark], where)
        word, has_changed = word_for(answer), False
        if writes() != before:
            has_changed = tables() != world.before
        if word == "->" and has_changed:
            word = "done"
        fault = ""
        if has_changed and word != "done" and not (word == "422" and line.keeps_draft):
            fault = "it changed something"
        said = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if word == "ok" and line.route != "offers_of_others" and world.b.secret.encode() in said:
            fault = "it shows what is B’s"
        if mark != "DL" and not Session.objects.filter(user=world.users["DL"]).exists():
            fault = "it ended the session of another"
        if line.route == "table" and mark != "K" and not TableUpload.objects.filter(pk=world.a.upload.pk):
            fault = "it took away what another sent"
        if has_changed and told_of(world.b.cite) != world.of_b:
            fault = "it reached what is B’s"
    return word, fault


__all__ = [
    "NOBODY",
    "NOWHERE",
    "Occurrence",
    "address",
    "ask",
    "outcome",
    "taken_back",
    "timedelta",
    "word_for",
]

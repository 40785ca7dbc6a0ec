"""A visitor who writes at the end of a page, as a browser sends it."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.network.workspace.writing import form_in

OURS = {"sec-fetch-site": "same-origin"}


def visitor() -> Client:
    """Somebody without a cookie, whose tokens would be asked for."""
    return Client(enforce_csrf_checks=True)


def page_of(record: Any) -> str:
    return str(record.get_absolute_url())


def say(record: Any, *, headers: dict[str, str] = OURS, client: Client | None = None, **changes: str) -> Any:
    """Open the page of a Cité, an offer or an event, fill in the form at its end and send it."""
    client = client or visitor()
    page = client.get(page_of(record))
    sent = form_in(page, "suggest") | {"text": "Et le samedi ?"} | changes
    return client.post(action_in(page), sent, headers=headers)


def action_in(page: Any, form: str = 'id="suggest"') -> str:
    """Return where a form of a page sends to."""
    tag = next(each for each in page.text.split("<form ")[1:] if form in each.partition(">")[0])
    return str(tag.partition('action="')[2].partition('"')[0])

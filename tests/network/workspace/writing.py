"""A team at work: people at their desks, and what their browsers send."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client

from tests.factories import make_member


def at_work(cite: Any, role: str = "coordinator", **person: Any) -> Client:
    """Sign somebody of the team in."""
    user = make_member(cite, role, **{"demo": cite.demo, "language": "fr"} | person)
    client = Client()
    client.force_login(user)
    client.user = user
    return client


class _Form(HTMLParser):
    """What a browser would send for the form with an id, untouched."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name, self.inside, self.sent, self.area, self.select = name, False, {}, None, None

    def handle_starttag(self, tag, attrs):
        at = dict(attrs)
        if tag == "form":
            self.inside = at.get("id") == self.name
        if not self.inside:
            return
        if tag == "textarea":
            self.area = at["name"]
            self.sent.setdefault(self.area, []).append("")
        elif tag == "select":
            self.select = at["name"]
        elif tag == "option" and "selected" in at:
            self.sent.setdefault(self.select, []).append(at["value"])
        elif tag == "input" and at.get("name") and at.get("type") not in ("submit", "button", "file"):
            is_box = at.get("type") in ("checkbox", "radio")
            if not is_box or "checked" in at:
                self.sent.setdefault(at["name"], []).append(at.get("value", "on" if is_box else ""))

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.sent[self.area][-1] += data.removeprefix("\n")


def form_in(answer: Any, name: str = "sheet") -> dict[str, list[str]]:
    """Return what the form of a page would send."""
    form = _Form(name)
    form.feed(answer.text)
    return {key: sent for key, sent in form.sent.items() if key != "csrfmiddlewaretoken"}


def write(client: Client, address: str, do: str = "save", *, page: Any = None, **changes: Any) -> Any:
    """Open a sheet, change some inputs (`title__fr` and so on) and press a button."""
    sent = form_in(page or client.get(address))
    sent |= {name: each if isinstance(each, list) else [each] for name, each in changes.items()}
    return client.post(address, {**sent, "do": do})


def faults_in(answer: Any) -> str:
    """Return what a page says is wrong, for the message of a failing test."""
    return answer.text.partition("error-summary")[2].partition("</div>")[0]

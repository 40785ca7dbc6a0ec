"""Pages as visitors get them: read, parsed strictly, and looked at by their sections."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import html5lib

if TYPE_CHECKING:
    from django.test import Client


def page(client: Client, path: str, status: int = 200, **query: str) -> str:
    """Return the HTML of a page, its no-break spaces made plain; it is valid HTML5."""
    response = client.get(path, query)
    assert response.status_code == status, response.status_code
    html = response.content.decode()
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    return html.replace("\xa0", " ")


def words(html: str) -> str:
    """Return what is read of some HTML, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def section(html: str, heading: str) -> str:
    """Return the section that the heading with that id opens."""
    return html.split(f' id="{heading}">', 1)[1].split("</section>", 1)[0]


def answer(html: str) -> str:
    return words(html.split('class="answer">', 1)[1].split("</p>", 1)[0])

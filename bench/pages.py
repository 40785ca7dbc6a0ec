"""How often a public page asks the database, and whether more rows make it ask more often (G5)."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any
from wsgiref.util import setup_testing_defaults

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.outcome import Row
from bench.questions import questions
from citesmetiers.wsgi import application
from events.models import Occurrence
from network.vocabulary import Audience, Theme
from services.models import Service

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.cites import Size
    from bench.outcome import Outcome

FEW = 5
OFFER, CITE = "/fr/cites/invented-1/services/offer-1/", "/fr/cites/invented-1/"


def measure(outcome: Outcome, size: Size) -> None:
    outcome.add(_counted(size))
    outcome.add(_on_a_hit())


def _counted(size: Size) -> Iterator[Row]:
    client = Client(SERVER_NAME="localhost")
    coming = Occurrence.objects.filter(starts_at__gt=timezone.now()).order_by("pk").select_related("event")
    word = questions("middle", 1, size)[0]["q"]
    pages = {
        "list": "/fr/services/",
        "offer": OFFER,
        "event": f"/fr/agenda/{coming[0].event.slug}/",
        "Cité": CITE,
        "search": f"/fr/services/?q={word}",
    }
    for name, path in pages.items():
        yield Row(f"queries: {name}", "", [_queries(client, path)])
    few = _queries(client, _short_list())
    yield Row("queries: more for more rows", "", [max(0.0, _queries(client, pages["list"]) - few)])


def _short_list() -> str:
    """Return a list of a few offers, and not of none."""
    offers = Service.objects.filter(cite__slug="invented-1")
    for theme, audience in product(Theme.values, Audience.values):
        if 0 < offers.filter(themes__contains=[theme], audiences__contains=[audience]).count() <= FEW:
            return f"/fr/services/?cite=invented-1&theme={theme}&audience={audience}"
    raise SystemExit("The Cité has no few offers of a kind.")


def _queries(client: Client, path: str) -> float:
    client.get(path)
    with CaptureQueriesContext(connection) as statements:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}.")
    return len(statements)


def _on_a_hit() -> Iterator[Row]:
    """Ask the application as its server does, cache and all, for a page that it has sent before."""
    for _ in range(3):
        _ask("/fr/services/")
    with CaptureQueriesContext(connection) as statements:
        _ask("/fr/services/")
    yield Row("queries: a cached page", "", [len(statements)])


def _ask(path: str) -> None:
    environ: dict[str, Any] = {"PATH_INFO": path, "HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1"}
    setup_testing_defaults(environ)
    statuses: list[str] = []
    body = application(environ, lambda status, _headers, _error=None: statuses.append(status))  # type: ignore[arg-type]
    b"".join(body)
    if hasattr(body, "close"):
        body.close()
    if not statuses[0].startswith("200"):
        raise SystemExit(f"{path} answers {statuses[0]}.")

"""One box for everything: what answers a question, kind by kind."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from citesmetiers.search.asked import KINDS, Asked, order_in_words
from citesmetiers.search.finding import MOST_PAGES, PER_PAGE, find, find_each
from citesmetiers.search.records import rows_of
from network.access import public
from network.filters import LONGEST_QUESTION

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from citesmetiers.search.records import Row

TITLES = {
    "service": _lazy("Offers"),
    "event": _lazy("Events"),
    "cite": _lazy("Cités"),
    "place": _lazy("Places"),
    "partner": _lazy("Partners"),
}
LONGEST_NUMBER = 9
# Of each kind, the first ones; a list of its own has them all.
MOST_SHOWN = 5


class Part(NamedTuple):
    """What was found of a kind, the first of it, and the list that has it all."""

    kind: str
    title: str
    total: int
    is_capped: bool
    rows: list[Row]
    everything: str

    @property
    def has_more(self) -> bool:
        return self.total > len(self.rows)


@public
def search(request: HttpRequest) -> HttpResponse:
    now, kind = timezone.now(), request.GET.get("kind", "")
    words = " ".join(request.GET.get("q", "").replace("\0", " ")[:LONGEST_QUESTION].split())
    asked = Asked(now=now, words=words, language=get_language() or "en")
    context: dict[str, Any] = {
        "section": "",
        "trail": [("", _("Search"))],
        "words": words,
        "kind": kind if kind in KINDS else "",
    }
    if not words:
        return render(request, "portal/public/search.html", context)
    if context["kind"]:
        context |= list_of(asked, kind, request.GET.get("page", ""))
        shown = list(context["page"].object_list)
    else:
        context |= parts_of(asked)
        shown = [row for part in context["parts"] for row in part.rows]
    context["demonstration"] = any(row.record.demo for row in shown)
    return render(request, "portal/public/search.html", context)


def parts_of(asked: Asked) -> dict[str, object]:
    """Return the kinds of which something was found."""
    found = find_each(asked, MOST_SHOWN)
    rows = rows_of([result for each in found.groups for result in each.results], found.asked)
    by_kind = {kind: list(those) for kind, those in groupby(rows, key=lambda row: row.kind)}
    parts = [
        Part(
            each.kind,
            str(TITLES[each.kind]),
            each.total,
            each.is_capped,
            by_kind.get(each.kind, []),
            _list(each.kind, asked.words),
        )
        for each in found.groups
    ]
    return {"parts": parts, "order": order_in_words(found.asked)}


def list_of(asked: Asked, kind: str, page: str) -> dict[str, object]:
    """Return a page of what was found of one kind."""
    found = find(
        replace(asked, kinds=(kind,)), int(page) if page.isdecimal() and len(page) < LONGEST_NUMBER else 1
    )
    rows = rows_of(found.results, found.asked)
    paginator = Paginator(rows, PER_PAGE)
    paginator.count = min(found.total, PER_PAGE * MOST_PAGES)
    return {
        "title": str(TITLES[kind]),
        "order": order_in_words(found.asked),
        "total": found.total,
        "is_capped": found.is_capped,
        "page": Page(rows, found.number, paginator),
    }


def _list(kind: str, words: str) -> str:
    if kind == "service":
        return f"{reverse('public:services')}?{urlencode({'q': words})}"
    return f"?{urlencode({'q': words, 'kind': kind})}"

"""Who changed what in a Cité lately."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import render

from network.access import Desk, workspace
from network.models.journal import Journal
from network.permissions import Can
from network.views.telling import Told, tell

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 30


def latest_changes(desk: Desk, most: int = 5) -> list[Told]:
    """Return the last changes in a Cité, in words, for its first page. A few queries, however much changed."""
    return tell(Journal.in_cite(desk.cite)[:most], desk, titled=True)


@workspace(Can.SEE_CITE)
def changes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List what was changed in all the records of a Cité, the newest first."""
    journal: Any = Journal.in_cite(desk.cite)
    page: Page[Any] = Paginator(journal, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "desk": desk,
        "section": "changes",
        "page": page,
        "acts": tell(list(page), desk, titled=True),
    }
    return render(request, "network/workspace/changes.html", context)

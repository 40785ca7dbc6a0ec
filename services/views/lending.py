"""The offers of other Cités: the network pools its work, a team begins with what another one wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import render

from network.access import Desk, workspace
from network.permissions import Can
from network.vocabulary import Theme
from services.forms import lent_to

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 30


@workspace(Can.WRITE)
def offers_of_others(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List them by Cité, by words and by theme."""
    question = request.GET.get("q", "").replace("\0", "").strip()[:100]
    theme = request.GET.get("theme", "")
    found = lent_to(desk.cite).with_words()
    found = found.filter(Q(words__icontains=question)) if question else found
    found = found.filter(themes__contains=[theme]) if theme in Theme.values else found
    context = {
        "desk": desk,
        "section": "offers",
        "question": question,
        "theme": theme,
        "themes": Theme.choices,
        "page": Paginator(found.order_by("cite__sort_key", "cite", "position", "pk"), PER_PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "services/workspace/of_others.html", context)

"""Where somebody works: the Cités that are theirs, and the first page of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render

from network.access import Desk, signed_in, workspace
from network.models import Cite, User
from network.permissions import Can, can

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 50


@signed_in
def desks(request: HttpRequest) -> HttpResponse:
    """List the Cités where a person works; one alone is opened at once."""
    assert isinstance(request.user, User)
    cites = cites_of(request.user)
    page = Paginator(cites, PER_PAGE).get_page(request.GET.get("page"))
    if page.paginator.count == 1:
        return redirect("workspace:desk", page[0].slug)
    return render(request, "portal/workspace/desks.html", {"page": page, "section": "desks", "desk": None})


def cites_of(user: User) -> QuerySet[Cite]:
    """Return the Cités of a person’s teams; all of them for the secretariat, its demonstration accounts apart.

    PermissionDenied for who is of no team and not of the secretariat.
    """
    cites = Cite.objects.order_by("sort_key", "pk")
    if can(user, Can.SEE_NETWORK):
        return cites.filter(demo=True) if user.demo else cites
    theirs = cites.filter(team__user=user)
    if not theirs:
        raise PermissionDenied
    return theirs


@workspace(Can.SEE_CITE)
def desk(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what there is to do today in a Cité."""
    return render(request, "portal/workspace/desk.html", {"desk": desk, "section": "desk"})

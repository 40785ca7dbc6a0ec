"""Where somebody works: the Cités that are theirs, and the first page of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from citesmetiers.doors import doors_of
from citesmetiers.todo import todos_of
from network.access import Desk, signed_in, workspace
from network.label import network_day
from network.models import Cite, Draft, Place, TeamMember, User
from network.permissions import Can, TeamRole, can
from network.views.changes import latest_changes
from services.models import Service

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 50
# What a dashboard asks for at once.
FIRST = 3


@signed_in
def desks(request: HttpRequest) -> HttpResponse:
    """List the Cités where a person works; one alone is opened at once."""
    assert isinstance(request.user, User)
    cites = cites_of(request.user)
    page = Paginator(cites, PER_PAGE).get_page(request.GET.get("page"))
    borne = set(
        TeamMember.objects.filter(user=request.user, role=TeamRole.BEARER).values_list("cite", flat=True)
    )
    entries = [(cite, first_page_of(cite, bears=cite.pk in borne)) for cite in page]
    if page.paginator.count == 1:
        return redirect(entries[0][1])
    context = {"page": page, "entries": entries, "section": "desks", "desk": None}
    return render(request, "portal/workspace/desks.html", context)


def first_page_of(cite: Cite, *, bears: bool) -> str:
    """Return where a person begins in a Cité: a project bearer has its label files and nothing else there."""
    name = "workspace:files" if bears else "workspace:desk"
    return reverse(name, args=[cite.slug])


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
    """Show what there is to do today in a Cité, what visitors see, and who changed what."""
    moment = timezone.now()
    places = Place.objects.filter(cite=desk.cite).in_use(moment).with_hours().select_related("cite")
    doors = doors_of(places.order_by("position", "pk"), moment)
    due = Cite.objects.with_dues().get(pk=desk.cite.pk).due_on(network_day(moment))
    todos = todos_of(desk, doors, due, moment)
    context = {
        "desk": desk,
        "section": "desk",
        "todos": todos,
        "first": todos[:FIRST],
        "rest": todos[FIRST:],
        "doors": doors,
        "changes": latest_changes(desk),
        "online": Service.objects.in_use(moment).filter(cite=desk.cite).count(),
        "drafts": Draft.objects.filter(cite=desk.cite).count(),
    }
    return render(request, "portal/workspace/desk.html", context)

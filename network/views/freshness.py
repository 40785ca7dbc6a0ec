"""One click for what is still true: in the workspace, and from an e-mail without signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from network.access import Desk, by_sealed_link, desk_of, workspace
from network.actions.freshness import confirm, due_in
from network.emails import portal_language, read_link
from network.models import User
from network.permissions import Can

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from network.actions.freshness import Due

# What a form may confirm at once.
MOST = 200


class Row(NamedTuple):
    """A record to check, and where it is written."""

    mark: str
    record: Any
    address: str


@workspace(Can.WRITE)
def to_check(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List what somebody has to look at again; a button says that it is still true."""
    if request.method == "POST":
        number = confirm(desk, wanted_in(request), reason=request.POST.get("reason", ""))
        messages.success(request, _confirmed(number))
        return redirect("workspace:to_check", desk.cite.slug)
    context = {"desk": desk, "section": "to_check", "groups": groups_of(desk)}
    return render(request, "network/workspace/to_check.html", context)


@by_sealed_link
def still_true(request: HttpRequest, token: str) -> HttpResponse:
    """Show the same to the person whom an e-mail was sent to; looking changes nothing."""
    desk = desk_by_link(token)
    if desk is None:
        return render(request, "network/accounts/still_true_over.html", status=410)
    with translation.override(portal_language(desk.user.language)):
        said = _confirmed(confirm(desk, wanted_in(request))) if request.method == "POST" else ""
        context = {"desk": desk, "groups": groups_of(desk), "said": said}
        return render(request, "network/accounts/still_true.html", context)


def desk_by_link(token: str) -> Desk | None:
    """Return where a link lets somebody work; None when it is over, or the person is no longer of the team."""
    try:
        link = read_link(token)
        desk = desk_of(User.objects.get(pk=link.user), link.cite)
    except (signing.BadSignature, User.DoesNotExist, Http404):
        return None
    return desk if desk.can(Can.WRITE) and not desk.is_guest else None


def wanted_in(request: HttpRequest) -> dict[str, list[int]]:
    """Read which records a form names, as in `offers:12`; what cannot be read is left out."""
    wanted: dict[str, list[int]] = {}
    for mark in request.POST.getlist("still")[:MOST]:
        kind, _colon, number = mark.partition(":")
        if number.isdecimal() and len(number) < 19:  # noqa: PLR2004 digits of a key
            wanted.setdefault(kind, []).append(int(number))
    return wanted


def groups_of(desk: Desk) -> list[tuple[Due, list[Row]]]:
    return [
        (due, [Row(f"{due.kind}:{each.pk}", each, _address(desk, due.kind, each)) for each in due.records])
        for due in due_in(desk.cite, timezone.now())
    ]


def _address(desk: Desk, kind: str, record: Any) -> str:
    """Return where a record is written: a permanence stands on the sheet of its offer."""
    kind, number = ("offers", record.service_id) if kind == "permanences" else (kind, record.pk)
    try:
        return reverse("workspace:sheet", args=[desk.cite.slug, kind, number])
    except NoReverseMatch:
        return ""


def _confirmed(number: int) -> str:
    return ngettext(
        "One sheet is confirmed as of today.", "%(number)d sheets are confirmed as of today.", number
    ) % {"number": number}

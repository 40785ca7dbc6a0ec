"""The team of a Cité: who is in it, who is invited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from network.access import asks_again, sent, workspace
from network.actions import change_role, end_membership, invite, revoke_invitation
from network.forms.teams import InviteForm, RoleForm
from network.models import Invitation, TeamMember
from network.permissions import Can, TeamRole
from network.views.comings import comings_on

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from network.access import Desk

# Longer lists are no team.
_MOST_SHOWN = 200


@workspace(Can.SEE_CITE)
@require_http_methods(["GET", "HEAD"])
def team(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show who is in the team; to who manages it, their addresses, the open invitations and what happened too."""
    members = TeamMember.objects.filter(cite=desk.cite).select_related("user")
    context = {
        "desk": desk,
        "section": "team",
        "members": members.order_by("-role", "user__name", "pk")[:_MOST_SHOWN],
    }
    if desk.can(Can.MANAGE_TEAM):
        page, steps = comings_on(request.GET.get("page"), desk.cite)
        context |= {"invitations": _open_invitations(desk), "page": page, "steps": steps}
    return render(request, "network/workspace/team.html", context)


@workspace(Can.MANAGE_TEAM)
@require_http_methods(["GET", "HEAD", "POST"])
@asks_again
def invite_to_team(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Invite somebody by e-mail."""
    form = InviteForm(sent(request), is_guest=desk.is_guest)
    if request.method == "POST" and form.is_valid():
        try:
            made, _token = invite(
                form.cleaned_data["email"],
                role=form.cleaned_data["role"],
                cite=desk.cite,
                by=desk.user,
                reason=form.cleaned_data.get("reason", ""),
            )
        except ValidationError as refusal:
            form.add_error("email", refusal)
        else:
            _say(request, gettext("The invitation is on its way to %(email)s."), made)
            return redirect("workspace:team", desk.cite.slug)
    return render(request, "network/workspace/invite.html", {"desk": desk, "section": "team", "form": form})


@workspace(Can.MANAGE_TEAM)
@require_http_methods(["GET", "HEAD", "POST"])
@asks_again
def invitation_again(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Send an open invitation once more; the earlier link ends."""
    open_one = get_object_or_404(_open_invitations(desk), pk=number)
    role, reason = TeamRole(open_one.role), _reason(request)
    if request.method != "POST":
        title = gettext("Send the invitation of %(email)s again") % {"email": open_one.email}
        text = gettext("Another message with another link is sent; the first link ends.")
        return _ask(request, desk, title=title, text=text, button=gettext("Send again"), reason=reason)
    try:
        made, _token = invite(open_one.email, role=role, cite=desk.cite, by=desk.user, reason=reason)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        _say(request, gettext("Another invitation is on its way to %(email)s; the first one ends."), made)
    return redirect("workspace:team", desk.cite.slug)


@workspace(Can.MANAGE_TEAM)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_back(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Take an open invitation back."""
    open_one = get_object_or_404(_open_invitations(desk), pk=number)
    if request.method != "POST":
        title = gettext("Take the invitation of %(email)s back") % {"email": open_one.email}
        text = gettext("Its link lets nobody in any more.")
        return _ask(request, desk, title=title, text=text, button=gettext("Take back"))
    try:
        revoke_invitation(open_one, by=desk.user, reason=_reason(request))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        _say(request, gettext("The invitation of %(email)s is taken back."), open_one)
    return redirect("workspace:team", desk.cite.slug)


@workspace(Can.MANAGE_TEAM)
@require_http_methods(["GET", "HEAD", "POST"])
@asks_again
def member(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Change the role of a member."""
    found = _member(desk, number)
    form = RoleForm(sent(request), initial={"role": found.role}, is_guest=desk.is_guest)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data.get("reason", "")
            change_role(number, form.cleaned_data["role"], desk=desk, reason=reason)
        except ValidationError as refusal:
            form.add_error("role", refusal)
        except TeamMember.DoesNotExist as gone:
            raise Http404 from gone
        else:
            messages.success(request, gettext("The role is changed."))
            return redirect("workspace:team", desk.cite.slug)
    return render(
        request,
        "network/workspace/member.html",
        {"desk": desk, "section": "team", "member": found, "form": form},
    )


@workspace(Can.SEE_CITE)
@require_http_methods(["GET", "HEAD", "POST"])
@asks_again
def leave(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Ask whether a membership is to end, one's own or another's, and end it."""
    found = _member(desk, number)
    if found.user_id != desk.user.pk:
        desk.check(Can.MANAGE_TEAM)
    refused: list[str] = []
    reason = _reason(request)
    if request.method == "POST":
        try:
            end_membership(number, desk=desk, reason=reason)
        except ValidationError as refusal:
            refused = refusal.messages
        except TeamMember.DoesNotExist as gone:
            raise Http404 from gone
        else:
            messages.success(request, gettext("The membership is ended."))
            own = found.user_id == desk.user.pk
            return redirect("accounts:me") if own else redirect("workspace:team", desk.cite.slug)
    context = {"desk": desk, "section": "team", "member": found, "refused": refused, "reason": reason}
    return render(request, "network/workspace/leave.html", context)


def _reason(request: HttpRequest) -> str:
    """Return why a guest says that something is done."""
    said = sent(request)
    return said.get("reason", "") if said else ""


def _ask(request: HttpRequest, desk: Desk, **words: str) -> HttpResponse:
    """Say what a button will do before it is pressed."""
    context = {"desk": desk, "section": "team", "back": reverse("workspace:team", args=[desk.cite.slug])}
    return render(request, "network/workspace/confirm.html", context | {"asks_why": desk.is_guest, **words})


def _member(desk: Desk, number: int) -> TeamMember:
    members = TeamMember.objects.filter(cite=desk.cite).select_related("user")
    return get_object_or_404(members, pk=number)


def _open_invitations(desk: Desk) -> QuerySet[Invitation]:
    return (
        Invitation.objects.filter(
            cite=desk.cite, accepted_at=None, revoked_at=None, expires_at__gt=timezone.now()
        )
        .select_related("invited_by")
        .order_by("-made_at", "pk")
    )


def _say(request: HttpRequest, words: str, invitation: Invitation) -> None:
    messages.success(request, words % {"email": invitation.email})

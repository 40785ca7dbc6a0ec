"""Where the link of an invitation leads."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from network.access import by_link
from network.actions import InvitationOver, accept_invitation, find_invitation
from network.forms.accounts import AcceptForm
from network.models import Invitation

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from network.models import User


@by_link
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the link offers; only sending the form uses it."""
    try:
        found = find_invitation(token)
        form = AcceptForm(request.POST if request.method == "POST" else None, email=found.email)
        if request.method == "POST" and form.is_valid():
            said = form.cleaned_data
            user = accept_invitation(
                token, name=said["name"], password=said["password"], language=(get_language() or "fr")[:2]
            )
            login(request, user)
            return redirect(_home_of(user))
    except Invitation.DoesNotExist:
        return _over(request, "unknown", HTTPStatus.NOT_FOUND)
    except InvitationOver as over:
        return _over(request, over.why, HTTPStatus.GONE)
    context = {"form": form, "invitation": found}
    return render(request, "network/accounts/invitation.html", context)


def _home_of(user: User) -> str:
    return "admin:index" if user.is_staff else "choose_language"


def _over(request: HttpRequest, why: str, status: HTTPStatus) -> HttpResponse:
    return render(request, "network/accounts/invitation_over.html", {"why": why}, status=status)

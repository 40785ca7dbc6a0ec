"""Where the link of an invitation leads."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from network.access import by_link
from network.actions import (
    AccountExists,
    InvitationOver,
    accept_invitation,
    find_invitation,
    join_by_invitation,
)
from network.forms.accounts import AcceptForm
from network.models import Invitation, User

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@by_link
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the link offers; only sending the form uses it."""
    try:
        found = find_invitation(token)
        if isinstance(request.user, User):
            return _join(request, found, token)
        return _come_in(request, found, token)
    except Invitation.DoesNotExist:
        return _over(request, "unknown", HTTPStatus.NOT_FOUND)
    except InvitationOver as over:
        return _over(request, over.why, HTTPStatus.GONE)
    except AccountExists:
        return _sign_in_first(request, found)


def _come_in(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    """Make an account, for who has none."""
    if User.objects.filter(email=found.email).exists():
        return _sign_in_first(request, found)
    form = AcceptForm(request.POST if request.method == "POST" else None, email=found.email)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        user = accept_invitation(
            token, name=said["name"], password=said["password"], language=(get_language() or "fr")[:2]
        )
        # Who has just chosen a password is not asked for it again.
        record_authentication(request, user, method="password")
        login(request, user)
        return redirect("admin:index" if user.is_staff else "accounts:me")
    context = {"form": form, "invitation": found}
    return render(request, "network/accounts/invitation.html", context)


def _sign_in_first(request: HttpRequest, found: Invitation) -> HttpResponse:
    sign_in = reverse("account_login", query={"next": request.path})
    context = {"invitation": found, "sign_in": sign_in}
    return render(request, "network/accounts/invitation_to_account.html", context)


def _join(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    """Add a team, for who is signed in with the address of the invitation."""
    user = request.user
    if not isinstance(user, User) or user.email != found.email or user.demo:
        raise PermissionDenied
    if request.method == "POST":
        join_by_invitation(token, by=user)
        return redirect("accounts:me")
    return render(request, "network/accounts/invitation_join.html", {"invitation": found})


def _over(request: HttpRequest, why: str, status: HTTPStatus) -> HttpResponse:
    return render(request, "network/accounts/invitation_over.html", {"why": why}, status=status)

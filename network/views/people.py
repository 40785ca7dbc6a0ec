"""One's own account: name, language, address, sessions."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from network.access import has_second_factor, needs_second_factor, signed_in
from network.actions import LinkOver, ask_for_new_email, change_email, end_sessions, read_email_link
from network.forms.accounts import NewEmailForm, ProfileForm
from network.models import User

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """Show the own account; name and language are changed here."""
    user = _person(request)
    known = {"name": user.name, "language": user.language}
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        User.objects.filter(pk=user.pk).update(**form.cleaned_data)
        messages.success(request, gettext("Your name and your language are saved."))
        return redirect("accounts:me")
    context = {
        "form": form,
        "person": user,
        "memberships": user.memberships.select_related("cite").order_by("cite__sort_key", "pk"),
        "has_factor": has_second_factor(user),
        "needs_factor": needs_second_factor(user),
    }
    return render(request, "network/accounts/me.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
def new_email(request: HttpRequest) -> HttpResponse:
    """Ask for another address; whether it has an account, only its reader learns."""
    form = NewEmailForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        ask_for_new_email(_person(request), form.cleaned_data["email"])
        return render(request, "network/accounts/new_email_asked.html", {"email": form.cleaned_data["email"]})
    return render(request, "network/accounts/new_email.html", {"form": form})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_email(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the link of a new address leads to; only sending the form uses it."""
    user = _person(request)
    try:
        new = read_email_link(token, by=user)
        if request.method == "POST":
            change_email(token, by=user)
            messages.success(request, gettext("Your address is changed."))
            return redirect("accounts:me")
    except LinkOver:
        return render(request, "network/accounts/confirm_email_over.html", status=HTTPStatus.GONE)
    return render(request, "network/accounts/confirm_email.html", {"new": new})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """List where one is signed in, and sign out everywhere else."""
    user = _person(request)
    own = request.session.session_key
    if own is None:
        raise PermissionDenied
    if request.method == "POST":
        ended = end_sessions(user, but=own)
        words = ngettext("%(count)d other session is ended.", "%(count)d other sessions are ended.", ended)
        messages.success(request, words % {"count": ended})
        return redirect("accounts:sessions")
    rows = user.sessions.filter(expire_date__gt=timezone.now()).order_by("-began_at", "pk")
    return render(request, "network/accounts/sessions.html", {"sessions": rows, "own": own})

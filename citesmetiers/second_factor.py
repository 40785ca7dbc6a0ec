"""Who needs a second factor and has none does nothing else before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

from citesmetiers.sessions import looks_at_who_reads
from network.access import has_second_factor, needs_second_factor
from network.models import User

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

# What it takes to add one, to read the pages in one's language, and to leave.
OPEN = {
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "accounts:me",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
}


# What would shut out everybody else who uses an account that many share.
OWN = {
    "account_change_password",
    "account_set_password",
    "accounts:confirm_email",
    "accounts:me",
    "accounts:new_email",
    "accounts:sessions",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_deactivate_totp",
    "mfa_edit_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_remove_webauthn",
}


class SecondFactorMiddleware:
    """Leads them to where one is added, whatever they ask for; everything is closed but what is named.

    A page that a secret link opens asks nobody to sign in: it is the same for them, but for an invitation.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> HttpResponseBase | None:
        wanted = request.resolver_match.view_name if request.resolver_match else ""
        by_its_link = getattr(view, "door", "") == "link" and wanted != "accounts:invitation"
        if by_its_link or not looks_at_who_reads(request, view):
            return None
        user = request.user
        if not isinstance(user, User):
            return None
        if user.demo and not settings.IS_LOCAL and request.method == "POST" and wanted in OWN:
            raise PermissionDenied
        if has_second_factor(user) or not needs_second_factor(user):
            return None
        return None if wanted in OPEN else redirect("mfa_index")

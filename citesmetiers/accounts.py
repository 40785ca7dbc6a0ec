"""How people come in: by invitation only, and with a second factor where their role asks for one."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context as current
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings as mfa
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.shortcuts import resolve_url
from django.utils import translation

from citesmetiers.demonstration.accounts import LOCAL_PASSWORD
from citesmetiers.letters import HAPPENED, happened
from network.access import needs_second_factor
from network.emails import portal_language, write_letter
from network.models import TeamMember, User
from network.seals import seal, unseal

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase


class HeadMiddleware:
    """Has allauth take HEAD for the reading that it is: it would count it as an attempt."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> None:
        if request.method == "HEAD" and view.__module__.startswith("allauth."):
            request.method = "GET"


class AccountAdapter(DefaultAccountAdapter):
    """Closes allauth's public sign-up, and demonstration accounts where they could do harm.

    Writes to people in their own language, by letters that wait for their delivery.
    """

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Refuse invented people where no demonstration is allowed, or with a password that all know.

        A database may come from a portal where both were fine.
        """
        user: Any = super().authenticate(request, **credentials)
        is_harmless = settings.DEMONSTRATION_ALLOWED and (
            settings.IS_LOCAL or credentials.get("password") != LOCAL_PASSWORD
        )
        return user if user is None or not user.demo or is_harmless else None

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead the secretariat to its desk, and teams to theirs."""
        return self._home(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("accounts:me")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask nobody who has just signed in."""
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        request = current.request
        records = get_authentication_records(request, request.user)
        return not any(
            time.time() - record["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT for record in records
        )

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell people of a new password or factor at the address with which they sign in."""
        super().send_notification_mail(
            template_prefix, user, {**(context or {}), "user": user}, email or user.email
        )

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        name = template_prefix.rpartition("/")[2]
        person = context.get("user")
        said = happened(name) if name in HAPPENED else {}
        links = {key: value for key, value in context.items() if key.endswith("_url")}
        write_letter(person if isinstance(person, User) else email, name, {**links, **said})

    def _home(self, request: HttpRequest) -> str:
        user = request.user
        if not isinstance(user, User):
            return resolve_url("choose_language")
        is_of_a_team = TeamMember.objects.filter(user=user).exists()
        with translation.override(portal_language(user.language)):
            return resolve_url(
                "admin:index" if user.is_staff else "workspace:desks" if is_of_a_team else "accounts:me"
            )


class SecondFactorAdapter(DefaultMFAAdapter):
    """Seals what a second factor is made of, and names the portal by `SITE_URL` alone."""

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        return "Cités des métiers"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": settings.SITE_HOST, "name": self.get_totp_issuer()}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last factor of a person whose role asks for one."""
        factors = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(
            type=Authenticator.Type.RECOVERY_CODES
        )
        is_last = not factors.exclude(pk=authenticator.pk).exists()
        return not (is_last and needs_second_factor(authenticator.user))


class OnceMixin:
    """A code of an application serves once, for as long as it could serve again."""

    authenticator: Authenticator

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type != Authenticator.Type.TOTP:
            return code
        lives = mfa.TOTP_PERIOD * (2 * mfa.TOTP_TOLERANCE + 1)
        if not cache.add(f"code of {self.authenticator.pk}: {normalize_user_code(code)}", "used", lives):
            raise SecondFactorAdapter().validation_error("incorrect_code")
        return code


class CodeForm(OnceMixin, AuthenticateForm):
    """The code at sign-in (the setting `MFA_FORMS`)."""


class CodeAgainForm(OnceMixin, ReauthenticateForm):
    """The code before something grave."""

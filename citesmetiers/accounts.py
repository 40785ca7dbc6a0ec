"""How people come in: by invitation only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.shortcuts import resolve_url
from django.utils import translation

from citesmetiers.demonstration.accounts import LOCAL_PASSWORD
from network.models import User

if TYPE_CHECKING:
    from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Closes allauth's public sign-up, and demonstration accounts where they could do harm.

    Writes to people in their own language.
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
        """Lead the secretariat to its desk."""
        return self._home(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return self._home(request)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell people of a new password at the address with which they sign in."""
        super().send_notification_mail(
            template_prefix, user, {**(context or {}), "user": user}, email or user.email
        )

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        person = context.get("user")
        language = person.language if isinstance(person, User) else translation.get_language()
        known = {"SITE_URL": settings.SITE_URL, "CONTACT_EMAIL": settings.CONTACT_EMAIL}
        with translation.override(language):
            super().send_mail(template_prefix, email, {**known, **context})

    def _home(self, request: HttpRequest) -> str:
        user = request.user
        return resolve_url("admin:index" if isinstance(user, User) and user.is_staff else "choose_language")

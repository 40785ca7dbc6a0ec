"""How people come in: by invitation only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings

from citesmetiers.demonstration.accounts import LOCAL_PASSWORD

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Closes allauth's public sign-up, and demonstration accounts where they could do harm."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 allauth's signature
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

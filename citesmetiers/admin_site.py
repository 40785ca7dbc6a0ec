"""The Django admin as the secretariat's desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.permissions import Can, can

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class SecretariatSite(AdminSite):
    """Open to the secretariat alone, which signs in where everybody does."""

    site_header = _("Secretariat of the network")
    site_title = _("Cités des métiers")
    index_title = _("What the network is")

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return user.is_authenticated and can(user, Can.SEE_NETWORK)

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:  # noqa: ARG002
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect(f"{reverse('account_login')}?next={request.get_full_path()}")

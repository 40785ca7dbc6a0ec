"""Who is behind a change, for the history that the database keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pghistory.middleware
from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


class HistoryMiddleware(pghistory.middleware.HistoryMiddleware):
    """Signs the changes of a request with who is signed in, and writes nothing else down.

    An address may hold a secret. Where there is no session none is asked for: an anonymous form
    stays without cookie.
    """

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return {}
        return {"user": request.user.pk}

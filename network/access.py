"""The doors. Everything is closed by `LoginRequiredMiddleware`; these are the only ways in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    type View = Callable[..., HttpResponseBase]


def public[V: View](view: V) -> V:
    """Open a page to everybody. It never looks at who is reading."""
    opened = login_not_required(view)
    opened.door = "public"  # type: ignore[attr-defined]
    return opened


def by_link(view: View) -> View:
    """Open a page to whoever holds a secret link: never stored, never named to another site.

    Such a page sends no address of its own, and browsers then send `Origin: null` with its form.
    Where the browser vouches that the form is ours (`Sec-Fetch-Site`, which no page can set), the
    origin is said for it, and the token of the form is checked as everywhere.
    """
    protected = csrf_protect(view)

    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.headers.get("Sec-Fetch-Site") == "same-origin":
            request.META["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
        response = protected(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    opened.door = "link"  # type: ignore[attr-defined]
    return csrf_exempt(login_not_required(never_cache(opened)))

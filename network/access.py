"""The doors. Everything is closed by `LoginRequiredMiddleware`; these are the only ways in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponseBase

    type View = Callable[..., HttpResponseBase]


def public[V: View](view: V) -> V:
    """Open a page to everybody. It never looks at who is reading."""
    opened = login_not_required(view)
    opened.door = "public"  # type: ignore[attr-defined]
    return opened

"""What machines ask for by convention: where the pages are, what to leave alone, whom to warn."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.sitemaps.views import sitemap as sitemap_file
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control

from citesmetiers.sitemaps import SITEMAPS
from network.access import public

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

# RFC 9116 asks for less than a year: who reads an old copy must be able to tell.
SECURITY_VALID_FOR = timedelta(days=330)
kept_for_an_hour = cache_control(public=True, max_age=3600)
kept_for_a_day = cache_control(public=True, max_age=24 * 3600)


@public
@kept_for_an_hour
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every page in one file, or the files once one would hold too much."""
    files = list(_files())
    if len(files) == len(SITEMAPS):
        return sitemap_file(request, dict(SITEMAPS))
    return render(request, "sitemap_index.xml", {"sitemaps": files}, content_type="application/xml")


@public
@kept_for_an_hour
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    return sitemap_file(request, dict(SITEMAPS), section=section)


@public
@kept_for_a_day
def robots(request: HttpRequest) -> HttpResponse:
    workspaces = [f"/{code}/workspace/" for code, _name in settings.LANGUAGES]
    closed = [reverse("account_login").removesuffix("login/"), reverse("admin:index"), *workspaces]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), "Allow: /", ""]
    return _plain([*lines, f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}"])


@public
@kept_for_a_day
def security(request: HttpRequest) -> HttpResponse:
    """Say whom to tell of a weakness (RFC 9116)."""
    last_day = timezone.now().astimezone(UTC).date() + SECURITY_VALID_FOR
    lines = [
        f"Contact: mailto:{settings.CONTACT_EMAIL}",
        f"Expires: {datetime.combine(last_day, time(), UTC):%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
    ]
    # The format knows no address without encryption: a portal on this machine alone has none to give.
    if settings.SITE_URL.startswith("https://"):
        lines.append(f"Canonical: {settings.SITE_URL}{reverse('security')}")
    return _plain(lines)


def _files() -> Iterator[dict[str, str]]:
    for section, pages in SITEMAPS.items():
        address = f"{settings.SITE_URL}{reverse('sitemap_section', args=[section])}"
        for number in pages().paginator.page_range:
            yield {"location": address if number == 1 else f"{address}?p={number}"}


def _plain(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")

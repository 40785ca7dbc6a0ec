"""Every address of the portal, walked from the URL map itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import URLPattern, get_resolver
from django.utils.translation import override

if TYPE_CHECKING:
    from collections.abc import Iterator

# Pages that anybody may read. A new one is added here by hand, on purpose.
PUBLIC = {
    "choose_language",
    "open:cite_week",
    "open:index",
    "open:place_state",
    "open:search",
    "picture",
    "robots",
    "security",
    "sitemap",
    "sitemap_section",
    "public:about",
    "public:agenda",
    "public:agenda_calendar",
    "public:badge",
    "public:cite",
    "public:cite_calendar",
    "public:cites",
    "public:event",
    "public:event_calendar",
    "public:gallery",
    "public:home",
    "public:label",
    "public:label_proof",
    "public:network",
    "public:partner",
    "public:partners",
    "public:permanences_calendar",
    "public:service",
    "public:search",
    "public:services",
    "public:services_map",
    "public:shortlist",
    "public:site_map",
    "public:suggested",
    "public:suggestions",
    "public:week",
}
# What everybody may send, without a name, from a page of ours; read, they lead back to that page.
SENT = {
    "public:suggest",
    "public:support",
}
# What serves to come in: read without being signed in, yet no page for the public.
WAYS_IN = {
    "accounts:invitation",
    "accounts:still_true",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    # The second step of signing in.
    "mfa_authenticate",
    # Sends to the sign-in of everybody.
    "admin:login",
}
_CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")
_GROUP = re.compile(r"\(\?P<(\w+)>[^()]*\)")


class Route(NamedTuple):
    """A line of the URL map: its path with <names> for what varies, its name, its view."""

    path: str
    name: str
    view: Any

    @property
    def is_sent(self) -> bool:
        return self.name in SENT

    @property
    def arguments(self) -> list[str]:
        return re.findall(r"<(\w+)>", self.path)

    @property
    def is_public(self) -> bool:
        return self.name in PUBLIC

    def address(self, **values: object) -> str:
        return re.sub(r"<(\w+)>", lambda found: str(values[found[1]]), self.path)


def routes() -> list[Route]:
    """List all routes; those that live below a language, in English."""
    with override("en"):
        return list(_walk(get_resolver().url_patterns, "/", ""))


def _walk(patterns: list[Any], above: str, space: str) -> Iterator[Route]:
    for pattern in patterns:
        path = above + _plain(str(pattern.pattern))
        if isinstance(pattern, URLPattern):
            yield Route(path, space + (pattern.name or ""), pattern.callback)
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, path, inner)


def _plain(pattern: str) -> str:
    """Write paths and regular expressions alike."""
    return _CONVERTER.sub(r"<\1>", _GROUP.sub(r"<\1>", pattern)).strip("^$")

"""The ways through the portal that every page offers: menu, languages, foot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from network.forms.sheets import SHEETS
from network.permissions import Can

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from network.access import Desk

# Section, name of the address, words.
_MENU = (
    ("services", "public:services", _("Find an offer")),
    ("cites", "public:cites", _("The Cités")),
    ("agenda", "public:agenda", _("Agenda")),
    ("label", "public:label", _("The label")),
    ("network", "public:network", _("The network")),
)
# Page of `about`, words.
ABOUT = {
    "cite": _("What is a Cité des métiers?"),
    "charter": _("The Charter"),
    "order": _("How we order"),
    "privacy": _("Privacy: no cookie"),
    "accessibility": _("Accessibility: not compliant, audit to come"),
    "legal": _("Legal notice"),
}


@dataclass(frozen=True, slots=True)
class Way:
    """A link and its words."""

    url: str
    words: _StrOrPromise
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """The page that is being read, in one language of the portal; named in that language."""

    code: str
    name: str
    url: str
    is_current: bool

    @property
    def address(self) -> str:
        """The same page for who is not on the portal."""
        return f"{settings.SITE_URL}{self.url}"


def _writing(desk: Desk, section: str) -> list[Way]:
    if not desk.can(Can.WRITE):
        return []
    cite = desk.cite.slug
    return [
        Way(reverse("workspace:close", args=[cite]), _("Exceptional closing"), section == "close"),
        Way(reverse("workspace:to_check", args=[cite]), _("To check"), section == "to_check"),
    ]


def rooms(desk: Desk | None, section: str = "") -> list[Way]:
    """Return the rooms of a workspace that a person may enter."""
    if desk is None:
        return [Way(reverse("workspace:desks"), _("My Cités"), section == "desks")]
    cite = desk.cite.slug
    label = Way(reverse("workspace:files", args=[cite]), _("Label files"), section == "label")
    if not desk.can(Can.SEE_CITE):
        return [label]
    kinds = [
        Way(reverse("workspace:sheets", args=[cite, sheet.name]), sheet.many, section == sheet.name)
        for sheet in SHEETS.values()
        if desk.can(sheet.writes) or desk.is_guest
    ]
    return [
        Way(reverse("workspace:desk", args=[cite]), _("Today"), section == "desk"),
        *_writing(desk, section),
        *kinds,
        Way(reverse("workspace:suggestions", args=[cite]), _("Suggestions"), section == "suggestions"),
        Way(reverse("workspace:reports", args=[cite]), _("Yearly report"), section == "reports"),
        *([label] if desk.can(Can.APPLY) else []),
        Way(reverse("workspace:team", args=[cite]), _("Team"), section == "team"),
        Way(reverse("workspace:changes", args=[cite]), _("Latest changes"), section == "changes"),
        Way(reverse("workspace:bin", args=[cite]), _("Bin"), section == "bin"),
    ]


def menu(section: str = "") -> list[Way]:
    """Return the main menu; `section` is the one being visited."""
    return [
        Way(url, words, is_current=entry == section) for entry, name, words in _MENU if (url := address(name))
    ]


def about(page: str = "") -> list[Way]:
    """Return the pages that say what the portal and the Cités are; `page` is the one being read."""
    return [Way(reverse("public:about", args=[each]), words, each == page) for each, words in ABOUT.items()]


def foot() -> list[Way]:
    """Return the links that close every page, in the same order everywhere."""
    ways = [
        (address("public:site_map"), _("Site map")),
        *((way.url, way.words) for way in about()),
        (address("public:partners"), _("Partners")),
        (address("account_login"), _("For the teams")),
    ]
    return [Way(url, words) for url, words in ways if url]


def address(name: str, *args: str) -> str | None:
    """Return an address of the portal; None when this portal does not have that page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None


def languages(path: str, query: str = "") -> list[Language]:
    """Return the page at `path` in every language of the portal; none where addresses carry no language."""
    _before, current, *rest = path.split("/", 2)
    codes = [code for code, _name in settings.LANGUAGES]
    if current not in codes or not rest:
        return []
    tail = rest[0] + (f"?{query}" if query else "")
    return [Language(code, _own_name(code), f"/{code}/{tail}", is_current=code == current) for code in codes]


def neutral_address(path: str) -> str:
    """Return where to send who reads none of our languages; the first page chooses by itself."""
    if path == reverse("public:home"):
        return f"{settings.SITE_URL}/"
    by_code = {one.code: one.address for one in languages(path)}
    return by_code.get(settings.LANGUAGE_CODE, "")


def _own_name(code: str) -> str:
    name: str = get_language_info(code)["name_local"]
    return name[:1].upper() + name[1:]

"""Every component of the look: one tag, one strict signature, one template of `templates/components/`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from qrcode.main import QRCode

from citesmetiers import navigation
from citesmetiers.questions import suggested
from network.freshness import checked_until
from network.names import choose_text
from network.partial_dates import PartialDate
from network.vocabulary import LabelStatus, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.core.paginator import Page
    from django.template.context import Context

    from citesmetiers.gazetteer.fields import WhereField
    from network.access import Desk
    from network.filters import Facet
    from network.models import Cite
    from network.models.pictured import Pictured

register = template.Library()

type StateKind = Literal["open", "closed", "unknown", "off"]

# Doors are drawn on a grid of 20 × 24, themes on one of 24 × 24 (static/img/icons.svg).
DOORS = ("open", "closed", "unknown")
ICONS = (*DOORS, *Theme.values)
CHECKED = SafeString(" checked")
NOTICES = ("info", "success", "grave", "doubt")
# As `network.hours` has it: months of the calendar, the last day included.
CONFIRMED_FOR = 12


# --- Small signs ------------------------------------------------------------------------------
@register.inclusion_tag("components/icon.html")
def icon(*, name: str) -> dict[str, object]:
    """Draw a pictogram; it never stands without its word."""
    return {"name": _one_of(name, ICONS), "width": 20 if name in DOORS else 24}


@register.inclusion_tag("components/theme.html")
def theme(*, value: str) -> dict[str, object]:
    """Name a theme: pictogram, word, colour."""
    return {"value": value, "words": Theme(value).label}


@register.inclusion_tag("components/state.html")
def state(*, kind: StateKind, text: str = "", bare: bool = False) -> dict[str, object]:
    """Say whether somebody is there: a door, a word, and the hour that the page adds."""
    words = {
        "open": _("Open"),
        "closed": _("Closed"),
        "unknown": _("To be confirmed"),
        "off": _("Cancelled"),
    }
    drawing = "closed" if kind == "off" else kind
    return {"kind": kind, "text": text or words[kind], "bare": bare, "drawing": drawing}


@register.inclusion_tag("components/plate.html")
def plate(*, status: str) -> dict[str, object]:
    """Show a status of the label as the plate beside the door."""
    return {"status": status, "words": LabelStatus(status).label}


@register.inclusion_tag("components/door.html")
def door(*, kind: str) -> dict[str, object]:
    """Draw the door of a threshold; the words beside it say the same."""
    return {"kind": _one_of(kind, DOORS)}


@register.inclusion_tag("components/flag.html")
def flag(*, text: str) -> dict[str, object]:
    """Mark a record: moved, online, draft."""
    return {"text": text}


@register.simple_tag
def demo(*, record: Any) -> SafeString | str:
    """Mark a record that is invented; no setting hides it."""
    return render_to_string("components/flag.html", {"text": _("demonstration")}) if record.demo else ""


@register.inclusion_tag("components/checked.html")
def checked(*, on: date | PartialDate | None, months: int = CONFIRMED_FOR) -> dict[str, object]:
    """Say when the team last checked; after so many months, that nobody confirmed it since."""
    first_day = on.first_day if isinstance(on, PartialDate) else on
    today = timezone.localdate()
    is_recent = first_day and first_day <= today <= checked_until(first_day, months)
    return {"on": on, "is_old": not is_recent}


@register.inclusion_tag("components/sources.html")
def sources(*, urls: Iterable[str]) -> dict[str, object]:
    """List where a fact comes from: numbered links that say that they leave the portal."""
    return {"links": [(url, url.split("://", 1)[-1].removeprefix("www.").rstrip("/")) for url in urls]}


@register.inclusion_tag("components/qr_code.html")
def qr_code(*, text: str, label: str) -> dict[str, object]:
    """Draw a text for the camera of a phone; what it says stands beside it in letters."""
    code: Any = QRCode()
    code.add_data(text)
    rows: list[list[bool]] = code.get_matrix()
    dots = ((x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return {"label": label, "size": len(rows), "path": "".join(f"M{x} {y}h1v1h-1z" for x, y in dots)}


# --- Blocks -----------------------------------------------------------------------------------
@register.simple_block_tag
def room(content: SafeString, *, id: str, title: str, intro: str = "") -> SafeString:  # noqa: A002 the word of HTML
    """Open a section: a wall seen in plan, with its door and its h2."""
    return render_to_string(
        "components/room.html", {"content": content, "id": id, "title": title, "intro": intro}
    )


@register.simple_block_tag
def notice(content: SafeString, *, kind: str, title: str) -> SafeString:
    """Tell something about the page: information, success, something grave, a doubt."""
    context = {"content": content, "kind": _one_of(kind, NOTICES), "title": title}
    return render_to_string("components/notice.html", context)


@register.simple_block_tag
def empty(content: SafeString, *, title: str) -> SafeString:
    """Stand where a list has nothing, and say what to do.

    Never directly inside a `{% for %}`, whose own `{% empty %}` it would be taken for.
    """
    return render_to_string("components/empty.html", {"content": content, "title": title})


# --- Moving around ----------------------------------------------------------------------------
@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*, trail: Sequence[tuple[str, str | Mapping[str, str]]]) -> dict[str, object]:
    """Show where the page stands, from the first page on.

    The last step has no address; its label may be a text by language, which then carries its own.
    """
    return {"trail": trail}


@register.inclusion_tag("components/chips.html")
def chips(*, items: Sequence[tuple[str, str]], clear: str) -> dict[str, object]:
    """List the filters in force, each with the address of the list without it."""
    return {"items": items, "clear": clear}


@register.inclusion_tag("components/where.html")
def where(*, field: WhereField, towns: Sequence[str] = ()) -> dict[str, object]:
    """Ask where somebody is, inside the form of a page; once a page. `towns` are proposed while one types."""
    return {"field": field, "towns": towns}


@register.inclusion_tag("components/suggestions.html")
def suggestions(*, id: str) -> dict[str, object]:  # noqa: A002 the word of HTML
    """List useful questions for a field whose `list` is the id; the browser alone matches what is typed."""
    return {"id": id, "options": suggested((get_language() or "").split("-")[0])}


@register.simple_tag
def choices(*, facet: Facet) -> SafeString:
    """List what a facet can be narrowed to, with how much each would leave: long lists, so no template for each."""
    return format_html_join(
        "",
        '<label class="choice"><input type="checkbox" name="{}" value="{}"{}>'
        '<span>{} <span class="choice__count">{}</span></span></label>',
        (
            (facet.name, each.value, CHECKED if each.chosen else "", each.label, each.count)
            for each in facet.choices
        ),
    )


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, *, page: Page[Any]) -> dict[str, object]:
    """Link to the pages of a list, with the question and the filters kept."""
    paginator = page.paginator
    if paginator.num_pages == 1:
        return {}
    query = context["request"].GET.copy()
    query.pop("page", None)
    start = f"?{query.urlencode()}&page=" if query else "?page="
    numbers = [
        (number, f"{start}{number}" if isinstance(number, int) else "")
        for number in paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "pages": numbers,
        "current": page.number,
        "previous": f"{start}{page.number - 1}" if page.has_previous() else "",
        "next": f"{start}{page.number + 1}" if page.has_next() else "",
    }


@register.inclusion_tag("components/main_menu.html")
def main_menu(*, section: str = "") -> dict[str, object]:
    """Show the main menu, the section being visited marked."""
    return {"ways": navigation.menu(section)}


@register.inclusion_tag("components/desk_menu.html")
def desk_menu(*, desk: Desk | str | None, section: str = "") -> dict[str, object]:
    """Show the rooms of a Cité's workspace, the one being visited marked; outside a Cité, the way to one's desks."""
    return {"ways": navigation.rooms(None if isinstance(desk, str) else desk, section)}


@register.inclusion_tag("components/language_switch.html")
def language_switch(*, path: str, query: str = "") -> dict[str, object]:
    """Offer the same page in the other languages."""
    languages = navigation.languages(path, query)
    return {"languages": languages, "current": next((one for one in languages if one.is_current), None)}


@register.inclusion_tag("components/addresses.html")
def addresses(*, path: str) -> dict[str, object]:
    """Tell machines the page's own address and its twins in the other languages."""
    return {"languages": navigation.languages(path), "neutral": navigation.neutral_address(path)}


@register.inclusion_tag("components/foot.html")
def foot() -> dict[str, object]:
    """Close the page with the links that are everywhere the same."""
    return {"ways": navigation.foot()}


@register.inclusion_tag("components/picture.html", takes_context=True)
def picture(context: Context, *, record: Pictured, cite: Cite) -> dict[str, object]:
    """Show the picture of a record of a Cité, with its words; before it is published, to the team alone."""
    shown = record.picture
    language, words = choose_text(record.picture_alt, cite.main_language)
    is_seen_by_team = getattr(context.get("request"), "preview", False)
    name, whose = ("workspace:picture", cite.slug) if is_seen_by_team else ("picture", cite.pk)
    files = [(reverse(name, args=[whose, shown, width]), width) for width in shown.widths] if shown else []
    return {
        "picture": shown,
        "files": files,
        "alt": words,
        "language": "" if language == get_language() else language,
        "credit": record.picture_credit,
    }


@register.filter
def webcal(path: str) -> str:
    """Return the address by which a calendar program subscribes to one of our calendars."""
    return f"webcal://{urlsplit(settings.SITE_URL).netloc}{path}"


def _one_of(value: str, known: Sequence[str]) -> str:
    if value not in known:
        raise template.TemplateSyntaxError(f"“{value}” is none of {', '.join(known)}")
    return value

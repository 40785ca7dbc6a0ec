"""What lists of found things say in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.lists import format_list
from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from citesmetiers.gazetteer.distance import say_distance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

    from citesmetiers.views.services import Entry

register = template.Library()


@register.filter
def distance(kilometres: float) -> str:
    """Say how far something is from where one looks: a town, or about where one is."""
    return say_distance(kilometres)


@register.filter
def alternatives(words: Iterable[str]) -> str:
    """Quote words that stand for each other: “formation” or “formations”."""
    quoted = [_("“%(words)s”") % {"words": word} for word in words]
    return format_list(quoted, "or", locale=(get_language() or "en").replace("-", "_"))


@register.simple_tag
def offers(*, entries: Iterable[Entry]) -> SafeString:
    """Show offers as the entries of a list: so many at once that a template for each takes longer than the search."""
    keep, drop = _("Keep"), _("Take off the list")
    return format_html_join(
        "",
        '<li class="entry"><div class="entry__main">{}{}</div>'
        '<div class="entry__when">{}<p class="no-print"><a href="{}" rel="nofollow">{}'
        '<span class="visually-hidden">: {}</span></a></p></div></li>',
        (
            (
                each.card.main,
                _how_far(each.kilometres),
                each.card.when,
                each.toggle,
                drop if each.is_kept else keep,
                each.card.title,
            )
            for each in entries
        ),
    )


def _how_far(kilometres: float | None) -> str:
    if kilometres is None:
        return ""
    return format_html('<p class="entry__meta"><span>{}</span></p>', say_distance(kilometres))

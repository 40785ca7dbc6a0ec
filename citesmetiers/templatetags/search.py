"""What lists of found things say in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.lists import format_list
from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from citesmetiers.gazetteer.distance import say_distance

if TYPE_CHECKING:
    from collections.abc import Iterable

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

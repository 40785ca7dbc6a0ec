"""The label and its dates in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.translation import gettext as _

from citesmetiers.templatetags.words import in_words

if TYPE_CHECKING:
    from network.label import Standing
    from network.partial_dates import PartialDate

register = template.Library()


@register.simple_tag
def dated(*, fact: Any) -> str:
    """Say when a decision was taken or a fact happened, as precisely as its source does and no more."""
    if fact.date and fact.date_until:
        return _("between %(first)s and %(last)s") % {
            "first": in_words(fact.date),
            "last": in_words(fact.date_until),
        }
    if fact.date_until:
        return _("%(last)s at the latest") % {"last": in_words(fact.date_until)}
    return in_words(fact.date) if fact.date else _("date not known")


@register.simple_tag
def since(*, standing: Standing) -> str:
    """Say since when a status holds: “since 2005”; nothing where nothing has been decided."""
    begun = standing.begun_by
    if begun and begun.date_until:
        return _("since a day that is not known: %(span)s") % {"span": dated(fact=begun)}
    if standing.since:
        return _since(standing.since)
    return _("since a date that is not known") if standing.is_since_unknown else ""


def _since(day: PartialDate) -> str:
    if day.precision == "year":
        return _("since %(year)s") % {"year": in_words(day)}
    if day.precision == "month":
        return _("since %(month)s") % {"month": in_words(day)}
    return _("since %(day)s") % {"day": in_words(day)}

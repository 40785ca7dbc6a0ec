"""Doors in words: can I go now, until when, when does it open, and where is it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from citesmetiers.templatetags.words import (
    NO_BREAK,
    clock_of,
    conjunction,
    country,
    day_in_words,
    hour,
    in_words,
    language_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.utils.safestring import SafeString

    from citesmetiers.doors import Door
    from network.hours import TimeRange
    from network.models import Place

register = template.Library()

# An end in the night that follows is told by its hour alone.
SAME_NIGHT = timedelta(hours=12)


@register.simple_tag
def answer(*, door: Door) -> str:
    """Answer “can I go now?” in a sentence or two."""
    match door.kind:
        case _ if door.begins:
            words = _("This place is not open yet. Opening: %(day)s.") % {"day": in_words(door.begins)}
        case _ if door.ended:
            words = _("This place is closed for good.")
        case "unknown":
            words = _("Hours to be confirmed. Ask before you come.")
        case "open" if door.state.until:
            words = _("It is open. You may come in until %(when)s.") % {"when": _end(door)}
        case "open":
            words = _("It is open, day and night.")
        case _ if door.state.next_opening:
            words = _("It is closed. It opens %(when)s.") % {"when": _opening(door)}
        case _:
            words = _("It is closed.")
    return words


@register.simple_tag
def doorstate(*, door: Door) -> SafeString:
    """Say the same as a sign: a door, a word, an hour."""
    return render_to_string(
        "components/state.html", {"kind": door.kind, "text": _short(door), "drawing": door.kind}
    )


@register.simple_tag
def until(*, door: Door) -> str:
    """Say until when an open door is open."""
    if door.state.until is None:
        return _("day and night")
    return _("until %(when)s") % {"when": _end(door)}


@register.simple_tag
def reception_end(*, reception: object) -> str:
    """Say until when an offer can be had."""
    end: datetime | None = getattr(reception, "until", None)
    return _("until %(when)s") % {"when": hour(end)} if end else _("at any hour")


@register.simple_tag
def address(*, place: Place, abroad_from: str = "") -> str:
    """Return where a place is, on one line; its country where it is not the one it is read from."""
    town = NO_BREAK.join(part for part in (place.postcode, place.city) if part)
    parts = [place.street, town, country(place.country) if place.country != abroad_from else ""]
    return ", ".join(part for part in parts if part) or _("Address not known")


@register.filter
def ranges_in_words(ranges: Iterable[TimeRange]) -> SafeString:
    """Show hours as they are said: “09:00 – 12:00, 14:00 – 18:00”; closed when there are none."""
    spans = [(f"{hour(one.start_text)} – {hour(_end_text(one))}",) for one in ranges]
    return format_html_join(", ", '<span class="nowrap">{}</span>', spans or [(_("closed"),)])


@register.simple_tag
def days_in_words(*, first: date, last: date) -> str:
    """Return a span of days, both inclusive."""
    if first == last:
        return day_in_words(first)
    return _("from %(first)s to %(last)s") % {"first": day_in_words(first), "last": day_in_words(last)}


@register.filter
def bare_address(url: str) -> str:
    """Return an address as people say it: without protocol, “www” or last slash."""
    parts = urlsplit(url)
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}"


@register.filter
def dialled(phone: str) -> str:
    """Return a phone number as a telephone dials it."""
    return re.sub(r"\(0\)|[^0-9+]", "", phone)


@register.filter
def languages_in_words(codes: Iterable[str]) -> str:
    """Return languages as they are said: “French, Italian and English”."""
    return conjunction(language_name(code) for code in codes)


def _end_text(span: TimeRange) -> str:
    """Midnight that ends the day is written 24:00 and said 0 h."""
    return "00:00" if span.end_text == "24:00" else span.end_text


def _short(door: Door) -> str:
    match door.kind:
        case _ if door.begins:
            words = _("From %(day)s") % {"day": in_words(door.begins)}
        case _ if door.ended:
            words = _("No longer open")
        case "unknown":
            words = _("Hours to be confirmed")
        case "open" if door.state.until:
            words = _("Open until %(when)s") % {"when": _end(door)}
        case "open":
            words = _("Open")
        case _ if door.state.next_opening:
            words = _("Closed, opens %(when)s") % {"when": _opening(door)}
        case _:
            words = _("Closed")
    return words


def _end(door: Door) -> str:
    """Say when a door closes: the hour, with the day when it is not of the same night."""
    end = door.state.until
    assert end is not None
    if end.date() == door.today or end - door.moment < SAME_NIGHT:
        words = hour(end)
    else:
        words = _near_day_and_hour(end, door.today) or _("%(day)s at %(hour)s") % _parts(end)
    return _with_clock(words, door.place)


def _opening(door: Door) -> str:
    """Say when a door opens, as it follows a verb."""
    following = door.state.next_opening
    assert following is not None
    words = _near_day_and_hour(following, door.today) or _("on %(day)s at %(hour)s") % _parts(following)
    return _with_clock(words, door.place)


def _near_day_and_hour(moment: datetime, today: date) -> str:
    """Say a moment of today or tomorrow; nothing of another day."""
    nights = (moment.date() - today).days
    words = {0: _("today at %(hour)s"), 1: _("tomorrow at %(hour)s")}
    return words.get(nights, "") % {"hour": hour(moment)}


def _parts(moment: datetime) -> dict[str, str]:
    return {"day": day_in_words(moment.date()), "hour": hour(moment)}


def _with_clock(words: str, place: Place) -> str:
    clock = clock_of(place)
    return f"{words}, {clock}" if clock else words

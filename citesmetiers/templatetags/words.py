"""Dates, hours, texts and names in words."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import nh3
from babel import Locale
from babel.dates import format_date, format_skeleton, get_timezone_location
from babel.lists import format_list
from babel.numbers import format_decimal
from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from network import names
from network.hours import zone_or_utc
from network.partial_dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

register = template.Library()

NO_BREAK = "\N{NO-BREAK SPACE}"
# The English of Europe: “Tuesday 24 November 2026”, “guidance, training and employment”.
_REGIONS = {"en": "en_GB"}
_PATTERNS = {"en": "EEEE d MMMM y"}
_FIRST_HEADING = 3
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "h3", "h4", "h5", "h6"}
_SCHEMES = {"https", "http", "mailto", "tel"}
_markdown = MarkdownIt("commonmark", {"html": False})


# --- Texts by language ------------------------------------------------------------------------
@register.simple_tag
def text(texts: Mapping[str, str], *, fallback: str = "") -> SafeString:
    """Show a text in the reader's language, else in `fallback`, else in any; mark a foreign one."""
    language, words = names.choose_text(texts, fallback)
    if not language or language == _reader():
        return format_html("{}", words)
    return format_html('<span lang="{}">{}</span>', language, words)


@register.filter
def plain(texts: Mapping[str, str]) -> str:
    """Return the same words without markup, for titles and attributes."""
    return names.choose_text(texts, "")[1]


@register.simple_tag
def markdown(texts: Mapping[str, str], *, fallback: str = "") -> SafeString:
    """Show a long text, its Markdown turned into HTML that can do no harm."""
    language, words = names.choose_text(texts, fallback)
    if not words:
        return SafeString("")
    tokens = _markdown.parse(words)
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    # Whatever levels a text uses, its own follow each other under the h2 of its section.
    levels = sorted({token.tag for token in headings})
    for token in headings:
        token.tag = f"h{min(levels.index(token.tag) + _FIRST_HEADING, 6)}"
    html = nh3.clean(
        _markdown.renderer.render(tokens, _markdown.options, {}),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes=_SCHEMES,
        link_rel="noreferrer",
    )
    body = mark_safe(html)  # noqa: S308 what nh3 let through
    if language == _reader():
        return format_html('<div class="flow">{}</div>', body)
    return format_html('<div class="flow" lang="{}">{}</div>', language, body)


# --- Dates and hours --------------------------------------------------------------------------
@register.filter
def in_words(day: date | PartialDate) -> str:
    """Return a date as it is said: “Tuesday 24 November 2026”; a partial one with what is known of it."""
    if isinstance(day, PartialDate):
        return _partial_in_words(day)
    return _say(day, _pattern())


@register.filter
def day_in_words(day: date) -> str:
    """Return a date near enough to need no year: “Tuesday 24 November”; another year is said."""
    if day.year != timezone.localdate().year:
        return in_words(day)
    return _say(day, re.sub(r",?\s*('\w+'\s*)?y.*$", "", _pattern()))


@register.filter
def date_in_words(day: date) -> str:
    """Return a date without its weekday: “24 November 2026”."""
    return _partial_in_words(PartialDate(day.year, day.month, day.day))


@register.filter
def hour(moment: datetime | time | str) -> str:
    """Return an hour on 24: “14:30”, in French “14 h 30”.

    A moment is told in its own zone; one in UTC, as the database gives them, in the current zone.
    """
    if isinstance(moment, str):
        hours, minutes = (int(part) for part in moment.split(":")[:2])
    else:
        if isinstance(moment, datetime) and moment.tzinfo is UTC:
            moment = timezone.localtime(moment)
        hours, minutes = moment.hour, moment.minute
    if _locale().language != "fr":
        return f"{hours:02}:{minutes:02}"
    return f"{hours}{NO_BREAK}h" + (f"{NO_BREAK}{minutes:02}" if minutes else "")


@register.filter
def clock_of(record: Any) -> str:
    """Name the clock of a place, a Cité or an event (or of a zone) where it is not that of Paris."""
    zone = zone_or_utc(record if isinstance(record, str) else record.timezone)
    return "" if _reads_as_paris(zone) else _clock(zone)


@register.filter
def own_clock(record: Any) -> str:
    """Name the clock of a record wherever it is: who takes part online may be anywhere."""
    return _clock(zone_or_utc(record.timezone))


# --- Figures ----------------------------------------------------------------------------------
_AMOUNT = re.compile(r"(about |over )?([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)( %)?")

# The file of the network words its figures in English; other files need not.
_ENGLISH = re.compile(r"\b(about|over|of|to|the|and|in|not|year|figure)\b")


@register.simple_tag
def figure_in_words(*, value: str) -> SafeString:
    """Return a published figure as numbers are written here; one with other words keeps its English."""
    found = _AMOUNT.fullmatch(value)
    if found is None:
        is_foreign = _reader() != "en" and _ENGLISH.search(value)
        return format_html('<span lang="en">{}</span>' if is_foreign else "{}", value)
    about, digits, percent = found.groups()
    is_plain = "," not in digits and not percent
    number = digits if is_plain else format_decimal(digits.replace(",", ""), locale=_locale())
    number += f"{NO_BREAK}%" if percent else ""
    words = {"about ": _("about %(number)s"), "over ": _("over %(number)s")}
    return format_html("{}", words[about] % {"number": number} if about else number)


@register.filter
def amount(number: Decimal | int) -> str:
    """Return a number as it is written here: “22,480”, in French “22 480”."""
    return format_decimal(number, locale=_locale())


# --- Names ------------------------------------------------------------------------------------
@register.filter
def country(code: str) -> str:
    """Return the name of a country; its code where nobody knows it."""
    return names.country_name(code) or code


@register.filter
def language_name(code: str) -> str:
    """Return the name of a language; its code where nobody knows it."""
    return names.language_name(code) or code


@register.filter
def conjunction(words: Iterable[object]) -> str:
    """Join words as the language does: “guidance, training and employment”."""
    return format_list([str(word) for word in words], locale=_locale())


def _reader() -> str:
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def _locale() -> Locale:
    language = get_language() or settings.LANGUAGE_CODE
    return Locale.parse(_REGIONS.get(language, language).replace("-", "_"))


def _partial_in_words(day: PartialDate) -> str:
    if day.month is None:
        return str(day.year)
    if day.day is None:
        return format_skeleton("yMMMM", day.first_day, locale=_locale())
    return _say(day.first_day, re.sub(r"^E+,?\s*", "", _pattern()))


def _pattern() -> str:
    """Return how a whole date is written, weekday first and year last."""
    return _PATTERNS.get(_reader()) or str(_locale().date_formats["full"].pattern)


def _say(day: date, pattern: str) -> str:
    """Write a date; its number stays with what follows, and in French the first is “1er”."""
    words = format_date(day, pattern, locale=_locale())
    if _locale().language == "fr":
        words = re.sub(r"\b1 ", "1er ", words)
    return re.sub(r"(\b\d{1,2}(?:er)?\.?) ", rf"\1{NO_BREAK}", words, count=1)


def _clock(zone: ZoneInfo) -> str:
    if zone.key == "UTC":
        return _("universal time (UTC)")
    city = get_timezone_location(zone.key, locale=_locale(), return_city=True)
    return _("local time (%(city)s)") % {"city": city}


def _reads_as_paris(zone: ZoneInfo) -> bool:
    """Whether clocks of a zone show the hour of Paris, winter and summer."""
    year = timezone.localdate().year
    moments = [datetime(year, month, 1, tzinfo=UTC) for month in (1, 7)]
    return all(
        moment.astimezone(zone).utcoffset() == moment.astimezone(ZoneInfo("Europe/Paris")).utcoffset()
        for moment in moments
    )

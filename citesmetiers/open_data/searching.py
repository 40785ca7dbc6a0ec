"""What `/open/v1/search` asks for, and what it answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from citesmetiers.gazetteer.lookup import find_where
from citesmetiers.open_data.questions import BadQuestionError, moment_wanted, values_of
from citesmetiers.search.asked import KINDS, Asked, order_in_words
from citesmetiers.search.finding import pages_of
from network.filters import LONGEST_QUESTION
from network.hours import TimeWanted
from network.vocabulary import Theme

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.http import QueryDict

    from citesmetiers.gazetteer.spots import Found
    from citesmetiers.search.finding import Findings
    from citesmetiers.search.records import Row

PARAMETERS = ("q", "lang", "kind", "theme", "near", "at", "page")
SEVERAL = ("kind", "theme")
# In which questions are read.
LANGUAGES = ("fr", "en", "it", "es", "pt", "nl")
LONGEST_NUMBER = 6


class SearchQuestion:
    """An address, read; BadQuestionError for what is not understood."""

    def __init__(self, query: QueryDict, now: datetime) -> None:
        values = values_of(query, PARAMETERS, several=SEVERAL)
        self.language = _one_of(values, "lang", LANGUAGES) or "fr"
        self.near = _near(values["near"], self.language)
        self.page = _page(values["page"])
        kinds, themes = _each_of(values, "kind", KINDS), _each_of(values, "theme", Theme.values)
        at = values["at"]
        self.asked = Asked(
            now=now,
            kinds=kinds or KINDS,
            words=" ".join(" ".join(values["q"]).replace("\0", " ")[:LONGEST_QUESTION].split()),
            language=self.language,
            names_places=not self.near,
            names_times=not at,
            spot=self.near.spot if self.near else None,
            time=TimeWanted("at", now if at == ["now"] else moment_wanted(at[0])) if at else None,
            chosen={"theme": themes} if themes else {},
        )


def answer_to(asked: SearchQuestion, findings: Findings, rows: Sequence[Row]) -> dict[str, Any]:
    """Return what was found, as plain data."""
    return {
        "total": findings.total,
        "total_is_at_least": findings.is_capped,
        "page": findings.number,
        "pages": pages_of(findings.total),
        "results": [_result(each, asked.language) for each in rows],
        "facets": _facets(findings),
        "order": order_in_words(findings.asked),
        "understood": _understood(asked, findings),
    }


def _result(row: Row, language: str) -> dict[str, Any]:
    # Pages may be in fewer languages than the texts of the Cités.
    with override(language):
        title = row.title[1]
    return {
        "kind": row.kind,
        "id": row.record.slug,
        "title": title,
        "cite": row.cite.slug if row.cite else None,
        "themes": row.themes,
        "url": f"{settings.SITE_URL}{row.url}",
        "distance_km": None if row.kilometres is None else round(row.kilometres, 1),
        "demo": row.record.demo,
    }


def _facets(findings: Findings) -> dict[str, dict[str, int]]:
    facets: dict[str, dict[str, int]] = {}
    for (name, value), number in findings.counts.items():
        facets.setdefault(name, {})[value] = number
    return facets


def _understood(asked: SearchQuestion, findings: Findings) -> dict[str, Any]:
    reading, spot = findings.asked.reading, findings.asked.spot
    return {
        "themes": list(reading.themes) if reading else [],
        "words": [word.text for word in reading.words] if reading else [],
        "corrected": findings.answers.corrected,
        "near": spot.label if spot else None,
        "others": [each.label for each in asked.near.choices] if asked.near else [],
        "time": None if findings.is_of_other_times else findings.asked.said.when,
    }


def _one_of(values: dict[str, list[str]], name: str, known: Sequence[str]) -> str | None:
    found = _each_of(values, name, known)
    return found[0] if found else None


def _each_of(values: dict[str, list[str]], name: str, known: Sequence[str]) -> list[str]:
    for value in values[name]:
        if value not in known:
            raise BadQuestionError(_("Write one of: %(values)s.") % {"values": ", ".join(known)}, name)
    return values[name]


def _near(values: list[str], language: str) -> Found | None:
    if not values:
        return None
    found = find_where(values[0], language=language)
    if found.spot is None and found.choices:
        # The largest of those that bear the name; the others are told.
        return replace(found, spot=found.choices[0])
    if found.spot is None:
        raise BadQuestionError(
            _("No such place is known: write a town, a postcode, a country, a Cité, or latitude,longitude."),
            "near",
        )
    return found


def _page(values: list[str]) -> int:
    if not values:
        return 1
    if not values[0].isdecimal() or len(values[0]) > LONGEST_NUMBER or not int(values[0]):
        raise BadQuestionError(_("Pages are counted from 1."), "page")
    return int(values[0])

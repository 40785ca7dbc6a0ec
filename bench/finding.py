"""How the portal is asked for offers: the one place that knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.http import urlencode

from bench.questions import LANGUAGE
from citesmetiers.search.filters import ServiceFilter
from network.forms.times import TimeAsked

if TYPE_CHECKING:
    from bench.questions import Query


class Found(NamedTuple):
    """How many offers there are, whether it stopped counting, the keys of one page, whether other words were tried."""

    total: int
    is_capped: bool
    keys: list[int]
    is_corrected: bool


def find(query: Query) -> Found:
    """Ask as the list of offers does, and have all that its page says: the total, the facets, the page."""
    asked, now = QueryDict(urlencode(query)), timezone.now()
    with translation.override(LANGUAGE):
        found = ServiceFilter(asked, now=now, time=TimeAsked(asked, now)).findings
    keys = [each.record for each in found.results]
    return Found(found.total, found.is_capped, keys, is_corrected=bool(found.answers.corrected))

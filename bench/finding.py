"""How the portal is asked for offers: the one place that knows."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.http import urlencode

from bench.questions import LANGUAGE

if TYPE_CHECKING:
    from bench.questions import Query

# Where it is: `find(query: QueryDict, *, language, now)` gives `.total`, `.is_capped` and `.ids`, [(kind, key)].
MODULE = "citesmetiers.search"


class Found(NamedTuple):
    """How many offers there are, whether it stopped counting, and the keys of one page."""

    total: int
    is_capped: bool
    keys: list[int]


class Search:
    """The search of the portal, or the list of offers where there is none yet."""

    def __init__(self) -> None:
        found = import_module(MODULE) if find_spec(MODULE) else None
        self._find = getattr(found, "find", None)
        self.name = MODULE if self._find else "the list of offers"

    def knows(self, query: Query) -> bool:
        """Tell whether it understands a question; others are not measured."""
        return self._find is not None or "near" not in query

    def find(self, query: Query) -> Found:
        asked = QueryDict(urlencode(query))
        with translation.override(LANGUAGE):
            if self._find is None:
                return _listed(asked)
            found = self._find(asked, language=LANGUAGE, now=timezone.now())
        keys = [key for kind, key in found.ids if kind == "service"]
        return Found(found.total, found.is_capped, keys)


def _listed(query: QueryDict) -> Found:
    """Ask as the page of offers does: count everything, then bring a page."""
    from network.forms.times import TimeAsked  # noqa: PLC0415 goes with the list
    from services.filters import ServiceFilter  # noqa: PLC0415
    from services.views.openings import Openings  # noqa: PLC0415
    from services.views.public import offers_of  # noqa: PLC0415

    now = timezone.now()
    time = TimeAsked(query, now)
    openings = Openings(time.wanted, now) if time.wanted else None
    rows = offers_of(openings, now).with_words()
    filters = ServiceFilter(query, rows, time=time, found=openings.found if openings else ())
    ordered = filters.qs.drawn_on(timezone.localdate(now)).select_related("cite").with_place_ids()
    return Found(filters.total, is_capped=False, keys=[each.pk for each in filters.page(ordered).object_list])

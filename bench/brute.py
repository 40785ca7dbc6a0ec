"""The search read another way: every offer, one by one, in Python.

What it can tell:

- filters (subject, for whom, country, Cité): the total and each offer of the page, exactly;
- words: at least the offers that have all of them letter by letter (accents and case apart) are found, and each
  offer of the page has for each word one that begins like it: endings may differ. Where few have a word, and the
  search says that it looked for others that are spelt alike, those may be there too;
- near: no offer is left out that is a kilometre nearer than one of the page.

Whether a place is open is not asked here: the rooms of hours have oracles of their own.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from services.models import Permanence, Service, ServicePlace

if TYPE_CHECKING:
    from bench.finding import Found
    from bench.questions import Query

EARTH_KM = 6371.0
_WORD = re.compile(r"\w+")
# Letters that the endings of a word may take.
_ENDING = 4


@dataclass(frozen=True)
class Offer:
    """What is looked at."""

    words: frozenset[str]
    themes: frozenset[str]
    audiences: frozenset[str]
    cite: str
    country: str
    where: tuple[tuple[float, float], ...]


class Brute:
    """All offers that the public finds today."""

    def __init__(self) -> None:
        today = timezone.localdate()
        rows = Service.objects.filter(publication="published").exclude(cite__membership="not_a_member")
        rows = rows.filter(
            Q(valid_from=None) | Q(valid_from__lte=today), Q(valid_until=None) | Q(valid_until__gte=today)
        )
        where: dict[int, list[tuple[float, float]]] = {}
        # An offer is found where it is said to be, and where somebody receives for it.
        for links in (ServicePlace.objects, Permanence.objects):
            linked: Any = links.exclude(place__latitude=None).order_by("pk")
            for key, latitude, longitude in linked.values_list(
                "service", "place__latitude", "place__longitude"
            ):
                where.setdefault(key, []).append((latitude, longitude))
        self.offers = {
            key: Offer(
                frozenset(_WORD.findall(_folded(" ".join([*title.values(), *summary.values()])))),
                frozenset(themes), frozenset(audiences), cite, country, tuple(where.get(key, ())),
            )
            for key, title, summary, themes, audiences, cite, country in rows.order_by("pk").values_list(
                "pk", "title", "summary", "themes", "audiences", "cite__slug", "cite__country"
            )
        }  # fmt: skip

    def fault(self, query: Query, found: Found) -> str:  # noqa: PLR0911 one a rule
        """Say what is wrong with an answer; empty where nothing is."""
        if len(set(found.keys)) < len(found.keys):
            return "an offer is there twice"
        if unknown := [key for key in found.keys if key not in self.offers]:
            return f"the offers {unknown} are not for the public"
        asked = _folded(query.get("q", "")).split()
        wanted = {key for key, offer in self.offers.items() if _fits(offer, query)}
        literal = {key for key in wanted if self.offers[key].words.issuperset(asked)}
        if outside := [key for key in found.keys if key not in wanted]:
            return f"the offers {outside} do not fit the filters"
        if not found.is_capped and found.total < len(literal):
            return f"{found.total} are found, and {len(literal)} have all the words"
        if not asked and not found.is_capped and found.total != len(wanted) and "near" not in query:
            return f"{found.total} are found, and {len(wanted)} fit"
        strangers = [key for key in found.keys if not all(_begins(self.offers[key], word) for word in asked)]
        if strangers and not found.is_corrected:
            return f"the offers {strangers} have none of the words"
        return self._too_far(query, found, literal) if "near" in query else ""

    def _too_far(self, query: Query, found: Found, literal: set[int]) -> str:
        here = tuple(float(each) for each in query["near"].split(","))
        far = max((_distance(here, self.offers[key]) for key in found.keys), default=0.0)
        nearer = sorted(
            key for key in literal - set(found.keys) if _distance(here, self.offers[key]) < far - 1
        )
        return f"the offers {nearer[:10]} are nearer than one of the page" if nearer else ""


def _fits(offer: Offer, query: Query) -> bool:
    return (
        ("theme" not in query or query["theme"] in offer.themes)
        and ("audience" not in query or query["audience"] in offer.audiences)
        and ("country" not in query or query["country"] == offer.country)
        and ("cite" not in query or query["cite"] == offer.cite)
    )


def _begins(offer: Offer, word: str) -> bool:
    start = word[: max(_ENDING, len(word) - _ENDING)]
    # The list of offers finds what is inside of words, too.
    return any(start in each for each in offer.words)


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))


def _distance(here: tuple[float, ...], offer: Offer) -> float:
    return min((_between(here, there) for there in offer.where), default=float("inf"))


def _between(one: tuple[float, ...], two: tuple[float, float]) -> float:
    """Kilometres between two points of the globe."""
    (south, west), (north, east) = ((radians(each) for each in point) for point in (one, two))
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))

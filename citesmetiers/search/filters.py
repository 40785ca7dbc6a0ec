"""What the list of offers is asked for, and how it can be narrowed: the form of the search."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from citesmetiers.search.asked import Asked, order_in_words
from citesmetiers.search.finding import MOST_PAGES, PER_PAGE, find
from citesmetiers.search.shortlist import PICK, Shortlist
from citesmetiers.search.where import WhereAsked
from network.filters import (
    TOTAL,
    CiteFacet,
    CountryFacet,
    FacetedFilterSet,
    LanguageFacet,
    QuestionFilter,
    VocabularyArrayFacet,
    VocabularyFacet,
)
from network.vocabulary import Access, Audience, Modality, Theme
from services.models import Service

if TYPE_CHECKING:
    from datetime import datetime

    from citesmetiers.gazetteer.spots import Spot
    from citesmetiers.search.finding import Findings, Result
    from network.forms.times import TimeAsked

LONGEST_NUMBER = 9


class ServiceFilter(FacetedFilterSet):
    """A question, a place, a time and seven facets, over the offers; the index of the search answers."""

    q = QuestionFilter("words", label=_("Your question"))
    theme = VocabularyArrayFacet("themes", Theme, label=_("Subject"))
    access = VocabularyArrayFacet("access", Access, label=_("Access"))
    modality = VocabularyFacet("modality", Modality, label=_("Form"))
    audience = VocabularyArrayFacet("audiences", Audience, label=_("For whom"))
    language = LanguageFacet("languages", label=_("Language"))
    country = CountryFacet(label=_("Country"))
    cite = CiteFacet(label=_("Cité"))

    def __init__(self, data: QueryDict, *, now: datetime, time: TimeAsked) -> None:
        super().__init__(data, Service.objects.none(), time=time)
        self.now, self.asks_for_time = now, time
        self.place = WhereAsked(data)
        self.shortlist = Shortlist(data)

    @cached_property
    def findings(self) -> Findings:
        asked = Asked(
            now=self.now,
            kinds=("service",),
            words=self.question,
            language=get_language() or "en",
            names_places=not self.place.is_asked,
            names_times=not self.asks_for_time.when,
            spot=self.place.spot,
            within=self.place.within,
            time=self.asks_for_time.wanted,
            chosen=self.chosen,
        )
        return find(asked, self.number)

    @property
    def asked(self) -> Asked:
        """What is asked for, with what the question was read into."""
        return self.findings.asked

    @property
    def kept(self) -> dict[str, list[int]]:
        """What every link and the form of the list keep: the offers that the visitor chose."""
        return {PICK: self.shortlist.picks} if self.shortlist else {}

    @property
    def hidden(self) -> list[tuple[str, int]]:
        return [(PICK, each) for each in self.shortlist.picks]

    @property
    def clear(self) -> str:
        """Return the link to the list without any filter."""
        return f"?{urlencode(self.kept, doseq=True)}" if self.kept else "."

    @property
    def spot(self) -> Spot | None:
        return self.asked.spot

    @property
    def is_active(self) -> bool:
        return super().is_active or self.place.is_asked

    @property
    def has_unknown(self) -> bool:
        return super().has_unknown or self.place.is_misread

    @property
    def rule(self) -> str:
        """The rule by which they are ordered, in words."""
        return order_in_words(self.asked)

    @property
    def by_cite(self) -> dict[str, int]:
        """How many of the offers each Cité has, by its address."""
        chosen = self.chosen["cite"]
        counted = {value: number for (name, value), number in self.findings.counts.items() if name == "cite"}
        return {slug: number for slug, number in counted.items() if number and (not chosen or slug in chosen)}

    @property
    def more_cites(self) -> int:
        """How many Cités have some of the offers beside these."""
        return 0 if self.chosen["cite"] else self.findings.more_cites

    def only(self, cite: str) -> str:
        """Return the list of the same offers, those of one Cité."""
        query = QueryDict(self.query.removeprefix("?"), mutable=True)
        query.setlist("cite", [cite])
        return f"{reverse('public:services')}?{query.urlencode()}"

    @property
    def subjects(self) -> list[tuple[str, str]]:
        """The subjects that the question was read into, each with the list of all that is about it."""
        themes = self.asked.reading.themes if self.asked.reading else ()
        return [(str(Theme(theme).label), f"?{urlencode({'theme': theme})}") for theme in themes]

    @property
    def corrected(self) -> list[tuple[str, list[str]]]:
        """Words that no offer has, and those that were looked for instead."""
        return list(self.findings.answers.corrected.items())

    @property
    def said_place(self) -> str:
        """The town that the question names, in words."""
        spot = self.asked.spot
        return gettext("near %(town)s") % {"town": spot.label} if spot and self.asked.said.where else ""

    @property
    def said_time(self) -> str:
        """The time that the question names, in words."""
        when = self.asked.said.when
        return self.asks_for_time.labels[when] if when else ""

    @property
    def in_words(self) -> str:
        """Name the filters in force, after the words for a place that came to none: these narrow nothing down."""
        words = gettext("“%(words)s”") % {"words": self.place.label} if self.place.field.is_unclear else ""
        return ", ".join(filter(None, (words, super().in_words)))

    def active(self) -> list[tuple[str, str]]:
        return self._chips

    @cached_property
    def _chips(self) -> list[tuple[str, str]]:
        others = super().active()
        place = [(self.place.label, self._link_without("where"))] if self.place.spot else []
        said = []
        if self.said_place:
            said.append((self.said_place, self._link_with(self.asked.said.without_where)))
        if self.said_time and not self.findings.is_of_other_times:
            said.append((self.said_time, self._link_with(self.asked.said.without_when)))
        first = 1 if self.question else 0
        return [*others[:first], *place, *said, *others[first:]]

    def _link_without(self, name: str, value: str = "") -> str:
        place = {} if name == "where" else self.place.parameters
        link = super()._link_without(name, value).lstrip(".?")
        parts = [part for part in (link, urlencode(place), urlencode(self.kept, doseq=True)) if part]
        return f"?{'&'.join(parts)}" if parts else "."

    def _link_with(self, question: str) -> str:
        """Return the link to the same filters with another question."""
        rest = self._link_without("q").lstrip(".?")
        asked = urlencode({"q": question}) if question else ""
        return f"?{'&'.join(filter(None, (asked, rest)))}" if asked or rest else "."

    @cached_property
    def _named(self) -> dict[str, list[str]]:
        return super()._named | {"where": [self.place.label or self.said_place]}

    @property
    def number(self) -> int:
        """The page that the address asks for, from one on."""
        text = self.data.get("page", "")
        return max(int(text), 1) if text.isdecimal() and len(text) < LONGEST_NUMBER else 1

    def page_of(self, found: Findings) -> Page[Result]:
        """Return the page that the address asks for, in the order of the search."""
        paginator = Paginator(found.results, PER_PAGE)
        paginator.count = min(found.total, PER_PAGE * MOST_PAGES)
        return Page(found.results, found.number, paginator)

    @property
    def _counts(self) -> dict[tuple[str, str], tuple[str, int]]:
        found = self.findings
        counts = {key: (found.cites.get(key[1], ""), number) for key, number in found.counts.items()}
        for slug in self.chosen["cite"]:
            counts.setdefault(("cite", slug), (found.cites[slug], 0))
        return counts | {(TOTAL, ""): ("", found.total)}

    @property
    def _loosened(self) -> dict[str, int]:
        return self.findings.without

"""What the agenda can be narrowed by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from network.filters import (
    CiteFacet,
    CountryFacet,
    FacetedFilterSet,
    LanguageFacet,
    QuestionFilter,
    VocabularyArrayFacet,
    VocabularyFacet,
)
from network.vocabulary import Audience, Booking, EventKind, Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict


class Way(TextChoices):
    """How one takes part; a hybrid event counts for both."""

    ON_SITE = "on_site", _("on site")
    ONLINE = "online", _("online")


class OccurrenceFilter(FacetedFilterSet):
    """A question and eight facets, over dates `with_words()` and `with_ways()`; links keep what is `kept`."""

    q = QuestionFilter("words", label=_("Your question"))
    theme = VocabularyArrayFacet("event__themes", Theme, label=_("Subject"))
    kind = VocabularyFacet("event__kind", EventKind, label=_("Kind"))
    way = VocabularyArrayFacet("ways", Way, label=_("Where"))
    booking = VocabularyFacet("event__booking", Booking, label=_("Booking"))
    audience = VocabularyArrayFacet("event__audiences", Audience, label=_("For whom"))
    language = LanguageFacet("event__languages", label=_("Language"))
    country = CountryFacet(label=_("Country"))
    cite = CiteFacet(label=_("Cité"))

    def __init__(self, data: QueryDict, rows: Any, *, kept: Mapping[str, str] | None = None) -> None:
        super().__init__(data, rows)
        self.kept = kept or {}

    @property
    def query(self) -> str:
        return super()._link_without("").removeprefix(".")

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """Return what the form keeps."""
        return list(self.kept.items())

    @property
    def clear(self) -> str:
        """Return the link to the same days without any filter."""
        return f"?{urlencode(self.kept)}" if self.kept else "."

    def _link_without(self, name: str, value: str = "") -> str:
        filters = super()._link_without(name, value).lstrip(".?")
        kept = urlencode(self.kept)
        return f"?{'&'.join(filter(None, (kept, filters)))}" if kept or filters else "."

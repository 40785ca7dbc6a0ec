"""What the agenda can be narrowed by."""

from __future__ import annotations

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


class Way(TextChoices):
    """How one takes part; a hybrid event counts for both."""

    ON_SITE = "on_site", _("on site")
    ONLINE = "online", _("online")


class OccurrenceFilter(FacetedFilterSet):
    """A question and eight facets, over dates `with_words()` and `with_ways()`."""

    q = QuestionFilter("words", label=_("Your question"))
    theme = VocabularyArrayFacet("event__themes", Theme, label=_("Subject"))
    kind = VocabularyFacet("event__kind", EventKind, label=_("Kind"))
    way = VocabularyArrayFacet("ways", Way, label=_("Where"))
    booking = VocabularyFacet("event__booking", Booking, label=_("Booking"))
    audience = VocabularyArrayFacet("event__audiences", Audience, label=_("For whom"))
    language = LanguageFacet("event__languages", label=_("Language"))
    country = CountryFacet(label=_("Country"))
    cite = CiteFacet(label=_("Cité"))

"""What the offers can be narrowed by."""

from __future__ import annotations

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
from network.vocabulary import Access, Audience, Modality, Theme


class ServiceFilter(FacetedFilterSet):
    """A question and seven facets, over offers `with_words()`."""

    q = QuestionFilter("words", label=_("Your question"))
    theme = VocabularyArrayFacet("themes", Theme, label=_("Subject"))
    access = VocabularyArrayFacet("access", Access, label=_("Access"))
    modality = VocabularyFacet("modality", Modality, label=_("Form"))
    audience = VocabularyArrayFacet("audiences", Audience, label=_("For whom"))
    language = LanguageFacet("languages", label=_("Language"))
    country = CountryFacet(label=_("Country"))
    cite = CiteFacet(label=_("Cité"))

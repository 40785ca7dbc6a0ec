"""What the partners can be narrowed by."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from network.filters import CountryFacet, FacetedFilterSet, QuestionFilter, VocabularyFacet
from network.vocabulary import PartnerKind


class PartnerFilter(FacetedFilterSet):
    """A name, of today or of before, a kind and a country, over partners `with_words()`."""

    q = QuestionFilter("words", label=gettext_lazy("Name of the partner"))
    kind = VocabularyFacet("kind", PartnerKind, label=gettext_lazy("Kind of partner"))
    country = CountryFacet("country", label=gettext_lazy("Country"))

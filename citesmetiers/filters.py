"""What the Cités can be narrowed by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, OuterRef, StringAgg, Subquery, TextField, Value
from django.db.models.expressions import Func
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from network.filters import CountryFacet, FacetedFilterSet, QuestionFilter, Unnest, VocabularyArrayFacet
from network.models import Place, Pole
from network.models.expressions import words_of
from network.vocabulary import Publication, Theme
from services.models import Service

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from network.models.cite import CiteQuerySet


class CiteFilter(FacetedFilterSet):
    """A name or a town, a country, a subject, over Cités `with_words_and_themes`."""

    q = QuestionFilter("words", label=_("Name or town"))
    country = CountryFacet("country", label=_("Country"))
    theme = VocabularyArrayFacet("themes", Theme, label=_("Subject"))


def with_words_and_themes(cites: CiteQuerySet) -> CiteQuerySet:
    """Bring the words that a Cité is looked for by, and the themes of its poles and published offers."""
    towns = Place.objects.filter(cite=OuterRef("pk")).order_by().values("cite")
    names = towns.annotate(names=StringAgg("city", Value(" "))).values("names")
    return cites.alias(
        words=Concat(
            words_of("name"),
            Cast("other_names", TextField()),
            Value(" "),
            Coalesce("region", Value("")),
            Value(" "),
            Coalesce(Subquery(names), Value(""), output_field=TextField()),
            output_field=TextField(),
        ),
        themes=Func(
            _themes_of(Pole.objects.all()),
            _themes_of(Service.objects.filter(publication=Publication.PUBLISHED)),
            function="array_cat",
            output_field=ArrayField(CharField(max_length=40)),
        ),
    )


def _themes_of(records: QuerySet[Any]) -> ArraySubquery:
    of_cite = records.filter(cite=OuterRef("pk")).order_by()
    return ArraySubquery(of_cite.values(each=Unnest("themes", output_field=CharField(max_length=40))))

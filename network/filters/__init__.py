"""Facets: what a list can be narrowed by, how much each choice would leave, and the way back.

The values of one facet add up (any is enough), facets narrow each other. The number beside a value
is what the list would hold with it, under all the *other* facets: one query counts everything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.db.models import CharField, Count, F, Q, TextField, Value
from django.db.models.expressions import Func
from django.db.models.functions import Cast, Coalesce
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_filters.filters import CharFilter, MultipleChoiceFilter
from django_filters.filterset import FilterSet

from network.models import Cite
from network.names import country_name, fold, language_name, short_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from django.core.paginator import Page
    from django.db.models import Expression, QuerySet, TextChoices
    from django.http import QueryDict

    from network.forms.times import TimeAsked

PER_PAGE = 20
LONGEST_QUESTION = 100
MOST_WORDS, MOST_VALUES = 8, 20
TOTAL = "total"
_ADDRESS = re.compile(r"[a-z0-9-]{1,80}")


@dataclass(frozen=True)
class Choice:
    """A value of a facet, as the form shows it."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A group of choices under one heading."""

    name: str
    label: str
    choices: list[Choice]

    @property
    def is_useful(self) -> bool:
        """Whether there is anything to choose, or to let go of."""
        return len(self.choices) > 1 or any(each.chosen for each in self.choices)


@dataclass(frozen=True)
class Way:
    """What a list would hold without one of the filters in force."""

    label: str
    link: str
    count: int


class Unnest(Func):
    """One row for each value of an array column."""

    function = "unnest"
    set_returning = True


class QuestionField(forms.CharField):
    """A few words: what is too long is cut, what cannot be text is dropped."""

    def clean(self, value: Any) -> str:
        return " ".join(str(value or "").replace("\0", " ")[:LONGEST_QUESTION].split())


class KnownValuesField(forms.MultipleChoiceField):
    """The values that somebody knows, each once; the others are left out."""

    def __init__(self, *, is_known: Callable[[str], bool], **kwargs: Any) -> None:
        self.is_known = is_known
        super().__init__(**kwargs)

    def clean(self, value: Any) -> list[str]:
        return [each for each in dict.fromkeys(value or []) if self.is_known(each)][:MOST_VALUES]


class QuestionFilter(CharFilter):
    """Every word, without case or accents, somewhere in the text that `alias` names."""

    field_class: Any = QuestionField

    def __init__(self, field_name: str, *, label: Any) -> None:
        super().__init__(field_name=field_name, label=label)  # type: ignore[no-untyped-call]

    def condition(self, question: str) -> Q:
        words = question.split()[:MOST_WORDS]
        return Q(*[Q(**{f"{self.field_name}__unaccent__icontains": word}) for word in words])

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return qs.filter(self.condition(value))


class FacetFilter(MultipleChoiceFilter):
    """Any of some values of a column; `name_of` says what a value is called, or None for an unknown one."""

    field_class: Any = KnownValuesField
    is_array = False

    def __init__(self, field_name: str, *, label: Any, name_of: Callable[[str], Any]) -> None:
        self.heading = label
        self.name_of = name_of
        super().__init__(  # type: ignore[no-untyped-call]
            field_name=field_name, label=label, is_known=lambda value: bool(name_of(value))
        )

    def condition(self, values: list[str]) -> Q:
        lookup = "overlap" if self.is_array else "in"
        return Q(**{f"{self.field_name}__{lookup}": values}) if values else Q()

    def filter(self, qs: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        return qs.filter(self.condition(value))

    def each_value(self) -> Expression:
        column = F(self.field_name)
        if self.is_array:
            return Cast(Unnest(column, output_field=CharField()), TextField())
        # What is not known is no choice: nothing is called by an empty name.
        return Coalesce(Cast(column, TextField()), Value("", TextField()))

    def own_name(self) -> Expression:
        """Say what the database itself calls a value; empty where `name_of` knows."""
        return Value("", TextField())

    def rank(self, choice: Choice) -> Any:
        return fold(choice.label)


class VocabularyFacet(FacetFilter):
    """The values of a closed vocabulary, in its order."""

    def __init__(self, field_name: str, vocabulary: type[TextChoices], *, label: Any) -> None:
        self.order = vocabulary.values
        super().__init__(field_name, label=label, name_of=dict(vocabulary.choices).get)

    def rank(self, choice: Choice) -> Any:
        return self.order.index(choice.value)


class VocabularyArrayFacet(VocabularyFacet):
    """The same, for a column that holds several."""

    is_array = True


class LanguageFacet(FacetFilter):
    """Languages spoken."""

    is_array = True

    def __init__(self, field_name: str, *, label: Any) -> None:
        super().__init__(field_name, label=label, name_of=language_name)


class CountryFacet(FacetFilter):
    """The country of the Cité."""

    def __init__(self, field_name: str = "cite__country", *, label: Any) -> None:
        super().__init__(field_name, label=label, name_of=country_name)


class CiteFacet(FacetFilter):
    """The Cité itself, by its address; the database tells its name."""

    def __init__(self, *, label: Any) -> None:
        super().__init__(
            "cite__slug", label=label, name_of=lambda slug: slug if _ADDRESS.fullmatch(slug) else None
        )

    def own_name(self) -> Expression:
        return name_of_cite("cite__")


def name_of_cite(path: str = "") -> Coalesce:
    """Name a Cité in the reader’s language, else in its own."""
    languages = [Value(get_language() or "en"), F(f"{path}main_language")]
    names = [
        Func(F(f"{path}name"), language, template="(%(expressions)s)", arg_joiner=" ->> ")
        for language in languages
    ]
    return Coalesce(*names, F(f"{path}slug"), output_field=TextField())


class FacetedFilterSet(FilterSet):
    """A question and some facets over a list; `found` are the rows had at the `time` that is asked for."""

    data: QueryDict

    def __init__(
        self, data: QueryDict, rows: Any, *, time: TimeAsked | None = None, found: Collection[int] = ()
    ) -> None:
        super().__init__(data, rows)  # type: ignore[no-untyped-call]
        self.time = time
        self.is_timed = time is not None and time.wanted is not None
        self._in_time = Q(pk__in=[*found, 0]) if self.is_timed else Q()

    @property
    def qs(self) -> Any:
        return super().qs.filter(self._in_time)

    @cached_property
    def chosen(self) -> dict[str, list[str]]:
        """Return the values in force, by facet."""
        self.form.is_valid()
        return {name: self.form.cleaned_data[name] for name in self._facet_filters}

    @cached_property
    def question(self) -> str:
        self.form.is_valid()
        return str(self.form.cleaned_data.get("q", ""))

    @property
    def is_active(self) -> bool:
        return bool(self.question) or self.is_timed or any(self.chosen.values())

    @property
    def has_unknown(self) -> bool:
        """Whether the address asks for values that nobody knows; they are left out."""
        if self.time is not None and self.time.is_misread:
            return True
        asked = ((set(self.data.getlist(name)) - {""}, values) for name, values in self.chosen.items())
        return any(given - set(values) for given, values in asked)

    @cached_property
    def total(self) -> int:
        """Count the rows under all the filters."""
        return self._counts[TOTAL, ""][1]

    @cached_property
    def facets(self) -> list[Facet]:
        return [
            Facet(name, str(each.heading), sorted(self._choices(name), key=each.rank))
            for name, each in self._facet_filters.items()
        ]

    def active(self) -> list[tuple[str, str]]:
        """Return each filter in force, with the link that lets go of it."""
        question = [(self._quoted, self._link_without("q"))] if self.question else []
        if self.time and self.is_timed:
            question.append((self.time.label, self._link_without("when")))
        chosen = [(facet, each) for facet in self.facets for each in facet.choices if each.chosen]
        return question + [(each.label, self._link_without(facet.name, each.value)) for facet, each in chosen]

    @property
    def query(self) -> str:
        """Return the filters in force as the end of an address, for other forms of the same list."""
        return self._link_without("").removeprefix(".")

    @property
    def in_words(self) -> str:
        """Name the filters in force, for the title of the page."""
        return ", ".join(label for label, _link in self.active())

    def page(self, rows: QuerySet[Any] | Sequence[Any]) -> Page[Any]:
        """Return the page that the address asks for; the facets already counted the rows."""
        paginator = Paginator(rows, PER_PAGE)
        paginator.count = self.total
        return paginator.get_page(self.data.get("page"))

    @property
    def everything(self) -> int:
        """Count the rows without any filter."""
        return self._loosened["everything"]

    def ways_on(self) -> list[Way]:
        """Return the filters to let go of where nothing is found, the most fruitful first."""
        ways = [
            Way(", ".join(labels), self._link_without(name), self._loosened[name])
            for name, labels in self._named.items()
            if self._loosened.get(name)
        ]
        return sorted(ways, key=lambda way: -way.count)

    @property
    def _named(self) -> dict[str, list[str]]:
        """Name the filters in force."""
        named = {
            "q": [self._quoted] if self.question else [],
            "when": [self.time.label] if self.time and self.is_timed else [],
        }
        named |= {facet.name: [each.label for each in facet.choices if each.chosen] for facet in self.facets}
        return {name: labels for name, labels in named.items() if labels}

    @property
    def _quoted(self) -> str:
        return _("“%(words)s”") % {"words": self.question}

    @cached_property
    def _loosened(self) -> dict[str, int]:
        """Count without each of the filters in force, and without all of them, in one query."""
        without = {
            name: Count("pk", filter=self._all_but(name) & (Q() if name == "when" else self._in_time))
            for name in self._named
        }
        counts: dict[str, int] = self.queryset.order_by().aggregate(everything=Count("pk"), **without)
        return counts

    @property
    def _facet_filters(self) -> dict[str, FacetFilter]:
        return {name: each for name, each in self.filters.items() if isinstance(each, FacetFilter)}

    def _choices(self, name: str) -> list[Choice]:
        """Return what some row has, and what the visitor chose."""
        counted = {value: row for (facet, value), row in self._counts.items() if facet == name}
        chosen = self.chosen[name]
        return [
            Choice(value, self._label(name, value, counted), counted.get(value, ("", 0))[1], value in chosen)
            for value in dict.fromkeys([*counted, *chosen])
            if self.filters[name].name_of(value)
        ]

    def _label(self, name: str, value: str, counted: dict[str, tuple[str, int]]) -> str:
        own, _rows = counted.get(value, ("", 0))
        return short_name(own) if own else capfirst(str(self.filters[name].name_of(value)))

    @cached_property
    def _counts(self) -> dict[tuple[str, str], tuple[str, int]]:
        """(facet, value) → (own name, number of rows), in one query."""
        asked = self.queryset.filter(self._conditions["q"], self._in_time).order_by()
        nothing = Value("", TextField())
        branches = [_count(asked, TOTAL, nothing, nothing, self._all_but(TOTAL))]
        for name, each in self._facet_filters.items():
            branches.append(_count(asked, name, each.each_value(), each.own_name(), self._all_but(name)))
        if self.chosen.get("cite"):
            branches.append(_chosen_cites(self.chosen["cite"]))
        rows = branches[0].union(*branches[1:], all=True).order_by()
        # The chosen Cités come last, without a number: they only bring names that nothing else brought.
        counts: dict[tuple[str, str], tuple[str, int]] = {}
        for row in rows:
            counts.setdefault((row["facet"], row["each"]), (row["own_name"], row["rows"]))
        return counts

    @cached_property
    def _conditions(self) -> dict[str, Q]:
        values: list[tuple[str, Any]] = [("q", self.question), *self.chosen.items()]
        return {name: self.filters[name].condition(value) for name, value in values}

    def _all_but(self, name: str) -> Q:
        """Return the conditions of the filters in force, one of them apart."""
        return Q(*[each for other, each in self._conditions.items() if other != name])

    def _link_without(self, name: str, value: str = "") -> str:
        """Return the link to the filters in force, without a value, or without a whole facet."""
        question = {"q": self.question} if self.question and name != "q" else {}
        time = self.time.parameters if self.time and name != "when" else {}
        values = {
            facet: [each for each in chosen if facet != name or (value and each != value)]
            for facet, chosen in self.chosen.items()
        }
        kept = urlencode(question | time | values, doseq=True)
        return f"?{kept}" if kept else "."


def _count(
    rows: QuerySet[Any], facet: str, each: Expression, own_name: Expression, under: Q
) -> QuerySet[Any, Any]:
    """Count the rows of each value under a condition; a value that only others have counts 0."""
    counted: QuerySet[Any, Any] = rows.values(
        facet=Value(facet, TextField()), each=each, own_name=own_name
    ).annotate(rows=Count("pk", distinct=True, filter=under or None))
    return counted


def _chosen_cites(slugs: list[str]) -> QuerySet[Any, Any]:
    return (
        Cite.objects.shown()
        .order_by()
        .filter(slug__in=slugs)
        .values(
            facet=Value("cite", TextField()),
            each=Cast("slug", TextField()),
            own_name=name_of_cite(),
            rows=Value(0),
        )
    )

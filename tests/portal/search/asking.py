"""Questions put to the search itself, as its pages and its JSON put them."""

from django.utils import timezone

from citesmetiers.models import SearchEntry
from citesmetiers.search.asked import Asked
from citesmetiers.search.finding import find


def asked(question="", language="fr", **over):
    return Asked(**{"now": timezone.now(), "words": question, "language": language, **over})


def found(question="", **over):
    """What is found on the first page, in its order: kinds and keys."""
    return [(each.kind, each.record) for each in find(asked(question, **over)).results]


def shown(kind):
    return set(SearchEntry.objects.filter(kind=kind, shown=True).values_list("record", flat=True))

"""Questions put to the search itself, as its pages and its JSON put them."""

from django.utils import timezone

from citesmetiers.edge.versions import VersionsFile
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


def hear_alone(monkeypatch, folder):
    """Have this process hear the database, and no other one: tests beside it publish too."""
    own = VersionsFile(folder / "versions")
    for module in ("citesmetiers.search.index", "citesmetiers.edge.kept", "citesmetiers.edge.listening"):
        monkeypatch.setattr(f"{module}.versions", lambda: own)
    monkeypatch.setattr(VersionsFile, "is_heard", property(lambda _self: True))

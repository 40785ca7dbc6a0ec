"""The table of keys says what the pages read, no more and no less."""

import re

import pytest
from django.http import QueryDict
from django.utils import timezone

from citesmetiers.edge.routes import FREE, ROUTES, SAID_EMPTY
from citesmetiers.filters import CiteFilter
from citesmetiers.search.filters import ServiceFilter
from citesmetiers.weeks import WeekFilter
from events.filters import OccurrenceFilter
from network.filters.partners import PartnerFilter
from network.forms.days import DayForm
from network.forms.times import TimeAsked
from tests.edge.asking import addresses, ask, edge
from tests.house.world import make_town

FILTERS = {
    "public:services": ServiceFilter,
    "public:cites": CiteFilter,
    "public:partners": PartnerFilter,
    "public:agenda": OccurrenceFilter,
    "public:agenda_calendar": OccurrenceFilter,
    "public:cite_calendar": OccurrenceFilter,
}


@pytest.mark.parametrize("name", FILTERS)
def test_keys_of_filters(name):
    declared = set(FILTERS[name].base_filters)
    assert declared <= ROUTES[name].keys
    others = {
        "page",
        "map",
        "view",
        "on",
        "when",
        "at",
        "day",
        "month",
        "year",
        "time",
        "where",
        "near",
        "within",
        "pick",
    }
    assert ROUTES[name].keys - declared <= others


def test_keys_of_forms():
    days = {"on", *DayForm.base_fields}
    times = {"when", "at", *TimeAsked(QueryDict(), timezone.now()).form.fields}
    for name in ("public:cite", "public:label", "public:label_proof"):
        assert days <= ROUTES[name].keys
    for name in ("public:cites", "public:services"):
        assert times <= ROUTES[name].keys
    narrowings = {each.name for each in WeekFilter(QueryDict(), [], {}).narrowings}
    assert ROUTES["public:week"].keys == {"from", *narrowings}
    assert ROUTES["public:permanences_calendar"].keys == narrowings
    assert days | times >= SAID_EMPTY
    assert "q" in FREE


# Read by what two pages share, and used by the other one.
NOT_SHOWN = {"public:permanences_calendar": {"from"}}


class Watching(QueryDict):
    """A query that remembers which keys a page read."""

    read: set[str] = set()

    def get(self, key, default=None):
        self.read.add(key)
        return super().get(key, default)

    def getlist(self, key, default=None):
        self.read.add(key)
        return super().getlist(key, default)

    def __getitem__(self, key):
        self.read.add(key)
        return super().__getitem__(key)

    def __contains__(self, key):
        self.read.add(key)
        return super().__contains__(key)


@pytest.mark.django_db
def test_what_pages_read(client, monkeypatch):
    """Watch every page read its address: a key that is read is in the table."""
    paths = addresses(make_town())
    read: set[str] = set()
    monkeypatch.setattr(Watching, "read", read)
    from django.core.handlers import wsgi  # noqa: PLC0415

    monkeypatch.setattr(wsgi, "QueryDict", Watching)
    for name, path in paths.items():
        read.clear()
        assert client.get(path).status_code == 200
        # How a template writes the whole of it.
        assert read - ROUTES[name].keys - NOT_SHOWN.get(name, set()) - {"urlencode"} == set(), name


@pytest.mark.django_db
def test_no_other_key_changes_a_page(tmp_path):
    """Ask every page with every key of the others: what it does not know is not on it."""
    paths = addresses(make_town())
    every = sorted({key for route in ROUTES.values() for key in route.keys})
    with edge(tmp_path) as portal:
        for name, path in paths.items():
            if ROUTES[name].is_strict:
                continue
            query = "&".join(f"{key}=canari" for key in every if key not in ROUTES[name].keys)
            assert not re.search(b"canari", ask(portal, path, query).body), name

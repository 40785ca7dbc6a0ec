"""What a process remembers of the entries of the search: for each facet, the set of those that have it.

The database says what changed since it was last asked: one query, that returns nothing where nothing did. It is not
asked where the versions of published pages say that nothing changed.
"""

from __future__ import annotations

import json
from array import array
from bisect import insort
from collections import defaultdict
from contextlib import AbstractContextManager, contextmanager
from hashlib import md5
from itertools import chain
from threading import RLock
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection, transaction
from pyroaring import BitMap

from citesmetiers.edge.versions import versions
from citesmetiers.gazetteer.spheres import on_sphere
from citesmetiers.questions import NONE, Synonyms
from citesmetiers.search.nearby import Positions
from network.names import choose_text, fold
from network.vocabulary import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator
    from datetime import date, datetime

    from citesmetiers.edge.versions import Versions

# From so few on, it is faster to draw among them than to walk through the draw of all.
FEW = 400
MOST_TOWNS = 60
# For so many seconds a question is known to have too many answers: those that are shown are looked at all the same.
BROAD_FOR, MOST_BROAD = 60, 1000
# For so many seconds what was answered is remembered, of so many questions with so many hits: some thirty million bytes.
ANSWERS_FOR, MOST_ANSWERS, MOST_HITS = 60, 1000, 150_000
# Entries that are read at a time, where all are.
LOT = 2000
# Written by transactions that were not over when we last looked, or that began since.
CHANGED = """
    SELECT snapshot.xmin::text, snapshot.synonyms, snapshot.generation, entry.id, kind, record, shown, shown_from,
           shown_until, places, latitude, longitude, facets, about::text
    FROM (
        SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin,
               (SELECT last_value + is_called::int FROM search_generations) AS generation,
               (
                   SELECT json_agg(json_build_array(language, words) ORDER BY language, id)::text
                   FROM citesmetiers_synonym WHERE NOT demo
               ) AS synonyms
    ) AS snapshot
    LEFT JOIN citesmetiers_searchentry AS entry ON entry.changed_in >= %s::xid8
"""


# Before any transaction.
FIRST = "0"


class Entry(NamedTuple):
    """A row of the side table, without its words."""

    id: int
    kind: str
    record: int
    shown: bool
    shown_from: datetime | None
    shown_until: datetime | None
    places: list[int]
    latitude: float | None
    longitude: float | None
    facets: list[str]
    # As JSON: what a driver makes of it is not the same everywhere.
    about: str | None


class _Span(NamedTuple):
    """From an instant to another, end excluded, in which nothing begins or ends: what is found, now or later."""

    start: datetime
    end: datetime | None
    going_on: BitMap
    valid: BitMap

    def holds(self, moment: datetime) -> bool:
        return self.start <= moment and (self.end is None or moment < self.end)


class Index:
    """The entries of one database, by their numbers. Hold it while its sets are read: another thread may refresh it."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._since, self._generation = FIRST, 0
        # By facet and value, in the order of the values.
        self._sets: dict[str, dict[str, BitMap]] = {}
        self._unsorted: set[str] = set()
        self._at_place: defaultdict[int, BitMap] = defaultdict(BitMap)
        self._from: defaultdict[datetime, BitMap] = defaultdict(BitMap)
        self._until: defaultdict[datetime, BitMap] = defaultdict(BitMap)
        self._records = array("q")
        self._shown = BitMap()
        self._cites: dict[int, str] = {}
        self._about: dict[str, dict[str, Any]] = {}
        self._towns: dict[int, str] = {}
        self.positions = Positions()
        self.synonyms = NONE
        self._synonyms_read: str | None = None
        self._versions: Versions | None = None
        self._drawn: tuple[date, list[tuple[str, int]]] | None = None
        self._in_draw = BitMap()
        self._span: _Span | None = None
        self._broad: dict[Hashable, float] = {}
        self._answers: dict[Hashable, Any] = {}
        self._answers_since, self._answers_size = 0.0, 0

    @contextmanager
    def held(self) -> Iterator[Index]:
        """Bring it up to date, and keep it so while it is read."""
        with self._lock:
            self._refresh()
            yield self

    def having(self, name: str, value: str) -> BitMap:
        """Return the entries that have a value of a facet."""
        return self._sets.get(name, {}).get(value, BitMap())

    def values_of(self, name: str) -> list[str]:
        """Return the values of a facet that some entry has, or had."""
        return list(self._sets.get(name, ()))

    def count(self, name: str, among: BitMap) -> dict[str, int]:
        """Count those that have each value of a facet, which some of them have; in the order of the values."""
        return {
            value: number
            for value, those in self._sets.get(name, {}).items()
            if (number := among.intersection_cardinality(those))
        }

    def is_broad(self, question: Hashable) -> bool:
        """Tell whether a question was found to have too many answers to be read, not long ago."""
        found = self._broad.get(question)
        return found is not None and monotonic() < found + BROAD_FOR

    def note_broad(self, question: Hashable) -> None:
        if len(self._broad) >= MOST_BROAD:
            self._broad.clear()
        self._broad[question] = monotonic()

    def remembered(self, question: Hashable) -> Any:
        """Return what was answered within the last minute, where nothing was published since; else None."""
        return self._answers.get(question) if monotonic() < self._answers_since + ANSWERS_FOR else None

    def remember(self, question: Hashable, answer: Any, size: int) -> None:
        """Remember an answer of so many hits, where it will be heard when it holds no longer."""
        if not self._is_told_of_nothing():
            return
        is_full = self._answers_size + size > MOST_HITS or len(self._answers) >= MOST_ANSWERS
        if is_full or monotonic() >= self._answers_since + ANSWERS_FOR:
            self._forget_answers()
            self._answers_since = monotonic()
        self._answers[question] = answer
        self._answers_size += size

    def _forget_answers(self) -> None:
        self._answers.clear()
        self._answers_since, self._answers_size = 0.0, 0

    def at(self, place: int) -> BitMap:
        """Return the entries that are found at a place."""
        return self._at_place.get(place, BitMap())

    def record_of(self, entry: int) -> int:
        return self._records[entry]

    def kind_of(self, entry: int) -> str:
        return next(kind for kind, those in self._sets["kind"].items() if entry in those)

    def slug_of_cite(self, cite: int) -> str:
        """Return the address of a Cité; nothing for one that is not found."""
        return self._cites.get(cite, "")

    def name_of_cite(self, slug: str) -> str:
        """Name a Cité in the reader's language, else in its own; nothing where it is not known."""
        about = self._about.get(slug)
        return choose_text(about["name"], about["main_language"])[1] if about else ""

    def towns(self) -> list[str]:
        """Return the towns of the main places, to be proposed; none where they are too many to be looked through."""
        known = set(self._towns.values())
        return sorted(known, key=fold) if len(known) <= MOST_TOWNS else []

    @staticmethod
    def _town_of(place: Entry) -> str:
        about = json.loads(place.about or "{}")
        return about.get("town") or "" if about.get("kind") == PlaceKind.MAIN else ""

    def valid_at(self, moment: datetime) -> BitMap:
        """Return the entries that are found at a moment."""
        return self._at(moment).valid

    def going_on_at(self, moment: datetime) -> BitMap:
        """Return those too that will be found later."""
        return self._at(moment).going_on

    def _at(self, moment: datetime) -> _Span:
        if self._span is None or not self._span.holds(moment):
            late = BitMap.union(BitMap(), *(those for end, those in self._until.items() if end <= moment))
            early = BitMap.union(BitMap(), *(those for start, those in self._from.items() if moment < start))
            ahead = [instant for instant in (*self._from, *self._until) if moment < instant]
            going_on = self._shown - late
            self._span = _Span(moment, min(ahead, default=None), going_on, going_on - early)
        return self._span

    def drawn(self, among: BitMap, day: date) -> Iterator[int]:
        """Draw entries in the order of a day: the same for everybody, and another one the next day."""
        if len(among) <= FEW:
            return iter(sorted(among, key=lambda each: (self._draw(each, day), each)))
        return (each for _draw, each in self._draw_of_all(day) if each in among)

    def draw_of(self, entry: int, day: date) -> tuple[str, int]:
        return self._draw(entry, day), entry

    def _draw(self, entry: int, day: date) -> str:
        # As `network.models.expressions.daily_draw` does in the lists.
        return md5(f"{self._records[entry]}{day.isoformat()}".encode(), usedforsecurity=False).hexdigest()

    def _draw_of_all(self, day: date) -> list[tuple[str, int]]:
        if self._drawn is None or self._drawn[0] != day:
            self._drawn = day, sorted((self._draw(each, day), each) for each in self._shown)
            self._in_draw = self._shown.copy()
        return self._drawn[1]

    def _refresh(self) -> None:
        if self._is_told_of_nothing():
            return
        # Hours too may be others, of which no entry tells.
        self._forget_answers()
        self._versions = versions().of(())
        lots = self._ask()
        first = next(lots)
        if first[0][2] != self._generation:
            # Rows were removed for good: what is remembered of them goes with all the rest.
            self._generation = first[0][2]
            if self._since != FIRST:
                self._since = FIRST
                lots = self._ask()
                first = next(lots)
        if self._since == FIRST:
            self._forget(self._shown.copy(), [])
        since, synonyms = first[0][:2]
        if synonyms != self._synonyms_read:
            self.synonyms, self._synonyms_read = Synonyms.of(json.loads(synonyms or "[]")), synonyms
        for rows in chain([first], lots):
            self._take([Entry(*row[3:]) for row in rows if row[3] is not None])
        self._since = since

    def _take(self, changed: list[Entry]) -> None:
        if changed and self._since != FIRST:
            self._forget(BitMap(each.id for each in changed), changed)
        for each in changed:
            if each.shown:
                self._remember(each)
        if changed:
            self._span = None
        while self._unsorted:
            name = self._unsorted.pop()
            self._sets[name] = dict(sorted(self._sets[name].items()))

    def _ask(self) -> Iterator[list[tuple[Any, ...]]]:
        """Give what changed, in lots, the first of which has a row; everything at first, which no memory holds at once."""
        if self._since != FIRST:
            with connection.cursor() as cursor:
                cursor.execute(CHANGED, [self._since])
                yield cursor.fetchall()
            return
        # Read as it comes: not even its statement ends before it may take no longer.
        with transaction.atomic(savepoint=False), connection.chunked_cursor() as cursor:
            cursor.execute(CHANGED, [self._since])
            while rows := cursor.fetchmany(LOT):
                yield rows

    def _is_told_of_nothing(self) -> bool:
        """Whether it is known without asking that nothing was published since, as by the copies of pages."""
        is_heard = versions().is_heard and not connection.in_atomic_block
        return is_heard and self._versions is not None and versions().are(self._versions)

    def _forget(self, gone: BitMap, changed: list[Entry]) -> None:
        facets = chain.from_iterable(sets.values() for sets in self._sets.values())
        for those in chain(facets, self._at_place.values(), self._from.values(), self._until.values()):
            those.difference_update(gone)
        self._shown -= gone
        for each in changed:
            if each.kind == "place":
                self.positions.drop(each.record)
                self._towns.pop(each.record, None)
            elif each.kind == "cite":
                self._about.pop(self._cites.pop(each.record, ""), None)

    def _set_of(self, name: str, value: str) -> BitMap:
        sets = self._sets.setdefault(name, {})
        if value not in sets:
            self._unsorted.add(name)
        return sets.setdefault(value, BitMap())

    def _remember(self, entry: Entry) -> None:
        if len(self._records) <= entry.id:
            self._records.extend([0] * (entry.id + 1 - len(self._records)))
        self._records[entry.id] = entry.record
        self._shown.add(entry.id)
        for facet in (f"kind:{entry.kind}", *entry.facets):
            name, _, value = facet.partition(":")
            self._set_of(name, value).add(entry.id)
            if name == entry.kind == "cite":
                self._cites[entry.record] = value
                self._about[value] = json.loads(entry.about or "{}")
        for place in entry.places:
            self._at_place[place].add(entry.id)
        if entry.shown_from:
            self._from[entry.shown_from].add(entry.id)
        if entry.shown_until:
            self._until[entry.shown_until].add(entry.id)
        if entry.kind == "place" and (town := self._town_of(entry)):
            self._towns[entry.record] = town
        if entry.kind == "place" and entry.latitude is not None and entry.longitude is not None:
            self.positions.put(entry.record, on_sphere(entry.latitude, entry.longitude))
        if self._drawn and entry.id not in self._in_draw:
            insort(self._drawn[1], (self._draw(entry.id, self._drawn[0]), entry.id))
            self._in_draw.add(entry.id)


class _Own:
    """The index of this process; another one where the database is another one."""

    index = Index()


def held() -> AbstractContextManager[Index]:
    """Hold the index of this process, brought up to date."""
    return _Own.index.held()


def forget_all() -> None:
    """Begin anew, as where the database is another one."""
    _Own.index = Index()

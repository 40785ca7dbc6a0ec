"""What is found: how much, how it can be narrowed, and a page of it in its order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from random import Random
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import get_language
from pyroaring import BitMap

from citesmetiers.gazetteer.spheres import kilometres, on_sphere
from citesmetiers.search import times
from citesmetiers.search.answering import SUBJECT, Answers, Rank, answers_to
from citesmetiers.search.hits import FEW
from citesmetiers.search.index import held
from citesmetiers.search.ordering import by_distance, in_order, page_of, within
from citesmetiers.search.reading import understood

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from citesmetiers.search.asked import Asked
    from citesmetiers.search.index import Index
    from citesmetiers.search.ordering import Found
    from services.views.reception import Hall

# By what each kind of list can be narrowed.
FACETS = ("kind", "theme", "access", "modality", "audience", "language", "country", "cite")
# The hours of so many are looked at, the first in the order; more than that nobody reads.
MOST_TIMED = 1000
PER_PAGE, MOST_PAGES = 20, 250
# Nobody reads through more Cités than these: those that have most of what is found.
MOST_CITES = 100


@dataclass(frozen=True)
class Result:
    """A record that was found; how far it is where distances were asked for and its place is known."""

    kind: str
    record: int
    kilometres: float | None = None


@dataclass(frozen=True)
class Findings:
    """The answer to a search."""

    # What it was asked for, with what the question was read into.
    asked: Asked
    # The page that is shown, from one on: the last one where a later one was asked for.
    number: int
    total: int
    # There are more: only so many were looked at.
    is_capped: bool
    results: list[Result]
    # By facet and value: how many there would be with it, under all the other facets.
    counts: dict[tuple[str, str], int]
    # The names of the Cités among these values, in the reader's language.
    cites: dict[str, str]
    # How many more Cités have something of it.
    more_cites: int
    # The towns of the network, to be proposed.
    towns: list[str]
    # Where nothing is found: how much there would be without each of the filters in force, and without all.
    without: dict[str, int]
    answers: Answers
    # Where a time is asked for: what was read of the offers that are had then.
    hall: Hall | None = None
    # Nobody is there at the time that the question names: these are there at other times.
    is_of_other_times: bool = False

    @property
    def size(self) -> int:
        """How much it takes to remember it, without its hall, in hits."""
        return len(self.results) + len(self.counts) + len(self.answers.entries) // 100


def find(asked: Asked, page: int = 1) -> Findings:
    """Search; `page` counts from one. What is found for the same question within a minute is the same."""
    with held() as index:
        question = (repr(_by_the_minute(asked)), get_language(), page)
        known: Findings | None = index.remembered(question)
        if known is None:
            known = _find(asked, page, index)
            # Of the hours that were read, those of a page are soon read again.
            index.remember(question, replace(known, hall=None), known.size)
        return known


def _by_the_minute(asked: Asked) -> Asked:
    time = asked.time and replace(asked.time, moment=asked.time.moment.replace(second=0, microsecond=0))
    return replace(asked, now=asked.now.replace(second=0, microsecond=0), time=time)


def _find(asked: Asked, page: int, index: Index) -> Findings:
    asked = understood(asked, index.synonyms)
    found = _Search(asked, index).findings(page)
    if asked.time_is_said and not found.total:
        return replace(_Search(replace(asked, time=None), index).findings(page), is_of_other_times=True)
    return found


@dataclass(frozen=True)
class Group:
    """What was found of one kind, and the first of it."""

    kind: str
    total: int
    is_capped: bool
    results: list[Result]


@dataclass(frozen=True)
class Groups:
    """What was found, kind by kind, and what the question was read into."""

    asked: Asked
    groups: list[Group]


def find_each(asked: Asked, number: int) -> Groups:
    """Search through all kinds at once, and return the first so many of each that answers."""
    with held() as index:
        asked = understood(asked, index.synonyms)
        return Groups(asked, _Search(asked, index).groups(number))


def pages_of(total: int) -> int:
    """Tell how many pages can be asked for; nobody turns further."""
    return max(1, min(MOST_PAGES, -(-total // PER_PAGE)))


class _Search:
    """One search, while the index is held."""

    def __init__(self, asked: Asked, index: Index) -> None:
        self.asked, self.index = asked, index
        self.day = timezone.localdate(asked.now)
        self.is_capped = False
        self.hall: Hall | None = None

    def findings(self, page: int) -> Findings:
        number = min(page, pages_of(len(self.selected)))
        chosen = {rank: those & self.selected for rank, those in self.answers.by_rank.items()}
        counts = self._counts()
        cites = self._foremost(counts["cite"])
        return Findings(
            asked=self.asked,
            number=number,
            total=len(self.selected),
            is_capped=self.is_capped,
            results=[self._result(each) for each in page_of(self._ordered(chosen), number, PER_PAGE)],
            counts={
                (name, value): number
                for name, values in (counts | {"cite": cites}).items()
                for value, number in values.items()
            },
            cites={
                slug: self.index.name_of_cite(slug) for slug in (*self.asked.chosen.get("cite", ()), *cites)
            },
            more_cites=sum(map(bool, counts["cite"].values())) - sum(map(bool, cites.values())),
            towns=self.index.towns(),
            without={} if self.selected else self._without(),
            answers=self.answers,
            hall=self.hall,
        )

    def groups(self, number: int) -> list[Group]:
        groups = []
        for kind in self.asked.kinds:
            of_kind = self.selected & self.index.having("kind", kind)
            ranked = {rank: those & of_kind for rank, those in self.answers.by_rank.items()}
            first = [self._result(each) for each in islice(self._ordered(ranked), number)]
            groups.append(Group(kind, len(of_kind), self.is_capped, first))
        return [each for each in groups if each.total]

    @cached_property
    def everything(self) -> BitMap:
        """What is found at all: now, or at the time that is asked for."""
        moment = self.asked.now
        valid = self.index.going_on_at(moment) if self.asked.time else self.index.valid_at(moment)
        return valid & self._of_kinds

    @property
    def _of_kinds(self) -> BitMap:
        return BitMap.union(BitMap(), *(self.index.having("kind", kind) for kind in self.asked.kinds))

    @cached_property
    def there(self) -> BitMap:
        """Which entries are where it is asked for."""
        spot = self.asked.spot
        if spot is None:
            return self.everything
        if spot.kind == "cite":
            return self.everything & self.index.having("cite", self.index.slug_of_cite(spot.cite_id or 0))
        if spot.kind == "country":
            return self.everything & self.index.having("country", spot.country)
        if self.asked.within:
            return self.everything & within(self.index, self._here, self.asked.within)
        return self.everything

    @cached_property
    def answers(self) -> Answers:
        """What answers the question, with whatever facets; the first of all where many have the words."""
        reading = self.asked.reading
        if reading is None:
            return Answers({Rank(SUBJECT): self.there})
        found = answers_to(reading, self.index, self.there, self.asked.kinds)
        if not found.are_many:
            return found
        narrow = self.there & self._chosen()
        self.is_capped = len(narrow) > FEW
        # Where nothing under the chosen facets has the words, what else has them tells which of these to drop.
        for those in (narrow, self.there):
            sample = self._first(those, FEW) if len(those) > FEW else those
            found = answers_to(reading, self.index, self.there, self.asked.kinds, sample=sample)
            if found.by_rank and not found.are_many:
                break
        return found

    @cached_property
    def base(self) -> BitMap:
        """What is found but for the facets."""
        return self._timed(self.answers.entries)

    @cached_property
    def selected(self) -> BitMap:
        return self.base & self._chosen()

    @property
    def _here(self) -> tuple[float, float]:
        assert self.asked.here is not None
        return self.asked.here

    def _chosen(self, *, but: str = "") -> BitMap:
        """Return what the chosen facets leave, one of them apart."""
        left = self.everything
        for name, values in self.asked.chosen.items():
            if values and name != but:
                left = left & self._any(name, values)
        return left

    def _any(self, name: str, values: Iterable[str]) -> BitMap:
        return BitMap.union(BitMap(), *(self.index.having(name, value) for value in values))

    def _timed(self, found: BitMap) -> BitMap:
        """Return what is had at the time that is asked for; of many, the first in the order are looked at."""
        if self.asked.time is None:
            return found
        if len(found) > MOST_TIMED:
            found = found & self._chosen()
            self.is_capped = self.is_capped or len(found) > MOST_TIMED
            found = self._first(found, MOST_TIMED)
        had = times.had_at(self.index, found, self.asked.time, self.asked.now)
        self.hall = had.hall
        return had.entries

    def _ordered(self, ranked: dict[Rank, BitMap]) -> Iterator[Found]:
        if self.asked.is_near:
            return by_distance(ranked, self.index, self.day, self._here)
        return in_order(ranked, self.index, self.day)

    def _first(self, found: BitMap, number: int) -> BitMap:
        return BitMap(each.entry for each in islice(self._ordered({Rank(SUBJECT): found}), number))

    def _result(self, found: Found) -> Result:
        kind, record = self.index.kind_of(found.entry), self.index.record_of(found.entry)
        if found.place is None:
            return Result(kind, record)
        return Result(kind, record, kilometres(on_sphere(*self._here), self.index.positions.of[found.place]))

    def _counts(self) -> dict[str, dict[str, int]]:
        """Count each value that something found has, under the facets but its own: perhaps nothing is left of it."""
        counts = {}
        for name in FACETS:
            under = self.base & self._chosen(but=name) if self.asked.chosen.get(name) else self.selected
            left = self.index.count(name, under)
            of_base = left if under == self.base else self.index.count(name, self.base)
            counts[name] = {value: left.get(value, 0) for value in of_base}
        return counts

    def _foremost(self, cites: dict[str, int]) -> dict[str, int]:
        """Leave the Cités that have most, and those that are chosen; a draw decides among those that have as much."""
        if len(cites) <= MOST_CITES:
            return cites
        least = sorted(cites.values(), reverse=True)[MOST_CITES - 1]
        above = {slug for slug, number in cites.items() if number > least}
        equal = [slug for slug, number in cites.items() if number == least]
        draw = Random(self.day.toordinal())  # noqa: S311 it keeps nothing secret
        shown = {*above, *draw.sample(equal, MOST_CITES - len(above)), *self.asked.chosen.get("cite", ())}
        return {slug: number for slug, number in cites.items() if slug in shown}

    def _without(self) -> dict[str, int]:
        """Count without each of the filters in force, and without all of them."""
        counts = {
            name: len(self.base & self._chosen(but=name))
            for name, values in self.asked.chosen.items()
            if values
        }
        if self.asked.reading is not None:
            counts["q"] = len(self._timed(self.there) & self._chosen())
        if self.asked.spot is not None:
            elsewhere = replace(self.asked, spot=None, within=None)
            counts["where"] = len(_Search(elsewhere, self.index).selected)
        if self.asked.time is not None:
            counts["when"] = len(_Search(replace(self.asked, time=None), self.index).selected)
        return counts | {"everything": len(self.index.valid_at(self.asked.now) & self._of_kinds)}

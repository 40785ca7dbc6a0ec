"""The order of what was found: by how well it answers, then by distance, then by the draw of the day.

No name, no partner and no Cité has a part in it.
"""

from __future__ import annotations

from itertools import chain, groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from pyroaring import BitMap

from citesmetiers.gazetteer.spheres import on_sphere
from citesmetiers.search.answering import SUBJECT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from citesmetiers.search.answering import Rank
    from citesmetiers.search.index import Index


class Found(NamedTuple):
    """An entry, and the nearest of the places where it is found; none where distances were not asked for."""

    entry: int
    place: int | None = None


def in_order(by_rank: Mapping[Rank, BitMap], index: Index, day: date) -> Iterator[Found]:
    """Put the best answers first, the subjects in turn; the draw of the day decides among equals."""
    for _tier, ranks in groupby(sorted(by_rank, reverse=True), key=lambda rank: rank.tier):
        of_subject: dict[int, list[Iterator[Found]]] = {}
        for rank in ranks:
            drawn = map(Found, index.drawn(by_rank[rank], day))
            of_subject.setdefault(rank.subject, []).append(drawn)
        surest_first = sorted(of_subject, reverse=True)
        yield from _in_turn([chain.from_iterable(of_subject[each]) for each in surest_first])


def _in_turn(lists: list[Iterator[Found]]) -> Iterator[Found]:
    while lists:
        for each in tuple(lists):
            if (found := next(each, None)) is None:
                lists.remove(each)
            else:
                yield found


def by_distance(
    by_rank: Mapping[Rank, BitMap], index: Index, day: date, here: tuple[float, float]
) -> Iterator[Found]:
    """Put the nearest first: of what answers well, then of the rest. What has no place comes after."""
    well = {rank: those for rank, those in by_rank.items() if rank.tier >= SUBJECT}
    rest = {rank: those for rank, those in by_rank.items() if rank.tier < SUBJECT}
    for ranked in (well, rest):
        if ranked:
            yield from _around(ranked, index.positions.nearest(on_sphere(*here)), index, day)


def within(index: Index, here: tuple[float, float], distance: float) -> BitMap:
    """Return the entries found at a place that is at most so many kilometres away."""
    near = index.positions.within(on_sphere(*here), distance)
    return BitMap.union(BitMap(), *(index.at(place) for place in near))


def _around(
    by_rank: Mapping[Rank, BitMap], places: Iterator[int], index: Index, day: date
) -> Iterator[Found]:
    left = BitMap.union(BitMap(), *by_rank.values())
    ranks = sorted(by_rank, reverse=True)
    for place in places:
        if not left:
            return
        here = index.at(place) & left
        if here:
            left -= here
            for rank in ranks:
                yield from (Found(each, place) for each in index.drawn(by_rank[rank] & here, day))
    for rank in ranks:
        yield from map(Found, index.drawn(by_rank[rank] & left, day))


def page_of(found: Iterator[Found], number: int, size: int) -> list[Found]:
    return list(islice(found, (number - 1) * size, number * size))

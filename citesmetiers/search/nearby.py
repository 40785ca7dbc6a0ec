"""Which places are near a point, found without looking at all of them: each is kept in its cube of space."""

from __future__ import annotations

from collections import defaultdict
from heapq import heapify, heappop
from itertools import product
from math import floor
from typing import TYPE_CHECKING

from citesmetiers.gazetteer.spheres import chord_of, nearness, nearness_over

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citesmetiers.gazetteer.spheres import Position

# The edge of a cube, in radii of the earth: some 130 km.
EDGE = 0.02
# How far one looks, and then further, in the same unit: 30, 130, 500 km; beyond, at everything.
REACHES = (0.005, 0.02, 0.08)
# Wider than what rounding may leave out at the edge of a reach.
MARGIN = 1e-6

Cube = tuple[int, int, int]


class Positions:
    """Where places are, by their numbers."""

    def __init__(self) -> None:
        self.of: dict[int, Position] = {}
        self._cubes: defaultdict[Cube, set[int]] = defaultdict(set)

    def put(self, place: int, position: Position) -> None:
        self.drop(place)
        self.of[place] = position
        self._cubes[_cube_of(position)].add(place)

    def drop(self, place: int) -> None:
        """Forget a place, where it is known."""
        if position := self.of.pop(place, None):
            self._cubes[_cube_of(position)].discard(place)

    def within(self, centre: Position, distance: float) -> list[int]:
        """Return the places that are at most so many kilometres away, in no order."""
        chord = chord_of(distance)
        return [place for near, place in self._around(centre, chord) if near >= nearness_over(chord)]

    def nearest(self, centre: Position) -> Iterator[int]:
        """Give all places, the nearest first, without sorting those that nobody asks for."""
        beyond = 2.0
        for reach in REACHES:
            least = nearness_over(reach)
            found = [(-near, place) for near, place in self._around(centre, reach) if least <= near < beyond]
            yield from (place for _near, place in sorted(found))
            beyond = least
        every = ((nearness(centre, position), place) for place, position in self.of.items())
        waiting = [(-near, place) for near, place in every if near < beyond]
        heapify(waiting)
        while waiting:
            yield heappop(waiting)[1]

    def _around(self, centre: Position, reach: float) -> Iterator[tuple[float, int]]:
        """Give at least the places within reach, in a straight line, and how near each is."""
        if reach > REACHES[-1]:
            places = iter(self.of)
        else:
            wide = reach + MARGIN
            x, y, z = (range(floor((each - wide) / EDGE), floor((each + wide) / EDGE) + 1) for each in centre)
            places = (place for cube in product(x, y, z) for place in self._cubes.get(cube, ()))
        return ((nearness(centre, self.of[place]), place) for place in places)


def _cube_of(position: Position) -> Cube:
    x, y, z = (floor(each / EDGE) for each in position)
    return x, y, z

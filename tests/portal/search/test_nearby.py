"""Which places are near is the same, however they are looked for."""

from itertools import pairwise
from random import Random

import pytest

from citesmetiers.gazetteer.spheres import kilometres, on_sphere
from citesmetiers.search.nearby import Positions

# A town of many places, a country, both poles, and the line where a day changes.
CENTRES = [(48.85, 2.35), (45.76, 4.84), (89.99, 0.0), (-89.99, 120.0), (0.0, 179.99), (0.0, -179.99)]


@pytest.fixture(scope="module")
def points():
    rng = Random(9)
    around = [
        (max(-90, min(90, lat + rng.gauss(0, spread))), lon + rng.gauss(0, spread))
        for lat, lon in CENTRES
        for spread in (0.05, 1, 8)
        for _ in range(60)
    ]
    anywhere = [(rng.uniform(-90, 90), rng.uniform(-180, 180)) for _ in range(200)]
    return dict(enumerate([*around, *anywhere, *CENTRES, *CENTRES]))


@pytest.fixture
def positions(points):
    known = Positions()
    for place, point in points.items():
        known.put(place, on_sphere(*point))
    return known


def distances(points, centre):
    return {place: kilometres(on_sphere(*centre), on_sphere(*point)) for place, point in points.items()}


@pytest.mark.parametrize("centre", CENTRES)
def test_nearest_come_first_and_all_come(points, positions, centre):
    away = distances(points, centre)
    given = list(positions.nearest(on_sphere(*centre)))
    assert sorted(given) == sorted(points)
    # The cosine of an angle tells no metres.
    steps = [away[after] - away[before] for before, after in pairwise(given)]
    assert min(steps) > -0.2


@pytest.mark.parametrize("centre", CENTRES)
@pytest.mark.parametrize("distance", [1, 10, 30, 100, 2000, 30_000])
def test_within_a_distance_are_those_that_are(points, positions, centre, distance):
    away = distances(points, centre)
    found = set(positions.within(on_sphere(*centre), distance))
    assert {place for place in points if away[place] < distance - 0.2} <= found
    assert found <= {place for place in points if away[place] < distance + 0.2}


def test_a_place_that_moved_is_found_where_it_is_alone(points, positions):
    there = on_sphere(-40, -70)
    positions.put(0, there)
    assert next(positions.nearest(there)) == 0
    assert 0 not in set(positions.within(on_sphere(*points[0]), 100))
    positions.drop(0)
    positions.drop(0)
    assert 0 not in set(positions.nearest(there))

"""Distances, against a formula of another principle: the angle between two vectors."""

from math import atan2, cos, radians, sin, sqrt

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from citesmetiers.gazetteer.distance import kilometres, say_distance

points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def by_vectors(here, there):
    (ax, ay, az), (bx, by, bz) = vector(*here), vector(*there)
    cross = (ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx)
    return 6371.0088 * atan2(sqrt(sum(part**2 for part in cross)), ax * bx + ay * by + az * bz)


def vector(latitude, longitude):
    phi, theta = radians(latitude), radians(longitude)
    return cos(phi) * cos(theta), cos(phi) * sin(theta), sin(phi)


@given(points, points)
def test_agrees_with_the_angle_between_vectors(here, there):
    assert kilometres(here, there) == pytest.approx(by_vectors(here, there), abs=0.2)


@given(points, points)
def test_is_the_same_both_ways_and_nothing_from_here_to_here(here, there):
    assert kilometres(here, there) == pytest.approx(kilometres(there, here), abs=1e-6)
    assert kilometres(here, here) == 0


def test_known_distances():
    """As atlases have them."""
    paris, lyon, montreal, port_louis = (
        (48.8566, 2.3522),
        (45.764, 4.8357),
        (45.5019, -73.5674),
        (-20.16, 57.5),
    )
    assert kilometres(paris, lyon) == pytest.approx(392, abs=2)
    assert kilometres(paris, montreal) == pytest.approx(5504, abs=10)
    assert kilometres(paris, port_louis) == pytest.approx(9420, abs=30)


@pytest.mark.parametrize(
    ("length", "is_rough", "english", "french"),
    [
        (0.0, False, "less than a kilometre away", "à moins d’un kilomètre"),
        (0.99, True, "less than a kilometre away", "à moins d’un kilomètre"),
        (3.2, False, "3 km away", "à 3 km"),
        (119.6, True, "about 120 km away", "à environ 120 km"),
        (9420.4, False, "9,420 km away", "à 9 420 km"),
    ],
)
def test_is_said_in_the_reader_s_language(length, is_rough, english, french):
    assert say_distance(length, is_rough=is_rough) == english
    with translation.override("fr"):
        assert say_distance(length, is_rough=is_rough).replace("\u202f", "\xa0") == french.replace(
            " km", "\xa0km"
        ).replace("9 420", "9\xa0420")

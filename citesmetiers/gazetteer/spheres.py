"""Distances over the earth, fast enough to compare all places with one."""

from __future__ import annotations

from math import asin, cos, hypot, pi, radians, sin
from typing import NamedTuple

EARTH_RADIUS_KM = 6371.0088


class Position(NamedTuple):
    """A point on the sphere of radius one."""

    x: float
    y: float
    z: float


def on_sphere(latitude: float, longitude: float) -> Position:
    """Place a point given in degrees."""
    across, along = radians(latitude), radians(longitude)
    return Position(cos(across) * cos(along), cos(across) * sin(along), sin(across))


def nearness(one: Position, other: Position) -> float:
    """Compare distances: the nearer, the greater. It is the cosine of the angle between them."""
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2]


def kilometres(one: Position, other: Position) -> float:
    """Measure the great circle between two points, exactly for near ones too."""
    chord = hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, chord / 2))


def chord_of(distance: float) -> float:
    """Return how far away, in a straight line and in radii of the earth, is what is so many kilometres away over it."""
    return 2 * sin(min(distance / EARTH_RADIUS_KM, pi) / 2)


def nearness_over(chord: float) -> float:
    """Return the nearness of what is so far away in a straight line."""
    return 1 - chord * chord / 2

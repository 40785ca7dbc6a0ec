"""From longitude and latitude to a flat sheet: two equal-area projections of the sphere.

The world is drawn in Equal Earth (Šavrič, Patterson and Jenny, 2018), everything smaller in
Lambert's azimuthal equal-area projection around its own centre. Both give x to the east and y to
the south, in radii of the Earth. Equal areas, because a map of where one is received should not
make a country larger for being far north.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

# Where the sheet of the world is cut: no land crosses this meridian.
BERING_STRAIT = -169.0
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2


class Sheet(NamedTuple):
    """A flat rectangle: the centre of its projection (None: the world), its scale and its origin."""

    centre: tuple[float, float] | None
    scale: float
    left: float
    top: float

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a position lies, in units of the drawing."""
        if self.centre is None:
            x, y = equal_earth(longitude if longitude > BERING_STRAIT else longitude + 360, latitude)
        else:
            x, y = equal_area(longitude, latitude, self.centre)
        return (x - self.left) * self.scale, (y - self.top) * self.scale


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    theta = asin(_M * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    x = radians(longitude) * cos(theta)
    x /= _M * (_A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square))
    y = theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    return x, -y


def equal_area(longitude: float, latitude: float, centre: tuple[float, float]) -> tuple[float, float]:
    """Project around `centre` (longitude, latitude); only its antipode has no place."""
    east, phi, middle = radians(longitude - centre[0]), radians(latitude), radians(centre[1])
    nearness = 1 + sin(middle) * sin(phi) + cos(middle) * cos(phi) * cos(east)
    k = sqrt(2 / max(nearness, 1e-9))
    x = k * cos(phi) * sin(east)
    y = k * (cos(middle) * sin(phi) - sin(middle) * cos(phi) * cos(east))
    return x, -y

"""How far two points are from each other, and how that is said. Pure: no database."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

# The mean radius of the Earth.
_RADIUS = 6371.0088


def kilometres(here: Sequence[float], there: Sequence[float]) -> float:
    """Return the length of the great circle between two points, each a latitude and a longitude in degrees."""
    (north, east), (other_north, other_east) = map(radians, here), map(radians, there)
    half = sin((other_north - north) / 2) ** 2 + (
        cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    )
    return 2 * _RADIUS * asin(min(1.0, sqrt(half)))


def say_distance(length: float, *, is_rough: bool = True) -> str:
    """Say a distance in the reader's language; roughly where a position is that of a town only."""
    if length < 1:
        return _("less than a kilometre away")
    figure = number_format(round(length), use_l10n=True, force_grouping=True)
    if is_rough:
        return _("about %(count)s km away") % {"count": figure}
    return _("%(count)s km away") % {"count": figure}

"""How far two points are from each other, and how that is said. Pure: no database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from citesmetiers.gazetteer import spheres

if TYPE_CHECKING:
    from collections.abc import Sequence


def kilometres(here: Sequence[float], there: Sequence[float]) -> float:
    """Return the length of the great circle between two points, each a latitude and a longitude in degrees."""
    return spheres.kilometres(spheres.on_sphere(*here), spheres.on_sphere(*there))


def say_distance(length: float, *, is_rough: bool = True) -> str:
    """Say a distance in the reader's language; roughly where a position is that of a town only."""
    if length < 1:
        return _("less than a kilometre away")
    figure = number_format(round(length), use_l10n=True, force_grouping=True)
    if is_rough:
        return _("about %(count)s km away") % {"count": figure}
    return _("%(count)s km away") % {"count": figure}

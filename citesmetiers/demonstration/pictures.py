"""Pictures of invented places: drawn here, so that nobody takes them for a real house."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.db.models import F
from PIL import Image, ImageDraw

from network.models import Place
from network.pictures import keep

if TYPE_CHECKING:
    from collections.abc import Iterator

_SKY, _GROUND, _WALL, _DOOR, _GLASS, _LIGHT = "#dfe9ea", "#a9b8b4", "#d9c7a0", "#1f5fa8", "#b9d0d2", "#fdf6e3"
_WIDTH, _HEIGHT = 1600, 900
# By slug of a place: how many windows wide and high its house is, and what the picture shows.
_HOUSES: dict[str, tuple[int, int, dict[str, str]]] = {
    "demo-port-clairval-voilerie": (
        5,
        2,
        {
            "fr": "Dessin d’une maison claire à deux étages ; la porte bleue est au milieu.",
            "en": "Drawing of a pale house of two floors; the blue door is in the middle.",
        },
    ),
    "demo-serravalta-stazione": (
        3,
        3,
        {
            "it": "Disegno di una casa stretta a tre piani, con una porta blu al centro.",
            "en": "Drawing of a narrow house of three floors, with a blue door in the middle.",
        },
    ),
}
_CREDIT = "Dessin inventé pour la démonstration"


def add_pictures() -> None:
    """Show a house at the places that have none yet, as if the picture had been imported."""
    shown = Place.objects.filter(demo=True, slug__in=_HOUSES, picture=None, imported_version=F("version"))
    for place in shown:
        across, floors, words = _HOUSES[place.slug]
        Place.objects.filter(pk=place.pk).update(
            picture=keep(place.cite_id, _house(across, floors)),
            picture_alt=words,
            picture_credit=_CREDIT,
            imported_version=F("version") + 1,
        )


def _house(across: int, floors: int) -> bytes:
    image = Image.new("RGB", (_WIDTH, _HEIGHT), _SKY)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 780, _WIDTH, _HEIGHT), fill=_GROUND)
    side, top = (_WIDTH - across * 220) // 2, 780 - floors * 220 - 40
    draw.rectangle((side, top, _WIDTH - side, 780), fill=_WALL)
    for column, floor, left, upper in _windows(across, floors, side, top):
        if (column, floor) == (across // 2, floors - 1):
            draw.rectangle((left, upper - 10, left + 120, 780), fill=_DOOR)
            draw.ellipse((left + 92, upper + 75, left + 108, upper + 91), fill=_WALL)
        else:
            is_lit = (column * 7 + floor * 5) % 3 == 0
            draw.rectangle((left, upper, left + 120, upper + 130), fill=_LIGHT if is_lit else _GLASS)
    written = BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def _windows(across: int, floors: int, side: int, top: int) -> Iterator[tuple[int, int, int, int]]:
    for floor in range(floors):
        for column in range(across):
            yield column, floor, side + column * 220 + 50, top + floor * 220 + 60

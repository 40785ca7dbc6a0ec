"""From what somebody types into “Where?” to a spot on the map. At most two queries; nothing typed makes it fail."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from citesmetiers.gazetteer import cites, towns
from citesmetiers.gazetteer.keys import key_of
from citesmetiers.gazetteer.spots import Found, Spot, countries, country_spot, point_spot, spot_of

LONGEST = 80
REMEMBERED = 4096
_POINT = re.compile(r"\s*([+-]?\d{1,3}(?:\.\d{1,8})?)\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d{1,8})?)\s*", re.ASCII)
_POSTCODE = re.compile(r"(\d{5})(?:\s+(\D.*))?", re.ASCII)
# Of another country: nobody tells us where it lies, so what follows decides.
_OTHER_POSTCODE = re.compile(r"(?:[A-Z]{1,2}-?)?\d[\d-]{2,8}\s+(\D.*)", re.ASCII)
_DEPARTMENT = re.compile(r"\d{2}|2[AaBb]|9[78]\d", re.ASCII)


def find_where(text: str, *, language: str) -> Found:
    """Read a Cité, a postcode, a country, a town or a point; say what else may have been meant."""
    # What no database takes, and no name has.
    text = re.sub(r"[\x00-\x1f\ud800-\udfff]", " ", text)[:LONGEST].strip()
    if point := read_point(text):
        return Found(spot=point)
    if not key_of(text):
        return Found()
    found = cites.find(text, language)
    return found if found.spot or found.choices else _by_words(text, language)


@lru_cache(maxsize=REMEMBERED)
def _by_words(text: str, language: str) -> Found:
    """Remember what was asked for: towns stay where they are, as long as their file is the same."""
    if match := _POSTCODE.fullmatch(text):
        return _by_postcode(match[1], match[2], language)
    if _DEPARTMENT.fullmatch(text):
        town = towns.of_department(text.upper())
        return Found(spot=spot_of(town, language) if town else None)
    if match := _OTHER_POSTCODE.fullmatch(text):
        return _by_name(match[1], language)
    if code := countries().get(key_of(text)):
        namesakes = _by_name(text, language, forgiving=False)
        others = [*([namesakes.spot] if namesakes.spot else []), *namesakes.choices]
        return Found(spot=country_spot(code, language), choices=others[: towns.MOST])
    return _by_name(text, language)


def forget_towns() -> None:
    """Read towns anew, as where the table is another one."""
    _by_words.cache_clear()


def read_point(text: str) -> Spot | None:
    """Read a latitude and a longitude, as a browser sends them; rounded to about a kilometre."""
    if not (match := _POINT.fullmatch(text[:LONGEST])):
        return None
    latitude, longitude = float(match[1]), float(match[2])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 degrees
        return None
    return point_spot(latitude, longitude)


def _by_postcode(code: str, name: str | None, language: str) -> Found:
    """Return what lies under a postcode of France; with another name behind it, it is one of elsewhere."""
    found = towns.of_postcode(code)
    if name and key_of(name) not in {
        key_of(each) for town in found for each in (town.name, *town.names.values())
    }:
        return _by_name(name, language)
    if not found:
        return Found()
    # An arrondissement is called after its town, which has all postcodes.
    parts = [town for town in found if town.name.startswith(f"{found[0].name} ")]
    town = (parts or found)[0]
    return Found(spot=replace(spot_of(town, language), kind="postcode", label=f"{code} {town.name}"))


def _by_name(text: str, language: str, *, forgiving: bool = True) -> Found:
    match = towns.find(text, language, forgiving=forgiving)
    return Found(
        spot=spot_of(match.town, language) if match.town else None,
        choices=[spot_of(town, language) for town in match.others],
        is_corrected=match.is_corrected,
    )

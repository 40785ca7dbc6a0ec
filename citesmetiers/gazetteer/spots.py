"""What somebody's words came to: a spot on the map, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

from babel import Locale
from django.utils import translation
from django.utils.translation import gettext as _

from citesmetiers.gazetteer.keys import key_of
from network.names import country_name

if TYPE_CHECKING:
    from citesmetiers.models import Town

# The languages in which countries and towns are known, whether pages are written in them or not.
LANGUAGES = ("fr", "en", "it", "es", "pt", "nl")
# No countries here: territories of France have their own areas; the others are no places to be in.
_NO_COUNTRY = {"GP", "MQ", "GF", "RE", "PM", "YT", "BL", "MF", "WF", "PF", "NC", "TF", "CP"} | {
    "EU", "EZ", "QO", "UN", "XA", "XB", "ZZ",
}  # fmt: skip
_ALSO = {"usa": "US", "uk": "GB", "holland": "NL", "hollande": "NL"}
# What kind of area a label may name, in any of the languages.
AREAS = {
    "department": {"departement", "department", "dipartimento", "departamento"},
    "region": {"region", "regione", "regiao", "regio"},
}

type Kind = Literal["town", "postcode", "cite", "country", "point"]


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where somebody is. A country has no point; a Cité has one if its main place has."""

    kind: Kind
    # To be shown, and to be typed again: it leads back here.
    label: str
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    # exact, street, city: of a place; town, near, area: of a town; empty where there is no point.
    precision: str = ""
    cite_id: int | None = None

    @property
    def point(self) -> tuple[float, float] | None:
        """Its latitude and longitude, if it has them."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude

    @property
    def is_rough(self) -> bool:
        """Whether distances from here are said roughly."""
        return self.precision not in {"exact", "street"}


@dataclass(frozen=True, kw_only=True)
class Found:
    """The spot that was meant, if that is clear, and which others may have been."""

    spot: Spot | None = None
    choices: list[Spot] = field(default_factory=list)
    # A slip of the pen was mended: the spot is called otherwise than what was typed.
    is_corrected: bool = False


def label_of(town: Town, language: str) -> str:
    """Return what tells a town from all others: “Saint-Denis (93)”, “Saint-Denis, La Réunion”, “Genève, Suisse”."""
    name = town.names.get(language, town.name)
    with translation.override(language):
        if town.mark in AREAS:
            kind = _("department") if town.mark == "department" else _("region")
            return f"{name} ({kind})"
        if town.country != "FR":
            return ", ".join(filter(None, (name, town.mark, country_name(town.country) or town.country)))
    return f"{name} ({town.mark})" if town.mark == town.area_code else f"{name}, {town.mark}"


def spot_of(town: Town, language: str) -> Spot:
    return Spot(
        kind="town",
        label=label_of(town, language),
        country=town.country,
        latitude=town.latitude,
        longitude=town.longitude,
        precision=town.precision,
    )


def country_spot(code: str, language: str) -> Spot:
    with translation.override(language):
        return Spot(kind="country", label=country_name(code) or code, country=code)


def point_spot(latitude: float, longitude: float) -> Spot:
    """Return a point that a browser told: known to about a kilometre."""
    latitude, longitude = round(latitude, 2) + 0.0, round(longitude, 2) + 0.0
    return Spot(
        kind="point",
        label=f"{latitude:.2f}, {longitude:.2f}",
        latitude=latitude,
        longitude=longitude,
        precision="near",
    )


@cache
def countries() -> dict[str, str]:
    """Return the codes of countries by their names in all languages."""
    found = dict(_ALSO)
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRY:  # noqa: PLR2004 ISO 3166-1 alpha-2
                found.setdefault(key_of(name), code)
    return found

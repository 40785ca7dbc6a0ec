"""Countries and time zones, chosen by their names in the reader's language."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location
from django import forms
from django.utils.translation import get_language

from network.forms import dates
from network.hours import zone_names
from network.names import country_name, fold

if TYPE_CHECKING:
    from collections.abc import Callable

type _Choices = tuple[tuple[str, str], ...]


@cache
def countries(language: str) -> _Choices:
    """Return code and name of every country, by name in a language."""
    territories = get_global("territory_zones")
    named = [(code, country_name(code) or code) for code in territories if len(code) == 2 and code.isalpha()]  # noqa: PLR2004 ISO 3166-1 alpha-2
    return tuple(sorted(named, key=lambda one: fold(one[1])))


@cache
def zones(language: str) -> _Choices:
    """Return name and place of every zone that has one, as in “Paris (France)”, by the town in a language."""
    locale, known, named = Locale.parse(language, sep="-"), zone_names(), []
    for zone, territory in get_global("zone_territories").items():
        if zone in known and "/" in zone and territory in locale.territories:
            town = get_timezone_location(zone, locale=locale, return_city=True)
            named.append((zone, f"{town} ({locale.territories[territory]})"))
    return tuple(sorted(named, key=lambda one: fold(one[1])))


class NamedSelect(forms.Select):
    """A choice by name; what the record says is offered too, though nobody knew its name."""

    def __init__(self, names: Callable[[str], _Choices], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.names = names

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        known = self.names(get_language() or "en")
        codes = {code for code, _name in known}
        self.choices = [("", "—"), *known, *((each, each) for each in value if each and each not in codes)]
        return super().optgroups(name, value, attrs)


class CountryField(forms.CharField):
    """A country; gives its code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": NamedSelect(countries), "max_length": 2, **kwargs})


class ZoneField(dates.ZoneField):
    """A time zone; gives its name in the IANA database."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": NamedSelect(zones), "max_length": 64, **kwargs})

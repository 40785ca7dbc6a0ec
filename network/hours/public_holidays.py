"""Public holidays by country and region, as the `holidays` package knows them.

A country that the package lacks has none; a region that it lacks is an error, for a silent one would
call doors open that are closed. Names are by language, two letters, as far as the package has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import holidays

_NAMES_IN = ("en", "fr", "it", "es", "pt", "nl")
# Regions that the package knows by another code only: the two departments of Alsace.
_SAME_AS = {("FR", "67"): "6AE", ("FR", "68"): "6AE"}
_UNTRANSLATED = "en"  # the package writes plain English where it has no languages


class UnknownRegionError(ValueError):
    """The package has no such region in that country."""


def known_holiday_region(country: str, region: str) -> bool:
    """Whether a region can be asked for: FR 974, FR 67, CH TI, or a name that the package gives it."""
    calendar = _calendar_of(country)
    region = _SAME_AS.get((country, region), region)
    return calendar is not None and (
        region in calendar.subdivisions or region in calendar.subdivisions_aliases
    )


def holiday_names(country: str, region: str | None, day: date) -> Mapping[str, str] | None:
    """Name the public holiday of a day, by language; None on any other day.

    UnknownRegionError when the package has no such region.
    """
    return _holidays_of_year(country, region or None, day.year).get(day)


def holiday_name(country: str, region: str | None, day: date, language: str) -> str | None:
    """Name the public holiday of a day in a language, else in its country's; None on any other day."""
    names = holiday_names(country, region, day)
    if names is None:
        return None
    return names.get(language) or names[_own_language(country)]


@lru_cache(maxsize=2048)
def _holidays_of_year(country: str, region: str | None, year: int) -> Mapping[date, Mapping[str, str]]:
    calendar = _calendar_of(country)
    if calendar is None:
        return {}
    if region is not None and not known_holiday_region(country, region):
        raise UnknownRegionError(f"The public holidays of {country} have no region “{region}”.")
    region = _SAME_AS.get((country, region or ""), region)
    names: dict[date, dict[str, str]] = {}
    for language, code in _languages_of(calendar).items():
        for day, name in calendar(subdiv=region, years=year, expand=False, language=code).items():
            names.setdefault(day, {})[language] = name
    return names


def _languages_of(calendar: type[holidays.HolidayBase]) -> Mapping[str, str | None]:
    """List the languages to name holidays in, its own first, with the code of the package for each."""
    own = calendar.default_language
    if own is None:
        return {_UNTRANSLATED: None}
    offered = {code.split("_")[0]: code for code in calendar.supported_languages}
    return {own.split("_")[0]: own} | {
        language: offered[language]
        for language in _NAMES_IN
        if language in offered and language != own.split("_")[0]
    }


def _own_language(country: str) -> str:
    calendar = _calendar_of(country)
    return next(iter(_languages_of(calendar))) if calendar else _UNTRANSLATED


@lru_cache(maxsize=512)
def _calendar_of(country: str) -> type[holidays.HolidayBase] | None:
    try:
        return type(holidays.country_holidays(country))
    except NotImplementedError:  # how the package says that it does not know a country
        return None

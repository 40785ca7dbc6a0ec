"""What the portal and the Cités are, and where everything is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from citesmetiers import navigation
from network import keeping
from network.access import public
from network.actions.suggestions import ADDRESS_KEPT
from network.models import Cite
from network.names import country_name, fold
from network.vocabulary import Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

# The day on which somebody last read the accessibility declaration against what is true.
DECLARED_ON = date(2026, 11, 25)
# Where the facts of a page come from.
SOURCES = {
    "cite": [
        "https://www.reseaucitesdesmetiers.org/quest-ce-quune-cite-des-metiers",
        "http://www.cite-sciences.fr/fr/au-programme/lieux-ressources/cite-des-metiers/charte-label-et-reseau-cites-des-metiers/",
        "https://www.reseaucitesdesmetiers.org/les-territoires-labellisables?lang=en",
    ],
    "charter": [
        "https://studylibfr.com/doc/985912/",
        "http://cite-sciences.fr/index.php?id=1699",
        "http://reseaucitesdesmetiers.com/eng/13-fonctionnement.php",
        "https://www.cittadeimestieritorino.org/cose/",
        "https://www.centre-inffo.fr/innovation-formation/articles/cdm21-une-demarche-d-innovation",
    ],
}
# Beyond as many Cités, the site map names the countries and leaves the rest to their list.
MOST_CITES = 300


@dataclass(frozen=True)
class Country:
    """A country, its number of Cités, and their names while the network is not too large for it."""

    code: str
    name: str
    count: int
    cites: Sequence[Cite]


@public
def about(request: HttpRequest, page: str) -> HttpResponse:
    title = navigation.ABOUT.get(page)
    if title is None:
        raise Http404
    keeping.holds_today()
    context = {
        "section": "",
        "trail": [("", title)],
        "ways": navigation.about(page),
        "themes": Theme.choices,
        "sources": SOURCES.get(page, []),
        "declared_on": DECLARED_ON,
        "days": ADDRESS_KEPT.days,
        "publisher": settings.PUBLISHER,
        "director": settings.PUBLICATION_DIRECTOR,
        "host": settings.HOSTING_PROVIDER,
    }
    return render(request, f"portal/public/about/{page}.html", context)


@public
def site_map(request: HttpRequest) -> HttpResponse:
    keeping.holds_today()
    countries = cites_by_country()
    context = {
        "section": "",
        "trail": [("", _("Site map"))],
        "menu": navigation.menu(),
        "about": navigation.about(),
        "countries": countries,
        "demonstration": any(cite.demo for country in countries for cite in country.cites),
    }
    return render(request, "portal/public/site_map.html", context)


def cites_by_country() -> list[Country]:
    """Return the countries in the order of their names, each with its Cités, in two queries."""
    shown = Cite.objects.shown()
    counts = dict(shown.order_by().values_list("country").annotate(number=Count("pk")))
    rows = shown.order_by("country", "sort_key", "pk") if sum(counts.values()) <= MOST_CITES else ()
    cites = {code: list(those) for code, those in groupby(rows, key=lambda cite: cite.country)}
    countries = [
        Country(code, country_name(code) or code, count, cites.get(code, []))
        for code, count in counts.items()
    ]
    return sorted(countries, key=lambda country: fold(country.name))

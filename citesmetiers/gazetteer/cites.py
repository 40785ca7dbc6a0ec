"""Cités that are asked for as such: “Cité des métiers de Marseille”, “Cité: Marseille”, `marseille-paca`.

“Marseille” alone is the town: sorted by distance, its Cité comes first anyway.
"""

from __future__ import annotations

import re

from django.db.models import F, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast, Concat, JSONObject
from django.utils import translation
from django.utils.translation import gettext as _

from citesmetiers.gazetteer.keys import key_of
from citesmetiers.gazetteer.spots import Found, Spot
from network.models import Cite, Place
from network.models.expressions import words_of
from network.names import short_name
from network.vocabulary import PlaceKind

_MOST = 10
_LABEL = re.compile(r"cit[eéè]\s*:\s*(.+)", re.IGNORECASE)
# What names of Cités begin with, as keys, and the small words behind that.
_GENERIC = re.compile(
    r"(?:(?:cite|reseau) des metiers|citta dei mestieri(?: e delle professioni)?|cidade das profissoes"
    r"|ciutat dels oficis|ciudad de los oficios|beroepen(?:punt|huis)|haus der berufe|haus vun de beruffer)"
    r"(?: (?:of|de|du|des|di|del|della|do|da|van|d|l|la|le|les))* (.+)"
)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


def find(text: str, language: str) -> Found:
    """Return the Cité that was asked for by name or address; nothing, and no query, where none was."""
    is_slug = bool(_SLUG.fullmatch(text))
    wanted = _wanted(text)
    if not wanted and not is_slug:
        return Found()
    # The database narrows down by one word; what is the same name is told by the keys.
    longest = max(wanted.split(), key=len, default="")
    asked = Q(slug=text) if is_slug else Q(words__unaccent__icontains=longest)
    every = Concat(words_of("name"), Cast("other_names", TextField()), output_field=TextField())
    cites = Cite.objects.shown().alias(words=every).filter(asked).annotate(main_place=_main_place())
    found = [cite for cite in cites.in_order()[: 5 * _MOST] if is_slug or _is_called(cite, wanted)]
    spots = [_spot(cite, language, is_only=len(found) == 1) for cite in found[:_MOST]]
    return Found(spot=spots[0]) if len(spots) == 1 else Found(choices=spots)


def _wanted(text: str) -> str:
    """Return the key of what tells the Cité from the others, where somebody says that it is one."""
    if match := _LABEL.fullmatch(text):
        return key_of(match[1])
    match = _GENERIC.fullmatch(key_of(text))
    return match[1] if match else ""


def _is_called(cite: Cite, key: str) -> bool:
    """Whether a name of a Cité, or its beginning, is this one: “Marseille” of “Marseille et de Provence”."""
    names = {*cite.name.values(), *cite.other_names}
    keys = {key_of(name) for name in names | {short_name(name) for name in names}}
    return any(each == key or each.startswith(f"{key} ") for each in keys)


def _spot(cite: Cite, language: str, *, is_only: bool) -> Spot:
    place = cite.main_place or {}  # type: ignore[attr-defined]
    with translation.override(language):
        label = _("Cité: %(name)s") % {"name": cite.short_name}
    return Spot(
        kind="cite",
        label=label if is_only else cite.slug,
        country=cite.country,
        latitude=place.get("latitude"),
        longitude=place.get("longitude"),
        precision=place.get("coordinates") or ("city" if place else ""),
        cite_id=cite.pk,
    )


def _main_place() -> Subquery:
    """Return where a Cité stands: its main place, if its position is known; the last one that it moved to."""
    places = Place.objects.filter(cite=OuterRef("pk"), kind=PlaceKind.MAIN, latitude__isnull=False)
    row = JSONObject(**{name: name for name in ("latitude", "longitude", "coordinates")})
    return Subquery(places.order_by(F("valid_until").desc(nulls_first=True), "pk").values(row=row)[:1])

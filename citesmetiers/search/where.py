"""Where one looks, as an address says it: `where=Lyon`, or `near=45.76,4.84`, perhaps with `within=30`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from citesmetiers.gazetteer.fields import NEAR, WORDS, WhereField

if TYPE_CHECKING:
    from django.http import QueryDict

    from citesmetiers.gazetteer.spots import Spot

WITHIN = "within"
# Kilometres that a form offers.
DISTANCES = (10, 30, 100)


class WhereAsked:
    """The place that an address asks for, and how far around it."""

    def __init__(self, query: QueryDict) -> None:
        self.field = WhereField.read(query, language=get_language() or "en")
        self._query = query

    @property
    def spot(self) -> Spot | None:
        return self.field.spot

    @property
    def is_asked(self) -> bool:
        return bool(self.field.text) or self.field.is_near

    @property
    def is_misread(self) -> bool:
        """Whether the address asks for a point or a distance that was left out, and no field says so."""
        point = self._query.get(NEAR) and not self.is_asked
        return bool(point or self._query.get(WITHIN, "") not in {"", *map(str, DISTANCES)})

    @property
    def within(self) -> int | None:
        """How many kilometres around a point; none where any distance will do."""
        asked = self._query.get(WITHIN, "")
        return int(asked) if self.spot and self.spot.point and asked in map(str, DISTANCES) else None

    @property
    def label(self) -> str:
        if self.spot is None:
            return self.field.text
        name = _("where you are") if self.field.is_near else self.spot.label
        if self.within:
            return _("%(place)s, within %(distance)s km") % {"place": name, "distance": self.within}
        return name

    @property
    def distances(self) -> list[tuple[str, str, bool]]:
        """The distances to choose from: value, words, whether it is the one in force."""
        every = [("", _("any distance"), self.within is None)]
        return every + [
            (str(each), _("%(distance)s km") % {"distance": each}, self.within == each) for each in DISTANCES
        ]

    @property
    def parameters(self) -> dict[str, str]:
        """Return what keeps it in an address."""
        if not self.is_asked:
            return {}
        kept = {NEAR: self.field.point} if self.field.is_near else {WORDS: self.field.text}
        return kept | ({WITHIN: str(self.within)} if self.within else {})

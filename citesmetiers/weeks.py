"""Which week an address asks for, and what of it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from citesmetiers.boards import monday_of
from network.names import fold, language_name
from network.vocabulary import Mode, Theme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from network.models import Place
    from services.models import Permanence

WEEKS_AROUND = 60
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class BadWeekError(ValueError):
    """An address asks for a week that does not exist, or that is too far; the message says what to mend."""


def week_asked(query: QueryDict, today: date) -> date:
    """Return the Monday of the week that holds the day `from`, of this week when none is named."""
    text = query.get("from", "").strip()
    if not text:
        return monday_of(today)
    monday = monday_of(_date(text))
    if not can_be_shown(monday, today):
        raise BadWeekError(_("Weeks are shown up to sixty weeks before and after this one."))
    return monday


def can_be_shown(monday: date, today: date) -> bool:
    return abs(monday - monday_of(today)) <= timedelta(weeks=WEEKS_AROUND)


def _date(text: str) -> date:
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise BadWeekError(
        _("The address names a day that is not in the calendar. Write it as in %(example)s.")
        % {"example": "?from=2026-11-23"}
    )


class Option(NamedTuple):
    """A value that the permanences of a Cité have."""

    value: str
    label: str
    is_chosen: bool


class Narrowing(NamedTuple):
    """One way to narrow a week down."""

    name: str
    label: str
    options: list[Option]

    @property
    def is_useful(self) -> bool:
        """Whether there is anything to choose, or to let go of."""
        return len(self.options) > 1 or any(option.is_chosen for option in self.options)


class WeekFilter:
    """The place, the subject, the language and the mode that an address asks for; each narrows the others.

    Only values that some permanence of the Cité has are known; the others are left out.
    """

    def __init__(
        self, query: QueryDict, permanences: Sequence[Permanence], places: Mapping[int, Place]
    ) -> None:
        self.day = query.get("from", "").strip()
        self.permanences = [each for each in permanences if each.place_id in places]
        self.places = {place.slug: place for place in places.values()}
        self._slugs = {place.pk: place.slug for place in places.values()}
        asked = {name: query.get(name, "") for name in ("place", "theme", "language", "mode")}
        self.chosen = {name: value if value in self._known[name] else "" for name, value in asked.items()}
        self.has_unknown = self.chosen != asked

    @property
    def kept(self) -> list[Permanence]:
        """The permanences that have all that is asked for."""
        wanted = {name: value for name, value in self.chosen.items() if value}
        return [
            each
            for each in self.permanences
            if all(value in self._values(each)[name] for name, value in wanted.items())
        ]

    @property
    def narrowings(self) -> list[Narrowing]:
        labels = {"place": _("Place"), "theme": _("Subject"), "language": _("Language"), "mode": _("How")}
        return [Narrowing(name, label, self._options(name)) for name, label in labels.items()]

    @property
    def is_useful(self) -> bool:
        return any(narrowing.is_useful for narrowing in self.narrowings)

    def active(self) -> list[tuple[str, str]]:
        """Return each filter in force, with the link that lets go of it."""
        return [
            (self._label(name, value), self._link(**{name: ""}))
            for name, value in self.chosen.items()
            if value
        ]

    @property
    def in_words(self) -> str:
        """Name the filters in force, for the title and for paper."""
        return ", ".join(label for label, _link in self.active())

    @property
    def clear(self) -> str:
        """Return the link to the same week without any filter."""
        return self._link(**dict.fromkeys(self.chosen, ""))

    @property
    def tail(self) -> str:
        """Return what the link to another week ends with."""
        query = self._query()
        query.pop("from", None)
        return f"&{query.urlencode()}" if query else ""

    @property
    def alone(self) -> str:
        """Return the same filters as the end of an address that names no week."""
        return self.tail.replace("&", "?", 1)

    @cached_property
    def _known(self) -> dict[str, set[str]]:
        known: dict[str, set[str]] = {"place": set(), "theme": set(), "language": set(), "mode": set()}
        for permanence in self.permanences:
            for name, values in self._values(permanence).items():
                known[name].update(values)
        return known

    def _values(self, permanence: Permanence) -> dict[str, list[str]]:
        """Return what a permanence has; one that names no language has those of its offer."""
        return {
            "place": [self._slugs[permanence.place_id]],
            "theme": permanence.service.themes,
            "language": permanence.languages or permanence.service.languages,
            "mode": [permanence.mode] if permanence.mode else [],
        }

    def _options(self, name: str) -> list[Option]:
        values = self._known[name]
        options = [Option(each, self._label(name, each), each == self.chosen[name]) for each in values]
        order = {"theme": Theme.values, "mode": Mode.values, "place": list(self.places)}.get(name)
        return sorted(options, key=lambda each: order.index(each.value) if order else fold(each.label))

    def _label(self, name: str, value: str) -> str:
        if name == "place":
            return self.places[value].name
        if name == "language":
            return capfirst(language_name(value) or value)
        return capfirst(str(Theme(value).label if name == "theme" else Mode(value).label))

    def _query(self, **over: str) -> QueryDict:
        query = QueryDict(mutable=True)
        query.update(
            {name: value for name, value in ({"from": self.day} | self.chosen | over).items() if value}
        )
        return query

    def _link(self, **over: str) -> str:
        query = self._query(**over)
        return f"?{query.urlencode()}" if query else "."

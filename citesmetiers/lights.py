"""Where somebody is there now, over the whole network; what is invented is never counted as real."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from citesmetiers.doors import Door, best_door
from citesmetiers.pins import pin_of
from citesmetiers.roll import roll_at
from network import hours
from network.hours import today_in
from network.names import country_name, fold
from network.vocabulary import Membership, Theme
from services.models import Permanence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from citesmetiers.maps import Pin
    from network.models import Cite, Place

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Country:
    """A country and how many Cités it has, members or not confirmed; the invented ones apart."""

    code: str
    name: str
    count: int
    invented: int


@dataclass(frozen=True)
class ThemeDoor:
    """A theme and in how many Cités somebody is there for it now; the invented ones apart."""

    theme: Theme
    count: int
    invented: int


@dataclass(frozen=True)
class Lights:
    """The network at a moment. Cités that closed or left are nowhere in it."""

    cites: Sequence[Cite]
    doors: Sequence[Door]
    themes: Sequence[ThemeDoor]
    pins: Sequence[Pin]

    @property
    def real(self) -> list[Door]:
        """The doors that are open, one for each Cité."""
        return [door for door in self.doors if not door.cite.demo]

    @property
    def invented(self) -> list[Door]:
        return [door for door in self.doors if door.cite.demo]

    @property
    def members(self) -> int:
        return sum(not each.demo and each.membership == Membership.MEMBER for each in self.cites)

    @property
    def unconfirmed(self) -> int:
        return sum(not each.demo and each.membership == Membership.UNCONFIRMED for each in self.cites)

    @property
    def demonstrations(self) -> int:
        return sum(each.demo for each in self.cites)

    @property
    def countries(self) -> list[Country]:
        """The countries, in the order of their names."""
        found = [_country(code, self.cites) for code in {each.country for each in self.cites}]
        return sorted(found, key=lambda each: fold(each.name))


class Network(NamedTuple):
    """The Cités that go on, and the best door of each at a moment."""

    cites: list[Cite]
    doors: dict[int, list[Door]]


def lights_at(moment: datetime) -> tuple[Lights, int]:
    """Return what is lit at a moment, and how many real Cités have not confirmed their hours of that day."""
    network = network_at(moment)
    best = {each.pk: best_door(network.doors[each.pk]) for each in network.cites}
    lit = [door for each in network.cites if (door := best[each.pk]) and door.kind == "open"]
    doubtful = sum(
        not each.demo and ((door := best[each.pk]) is None or door.kind == "unknown")
        for each in network.cites
    )
    pins = [pin for each in network.cites if (pin := pin_of(network.doors[each.pk]))]
    return Lights(network.cites, lit, themes_at(network, moment), pins), doubtful


def network_at(moment: datetime) -> Network:
    """Tell the Cités that go on, and their doors."""
    roll = roll_at(moment)
    going_on = [each for each in roll.cites.values() if roll.ending_of(each, moment) is None]
    return Network(going_on, roll.doors(moment))


def themes_at(network: Network, moment: datetime) -> list[ThemeDoor]:
    """Tell for each theme where somebody is on duty, at a door that is open; one more query."""
    going_on = {each.pk for each in network.cites}
    opened = {
        door.place.pk: door
        for cite, doors in network.doors.items()
        for door in doors
        if cite in going_on and door.kind == "open"
    }
    staffed: dict[str, set[tuple[int, bool]]] = {theme: set() for theme in Theme.values}
    for permanence in on_duty(opened.values(), moment):
        door = opened[permanence.place_id]
        for theme in permanence.service.themes:
            staffed[theme].add((door.cite.pk, door.cite.demo))
    return [_theme_door(theme, staffed[theme]) for theme in Theme]


def on_duty(doors: Iterable[Door], moment: datetime) -> list[Permanence]:
    """Return the permanences that are on at some open doors."""
    places = {door.place.pk: door.place for door in doors}
    found = Permanence.objects.published().filter(place__in=list(places)).with_cancelled()
    return [
        each
        for each in found.select_related("service").order_by("pk")
        if _is_on(each, places[each.place_id], moment)
    ]


def _is_on(permanence: Permanence, place: Place, moment: datetime) -> bool:
    today = today_in(place.timezone, moment)
    service = permanence.service
    # It may have begun yesterday, and run past midnight.
    if permanence.weekday not in {today.weekday(), (today - ONE_DAY).weekday()}:
        return False
    if (service.valid_from and today < service.valid_from) or (
        service.valid_until and service.valid_until < today
    ):
        return False
    state = hours.permanence_state_at(permanence.rule, place.hours, moment)
    return state.state == hours.OPEN and state.confirmed


def _country(code: str, cites: Sequence[Cite]) -> Country:
    there = [each.demo for each in cites if each.country == code]
    return Country(code, country_name(code) or code, there.count(False), there.count(True))


def _theme_door(theme: Theme, cites: set[tuple[int, bool]]) -> ThemeDoor:
    invented = sum(demo for _cite, demo in cites)
    return ThemeDoor(theme, len(cites) - invented, invented)

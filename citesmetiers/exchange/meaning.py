"""Whether what a file says can be true: ids, links, zones, and (in `times`) dates."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

import holidays

from citesmetiers.exchange import times
from citesmetiers.exchange.faults import Faults, quote
from citesmetiers.exchange.limits import check_limits
from citesmetiers.exchange.marks import check_marks
from citesmetiers.exchange.spots import Spot
from network.hours import known_holiday_region, zone_names
from network.vocabulary import PlaceKind

STAYING = {PlaceKind.HOST, PlaceKind.ITINERANT}


@dataclass(frozen=True, slots=True)
class Known:
    """The ids of the whole file."""

    partners: set[str]
    # The Cité that each place belongs to.
    places: dict[str, str]


def check_meaning(data: dict[str, Any], faults: Faults) -> None:
    """Add every fault that the schema cannot see."""
    file = Spot(data, (), (), faults)
    cites = file.spots("cites")
    known = Known(
        {partner.get("id") for partner in file.spots("partners")},
        {
            place.get("id"): cite.get("id")
            for cite in reversed(cites)
            for place in reversed(cite.spots("places"))
        },
    )
    _check_ids(file, cites)
    times.check_day(file, "as_of")
    _check_partners(file.spots("partners"), known)
    if network := file.inside("network"):
        for fact in [*network.spots("history"), *network.spots("statements")]:
            times.check_partial(fact, "date")
    for cite in cites:
        _check_cite(cite, known)
    check_marks(file.spots("partners"), cites)
    check_limits(file, cites)


def _check_ids(file: Spot, cites: list[Spot]) -> None:
    """Find ids that are given twice: in the whole file, or for services in their Cité."""
    lists = {"Cité": cites, "partner": file.spots("partners")}
    for word, key in (("place", "places"), ("event", "events")):
        lists[word] = [spot for cite in cites for spot in cite.spots(key)]
    for word, spots in lists.items():
        _check_unique(spots, word, "in the file")
    for cite in cites:
        _check_unique(cite.spots("services"), "service", f"in the Cité “{cite.get('id')}”")
        _check_unique(cite.spots("poles"), "pole", f"in the Cité “{cite.get('id')}”", key="order")


def _check_unique(spots: list[Spot], word: str, where: str, key: str = "id") -> None:
    times_used = Counter(spot.get(key) for spot in spots)
    seen = set()
    for spot in spots:
        value = spot.get(key)
        if value is not None and value in seen:
            spot.fault(
                f"the {word} “{value}” is there {times_used[value]} times {where}: give each another {key}.",
                key,
            )
        seen.add(value)


def _check_partners(partners: list[Spot], known: Known) -> None:
    parents = {partner.get("id"): partner.get("parent") for partner in partners}
    for partner in partners:
        _check_partner(partner, "parent", known)
        above, chain = partner.get("parent"), {partner.get("id")}
        while above and above not in chain:
            chain.add(above)
            above = parents.get(above)
        # Said once for the whole circle.
        if above and above == partner.get("id") == min(chain):
            partner.fault(f"the partner “{above}” is above itself: its parents lead back to it.", "parent")


def _check_partner(spot: Spot, key: str, known: Known) -> None:
    partner = spot.get(key)
    if partner is not None and partner not in known.partners:
        spot.fault(f"the partner “{partner}” is not in the “partners” of this file.", key)


def _check_cite(cite: Spot, known: Known) -> None:
    _check_zone(cite)
    times.check_partial(cite, "membership_as_of")
    for carrier in cite.spots("carriers"):
        times.check_partial_order(carrier, "from", "until")
    for agreement in cite.spots("partners"):
        _check_partner(agreement, "partner", known)
        times.check_partial_order(agreement, "from", "until")
        times.check_day(agreement, "charter_signed_on")
    for place in cite.spots("places"):
        _check_place(place, cite)
    for service in cite.spots("services"):
        _check_service(service, cite, known)
    for event in cite.spots("events"):
        _check_event(event, cite, known)
    times.check_history(cite)
    times.check_main_places(cite)


@cache
def _regions() -> dict[str, list[str]]:
    return holidays.list_supported_countries()


def _check_zone(spot: Spot) -> bool:
    zone = spot.get("timezone")
    if zone is not None and zone not in zone_names():
        spot.fault(f"“{quote(zone)}” is not a time zone such as Europe/Paris.", "timezone")
        return False
    return zone is not None


def _check_place(place: Spot, cite: Spot) -> None:
    _check_zone(place)
    country, region = place.get("country") or cite.get("country"), place.get("holiday_region")
    if region is not None and country and not known_holiday_region(country, region):
        place.fault(
            f"“{quote(region)}” is not a region of public holidays of {country}: {_regions_of(country)}.",
            "holiday_region",
        )
    times.check_partial_order(place, "valid_from", "valid_until")
    times.check_day(place, "checked_on")
    times.check_hours(place)
    if place.get("stays") and place.get("kind") and place.get("kind") not in STAYING:
        place.fault(
            f"stays are for host and itinerant places, and “{place.get('id')}” is a “{place.get('kind')}” one.",
            "stays",
        )


def _regions_of(country: str) -> str:
    regions = _regions().get(country)
    return f"known are {quote(', '.join(regions))}" if regions else "none is known"


def _check_place_link(spot: Spot, place: str, cite: Spot, known: Known, *steps: str | int) -> None:
    """Refuse a place that is nowhere, or another Cité's."""
    owner = known.places.get(place)
    if place not in known.places:
        spot.fault(f"the place “{place}” is not in the “places” of the Cité “{cite.get('id')}”.", *steps)
    elif owner != cite.get("id") and not any(own.get("id") == place for own in cite.spots("places")):
        spot.fault(f"the place “{place}” belongs to the Cité “{owner}”, not to “{cite.get('id')}”.", *steps)


def _check_links(spot: Spot, key: str, word: str) -> None:
    """Refuse an id that a list names twice."""
    named: dict[str, list[int]] = defaultdict(list)
    for index, value in spot.values(key):
        named[value].append(index)
    for value, indexes in named.items():
        for index in indexes[1:]:
            spot.fault(f"the {word} “{value}” is named twice.", key, index)


def _check_service(service: Spot, cite: Spot, known: Known) -> None:
    _check_partner(service, "partner", known)
    times.check_order(service, "valid_from", "valid_until")
    times.check_day(service, "checked_on")
    pole = service.get("pole")
    if pole is not None and all(pole != own.get("order") for own in cite.spots("poles")):
        service.fault(f"the Cité “{cite.get('id')}” has no pole of order {pole}.", "pole")
    _check_links(service, "places", "place")
    for index, place in service.values("places"):
        _check_place_link(service, place, cite, known, "places", index)
    for permanence in service.spots("permanences"):
        if place := permanence.get("place"):
            _check_place_link(permanence, place, cite, known, "place")
        _check_partner(permanence, "partner", known)
        times.check_permanence(permanence)


def _check_event(event: Spot, cite: Spot, known: Known) -> None:
    if place := event.get("place"):
        _check_place_link(event, place, cite, known, "place")
    _check_links(event, "partners", "partner")
    for index, partner in event.values("partners"):
        if partner not in known.partners:
            event.fault(f"the partner “{partner}” is not in the “partners” of this file.", "partners", index)
    if _check_zone(event):
        times.check_event(event)

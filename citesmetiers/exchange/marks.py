"""Whether what is invented and what is real stay apart in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citesmetiers.exchange.spots import Spot


def check_marks(partners: list[Spot], cites: list[Spot]) -> None:
    """Find what has another mark than its Cité, and partners of the other kind.

    What has no mark of its own has that of its Cité.
    """
    invented = {partner.get("id"): is_invented(partner) for partner in partners}
    for partner in partners:
        _check_link(partner, partner.get("parent"), invented, "parent")
    for cite in cites:
        for spot in _marked(cite):
            if spot.get("demo") is not None and is_invented(spot) != is_invented(cite):
                spot.fault(
                    f"this is {_kind(spot)} and its Cité {_kind(cite)}: give both the same mark.", "demo"
                )
        for spot in _linked(cite):
            _check_link(spot, spot.get("partner"), invented, "partner", owner=cite)
        for event in cite.spots("events"):
            for index, partner in event.values("partners"):
                _check_link(event, partner, invented, "partners", index, owner=cite)


def is_invented(spot: Spot) -> bool:
    return spot.get("demo") is True


def _kind(spot: Spot) -> str:
    return "invented" if is_invented(spot) else "real"


def _marked(cite: Spot) -> Iterator[Spot]:
    """Give what may have a mark of its own."""
    for key in ("poles", "places", "services", "events"):
        yield from cite.spots(key)
    for place in cite.spots("places"):
        yield from place.spots("schedules")
        yield from place.spots("exceptions")


def _linked(cite: Spot) -> Iterator[Spot]:
    """Give what may name a partner."""
    yield from cite.spots("partners")
    for service in cite.spots("services"):
        yield service
        yield from service.spots("permanences")


def _check_link(
    spot: Spot, partner: str | None, invented: dict[str, bool], *steps: str | int, owner: Spot | None = None
) -> None:
    # One that is not in the file is a fault already.
    if partner in invented and invented[partner] != is_invented(owner or spot):
        kinds = ("invented", "real") if invented[partner] else ("real", "invented")
        word = "its Cité" if owner else "this one"
        spot.fault(f"the partner “{partner}” is {kinds[0]} and {word} {kinds[1]}.", *steps)

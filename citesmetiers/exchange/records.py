"""Whether a file can stand beside the records that are here already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from citesmetiers.exchange.faults import Faults, ids_around, quote
from events.models import Event
from network.models import Cite, Partner, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citesmetiers.exchange.faults import Path


def check_against_records(data: dict[str, Any]) -> None:
    """Refuse what belongs to another Cité here, what is invented there and real here.

    Raises:
        InvalidDocumentError: with every fault that was found.

    """
    faults = Faults()

    def fault(path: Path, sentence: str) -> None:
        faults.add(path, sentence, ids_around(data, path))

    cites = data["cites"]
    for record, key, word in ((Partner, "partners", "partner"), (Cite, "cites", "Cité")):
        items = data.get(key) or []
        marks = _marks(record, [item["id"] for item in items])
        for index, item in enumerate(items):
            if marks.get(item["id"], item.get("demo", False)) != item.get("demo", False):
                here, there = ("invented", "real") if marks[item["id"]] else ("real", "invented")
                fault(
                    (key, index, "demo"), f"the {word} “{item['id']}” is {here} here and {there} in the file."
                )
    for model, key, word in ((Place, "places", "place"), (Event, "events", "event")):
        owners = _owners(model, [item["id"] for _, _, item in _items(cites, key)])
        for path, cite, item in _items(cites, key):
            owner = owners.get(item["id"], cite["id"])
            if owner != cite["id"]:
                fault(
                    (*path, "id"),
                    f"the {word} “{item['id']}” belongs to the Cité “{owner}” here: choose another id.",
                )
    for path, zone in _unknown_zones(data):
        fault(path, f"“{quote(zone)}” is a time zone that the database does not know.")
    faults.raise_if_any()


def _marks(model: Any, slugs: list[str]) -> dict[str, bool]:
    """Return whether each record that is here is invented, by their slugs."""
    return dict(model.objects.filter(slug__in=slugs).values_list("slug", "demo"))


def _owners(model: Any, slugs: list[str]) -> dict[str, str]:
    """Return the Cité of each record that is here, by their slugs."""
    return dict(model.objects.filter(slug__in=slugs).values_list("slug", "cite__slug"))


def _items(cites: list[dict[str, Any]], key: str) -> Iterator[tuple[Path, dict[str, Any], dict[str, Any]]]:
    for index, cite in enumerate(cites):
        for number, item in enumerate(cite.get(key) or []):
            yield ("cites", index, key, number), cite, item


def _unknown_zones(data: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """Give the zones that Python knows and PostgreSQL does not."""
    holders: list[tuple[Path, dict[str, Any]]] = [
        *((("cites", index), cite) for index, cite in enumerate(data["cites"])),
        *((path, item) for key in ("places", "events") for path, _, item in _items(data["cites"], key)),
    ]
    zones = {holder["timezone"] for _, holder in holders if "timezone" in holder}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT zone FROM unnest(%s::text[]) AS zone WHERE NOT timezone_exists(zone)", [sorted(zones)]
        )
        unknown = {zone for (zone,) in cursor.fetchall()}
    for path, holder in holders:
        if holder.get("timezone") in unknown:
            yield (*path, "timezone"), holder["timezone"]

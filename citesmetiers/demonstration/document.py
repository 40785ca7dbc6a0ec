"""The invented network as an exchange document: the same for a week, a day and a seed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from citesmetiers.demonstration.dates import monday_of, settle, years_of_seasons

if TYPE_CHECKING:
    from datetime import date

HERE = Path(__file__).resolve().parent
# The order in which they are shown where nothing else orders them.
CITES = (
    "port-clairval",
    "oberwolfenthalweiler",
    "trois-ravines",
    "overlinde",
    "serravalta",
    "montelume",
    "cala-vermella",
    "ponte-clara",
    "puerto-alerce",
    "sainte-ouine",
    "sauerlinden",
    "brumeval",
)
SEED = 1
_MARK = {"demo": True}


def demonstration_document(today: date, *, seed: int) -> dict[str, Any]:
    """Return the document; it does not change from Monday to Sunday."""
    monday = monday_of(today)
    return {
        "format": "citesmetiers/network",
        "version": 1,
        "as_of": monday.isoformat(),
        "note": {
            "fr": f"Cités, institutions et personnes inventées pour la démonstration (graine {seed}).",
            "en": f"Cités, institutions and people invented for demonstration (seed {seed}).",
        },
        "partners": [partner | _MARK for partner in _read(HERE / "partners.json")],
        "cites": [
            _complete(_read(HERE / "cites" / f"{name}.json"), monday, Random(f"{seed} {name}"))  # noqa: S311
            for name in CITES
        ],
    }


def seed_of(note: dict[str, str]) -> int:
    """Return the seed that the note of a document names."""
    found = re.search(r"\(seed (-?\d+)\)", note.get("en", ""))
    return int(found[1]) if found else SEED


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _complete(written: dict[str, Any], monday: date, choices: Random) -> dict[str, Any]:
    """Settle what is left open, name places and events after their Cité, and mark everything."""
    cite: dict[str, Any] = settle(written, monday, choices) | _MARK
    name = cite["id"]
    cite["places"] = [_place(name, place, monday) for place in cite.get("places", [])]
    cite["services"] = [_service(name, service) for service in cite.get("services", [])]
    cite["events"] = [_event(cite, event) for event in cite.get("events", [])]
    cite["poles"] = [pole | _MARK for pole in cite.get("poles", [])]
    return cite


def _place(cite: str, place: dict[str, Any], monday: date) -> dict[str, Any]:
    place |= _MARK | {
        "id": f"{cite}-{place['id']}",
        "schedules": [season | _MARK for season in years_of_seasons(place, monday)],
        "exceptions": [closure | _MARK for closure in place.get("exceptions", [])],
    }
    place.pop("summer", None)
    if "latitude" in place:
        # Somewhere in a field or out at sea, and never at anybody's door.
        place["coordinates"] = "city"
    return place


def _service(cite: str, service: dict[str, Any]) -> dict[str, Any]:
    for permanence in service.get("permanences", []):
        permanence["place"] = f"{cite}-{permanence['place']}"
    places = [f"{cite}-{place}" for place in service.get("places", [])]
    return service | _MARK | {"places": places}


def _event(cite: dict[str, Any], event: dict[str, Any]) -> dict[str, Any]:
    event |= _MARK | {"id": f"{cite['id']}-{event['id']}", "timezone": cite["timezone"]}
    if "place" in event:
        event["place"] = f"{cite['id']}-{event['place']}"
    return event

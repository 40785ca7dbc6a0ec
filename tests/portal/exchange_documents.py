"""Exchange documents for tests: one that says everything, and what makes two of them comparable."""

from __future__ import annotations

import json
from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import connection

DATA = Path(__file__).resolve().parents[2] / "citesmetiers" / "data"
NETWORK = DATA / "network.json"
SCHEMA = json.loads((DATA / "network.schema.json").read_text())
GRANTING = {"project_label", "operating_label", "confirmation", "renewal"}


def example() -> dict[str, Any]:
    """A small network in which every key of the schema is used."""
    return deepcopy(_EXAMPLE)


def invented_example() -> dict[str, Any]:
    """The same, invented, with all the marks that the format has room for."""
    document = remarked(deepcopy(_EXAMPLE), mark=True)
    for marked in [*document["partners"], *document["cites"]]:
        marked["demo"] = True
    return document


def remarked(value: Any, *, mark: bool) -> Any:
    """Write every mark anew, where there is one."""
    if isinstance(value, list):
        return [remarked(item, mark=mark) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: mark if key == "demo" else remarked(inner, mark=mark) for key, inner in value.items()}


def checksum() -> str:
    """Sum up every row of every table; what the search hides stays until the transaction that hid it is over."""
    sums = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            where = "WHERE shown" if table == "citesmetiers_searchentry" else ""
            sums.append(
                f"SELECT '{table}', md5(string_agg(row::text, chr(10) ORDER BY row::text)) "
                f'FROM "{table}" AS row {where}'
            )
        cursor.execute(" UNION ALL ".join(sums))
        found = sorted(f"{table} {said}" for table, said in cursor.fetchall())
    return sha256("\n".join(found).encode()).hexdigest()


def normal(document: dict[str, Any]) -> dict[str, Any]:
    """Write a document so that two that say the same are equal: absent, null, [] and {} are one."""
    document = deepcopy(document)
    del document["as_of"]
    for cite in document["cites"]:
        cite.setdefault("membership", "unconfirmed")
        if cite.get("demo"):
            _mark(cite)
        for place in cite.get("places", []):
            place.setdefault("country", cite["country"])
            place.setdefault("timezone", cite["timezone"])
        for service in cite.get("services", []):
            for permanence in service.get("permanences", []):
                for cancelled in permanence.get("exceptions", []):
                    cancelled.setdefault("status", "cancelled")
    return _without_empty(document)


def _mark(cite: dict[str, Any]) -> None:
    """What has no mark of its own has that of its Cité."""
    places = cite.get("places") or []
    lists = [cite.get(key) or [] for key in ("poles", "places", "services", "events")]
    lists += [place.get(key) or [] for place in places for key in ("schedules", "exceptions")]
    for item in (item for items in lists for item in items):
        item.setdefault("demo", True)


def _without_empty(value: Any, name: str = "") -> Any:
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {}
    for key, given in value.items():
        inner = _without_empty(given, key)
        is_default = inner is False and key in {"demo", "public", "partner_public"}
        if not is_default and (key == "hours" or inner not in (None, [], {}) or inner is False):
            kept[key] = inner
    return kept


_TEXT = {"fr": "Un texte", "en": "A text"}
_EXAMPLE: dict[str, Any] = {
    "format": "citesmetiers/network",
    "version": 1,
    "as_of": "2026-11-24",
    "note": _TEXT,
    "network": {
        "history": [{"date": "1993-03-31", "title": _TEXT, "sources": ["https://example.org/1"]}],
        "statements": [{"date": None, "count": 26, "text": _TEXT, "sources": []}],
    },
    "partners": [
        {
            "id": "emploi-ville",
            "name": "Emploi Ville",
            "acronym": "EV",
            "kind": "employment_service",
            "parent": "emploi",
            "country": "FR",
            "website": "https://example.org",
            "former_names": ["Agence"],
            "demo": False,
        },
        {"id": "emploi", "name": "Emploi", "kind": "employment_service"},
    ],
    "cites": [
        {
            "id": "ville",
            "name": {"fr": "Cité des métiers de Ville"},
            "other_names": ["La Cité"],
            "main_language": "fr",
            "languages": ["fr"],
            "country": "FR",
            "region": "Région",
            "timezone": "Europe/Paris",
            "website": "https://ville.example.org",
            "phone": "+33 1 23 45 67 89",
            "email": "ville@example.org",
            "presentation": _TEXT,
            "membership": "member",
            "membership_as_of": "2024",
            "history": [
                {"event": "operating_label", "date": "2010-02", "period_until": "2011-01-31", "sources": []},
                {"event": "opening", "date": "2009", "date_until": "2010", "note": _TEXT, "sources": []},
                {"event": "suspension", "date": None, "sources": ["https://example.org/2"]},
            ],
            "poles": [{"name": {"fr": "Se former"}, "themes": ["training"], "order": 1, "demo": False}],
            "places": [
                {
                    "id": "ville-centre",
                    "kind": "main",
                    "name": "Centre",
                    "street": "1 rue Haute",
                    "postcode": "57000",
                    "city": "Ville",
                    "country": "FR",
                    "holiday_region": "57",
                    "latitude": 49.1,
                    "longitude": 6.2,
                    "coordinates": "exact",
                    "timezone": "Europe/Paris",
                    "valid_from": "2010",
                    "valid_until": None,
                    "access": {"transport": _TEXT, "step_free": True, "details": _TEXT},
                    "schedules": [
                        {
                            "name": "Année",
                            "valid_from": "2026-01-01",
                            "valid_until": "2026-06-30",
                            "weekly": {"mo": ["09:00-12:00", "14:00-24:00"], "fr": []},
                            "public_holidays": "closed",
                            "as_of": "2026",
                            "demo": False,
                        },
                        {"name": "Été", "valid_from": "2026-07-01", "weekly": {"tu": ["22:00-02:00"]}},
                    ],
                    "exceptions": [
                        {
                            "from": "2026-12-24",
                            "until": "2027-01-02",
                            "hours": [],
                            "reason": _TEXT,
                            "demo": False,
                        }
                    ],
                    "checked_on": "2026-10-01",
                    "note": _TEXT,
                    "demo": False,
                },
                {
                    "id": "ville-bus",
                    "kind": "itinerant",
                    "name": "Bus",
                    "host": "La commune",
                    "stays": [{"from": "2026-12-01", "until": "2026-12-05"}],
                },
            ],
            "partners": [
                {
                    "partner": "emploi-ville",
                    "from": "2010",
                    "until": None,
                    "charter_signed_on": "2010-01-15",
                    "contributions": ["advisers"],
                    "public": True,
                },
                {"partner": "emploi"},
            ],
            "services": [
                {
                    "id": "conseil",
                    "title": _TEXT,
                    "summary": _TEXT,
                    "description": _TEXT,
                    "modality": "interview",
                    "access": ["drop_in"],
                    "themes": ["training"],
                    "pole": 1,
                    "audiences": ["everyone"],
                    "languages": ["fr"],
                    "bring": _TEXT,
                    "conditions": _TEXT,
                    "duration_minutes": 30,
                    "places": ["ville-bus", "ville-centre"],
                    "link": "https://example.org/conseil",
                    "partner": "emploi",
                    "partner_public": False,
                    "valid_from": "2026-01-01",
                    "valid_until": "2027-01-01",
                    "checked_on": "2026-10-01",
                    "demo": False,
                    "permanences": [
                        {
                            "place": "ville-centre",
                            "weekday": "tu",
                            "time": "14:00-17:00",
                            "valid_from": "2026-01-01",
                            "valid_until": "2026-12-31",
                            "every_weeks": 2,
                            "week_of": "2026-01-06",
                            "nth_of_month": -1,
                            "mode": "phone",
                            "languages": ["fr", "en"],
                            "partner": "emploi-ville",
                            "partner_public": True,
                            "exceptions": [{"date": "2026-12-22", "status": "cancelled", "reason": _TEXT}],
                        }
                    ],
                }
            ],
            "events": [
                {
                    "id": "ville-atelier",
                    "title": _TEXT,
                    "summary": _TEXT,
                    "description": _TEXT,
                    "kind": "workshop",
                    "themes": ["training"],
                    "audiences": ["everyone"],
                    "languages": ["fr"],
                    "starts": "2026-11-24T10:00",
                    "ends": "2026-11-24T12:00",
                    "timezone": "Europe/Paris",
                    "rrule": "FREQ=WEEKLY;COUNT=5",
                    "excluded": ["2026-12-01T10:00"],
                    "changes": [
                        {"starts": "2026-12-15T10:00", "status": "cancelled"},
                        {
                            "starts": "2026-12-08T10:00",
                            "new_starts": "2026-12-09T10:00",
                            "new_ends": "2026-12-09T13:00",
                        },
                    ],
                    "attendance": "on_site",
                    "place": "ville-centre",
                    "venue": "Salle 2",
                    "online_url": "https://example.org/online",
                    "booking": "optional",
                    "booking_url": "https://example.org/booking",
                    "capacity": 12,
                    "open_to": "everyone",
                    "organiser": "joint",
                    "partners": ["emploi-ville", "emploi"],
                    "status": "scheduled",
                    "demo": False,
                }
            ],
            "figures": [
                {"label": {"fr": "visiteurs"}, "value": "12 000", "period": "2025", "sources": []},
                {"label": {"fr": "offres"}, "value": "40"},
            ],
            "note": _TEXT,
            "sources": ["https://example.org/3"],
            "demo": False,
            "carriers": [{"name": "Association", "from": "2009", "until": "2020"}, {"name": "GIP"}],
        },
        {
            "id": "bourg",
            "name": {"nl": "Beroepenpunt Burg", "fr": "Cité des métiers de Bourg"},
            "main_language": "nl",
            "country": "BE",
            "timezone": "Europe/Brussels",
            "places": [{"id": "bourg-centre", "kind": "main", "name": "Centrum"}],
        },
    ],
}

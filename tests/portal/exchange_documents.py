"""Exchange documents for tests: one that says everything, and any number drawn from the schema."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import connection
from hypothesis import strategies as st

from network.hours import TimeRange
from network.partial_dates import PartialDate
from network.vocabulary import MilestoneKind

DATA = Path(__file__).resolve().parents[2] / "citesmetiers" / "data"
NETWORK = DATA / "network.json"
SCHEMA = json.loads((DATA / "network.schema.json").read_text())
GRANTING = {"project_label", "operating_label", "confirmation", "renewal"}


def example() -> dict[str, Any]:
    """A small network in which every key of the schema is used."""
    return deepcopy(_EXAMPLE)


def invented_example() -> dict[str, Any]:
    """The same, invented, with all the marks that the format has room for."""
    document = _remark(deepcopy(_EXAMPLE), mark=True)
    for marked in [*document["partners"], *document["cites"]]:
        marked["demo"] = True
    return document


def _remark(value: Any, *, mark: bool) -> Any:
    """Write every mark anew, where there is one."""
    if isinstance(value, list):
        return [_remark(item, mark=mark) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: mark if key == "demo" else _remark(inner, mark=mark) for key, inner in value.items()}


def checksum() -> str:
    """Sum up every row of every table."""
    sums = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(
                f'SELECT md5(string_agg(row::text, chr(10) ORDER BY row::text)) FROM "{table}" AS row'
            )
            sums.append(f"{table} {cursor.fetchone()[0]}")
    return sha256("\n".join(sums).encode()).hexdigest()


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


# --- Documents drawn from the schema -----------------------------------------------------------
_words = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF), max_size=12)
_days = st.dates(date(2020, 1, 1), date(2030, 12, 31)).map(str)
_DEFINITIONS = {
    "id": st.just("x"),
    "day": _days,
    "partial_date": st.one_of(_days, _days.map(lambda day: day[:7]), _days.map(lambda day: day[:4])),
    "local_datetime": st.datetimes().map(
        lambda moment: f"2027-{moment:%m}-{moment.day % 28 + 1:02}T{moment:%H:%M}"
    ),
    "time_range": st.sampled_from(["09:00-12:30", "14:00-24:00", "22:00-02:00", "08:00-08:00"]),
    "language": st.sampled_from(["fr", "en", "pt-BR", "eus"]),
    "url": _words.map("https://".__add__),
}
_ZONES = ["Europe/Paris", "Indian/Reunion", "America/Cayenne"]


def _drawn_from(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Draw any value that a part of the schema allows."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if name in _DEFINITIONS:
            return _DEFINITIONS[name]
        return st.deferred(lambda: _drawn_from(SCHEMA["$defs"][name]))
    for key, strategy in (("const", st.just), ("enum", st.sampled_from)):
        if key in schema:
            return strategy(schema[key])
    if "oneOf" in schema:
        return st.one_of(*map(_drawn_from, schema["oneOf"]))
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return st.one_of(*(_of_type(kind, schema) for kind in kinds))


def _of_type(kind: str, schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    if kind == "object" and "properties" in schema:
        return _objects(schema)
    if kind == "object":
        names = _drawn_from(schema["propertyNames"])
        inner = _drawn_from(schema["additionalProperties"])
        return st.dictionaries(names, inner, min_size=schema.get("minProperties", 0), max_size=2)
    if kind == "array":
        return st.lists(_drawn_from(schema["items"]), min_size=schema.get("minItems", 0), max_size=3)
    if kind == "string" and "pattern" in schema:
        return st.sampled_from(["FR", "BE", "PT"])
    numbers = {"min_value": schema.get("minimum", -9), "max_value": schema.get("maximum", 900)}
    return {
        "string": _words.map(lambda word: word or ("x" if schema.get("minLength") else "")),
        "integer": st.integers(**numbers),
        "number": st.one_of(st.floats(**numbers), st.integers(**numbers)),
        "boolean": st.booleans(),
        "null": st.none(),
    }[kind]


def _objects(schema: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    parts = {name: _drawn_from(inner) for name, inner in schema["properties"].items()}
    required = set(schema.get("required", ()))
    return st.fixed_dictionaries(
        {name: part for name, part in parts.items() if name in required},
        optional={name: part for name, part in parts.items() if name not in required},
    )


def documents() -> st.SearchStrategy[dict[str, Any]]:
    """Draw documents that the schema allows and whose ids, links and dates make sense."""
    return _drawn_from(SCHEMA).map(_mended)


def _mended(document: dict[str, Any]) -> dict[str, Any]:
    # All invented, or all real: what points at what is drawn without looking at marks.
    is_demo = any(cite.get("demo") for cite in document["cites"])
    document = _remark(document, mark=is_demo)
    for marked in [*document.get("partners", []), *document["cites"]] if is_demo else ():
        marked["demo"] = True
    names = []
    for number, partner in enumerate(document.get("partners", [])):
        partner["id"] = f"partner-{number}"
        if partner.get("parent"):
            partner["parent"] = names[0] if names else None
        names.append(partner["id"])
    for number, cite in enumerate(document["cites"]):
        _mend_cite(cite, number, names)
    return document


def _mend_cite(cite: dict[str, Any], number: int, partners: list[str]) -> None:
    cite["id"] = f"cite-{number}"
    cite["timezone"] = _ZONES[number % 3]
    for year, fact in enumerate(cite.get("history", []), 2000):
        if fact["event"] in MilestoneKind.values:
            fact.pop("period_until", None)
        if fact.get("period_until") and fact["event"] in GRANTING:
            fact |= {"date": str(year), "period_until": f"{year}-12-31"}
        elif fact.get("period_until") and fact.get("date"):
            fact["period_until"] = f"{PartialDate.parse(fact['date']).last_day}"
        if fact.get("date") and fact.get("date_until"):
            fact["date_until"] = fact["date"]
    for order, pole in enumerate(cite.get("poles", []), 1):
        pole["order"] = order
    for item in [*cite.get("carriers", []), *cite.get("partners", [])]:
        _mend_order(item, "from", "until")
    cite["partners"] = [item | {"partner": partners[-1]} for item in cite.get("partners", []) if partners]
    places = _mend_places(cite)
    for index, service in enumerate(cite.get("services", [])):
        _mend_service(service, index, cite, places, partners)
    for index, event in enumerate(cite.get("events", [])):
        _mend_event(event, f"event-{number}-{index}", places, partners)


def _mend_places(cite: dict[str, Any]) -> list[str]:
    for index, place in enumerate(cite.get("places", [])):
        place["id"] = f"{cite['id']}-place-{index}"
        if place["kind"] == "main" and index:
            place["kind"] = "relay"
        if place["kind"] not in {"host", "itinerant"}:
            place.pop("stays", None)
        if place.get("holiday_region") is not None:
            place |= {"country": "FR", "holiday_region": "57"}
        if "timezone" in place:
            place["timezone"] = _ZONES[index]
        _mend_order(place, "valid_from", "valid_until")
        _mend_ranges(place)
        _mend_apart(place, "schedules", "valid_from", "valid_until")
        _mend_apart(place, "exceptions", "from", "until")
        for stay in place.get("stays", []):
            _mend_order(stay, "from", "until")
    return [place["id"] for place in cite.get("places", [])]


def _mend_order(item: dict[str, Any], first: str, last: str) -> None:
    if item.get(first) and item.get(last) and item[first][:4] >= item[last][:4]:
        item[first] = item[last]


def _mend_ranges(place: dict[str, Any]) -> None:
    for season in place.get("schedules", []):
        for day, ranges in season.get("weekly", {}).items():
            season["weekly"][day] = _apart(ranges)
    for closure in place.get("exceptions", []):
        if closure.get("hours"):
            closure["hours"] = _apart(closure["hours"])


def _apart(texts: list[str]) -> list[str]:
    """Keep the ranges of a day that overlap none before them."""
    kept: list[TimeRange] = []
    for one in map(TimeRange.parse, texts):
        if all(one.last_minute <= other.start or other.last_minute <= one.start for other in kept):
            kept.append(one)
    return list(map(str, kept))


def _mend_apart(place: dict[str, Any], key: str, first: str, last: str) -> None:
    """Keep those of a list that overlap none before them."""
    kept: list[dict[str, Any]] = []
    for item in place.get(key, []):
        _mend_order(item, first, last)
        begins, ends = item.get(first) or "0", item.get(last) or "9"
        if all(ends < (other.get(first) or "0") or (other.get(last) or "9") < begins for other in kept):
            kept.append(item)
    if key in place:
        place[key] = kept


def _mend_service(
    service: dict[str, Any], index: int, cite: dict[str, Any], places: list[str], partners: list[str]
) -> None:
    service["id"] = f"service-{index}"
    if service.get("pole") is not None:
        service["pole"] = len(cite.get("poles", [])) or None
    if "places" in service:
        service["places"] = places[::-1][: len(service["places"])]
    _mend_order(service, "valid_from", "valid_until")
    _mend_partner(service, partners)
    if "permanences" in service and not places:
        del service["permanences"]
    for permanence in service.get("permanences", []):
        permanence["place"] = places[0]
        if permanence.get("every_weeks", 1) > 1:
            permanence.setdefault("week_of", "2026-01-05")
        _mend_order(permanence, "valid_from", "valid_until")
        _mend_partner(permanence, partners)
        unique = {item["date"]: item for item in permanence.get("exceptions", [])}
        if unique:
            permanence["exceptions"] = list(unique.values())


def _mend_partner(item: dict[str, Any], partners: list[str]) -> None:
    if item.get("partner"):
        item["partner"] = partners[0] if partners else None


def _mend_event(event: dict[str, Any], name: str, places: list[str], partners: list[str]) -> None:
    event |= {"id": name, "timezone": _ZONES[len(places) % 3]}
    if event["starts"] == event["ends"]:
        event["ends"] = "2028-01-01T00:00"
    event["starts"], event["ends"] = sorted([event["starts"], event["ends"]])
    days = int(event["starts"][8:10])
    starts = [
        f"{event['starts'][:8]}{days + more:02}{event['starts'][10:]}"
        for more in range(4)
        if days + more <= 28
    ]
    if event.get("rrule"):
        event["rrule"] = ["FREQ=DAILY;COUNT=9", "FREQ=DAILY", "FREQ=DAILY;UNTIL=20280301"][len(starts) % 3]
    else:
        starts = starts[:1]
        event.pop("excluded", None)
    if "excluded" in event:
        event["excluded"] = starts[3:]
    if "changes" in event:
        event["changes"] = [
            change | {"starts": start}
            for start, change in zip(reversed(starts[:3]), event["changes"], strict=False)
            if change.keys() - {"starts"}
        ]
        for change in event["changes"]:
            if change.get("new_ends", "9") <= change.get("new_starts", change["starts"]):
                change["new_ends"] = "2028-06-01T10:00"
    if event.get("place"):
        event["place"] = places[-1] if places else None
    if "partners" in event:
        event["partners"] = partners[::-1][: len(event["partners"])]

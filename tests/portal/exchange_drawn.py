"""Exchange documents drawn from the schema, and mended until they make sense."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from network.hours import TimeRange
from network.partial_dates import PartialDate
from network.vocabulary import MilestoneKind
from tests.portal.exchange_documents import GRANTING, SCHEMA, remarked

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
    document = remarked(document, mark=is_demo)
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

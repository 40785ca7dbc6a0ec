"""Whether the data has the shape that the JSON Schema asks for, in sentences."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, cast

import jsonschema_rs
from jsonschema import Draft202012Validator

from citesmetiers.exchange.faults import Faults, Path, ids_around, quote

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

SCHEMA = FilePath(__file__).resolve().parent.parent / "data" / "network.schema.json"

# What a value of a definition of the schema looks like. Whether a day exists is for the calendar.
_LOOKS = {
    "id": "is not an id: small letters without accents, digits and single hyphens, at most 80",
    "day": "is not a day such as 2026-12-24",
    "partial_date": "is not a year, a month or a day such as 2002, 2013-04 or 2005-03-21",
    "local_datetime": "is not a local time such as 2026-12-24T17:30",
    "time_range": "is not a range of hours such as 09:00-12:30",
    "language": "is not a language such as fr or pt-BR",
    "url": "is not an address that begins with http:// or https://",
}
_MOST_NAMES = 20
# Where one of these cannot be read, whatever points at it would seem to point at nothing.
_LINKED = {"cites", "partners", "places", "poles", "id", "order"}
_TYPES = {
    "object": "an object",
    "array": "a list",
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "null",
}


def check_shape(data: Any, faults: Faults) -> Any:
    """Add what the schema finds, and return what can still be asked for its meaning.

    That is the data without the values that are wrong (None in their place in a list), so that
    one reading of a file finds all there is; or None where too little of it can be read.
    """
    if isinstance(data, dict) and _has_shape(data):
        return data
    # Taking values out changes the data: all is found before any of it is taken out.
    unreadable = []
    for error in map(_innermost, _validator().iter_errors(data)):
        path = tuple(error.absolute_path)
        faults.add(path, _sentence(error), ids_around(data, path))
        if error.validator not in {"additionalProperties", "required"}:
            unreadable.append(path)
        if faults.too_many:
            return None
    if not isinstance(data, dict) or any(_LINKED & set(path[-2:]) for path in unreadable):
        return None
    for path in unreadable:
        _take_out(data, path)
    return data


def _has_shape(data: Any) -> bool:
    """Tell at once, as nearly all files are right; what is wrong with one is then asked for in words."""
    try:
        return _quick_validator().is_valid(data)
    except ValueError:
        # A value that it cannot read at all.
        return False


@cache
def _quick_validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


@cache
def _validator() -> Draft202012Validator:
    """Build the validator once, with references replaced by what they name: it is twice as fast."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    definitions: dict[str, Any] = {}

    def inline(node: Any) -> Any:
        if isinstance(node, list):
            return [inline(item) for item in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            name = node["$ref"].rpartition("/")[2]
            if name not in definitions:
                definitions[name] = inline(schema["$defs"][name]) | {"title": name}
            return definitions[name]
        if str(node.get("pattern")).endswith("$"):
            # Python's `$` would let a last line feed through, and the database's does not.
            node = node | {"pattern": node["pattern"].removesuffix("$") + r"\Z"}
        return {key: inline(value) for key, value in node.items() if key != "$defs"}

    return Draft202012Validator(inline(schema))


def _innermost(error: ValidationError) -> ValidationError:
    """Follow “this or null” to what is wrong with this."""
    while error.validator == "oneOf" and error.context:
        first = [inner for inner in error.context if inner.relative_schema_path[0] == 0]
        error = min(first or error.context, key=lambda inner: -len(inner.absolute_path))
    return error


def _sentence(error: ValidationError) -> str:
    """Say what is wrong in words that do not need the schema."""
    schema, rule, expected, value = (
        cast("Any", part) for part in (error.schema, error.validator, error.validator_value, error.instance)
    )
    if rule in _OF_OBJECTS:
        return _OF_OBJECTS[rule](error, schema, value)
    if rule == "type":
        types = [expected] if isinstance(expected, str) else expected
        return f"{_value(value)} is not {' or '.join(_TYPES[name] for name in types)}."
    if look := _LOOKS.get(schema.get("title", "")):
        return f"{_value(value)} {look}."
    if rule in {"enum", "const"}:
        return f"{_value(value)} is not one of {_names(expected if rule == 'enum' else [expected])}."
    return _of_value(rule, expected, value) or f"{quote(error.message)}."


def _of_value(rule: str, expected: Any, value: Any) -> str | None:
    if rule in {"minProperties", "minItems", "minLength"}:
        return "it is empty."
    if rule == "maxLength":
        return f"it is longer than {expected} characters."
    if rule in {"minimum", "maximum"}:
        return f"{_value(value)} is {'less' if rule == 'minimum' else 'more'} than {expected}."
    if rule == "pattern" and "[A-Z]{2}" in expected:
        return f"{_value(value)} is not a country code such as FR."
    return None


def _missing(error: ValidationError, _schema: Any, value: dict[str, Any]) -> str:
    """Name the key: jsonschema raises one error for each."""
    absent = [name for name in cast("Any", error.validator_value) if name not in value]
    name = next((name for name in absent if error.message.startswith(repr(name))), absent[0])
    return f"“{name}” is missing."


def _unknown_keys(_error: ValidationError, schema: Any, value: dict[str, Any]) -> str:
    known = schema.get("properties", {})
    return f"{_names([name for name in value if name not in known])}: the format has no such key."


_OF_OBJECTS = {"required": _missing, "additionalProperties": _unknown_keys}


def _names(names: list[Any]) -> str:
    shown = ", ".join(
        f"“{quote(name)}”" if isinstance(name, str) else str(name).lower() for name in names[:_MOST_NAMES]
    )
    more = len(names) - _MOST_NAMES
    return shown + (f" and {more} more" if more > 0 else "")


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    return f"“{quote(value)}”" if isinstance(value, str) else quote(json.dumps(value))


def _take_out(data: Any, path: Path) -> None:
    """Leave a wrong value out; the places of the others in their list stay."""
    if not path:
        return
    for step in path[:-1]:
        try:
            data = data[step]
        except (LookupError, TypeError):
            return
    if isinstance(data, list) and path[-1] < len(data):  # type: ignore[operator]
        data[path[-1]] = None  # type: ignore[index]
    elif isinstance(data, dict):
        data.pop(path[-1], None)

"""The register of a day for machines: whole, in one piece, as JSON or as CSV."""

from __future__ import annotations

import csv
import io
import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse

from network.forms.tables.cells import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from network.label import Standing
    from network.models import Cite
    from network.views.label import Entry

# Seconds that an answer may be kept: a decision that is recorded now is told after this at the latest.
FRESH = 60
COLUMNS = ("cite", "name", "country", "status", "since", "precision", "until", "demo")
_OPEN_TO_ALL = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


def answer_with(entries: Iterable[Entry], wanted: str) -> HttpResponse:
    """Return the entries in a format of `FORMATS`, in their order."""
    response = FORMATS[wanted]([row_of(each.cite, each.standing) for each in entries])
    response["Cache-Control"] = f"public, max-age={FRESH}"
    return _open(response)


def fault(message: str, parameter: str) -> HttpResponse:
    """Answer 400 in words: which part of the address cannot be understood, and why."""
    told = {"error": {"status": int(HTTPStatus.BAD_REQUEST), "parameter": parameter, "message": message}}
    response = _as_json(told)
    response.status_code = HTTPStatus.BAD_REQUEST
    response["Cache-Control"] = "no-store"
    return _open(response)


def row_of(cite: Cite, standing: Standing) -> dict[str, Any]:
    """Tell of a Cité: `since` as precise as its source, `until` the last day that is recorded, inclusive."""
    return {
        "cite": cite.slug,
        "name": str(cite),
        "country": cite.country,
        "status": standing.status.value,
        "since": str(standing.since) if standing.since else None,
        "precision": standing.since.precision if standing.since else None,
        "until": standing.until.isoformat() if standing.until else None,
        "demo": cite.demo,
    }


def _as_json(told: Any) -> HttpResponse:
    body = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    return HttpResponse(body, content_type="application/json")


def _as_csv(rows: list[dict[str, Any]]) -> HttpResponse:
    """Write one line for each row; what is not known is empty, true and false are words."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    for row in rows:
        words = {
            name: str(value).lower() if isinstance(value, bool) else value for name, value in row.items()
        }
        writer.writerow(words | {"name": quoted(row["name"])})
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="register.csv"'
    return response


def _open(response: HttpResponse) -> HttpResponse:
    for name, value in _OPEN_TO_ALL.items():
        response[name] = value
    return response


FORMATS: dict[str, Callable[[list[dict[str, Any]]], HttpResponse]] = {"json": _as_json, "csv": _as_csv}

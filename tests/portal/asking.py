"""Asks `/open/v1/` as a machine does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.test import Client

    from network.models import Cite, Place


def state_address(place: Place) -> str:
    return f"/open/v1/places/{place.slug}/state"


def week_address(cite: Cite) -> str:
    return f"/open/v1/cites/{cite.slug}/week"


def ask(client: Client, address: str, status: int = 200, **extra: Any) -> Any:
    """Return the data of an answer."""
    response = client.get(address, **extra)
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/json"
    return json.loads(response.content)

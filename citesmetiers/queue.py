"""What waits for the secretariat: next steps of labels, and promises of the Charter that are broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone

from citesmetiers.charter import breaches
from network.actions.dues import urgent_on
from network.dues import DueState, told_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

# The most urgent steps; the lists that are linked above them hold all.
MOST = 50


def queue_of(moment: datetime, query: Mapping[str, str]) -> dict[str, object]:
    """Return what waits at a moment, in five queries for any number of Cités."""
    urgent = urgent_on(timezone.localdate(moment))
    cites = reverse("admin:network_cite_changelist")
    return {
        "states": [
            (state.label, f"{cites}?due={state}", sum(due.state == state for _cite, due in urgent))
            for state in DueState
        ],
        "urgent": [(cite, due, told_of(due)) for cite, due in urgent[:MOST]],
        "left": max(0, len(urgent) - MOST),
        "page": Paginator(breaches(moment), MOST).get_page(query.get("page")),
    }

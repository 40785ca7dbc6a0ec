"""The secretariat's desk for who we are."""

from network.admin import (
    cites,
    files,
    label,
    letters,
    network,
    partners,
    people,
    places,
    reports,
    reviews,
    suggestions,
    totals,
)

__all__ = [
    "cites",
    "files",
    "label",
    "letters",
    "network",
    "partners",
    "people",
    "places",
    "reports",
    "reviews",
    "suggestions",
    "totals",
]

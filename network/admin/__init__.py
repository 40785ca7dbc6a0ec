"""The secretariat's desk for who we are."""

from network.admin import (
    cites,
    label,
    letters,
    network,
    partners,
    people,
    places,
    reports,
    reviews,
    suggestions,
)

__all__ = [
    "cites",
    "label",
    "letters",
    "network",
    "partners",
    "people",
    "places",
    "reports",
    "reviews",
    "suggestions",
]

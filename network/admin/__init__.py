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
    withdrawals,
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
    "withdrawals",
]

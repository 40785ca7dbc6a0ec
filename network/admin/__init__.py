"""The secretariat's desk for who we are."""

from network.admin import (
    cites,
    committee,
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
    "committee",
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

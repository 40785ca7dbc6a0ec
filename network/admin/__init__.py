"""The secretariat's desk for who we are."""

from network.admin import cites, label, letters, network, partners, people, places, reports, suggestions

__all__ = ["cites", "label", "letters", "network", "partners", "people", "places", "reports", "suggestions"]

"""Every type of page that the public can meet, in every state that looks different."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings

LANGUAGES = [code for code, _name in settings.LANGUAGES]
UNLIKELY = "?q=xylophone-introuvable"

# Name of the page, its path below the language. Without a path, the world says where it is.
_PAGES: dict[str, str | None] = {
    "home": "",
    "cites": "cites/",
    "cites, filtered": "cites/?country=BE&theme=training",
    "cites, on the map": "cites/?country=FR&map=fr",
    "cites, this evening": "cites/?when=evening",
    "cites, empty": "cites/?country=MU&theme=basic_skills",
    "cite, demonstration": None,
    "cite, hours unknown": "cites/belfort/",
    "cite, many places": "cites/geneve-grand-geneve/",
    "cite, far away": "cites/la-reunion/",
    "cite, unconfirmed": "cites/maurice/",
    "cite, former": None,
    "cite, long texts": None,
    "week": None,
    "week, hours unknown": "cites/belfort/week/",
    "services": "services/",
    "services, page 2": "services/?page=2",
    "services, filtered": "services/?theme=training&access=drop_in",
    "services, no such time": "services/?when=at&day=31&month=11&year=2026&time=18h30",
    "services, empty": f"services/{UNLIKELY}",
    "services, near": "services/?q=cv&where=Lyon&within=100",
    "services, homonyms": "services/?where=Saint-Denis",
    "services, on the map": "services/map/?theme=training",
    "services on the map, empty": f"services/map/{UNLIKELY}",
    "search": "search/?q=formation",
    "search, one kind": "search/?q=formation&kind=event",
    "search, nothing asked": "search/",
    "search, empty": f"search/{UNLIKELY}",
    "shortlist": None,
    "shortlist, empty": "shortlist/",
    "service": None,
    "service, by appointment": None,
    "service, long texts": None,
    "agenda": "agenda/",
    "agenda, filtered": "agenda/?theme=employment",
    "agenda, month": "agenda/?view=month",
    "agenda, week": "agenda/?view=week",
    "agenda, day": "agenda/?view=day",
    "agenda, empty": f"agenda/{UNLIKELY}",
    "event": None,
    "event, cancelled": None,
    "event, long texts": None,
    "partners": "partners/",
    "partner": None,
    "partner, long texts": None,
    "partners, empty": f"partners/{UNLIKELY}",
    "label": "label/",
    "label, at a date": "label/?on=2012-10-23",
    "label, empty": "label/?status=suspended&on=1995-01-01",
    "label, proof": "label/marseille-paca/",
    "label, proof at a date": "label/marseille-paca/?on=2012-10-23",
    "label, proof of a demonstration": None,
    "network": "network/",
    "suggestions": "cites/demo-port-clairval/suggestions/",
    "suggestions, none": "cites/belfort/suggestions/",
    "suggested": None,
    "about, cite": "about/cite/",
    "about, charter": "about/charter/",
    "about, order": "about/order/",
    "about, privacy": "about/privacy/",
    "about, accessibility": "about/accessibility/",
    "about, legal": "about/legal/",
    "site map": "site-map/",
    "gallery": "gallery/",
}
# The same, of what answers with an error.
_ERRORS: dict[str, tuple[str | None, int]] = {
    "service, withdrawn": (None, 410),
    "event, withdrawn": (None, 410),
    "nothing there": ("nothing-there/", 404),
    "label, no such date": ("label/?on=2012-13-45", 400),
    "label, proof, no such date": ("label/marseille-paca/?on=yesterday", 400),
    "week, no such date": ("cites/marseille-paca/week/?from=2026-02-30", 400),
}
PAGES = tuple(_PAGES)
ERRORS = tuple(_ERRORS)
EVERY = PAGES + ERRORS


class Atlas(NamedTuple):
    """Where everything is in the world of the journeys."""

    home: str
    world: dict[str, str]
    moment: float | None = None  # at which its clock stands; None: it goes

    def path(self, name: str, language: str) -> str:
        path = _PAGES[name] if name in _PAGES else _ERRORS[name][0]
        return f"/{language}/{self.world[name] if path is None else path}"

    def status(self, name: str) -> int:
        return _ERRORS[name][1] if name in _ERRORS else 200

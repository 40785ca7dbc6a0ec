"""What lists say of an offer, drawn once: most lists of a minute show the same offers.

A card says nothing of who reads it. What it says of the offer holds until something is published, what it says of
the moment as long as a page does: no state of ours changes within a minute.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.template.loader import render_to_string
from django.utils.translation import get_language

from citesmetiers.edge.kept import Kept
from network import keeping
from network.names import choose_text
from services.models import Service
from services.views.reception import hall_of, reception_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from django.utils.safestring import SafeString

    from services.views.reception import Hall

# Offers: each takes some ten thousand bytes.
MOST = 3000
_TEMPLATE = "services/public/card.html"

type Parts = dict[tuple[object, ...], SafeString]


class Card(NamedTuple):
    """An offer in a list: what it is, when it is there, and its title in letters alone."""

    main: SafeString
    when: SafeString
    title: str
    is_demo: bool


class _Offer(NamedTuple):
    """An offer as it was read, with what its receptions are answered from."""

    service: Service
    hall: Hall


class _Deck:
    """The offers that were read, of one state of what is published, and the parts of their cards."""

    def __init__(self) -> None:
        self.offers: dict[int, _Offer] = {}
        self.mains: Parts = {}
        self._whens: tuple[datetime | None, Parts] = None, {}

    def whens_at(self, moment: datetime) -> Parts:
        """Return the parts that say what holds at a moment: those of its minute alone."""
        minute, held = moment.replace(second=0, microsecond=0), self._whens
        if held[0] != minute:
            held = self._whens = minute, {}
        return held[1]


_KEPT = Kept(_Deck)


def cards_of(
    offers: Iterable[int], subjects: Sequence[str], now: datetime, hall: Hall | None = None
) -> dict[int, Card]:
    """Return the cards of some offers by their keys; each shows the first of the subjects that it is about.

    Where a `hall` is given, the receptions are answered from it. What vanished meanwhile has no card.
    """
    deck = _deck_at(now)
    wanted = list(offers)
    found = {each: offer for each in wanted if (offer := deck.offers.get(each))}
    missing = [each for each in wanted if each not in found]
    if missing:
        rows = list(Service.objects.filter(pk__in=missing).select_related("cite").with_place_ids().order_by())
        hall = hall or hall_of(rows)
        for service in rows:
            found[service.pk] = deck.offers[service.pk] = _Offer(service, hall.part_of(service))
    return {each: _card(offer, subjects, deck, now) for each, offer in found.items()}


def _deck_at(now: datetime) -> _Deck:
    deck = _KEPT.at(now)
    if len(deck.offers) > MOST:
        _KEPT.forget()
        deck = _KEPT.at(now)
    return deck


def _card(offer: _Offer, subjects: Sequence[str], deck: _Deck, now: datetime) -> Card:
    service, hall = offer
    theme = next((each for each in [*subjects, *service.themes] if each in service.themes), "")
    key = (service.pk, get_language(), keeping.mark())
    whens = deck.whens_at(now)
    main, when = deck.mains.get((*key, theme)), whens.get(key)
    if main is None:
        main = deck.mains[*key, theme] = _draw("main", {"service": service, "theme": theme})
    if when is None:
        reception = reception_of(service, hall, now)
        when = whens[key] = _draw("when", {"service": service, "reception": reception})
    return Card(main, when, choose_text(service.title, service.cite.main_language)[1], service.demo)


def _draw(part: str, context: dict[str, object]) -> SafeString:
    return render_to_string(f"{_TEMPLATE}#{part}", context)

"""What lists say of an offer, drawn once: most lists of a minute show the same offers.

A card says nothing of who reads it. What it says of the offer holds until something is published, what it says of
the moment as long as a page does: no state of ours changes within a minute.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection
from django.template.loader import render_to_string
from django.utils.translation import get_language

from citesmetiers.edge.versions import versions
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


class _Deck(NamedTuple):
    """The offers that were read, of one state of what is published, and the parts of their cards.

    No longer than an hour, in case a change was not heard of; `whens` of one minute alone.
    """

    versions: object
    minute: datetime
    offers: dict[int, _Offer]
    mains: Parts
    whens: Parts


class _Own:
    """The deck of this process."""

    lock = Lock()
    deck: _Deck | None = None


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
    """Return the deck of this minute; an empty one, kept by nobody, where it is not known what was published."""
    minute, current = now.replace(second=0, microsecond=0), versions().of(())
    if not versions().is_heard or connection.in_atomic_block:
        return _Deck(current, minute, {}, {}, {})
    with _Own.lock:
        deck = _Own.deck
        if deck is None or not _holds(deck, minute, current):
            deck = _Deck(current, minute, {}, {}, {})
        elif deck.minute != minute:
            deck = deck._replace(minute=minute, whens={})
        _Own.deck = deck
        return deck


def _holds(deck: _Deck, minute: datetime, current: object) -> bool:
    same_hour = deck.minute.replace(minute=0) == minute.replace(minute=0)
    return same_hour and deck.versions == current and len(deck.offers) <= MOST


def _card(offer: _Offer, subjects: Sequence[str], deck: _Deck, now: datetime) -> Card:
    service, hall = offer
    theme = next((each for each in [*subjects, *service.themes] if each in service.themes), "")
    key = (service.pk, get_language(), keeping.mark())
    main, when = deck.mains.get((*key, theme)), deck.whens.get(key)
    if main is None:
        main = deck.mains[*key, theme] = _draw("main", {"service": service, "theme": theme})
    if when is None:
        reception = reception_of(service, hall, now)
        when = deck.whens[key] = _draw("when", {"service": service, "reception": reception})
    return Card(main, when, choose_text(service.title, service.cite.main_language)[1], service.demo)


def _draw(part: str, context: dict[str, object]) -> SafeString:
    return render_to_string(f"{_TEMPLATE}#{part}", context)

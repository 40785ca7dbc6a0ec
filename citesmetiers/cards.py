"""What lists say of an offer, drawn once a minute: most lists of a minute show the same offers.

A card says nothing of who reads it. It is kept as long as a page is: no state of ours changes within a minute, and
what is published begins a new deck at once.
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

MOST = 5000
_TEMPLATE = "services/public/card.html"


class Card(NamedTuple):
    """An offer in a list: what it is, when it is there, and its title in letters alone."""

    main: SafeString
    when: SafeString
    title: str
    is_demo: bool


class _Deck(NamedTuple):
    """The cards of a minute, of what is published."""

    minute: datetime
    versions: object
    cards: dict[tuple[object, ...], Card]


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
    kind = (get_language(), tuple(subjects), keeping.mark())
    found = {each: card for each in offers if (card := deck.cards.get((each, *kind)))}
    missing = [each for each in offers if each not in found]
    if missing:
        rows = list(Service.objects.filter(pk__in=missing).select_related("cite").with_place_ids().order_by())
        hall = hall or hall_of(rows)
        for service in rows:
            found[service.pk] = deck.cards[service.pk, *kind] = _draw(service, subjects, hall, now)
    return found


def _deck_at(now: datetime) -> _Deck:
    """Return the cards of this minute; an empty deck, kept by nobody, where it is not known what was published."""
    minute, current = now.replace(second=0, microsecond=0), versions().of(())
    if not versions().is_heard or connection.in_atomic_block:
        return _Deck(minute, current, {})
    with _Own.lock:
        deck = _Own.deck
        if deck is None or (deck.minute, deck.versions) != (minute, current) or len(deck.cards) > MOST:
            deck = _Own.deck = _Deck(minute, current, {})
        return deck


def _draw(service: Service, subjects: Sequence[str], hall: Hall, now: datetime) -> Card:
    context = {
        "service": service,
        "reception": reception_of(service, hall, now),
        "theme": next((each for each in [*subjects, *service.themes] if each in service.themes), ""),
    }
    title = choose_text(service.title, service.cite.main_language)[1]
    main, when = (render_to_string(f"{_TEMPLATE}#{part}", context) for part in ("main", "when"))
    return Card(main, when, title, service.demo)

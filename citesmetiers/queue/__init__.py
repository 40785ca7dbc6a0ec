"""What waits for the secretariat: one queue, asked by its page, by the counters and by the weekly letter alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.db.models import QuerySet

from citesmetiers.queue.kinds import KINDS, Item, Kind
from network.permissions import Can, can

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from citesmetiers.queue.kinds import Rows
    from network.models import User

# So many of each kind stand on the first page, the most urgent; the page of the kind has all.
FIRST = 10
ON_A_PAGE = 50

__all__ = ["FIRST", "KINDS", "Item", "Kind", "Section", "kinds_for", "page_of", "queue_for", "total_of"]


@dataclass(frozen=True)
class Section:
    """What waits of one kind for one person: how much, and the first of it in words."""

    kind: Kind
    number: int
    items: list[Item]

    @property
    def left(self) -> int:
        return self.number - len(self.items)


def kinds_for(person: User) -> list[Kind]:
    """Return the kinds that wait for a person: what their role may act on; all of it for who may only look."""
    acts = [kind for kind in KINDS if can(person, kind.right)]
    return acts or [kind for kind in KINDS if can(person, Can.SEE_NETWORK)]


def queue_for(person: User, moment: datetime, *, most: int = FIRST) -> list[Section]:
    """Return every kind that waits for a person, with the most urgent of each, in as many queries for any number."""
    return [_section(kind, person, moment, most) for kind in kinds_for(person)]


def total_of(sections: list[Section]) -> int:
    return sum(section.number for section in sections)


def page_of(kind: Kind, person: User, moment: datetime, query: Mapping[str, str]) -> dict[str, object]:
    """Return a page of all that waits of one kind."""
    page = Paginator(_rows(kind, person, moment), ON_A_PAGE).get_page(query.get("page"))
    return {"page": page, "items": _told(kind, person, list(page.object_list))}


def _section(kind: Kind, person: User, moment: datetime, most: int) -> Section:
    rows = _rows(kind, person, moment)
    number = rows.count() if isinstance(rows, QuerySet) else len(rows)
    return Section(kind, number, _told(kind, person, rows[:most] if most else []))


def _rows(kind: Kind, person: User, moment: datetime) -> Rows:
    """Find what waits of a kind: what is invented for an invented account, for a real one what is real."""
    return kind.find(moment, person=person)


def _told(kind: Kind, person: User, rows: Rows) -> list[Item]:
    acts = can(person, kind.right)
    return [kind.tell(row, acts=acts) for row in rows]

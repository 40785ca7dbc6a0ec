"""The records behind what was found, read for a list: one query for each kind of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery

from citesmetiers.models import SearchEntry
from events.models import Event, Occurrence
from network.hours import zone_or_utc
from network.models import Cite, Partner, Place
from network.names import choose_text
from services.models import Service

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from citesmetiers.search.asked import Asked
    from citesmetiers.search.finding import Result

Kind = SearchEntry.Kind


@dataclass(frozen=True)
class Row:
    """A record in a list of several kinds."""

    kind: str
    record: Any
    kilometres: float | None
    # The subjects that are asked for, which one of its own is shown before the others.
    wanted: Sequence[str] = ()

    @property
    def cite(self) -> Cite | None:
        """The Cité that it is of, or is; none for a partner, which is of many."""
        if self.kind == Kind.PARTNER:
            return None
        return self.record if self.kind == Kind.CITE else self.record.cite  # type: ignore[no-any-return]

    @property
    def title(self) -> tuple[str, str]:
        """The language of its title, and the title: in the reader's language, else in that of its Cité."""
        if self.kind == Kind.PARTNER:
            return "", self.record.full_name
        cite = self.cite
        assert cite is not None
        if self.kind == Kind.PLACE:
            return cite.main_language, self.record.name
        texts = self.record.name if self.kind == Kind.CITE else self.record.title
        return choose_text(texts, cite.main_language)

    @property
    def themes(self) -> list[str]:
        """The themes of an offer or an event; a Cité, a place or a partner has none of its own."""
        return list(getattr(self.record, "themes", []))

    @property
    def theme(self) -> str:
        """The subject to show: the one that is asked for, else its first."""
        return next((each for each in [*self.wanted, *self.themes] if each in self.themes), "")

    @property
    def next_day(self) -> date | None:
        """The day of the next date of an event, on its own calendar."""
        next_at: datetime | None = getattr(self.record, "next_at", None)
        return next_at.astimezone(zone_or_utc(self.record.timezone)).date() if next_at else None

    @property
    def url(self) -> str:
        if self.kind == Kind.PLACE:
            return f"{self.record.cite.get_absolute_url()}#{self.record.slug}"
        return str(self.record.get_absolute_url())


def rows_of(results: Sequence[Result], asked: Asked) -> list[Row]:
    """Return the records of a page, in its order; what vanished since it was found is left out."""
    wanted: defaultdict[str, list[int]] = defaultdict(list)
    for each in results:
        wanted[each.kind].append(each.record)
    known = {kind: _read(kind, asked.now).in_bulk(records) for kind, records in wanted.items()}
    return [
        Row(each.kind, known[each.kind][each.record], each.kilometres, asked.subjects)
        for each in results
        if each.record in known[each.kind]
    ]


def _read(kind: str, now: datetime) -> QuerySet[Any]:
    match kind:
        case Kind.SERVICE:
            return Service.objects.select_related("cite")
        case Kind.EVENT:
            coming = Occurrence.objects.filter(event=OuterRef("pk")).upcoming(now)
            return Event.objects.select_related("cite").annotate(
                next_at=Subquery(coming.values("starts_at")[:1])
            )
        case Kind.CITE:
            return Cite.objects.defer("presentation", "note", "sources")
        case Kind.PLACE:
            return Place.objects.select_related("cite")
        case _:
            return Partner.objects.all()

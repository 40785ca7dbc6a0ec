"""Labelled Cités that break a promise of the Charter today, as far as the portal can see: a few queries for all.

The command `check_charter` and the queue of the secretariat ask here, so that they never disagree.
"""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from citesmetiers.doors import doors_of
from network.hours import today_in
from network.label import network_day
from network.models import Agreement, Cite, Place
from network.vocabulary import Access, LabelStatus, Membership
from services.models import Service

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

# Who receives the public under the name; a project has not opened yet.
RECEIVING = frozenset({LabelStatus.OPERATING, LabelStatus.LABELLED_UNKNOWN, LabelStatus.DUE})


class Promise(StrEnum):
    """What a labelled Cité promises and the portal can look at."""

    NO_APPOINTMENT = "no drop-in offer"
    HOURS = "no confirmed hours"
    PARTNERS = "lapsed agreement"


WORDS = {
    Promise.NO_APPOINTMENT: _("no offer without appointment is published"),
    Promise.HOURS: _("no place has hours that are confirmed"),
    Promise.PARTNERS: _("an agreement has ended and no other follows it"),
}


class Breach(NamedTuple):
    """A promise that a Cité does not keep; `whom` names the partners where it is about some."""

    cite: Cite
    promise: Promise
    whom: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        told = str(WORDS[self.promise])
        return f"{told} ({', '.join(self.whom)})" if self.whom else told


def breaches(moment: datetime) -> list[Breach]:
    """Return what is broken at a moment, by Cité in the order of their names. Four queries.

    The label is that of the network's day; offers, places and agreements go by the calendar of each Cité.
    """
    cites = list(_receiving(moment))
    offered = set(_with_drop_in(moment))
    sure = _with_sure_hours({cite.pk: cite for cite in cites}, moment)
    lapsed = _lapsed(cites, moment)
    return [breach for cite in cites for breach in _of(cite, offered, sure, lapsed)]


def _of(
    cite: Cite, offered: set[int], sure: set[int], lapsed: Mapping[int, Iterable[str]]
) -> Iterator[Breach]:
    if cite.pk not in offered:
        yield Breach(cite, Promise.NO_APPOINTMENT)
    if cite.pk not in sure:
        yield Breach(cite, Promise.HOURS)
    if names := lapsed.get(cite.pk):
        yield Breach(cite, Promise.PARTNERS, tuple(names))


def _receiving(moment: datetime) -> Iterator[Cite]:
    there = Cite.objects.shown().exclude(membership=Membership.FORMER)
    for cite in there.with_decisions().in_order():
        if cite.standing_on(network_day(moment)).status in RECEIVING:
            yield cite


def _with_drop_in(moment: datetime) -> Iterable[int]:
    offers = Service.objects.in_use(moment).filter(access__contains=[Access.DROP_IN])
    return offers.order_by().values_list("cite", flat=True).distinct()


def _with_sure_hours(cites: Mapping[int, Cite], moment: datetime) -> set[int]:
    places = list(Place.objects.in_use(moment).filter(cite__in=cites).with_hours().order_by("pk"))
    for place in places:
        place.cite = cites[place.cite_id]
    return {door.cite.pk for door in doors_of(places, moment) if not door.is_doubtful}


def _lapsed(cites: Iterable[Cite], moment: datetime) -> dict[int, list[str]]:
    """Return by Cité the partners with whom no agreement holds any more, though one did."""
    followed = Agreement.objects.filter(cite=OuterRef("cite"), partner=OuterRef("partner"), until=None)
    ended = Agreement.objects.filter(cite__in=[cite.pk for cite in cites]).exclude(until=None)
    last: dict[tuple[int, str], bool] = {}
    zones = {cite.pk: cite.timezone for cite in cites}
    for agreement in (
        ended.exclude(Exists(followed)).select_related("partner").order_by("partner__sort_key", "pk")
    ):
        assert agreement.until
        key = agreement.cite_id, str(agreement.partner)
        is_over = agreement.until.last_day < today_in(zones[agreement.cite_id], moment)
        last[key] = last.get(key, True) and is_over
    found: dict[int, list[str]] = defaultdict(list)
    for (cite, partner), is_over in last.items():
        if is_over:
            found[cite].append(partner)
    return found

"""Which Cités a campaign of yearly reports asks: those that were members of the network while it was open.

- **Dated facts** of joining and leaving speak first, each as precise as its source: from the first day on which
  a Cité may have joined to the last on which it may have left, and unsure inside those spans.
- **What was recorded** then speaks where they are silent, or where the membership of today says that something
  came after them: the history knows how it stood on any day since the portal keeps it.
- **Before both**, a member of today is asked, and unsure: nothing says since when it is one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import F, Q, Window
from django.db.models.functions import Lag

from network.label import network_day
from network.models import Cite, Milestone, Report
from network.vocabulary import Membership, MilestoneKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from network.models import Campaign

_JOINED, _LEFT = MilestoneKind.JOINED_NETWORK, MilestoneKind.LEFT_NETWORK


class Told(IntEnum):
    """Whether a Cité was a member."""

    NO = 0
    UNSURE = 1
    YES = 2


class Coming(NamedTuple):
    """A Cité joined, or left, on a day from the first to the last."""

    first: date
    last: date
    is_in: bool


@dataclass(frozen=True)
class Member:
    """What is known of the membership of a Cité: today's, dated facts and what was recorded from which day, in order."""

    today: str
    comings: list[Coming] = field(default_factory=list)
    recorded: list[tuple[date, str]] = field(default_factory=list)

    def told_between(self, first: date, last: date) -> Told:
        """Tell whether it was a member on any day from one to another."""
        joined = [each.first for each in self.comings if each.is_in and first < each.first <= last]
        told = [self._by_facts(day) for day in (first, *joined, last)]
        return max(self._by_record(first, last) if each is None else each for each in told)

    def _by_facts(self, day: date) -> Told | None:
        begun = [each for each in self.comings if each.first <= day]
        if not begun:
            following = next(iter(self.comings), None)
            return following and (Told.NO if following.is_in else Told.UNSURE)
        latest = begun[-1]
        if latest is self.comings[-1] and latest.is_in != (self.today == Membership.MEMBER):
            # Something came after it that has no date.
            return None
        if latest.is_in:
            return Told.YES if latest.last <= day else Told.UNSURE
        return Told.NO if latest.last < day else Told.UNSURE

    def _by_record(self, first: date, last: date) -> Told:
        before = [membership for day, membership in self.recorded if day <= first]
        found = {*before[-1:], *(membership for day, membership in self.recorded if first < day <= last)}
        if Membership.MEMBER in found:
            return Told.YES
        is_open = not found or Membership.UNCONFIRMED in found
        return Told.UNSURE if is_open and self.today == Membership.MEMBER else Told.NO


@dataclass(frozen=True)
class Asked:
    """The Cités that a campaign asks, by number; `unsure` are those of them that may not have been members yet."""

    cites: frozenset[int] = frozenset()
    unsure: frozenset[int] = frozenset()


def asked_in(campaigns: Iterable[Campaign]) -> dict[int, Asked]:
    """Return whom some campaigns ask, by their numbers, in four queries: and who reported all the same."""
    found = list(campaigns)
    reporting = defaultdict(set)
    for campaign, cite in Report.objects.filter(campaign__in=found).values_list("campaign", "cite"):
        reporting[campaign].add(cite)
    members = _members(demo=found[0].demo) if found else {}
    asked = {}
    for each in found:
        told = {
            number: member.told_between(each.opens_on, each.closes_on) for number, member in members.items()
        }
        said = reporting[each.pk]
        unsure = {number for number, one in told.items() if one is Told.UNSURE} - said
        cites = {number for number, one in told.items() if one} | said
        asked[each.pk] = Asked(frozenset(cites), frozenset(unsure))
    return asked


def _members(*, demo: bool) -> dict[int, Member]:
    known = Cite.objects.filter(demo=demo).order_by("pk").values_list("pk", "membership")
    members = {number: Member(today) for number, today in known}
    facts = Milestone.objects.filter(cite__in=members, kind__in=[_JOINED, _LEFT]).order_by("pk")
    for fact in facts:
        if fact.date or fact.date_until:
            members[fact.cite_id].comings.append(_coming(fact))
    for member in members.values():
        member.comings.sort()
    for number, moment, membership in _recorded(members):
        members[number].recorded.append((network_day(moment), membership))
    return members


def _coming(fact: Milestone) -> Coming:
    last = fact.date_until or fact.date
    assert last
    return Coming(fact.date.first_day if fact.date else date.min, last.last_day, fact.kind == _JOINED)


def _recorded(numbers: Iterable[int]) -> Any:
    """Return the rows of history in which a membership is another one than before, in their order."""
    history: Any = Cite._meta.get_field("history").related_model  # noqa: SLF001 documented
    before = Window(Lag("membership"), partition_by="pgh_obj_id", order_by="pgh_id")
    rows = history.objects.filter(pgh_obj_id__in=list(numbers)).annotate(before=before)
    turns = rows.filter(Q(before=None) | ~Q(before=F("membership")))
    return turns.order_by("pgh_id").values_list("pgh_obj_id", "pgh_created_at", "membership")

"""A committee for tests: Cités that are entitled, files that wait, a session that has come as far as one likes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from network.actions import committee, plan_session, sitting
from network.models import Cite, CommitteeSession, LabelFile, User
from tests.factories import make_cite, make_decision, make_file, make_member
from tests.network.admin.records import make_person

TODAY = timezone.localdate()


def make_entitled(**over: Any) -> Cite:
    """Make a Cité that opened in 2005, with a confirmed label and somebody who coordinates it."""
    cite = make_cite(**over)
    cite.milestones.create(kind="opening", date="2005-03-21", demo=cite.demo)
    make_decision(cite, "operating_label", "2005-03-21")
    make_decision(cite, "confirmation", "2006-05")
    if not cite.demo:
        make_member(cite, "coordinator", name=f"Head of {cite.slug}")
    return cite


class Room:
    """A session of today with some members, and files of other Cités on its agenda."""

    def __init__(
        self, members: int = 3, files: int = 1, *, kind: str = "project", by: User | None = None
    ) -> None:
        self.officer = by or make_person(name="Camille")
        self.cites = [make_entitled() for _number in range(members)]
        self.session = plan_session(CommitteeSession(held_on=TODAY, held_at="Paris"), by=self.officer)
        self.files = [self.put(kind) for _number in range(files)]

    def put(self, kind: str = "project", cite: Cite | None = None, state: str = "in_review") -> LabelFile:
        cite = cite or make_cite()
        if not cite.team.exists():
            make_member(cite, "coordinator")
        file = make_file(cite, kind=kind, state=state)
        self.do(committee.put_file, file=file)
        file.refresh_from_db()
        return file

    def do(self, action: Any, *, by: User | None = None, **said: Any) -> Any:
        self.session.refresh_from_db()
        return action(self.session, by=by or self.officer, version=self.session.version, **said)

    def open(self) -> Room:
        self.do(sitting.open_session)
        self.session.refresh_from_db()
        return self

    @property
    def seats(self) -> list[Any]:
        return list(self.session.seats.order_by("pk"))

    @property
    def items(self) -> list[Any]:
        return list(self.session.items.order_by("order"))

    def write(self, *outcomes: str, votes: str = "yes", absent: int = 0, **over: Any) -> None:
        """Have everybody but some be there, and all who may vote the same on each item."""
        seats = self.seats
        there = {
            seat.pk: sitting.Presence(name=seat.name, present=number >= absent and seat.basis != "struck")
            for number, seat in enumerate(seats)
        }
        made = {}
        for item, outcome in zip(self.items, outcomes, strict=True):
            said = {seat.pk: votes for seat in seats if there[seat.pk].present and seat.may_vote_on(item)}
            made[item.pk] = sitting.Made(
                **{"outcome": outcome, "words": "Parce que.", "votes": said} | period(item) | over
            )
        self.do(sitting.write_down, words="Rien d’autre.", seats=there, items=made)

    def close(self, **over: Any) -> None:
        self.do(sitting.close_session, **over)
        self.session.refresh_from_db()


def period(item: Any) -> dict[str, Any]:
    if item.decision:
        first = item.decision.period_from
        return {"kind": item.decision.kind, "decided_on": TODAY, "period_from": first, "period_until": first and first + timedelta(days=300)}  # fmt: skip
    if item.file.kind == "project":
        return {}
    return {"period_from": TODAY, "period_until": TODAY + timedelta(days=364)}

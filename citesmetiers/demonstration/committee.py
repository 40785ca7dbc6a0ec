"""Two sessions of the label committee among the invented Cités: one that is closed, with its minutes, one that is planned."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from citesmetiers.demonstration.dates import monday_of
from network.actions.committee import entitlements_on
from network.committee import Ballot, Outcome, SeatBasis, SeatKind, SessionState, default_quorum
from network.filing import MOVES, year_after
from network.models import AgendaItem, Cite, CommitteeSession, FileStep, LabelDecision, LabelFile, Seat, Vote
from network.partial_dates import PartialDate
from network.vocabulary import DecisionKind

if TYPE_CHECKING:
    from datetime import date

    from citesmetiers.exchange import Summary

_GRANTED = "demo-puerto-alerce"
# Of the closed session: whose file, what came of it, why.
_DECIDED = (
    (_GRANTED, Outcome.GRANT, "", Ballot.YES),
    (
        "demo-montelume",
        Outcome.REFUSE,
        "Le lieu n’est pas un espace ouvert : chaque institution y a son guichet.",
        Ballot.NO,
    ),
    (
        "demo-serravalta",
        Outcome.ADJOURN,
        "La convention avec la région n’est pas encore signée : le comité y revient à sa prochaine séance.",
        Ballot.ABSTENTION,
    ),
)
_PLANNED = "demo-ponte-clara"
_BY_HAND = ("demo-overlinde", "Sa confirmation de 2016 est dans les archives papier du secrétariat.")
_CONDITIONS = {
    "fr": "Signer la convention avec l’université avant l’été.",
    "en": "Sign the agreement with the university before summer.",
}
_NAMES = ("Aline Maréchal", "Bruno Keller", "Chiara Fontana", "Diego Ramos", "Elsa Nowak", "Farid Benali")


def add_committee(today: date, summary: Summary) -> None:
    """Add both where there is none: what people try on one stays as they left it."""
    if CommitteeSession.objects.filter(demo=True).exists():
        return
    monday = monday_of(today)
    closed = _session(monday - timedelta(days=32), "Cité des sciences et de l’industrie, Paris")
    _sit(closed)
    planned = _session(monday + timedelta(days=24), "En visioconférence")
    _put(planned, _PLANNED)
    summary.of("session of the committee").created += 2


def _session(day: date, where: str) -> CommitteeSession:
    session = CommitteeSession.objects.create(held_on=day, held_at=where, demo=True)
    entitled = [cite for cite, each in entitlements_on(day, demo=True) if each.answer]
    for cite, name in zip(entitled, _NAMES, strict=False):
        Seat.objects.create(session=session, cite=cite, name=name, basis=SeatBasis.ENTITLED, demo=True)
    return session


def _put(session: CommitteeSession, slug: str) -> AgendaItem | None:
    file = LabelFile.objects.filter(cite__slug=slug, state="on_agenda").select_related("cite").first()
    if file is None:
        return None
    order = session.items.count() + 1
    return AgendaItem.objects.create(session=session, file=file, order=order, demo=True)


def _sit(session: CommitteeSession) -> None:
    """Have everybody come but one, vote, and write down what came of it; then close."""
    slug, reason = _BY_HAND
    if cite := Cite.objects.filter(slug=slug, demo=True).first():
        Seat.objects.get_or_create(
            session=session, cite=cite, demo=True,
            defaults={"name": "Gerda Claes", "basis": SeatBasis.ADDED, "reason": reason},
        )  # fmt: skip
    Seat.objects.create(
        session=session, kind=SeatKind.EXPERT, name="Hélène Roussel", basis=SeatBasis.ADDED, demo=True,
        reason="Inspectrice de l’orientation", present=True,
    )  # fmt: skip
    members = list(session.seats.filter(kind=SeatKind.MEMBER).order_by("pk"))
    for seat in members[:-1]:
        seat.present = True
        seat.save()
    session.state, session.quorum = SessionState.OPEN, default_quorum(len(members))
    session.save()
    for slug, outcome, words, most in _DECIDED:
        if item := _put(session, slug):
            _vote(item, members[:-1], most)
            _decide(item, outcome, words)
    session.words = "Chaque dossier a été présenté par deux personnes, puis le comité a délibéré."
    session.state, session.closed_at = SessionState.CLOSED, timezone.now()
    session.save()


def _vote(item: AgendaItem, members: list[Seat], most: Ballot) -> None:
    for seat in members:
        if seat.may_vote_on(item):
            Vote.objects.create(item=item, seat=seat, choice=most, demo=True)


def _decide(item: AgendaItem, outcome: Outcome, words: str) -> None:
    file, day = item.file, item.session.held_on
    assert file
    item.outcome, item.words = outcome, words
    if outcome == Outcome.GRANT:
        item.period_from, item.period_until = day, year_after(day) - timedelta(days=1)
        item.conditions = _CONDITIONS
        file.decision = LabelDecision.objects.create(  # type: ignore[misc]
            cite=file.cite, kind=DecisionKind.OPERATING_LABEL, date=PartialDate(day.year, day.month, day.day),
            period_from=day, period_until=item.period_until, conditions=_CONDITIONS, known_since=day,
            session=item.session, demo=True,
        )  # fmt: skip
    item.save()
    move = MOVES[outcome]
    FileStep.objects.create(
        file=file, move=move.name, from_state=file.state, to_state=move.target, words=words, demo=True
    )
    file.state, file.due_on = move.target, None
    file.save()

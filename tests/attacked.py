"""The world that attacks on constraints are made on: one row of everything, for two Cités."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from citesmetiers.models import Synonym
from events.models import Event, EventSuggestion
from network.models import (
    AgendaItem,
    Agreement,
    Campaign,
    Carrier,
    CharterVersion,
    CommitteeSession,
    Criterion,
    Draft,
    Evidence,
    Figure,
    FileStep,
    FormerAddress,
    Indicator,
    Invitation,
    LabelDecision,
    LabelReminder,
    Letter,
    Milestone,
    NetworkFact,
    NetworkHoliday,
    NetworkImport,
    PartnersApart,
    Pole,
    ReplyAddress,
    Report,
    ReportCall,
    ReportFigure,
    ReviewCampaign,
    Season,
    Seat,
    Suggestion,
    Support,
    TableUpload,
    TeamMember,
    ThrownAway,
    Vote,
)
from network.seals import seal
from services.models import ServicePlace, ServiceSuggestion
from tests import factories

if TYPE_CHECKING:
    from django.db import models

    from network.models import Cite
    from tests.attacks import World

TEXT = {"fr": "Un texte"}
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def make_world() -> World:
    """Make the rows; each is found by whose it is and by its table."""
    world: World = {}
    for whose in ("own", "other"):
        cite = factories.make_cite(website="https://example.org", presentation=TEXT, note=TEXT)
        for row in [
            cite,
            *_facts(cite),
            *_hours(cite),
            *_offers(cite),
            *_events(cite),
            *_people(cite),
            FormerAddress.objects.create(kind="event", slug=f"ancien-{cite.pk}", record=1),
            Synonym.objects.create(language="fr", words=[f"truc {whose}", f"machin {whose}"]),
        ]:
            # The first of a kind is the one that attacks change.
            world.setdefault((whose, row._meta.db_table), row.pk)
        world.update({(whose, name): row.pk for name, row in _decisions(cite, world[whose, "network_user"])})
        proposal = factories.make_proposal(cite, proposed_by_id=world[whose, "network_user"])
        world[whose, proposal._meta.db_table] = proposal.pk
        second = factories.make_user(network_role="label_officer")
        world[whose, "second officer"] = second.pk
        decided = {"state": "confirmed", "ended_by": second, "ended_at": NOON}
        factories.make_proposal(cite, decision_id=world[whose, "right decision"], **decided)
        world[whose, "host place"] = cite.places.get(kind="host").pk
        report = _report(cite, world[whose, "network_labeldecision"])
        world |= {(whose, row._meta.db_table): row.pk for row in report}
        world |= {(whose, row._meta.db_table): row.pk for row in _suggestions(cite)}
        about_offer = ServiceSuggestion.objects.get(cite=cite)
        world[whose, "another suggestion"] = about_offer.suggestion_id
        through = Event.partners.through.objects.get(event__cite=cite)
        world[whose, through._meta.db_table] = through.pk
        world |= {(whose, row._meta.db_table): row.pk for row in _reviews(cite)}
        granted = world[whose, "right decision"]
        world |= {(whose, row._meta.db_table): row.pk for row in _files(cite, granted)}
        world |= {(whose, name): row.pk for name, row in _committee(cite)}
        live = Evidence.objects.get(file__cite=cite, kind="live")
        world[whose, "proved by the portal"] = live.criterion_id
    for row in _of_the_network():
        world["own", row._meta.db_table] = row.pk
    later = Campaign.objects.create(year=2027, opens_on=date(2028, 1, 1), closes_on=date(2028, 3, 1))
    return world | {("own", "later campaign"): later.pk}


def _facts(cite: Cite) -> list[models.Model]:
    body, another = factories.make_partner(), factories.make_partner()
    partner = factories.make_partner(parent=body, website="https://example.org")
    return [
        PartnersApart.objects.create(first=body, second=another),
        Carrier.objects.create(cite=cite, name="GIP", since="2002", until="2012"),
        Milestone.objects.create(cite=cite, kind="opening", date="2005-03-21", note=TEXT),
        Figure.objects.create(cite=cite, label=TEXT, value="3"),
        Pole.objects.create(cite=cite, name=TEXT, themes=["training"], order=1),
        partner,
        Agreement.objects.create(cite=cite, partner=partner, since="2002", until="2012"),
    ]


def _reviews(cite: Cite) -> list[models.Model]:
    campaign = ReviewCampaign.objects.create(
        name=TEXT, kinds=["offers"], begins_on=date(2026, 1, 1), until=date(2026, 1, 31)
    )
    campaign.cites.add(cite)
    return [campaign, ReviewCampaign.cites.through.objects.get(cite=cite)]


def _files(cite: Cite, decision: int) -> list[models.Model]:
    """Make a file that is written in, beside one that was granted."""
    charter = factories.charter()
    criteria = {each.code: each for each in charter.criteria.all()}
    factories.make_file(cite, kind="operating", state="granted", decision_id=decision)
    file = factories.make_file(cite)
    proof = factories.make_evidence(file, criteria["no-appointment"])
    factories.make_evidence(file, criteria["all-themes"], kind="live")
    later, _ = CharterVersion.objects.get_or_create(
        code="2030", defaults={"name": TEXT, "in_force_from": date(2030, 1, 1)}
    )
    Criterion.objects.get_or_create(charter=later, order=1, defaults={"code": "another", "name": TEXT})
    step = FileStep.objects.create(file=file, move="submit", from_state="draft", to_state="submitted")
    return [charter, criteria["free-access"], file, step, Evidence.objects.get(pk=proof.pk)]


def _committee(cite: Cite) -> list[tuple[str, models.Model]]:
    """Make a session that is open, one that is closed, and one that corrects it."""
    other = factories.make_cite()
    closed = CommitteeSession.objects.create(held_on=NOON.date(), state="open", quorum=1)
    decided = LabelDecision.objects.create(
        cite=cite, kind="suspension", date="2011", known_since=NOON.date(), session=closed
    )
    LabelDecision.objects.create(cite=cite, kind="reinstatement", date="2012", known_since=NOON.date())
    last = {"session": closed, "order": 1, "file": factories.make_file(other, state="on_agenda")}
    kept = AgendaItem.objects.create(**last, outcome="refuse", words="Non.")
    CommitteeSession.objects.filter(pk=closed.pk).update(state="closed", closed_at=NOON)
    correcting = CommitteeSession.objects.create(held_on=NOON.date(), corrects=closed)
    item = AgendaItem.objects.create(session=correcting, order=1, decision=decided)
    session = CommitteeSession.objects.create(held_on=NOON.date(), state="open", quorum=1)
    seat = Seat.objects.create(session=session, cite=other, basis="entitled", present=True)
    own = Seat.objects.create(session=session, cite=cite, basis="entitled", present=True)
    expert = Seat.objects.create(session=session, kind="expert", name="E", basis="added", present=True)
    file = factories.make_file(cite, kind="confirmation", state="on_agenda")
    asked = AgendaItem.objects.create(session=session, order=1, file=file)
    third = Seat.objects.create(session=session, cite=factories.make_cite(), basis="entitled", present=True)
    later = CommitteeSession.objects.create(held_on=NOON.date(), state="closed", quorum=1, closed_at=NOON)
    vote = Vote.objects.create(item=asked, seat=seat, choice="yes")
    return [
        ("network_committeesession", session), ("network_seat", seat), ("network_agendaitem", asked),
        ("network_vote", vote), ("closed session", closed), ("correcting session", correcting),
        ("correcting item", item), ("own seat", own), ("third seat", third), ("later closed session", later), ("expert", expert), ("closed item", kept),
        ("decided in session", decided), ("another file", factories.make_file(other, kind="renewal")),
    ]  # fmt: skip


def _hours(cite: Cite) -> list[models.Model]:
    main = factories.make_place(cite, kind="main", valid_from="2005", valid_until="2010")
    hosted = factories.make_place(cite, kind="host")
    return [
        main,
        Season.objects.create(place=main, valid_from=date(2026, 1, 1), valid_until=date(2026, 6, 30)),
        factories.make_closure(main, date(2026, 5, 1), date(2026, 5, 2)),
        factories.make_stay(hosted, date(2026, 5, 1), date(2026, 5, 2)),
    ]


def _offers(cite: Cite) -> list[models.Model]:
    place = cite.places.get(kind="main")
    service = factories.make_service(cite, pole=cite.poles.get(), places=[place], link="https://example.org")
    permanence = factories.make_permanence(service, place)
    cancelled = factories.cancel_permanence(permanence, date(2026, 5, 5), reason=TEXT)
    return [service, ServicePlace.objects.get(service=service), permanence, cancelled]


def _events(cite: Cite) -> list[models.Model]:
    event = factories.make_event(
        cite,
        starts="2027-01-05T14:00",
        ends="2027-01-05T16:00",
        place=cite.places.get(kind="main"),
        partners=[cite.agreements.get().partner],
    )
    return [event, event.occurrences.get()]


def _people(cite: Cite) -> list[models.Model]:
    user = factories.make_user()
    return [
        user,
        TeamMember.objects.create(user=user, cite=cite, role="coordinator"),
        Invitation.objects.create(
            email="new@example.org",
            cite=cite,
            role="contributor",
            token_hash=f"{cite.pk:064x}",
            expires_at=NOON,
        ),
        Draft.objects.create(cite=cite, kind="offers", record=cite.pk, title="Un brouillon"),
        TableUpload.objects.create(cite=cite, user=user, kind="offers", name="t.csv", tables={}, total=1),
        ThrownAway.objects.create(cite=cite, kind="offers", record=cite.pk, title="Jetée", rows=[]),
        Letter.objects.create(
            message_id=f"<{cite.pk}@example.org>",
            recipient="new@example.org",
            language="fr",
            kind="invitation",
            subject="Une invitation",
            due_at=NOON,
        ),
    ]


def _decisions(cite: Cite, author: int) -> list[tuple[str, models.Model]]:
    def decide(kind: str, **over: Any) -> LabelDecision:
        return LabelDecision.objects.create(
            cite=cite, kind=kind, known_since=NOON.date(), author_id=author, **over
        )

    wrong = decide("project_label", date="2002")
    decision = decide(
        "operating_label", date="2005", period_from=date(2005, 1, 1), period_until=date(2005, 12, 31)
    )
    right, later = decide("project_label", date="2003"), decide("label_end", date="2009")
    LabelDecision.objects.filter(pk=wrong.pk).update(replaced_by=right)
    reminder = LabelReminder.objects.create(decision=decision, days_ahead=30, written_on=NOON.date())
    return [
        ("network_labeldecision", decision),
        ("right decision", right),
        ("later decision", later),
        ("network_labelreminder", reminder),
    ]


def _report(cite: Cite, decision: int) -> list[models.Model]:
    indicator, _ = Indicator.objects.get_or_create(
        code="dull", defaults={"name": TEXT, "unit": TEXT, "definition": TEXT, "breakdown": "age"}
    )
    campaign, _ = Campaign.objects.get_or_create(
        year=2026, defaults={"opens_on": date(2027, 1, 1), "closes_on": date(2027, 3, 1)}
    )
    report = Report.objects.create(
        cite=cite,
        campaign=campaign,
        state="accepted",
        submitted_at=NOON,
        decided_at=NOON,
        decision_id=decision,
    )
    figure = ReportFigure.objects.create(report=report, indicator=indicator, part="under-26", value=3)
    call = ReportCall.objects.create(campaign=campaign, cite=cite, call="opening", written_on=NOON.date())
    return [indicator, campaign, report, figure, call]


def _suggestions(cite: Cite) -> list[models.Model]:
    about_place, about_offer, about_event = (
        Suggestion.objects.create(
            cite=cite,
            kind="idea",
            text="Un piano",
            language="fr",
            state="published",
            moderated_at=NOON,
            answer=TEXT,
            answered_at=NOON,
            place=cite.places.get(kind="main") if number == 0 else None,
        )
        for number in range(3)
    )
    service, event = cite.services.get(), cite.events.get()
    return [
        ReplyAddress.objects.create(
            suggestion=about_place, sealed=seal("a@example.org"), kept_until=NOON.date()
        ),
        Support.objects.create(suggestion=about_place, clicks=2),
        ServiceSuggestion.objects.create(suggestion=about_offer, service=service, cite=cite),
        EventSuggestion.objects.create(suggestion=about_event, event=event, cite=cite),
        about_place,
    ]


def _of_the_network() -> list[models.Model]:
    return [
        NetworkFact.objects.create(kind="history", date="1993", text=TEXT),
        NetworkHoliday.objects.create(country="FR", region="", day=date(2026, 5, 1), name=TEXT),
        NetworkImport.objects.create(as_of=date(2026, 11, 24), digest="0" * 64, note=TEXT),
    ]

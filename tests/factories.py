"""Dull records: what a test does not name has the least surprising value.

Every function takes any field of its model by name. A record is a demonstration when what it belongs
to is one, and nothing is unless a test says so.
"""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils import timezone

from citesmetiers.models import Synonym
from citesmetiers.questions.synonyms import first_synonyms
from events.models import Event, Occurrence
from network.migrations import _charter
from network.models import (
    Agreement,
    Campaign,
    CharterVersion,
    Cite,
    Closure,
    Criterion,
    Evidence,
    FileStep,
    Indicator,
    LabelDecision,
    LabelFile,
    Partner,
    Place,
    Report,
    ReportFigure,
    Season,
    Stay,
    Suggestion,
    TeamMember,
    User,
    WithdrawalProposal,
)
from network.partial_dates import PartialDate
from network.seals import seal
from services.models import CancelledPermanence, Permanence, Service, ServicePlace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.test import Client

_numbers = count(1)
SECRET = "JBSWY3DPEHPK3PXP"
OFFICE_HOURS = {day: ["09:00-12:00", "14:00-18:00"] for day in ("mo", "tu", "we", "th", "fr")}


def make_cite(**over: Any) -> Cite:
    number = next(_numbers)
    defaults = {
        "slug": f"cite-{number}",
        "name": {"fr": f"Cité des métiers de Ville {number}", "en": f"Cité des métiers de Ville {number}"},
        "main_language": "fr",
        "languages": ["fr"],
        "country": "FR",
        "timezone": "Europe/Paris",
        "membership": "member",
    }
    return Cite.objects.create(**defaults | over)


def make_place(cite: Cite | None = None, **over: Any) -> Place:
    """Make a secondary place: a Cité may have any number of them."""
    number = next(_numbers)
    cite = cite or make_cite(demo=over.get("demo", False))
    defaults = {
        "cite": cite,
        "slug": f"place-{number}",
        "kind": "secondary",
        "name": f"Lieu {number}",
        "street": f"{number} rue des Consuls",
        "postcode": "13002",
        "city": "Ville",
        "country": cite.country,
        "timezone": cite.timezone,
        "demo": cite.demo,
    }
    return Place.objects.create(**defaults | over)


def make_season(place: Place, **over: Any) -> Season:
    """Make an open-ended season: weekdays 9 to 12 and 14 to 18, closed on public holidays."""
    defaults = {"place": place, "weekly": OFFICE_HOURS, "public_holidays": "closed", "demo": place.demo}
    return Season.objects.create(**defaults | over)


def make_closure(place: Place, first_day: date, last_day: date | None = None, **over: Any) -> Closure:
    defaults = {"first_day": first_day, "last_day": last_day or first_day, "demo": place.demo}
    return Closure.objects.create(place=place, **defaults | over)


def make_stay(place: Place, first_day: date, last_day: date | None = None, **over: Any) -> Stay:
    defaults = {"first_day": first_day, "last_day": last_day or first_day, "demo": place.demo}
    return Stay.objects.create(place=place, **defaults | over)


def make_open_place(cite: Cite | None = None, **over: Any) -> Place:
    """Make a place with office hours that somebody checked today."""
    place = make_place(cite, **{"checked_on": timezone.localdate()} | over)
    make_season(place)
    return place


def make_partner(**over: Any) -> Partner:
    number = next(_numbers)
    defaults = {"slug": f"partner-{number}", "name": f"Partenaire {number}", "kind": "association"}
    return Partner.objects.create(**defaults | over)


def make_agreement(cite: Cite, partner: Partner, **over: Any) -> Agreement:
    """Make an agreement that names its partner in public."""
    defaults = {"cite": cite, "partner": partner, "public": True, "demo": cite.demo}
    return Agreement.objects.create(**defaults | over)


def make_decision(cite: Cite, kind: str, day: str | None = None, **over: Any) -> LabelDecision:
    """Make a decision on the label of a Cité; a withdrawal is one that a file brought, others take two people."""
    defaults = {"cite": cite, "kind": kind, "known_since": date(2026, 11, 23), "demo": cite.demo}
    defaults["imported"] = kind == "withdrawal"
    return LabelDecision.objects.create(**defaults | {"date": day and PartialDate.parse(day)} | over)


def bring_synonyms() -> None:
    """Have the first synonyms there, brought again where a test emptied the tables."""
    if not Synonym.objects.filter(demo=False).exists():
        Synonym.objects.bulk_create(Synonym(language=code, words=words) for code, words in first_synonyms())


def charter() -> CharterVersion:
    """Return the first version of the Charter, brought again where a test emptied the tables."""
    first = CharterVersion.objects.filter(code=_charter.CHARTER["code"]).first()
    return first or _charter.bring(CharterVersion, Criterion)


def make_proposal(cite: Cite | None = None, **over: Any) -> WithdrawalProposal:
    """Make an open proposal to withdraw the label of a Cité."""
    cite = cite or make_cite(demo=over.get("demo", False))
    defaults = {"cite": cite, "reason": "Plus personne n’y reçoit.", "demo": cite.demo}
    if not over.keys() & {"proposed_by", "proposed_by_id"}:
        defaults["proposed_by"] = make_user(password=None, network_role="label_officer", demo=cite.demo)
    return WithdrawalProposal.objects.create(**defaults | over)


def make_file(cite: Cite | None = None, **over: Any) -> LabelFile:
    """Make a file that asks for the project label, begun and not sent yet."""
    cite = cite or make_cite(demo=over.get("demo", False))
    defaults = {"cite": cite, "kind": "project", "charter": charter(), "demo": cite.demo}
    file = LabelFile.objects.create(**defaults | over)
    FileStep.objects.create(file=file, move="begin", to_state="draft", demo=file.demo)
    return file


def make_evidence(file: LabelFile, criterion: Criterion | None = None, **over: Any) -> Evidence:
    """Make a document that shows something."""
    is_document = over.get("kind", "document") == "document"
    defaults = {
        "file": file,
        "criterion": criterion or file.charter.criteria.all()[0],
        "kind": "document",
        "document": "label-files/none" if is_document else "",
        "document_type": "pdf" if is_document else "",
        "document_size": 12 if is_document else None,
        "demo": file.demo,
    }
    return Evidence.objects.create(**defaults | over)


def make_suggestion(cite: Cite | None = None, **over: Any) -> Suggestion:
    """Make an idea that nobody has looked at yet; one in another state was looked at just now."""
    cite = cite or make_cite(demo=over.get("demo", False))
    defaults = {
        "cite": cite,
        "kind": "idea",
        "text": f"Une idée, la {next(_numbers)}e",
        "language": "fr",
        "demo": cite.demo,
        "moderated_at": timezone.now() if over.get("state", "received") != "received" else None,
        "answered_at": timezone.now() if over.get("answer") else None,
    }
    return Suggestion.objects.create(**defaults | over)


def make_campaign(year: int = 2026, **over: Any) -> Campaign:
    """Make a campaign that is open today."""
    today = timezone.localdate()
    defaults = {"opens_on": today - timedelta(days=20), "closes_on": today + timedelta(days=20)}
    return Campaign.objects.create(year=year, **defaults | over)


def make_indicator(**over: Any) -> Indicator:
    number = next(_numbers)
    defaults = {
        "code": f"indicator-{number}",
        "name": {"fr": f"Indicateur {number}", "en": f"Indicator {number}"},
        "unit": {"fr": "choses", "en": "things"},
        "definition": {"fr": "Tout ce qui compte.", "en": "Whatever counts."},
    }
    return Indicator.objects.create(**defaults | over)


def make_report(
    cite: Cite | None = None, campaign: Campaign | None = None, *, figures: Any = None, **over: Any
) -> Report:
    """Make a draft; one in another state was sent and decided just now. `figures` are by indicator."""
    cite = cite or make_cite(demo=over.get("demo", False))
    state, now = over.get("state", "draft"), timezone.now()
    defaults = {
        "cite": cite,
        "campaign": campaign or make_campaign(demo=cite.demo),
        "demo": cite.demo,
        "submitted_at": None if state == "draft" else now,
        "decided_at": now if state in {"returned", "accepted"} else None,
        "comment": "Le total manque." if state == "returned" else "",
    }
    report = Report.objects.create(**defaults | over)
    for indicator, value in (figures or {}).items():
        ReportFigure.objects.create(report=report, indicator=indicator, value=value, demo=cite.demo)
    return report


def make_user(**over: Any) -> User:
    defaults = {"email": f"user-{next(_numbers)}@example.org", "password": "a dull and long password"}
    return User.objects.create_user(**defaults | over)


def enrol(user: User) -> User:
    """Give a person a second factor, an application whose key is known here."""
    data = {"secret": seal(SECRET)}
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data=data)
    return user


def sign_in(client: Client, user: User) -> None:
    """Sign a person in who said this moment who they are: nobody asks them again."""
    client.force_login(user)
    say_again(client, user)


def say_again(client: Client, user: User) -> None:
    session = client.session
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session.save()


def code_of(secret: str) -> str:
    """Return what an application with this key shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def make_member(cite: Cite | None = None, role: str = "contributor", **over: Any) -> User:
    """Make a person in the team of a Cité, reading English, with the second factor that the role asks for."""
    user = make_user(**{"password": None, "language": "en"} | over)
    TeamMember.objects.create(user=user, cite=cite or make_cite(demo=user.demo), role=role)
    return enrol(user) if role == "coordinator" else user


def make_service(cite: Cite | None = None, *, places: Iterable[Place] = (), **over: Any) -> Service:
    """Make a published offer, without appointment, found in `places`."""
    number = next(_numbers)
    cite = cite or make_cite(demo=over.get("demo", False))
    defaults = {
        "cite": cite,
        "slug": f"offre-{number}",
        "title": {"fr": f"Offre {number}", "en": f"Offer {number}"},
        "modality": "interview",
        "access": ["drop_in"],
        "themes": ["training"],
        "audiences": ["everyone"],
        "languages": ["fr"],
        "publication": "published",
        "demo": cite.demo,
    }
    service = Service.objects.create(**defaults | over)
    for place in places:
        ServicePlace.objects.create(service=service, place=place, cite=cite)
    return service


def make_permanence(service: Service | None = None, place: Place | None = None, **over: Any) -> Permanence:
    """Make a permanence of every Tuesday from 14:00 to 17:00, at the desk."""
    service = service or make_service(demo=over.get("demo", False))
    place = place or make_open_place(service.cite)
    defaults = {
        "cite": service.cite,
        "service": service,
        "place": place,
        "weekday": 1,
        "time": "14:00-17:00",
        "mode": "desk",
        "languages": ["fr"],
        "demo": service.demo,
    }
    return Permanence.objects.create(**defaults | over)


def cancel_permanence(permanence: Permanence, day: date, **over: Any) -> CancelledPermanence:
    defaults = {"permanence": permanence, "date": day, "demo": permanence.demo}
    return CancelledPermanence.objects.create(**defaults | over)


def make_event(
    cite: Cite | None = None,
    *,
    dates: Iterable[str] | None = None,
    partners: Iterable[Partner] = (),
    **over: Any,
) -> Event:
    """Make a published workshop of two hours in a week, with one date for each start of `dates`.

    Without `dates` it has one: its own start.
    """
    number = next(_numbers)
    cite = cite or make_cite(demo=over.get("demo", False))
    starts = over.get("starts") or f"{timezone.localdate() + timedelta(days=7)}T14:00"
    defaults = {
        "cite": cite,
        "slug": f"evenement-{number}",
        "title": {"fr": f"Atelier {number}", "en": f"Workshop {number}"},
        "kind": "workshop",
        "themes": ["employment"],
        "audiences": ["everyone"],
        "languages": ["fr"],
        "starts": starts,
        "ends": _later(starts, timedelta(hours=2)),
        "timezone": cite.timezone,
        "attendance": "on_site",
        "booking": "none",
        "open_to": "everyone",
        "organiser": "cite",
        "publication": "published",
        "demo": cite.demo,
    }
    event = Event.objects.create(**defaults | over)
    event.partners.set(partners)
    for date_starts in [event.starts] if dates is None else dates:
        make_occurrence(event, date_starts)
    return event


def make_occurrence(event: Event, starts: str, **over: Any) -> Occurrence:
    """Make a date of an event, as long as the event unless `new_ends` says otherwise."""
    begins = over.get("new_starts") or starts
    lasts = datetime.fromisoformat(event.ends) - datetime.fromisoformat(event.starts)
    defaults = {
        "event": event,
        "cite": event.cite,
        "demo": event.demo,
        "rule_starts": starts,
        "starts_at": _instant(begins, event.timezone),
        "ends_at": _instant(over.get("new_ends") or _later(begins, lasts), event.timezone),
    }
    return Occurrence.objects.create(**defaults | over)


def _later(wall: str, span: timedelta) -> str:
    return (datetime.fromisoformat(wall) + span).isoformat(timespec="minutes")


def _instant(wall: str, zone: str) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone))

"""Two Cités with the same of everything, an invented one, and everybody who may come by, each signed in once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from network.access import Desk, desk_of
from network.actions import draft_from_suggestion, invite
from network.actions.accounts import _SALT
from network.actions.bin import throw_away
from network.filing import SECTIONS
from network.forms.sheets import SHEETS
from network.models import (
    AgendaItem,
    Campaign,
    CommitteeSession,
    Draft,
    Indicator,
    Seat,
    TableUpload,
    TeamMember,
    User,
)
from network.models.journal import Journal
from network.permissions import TeamRole
from network.pictures import FOR_PHONES, keep
from network.views.telling import version_of
from network.vocabulary import FileKind
from tests import factories
from tests.drawing import drawn
from tests.network.admin.records import make_person
from tests.network.workspace.writing import write

YEAR = 2026
NOBODY, NOWHERE = 987_654_321, "no-such-cite"
INVITED = "invited@example.org"
WEEK = timezone.localdate() + timedelta(days=40)
CLOSED = {f"weekly__{day}-closed": ["on"] for day in ("mo", "tu", "we", "th", "fr", "sa", "su")}


class Town:
    """A Cité and what the addresses of its workspace name."""

    def __init__(self, slug: str, campaign: Campaign, indicator: Indicator) -> None:
        self.cite = cite = factories.make_cite(slug=slug)
        # Stands in all that is nobody else's to read.
        self.secret = f"secret of {slug}"
        self.place = factories.make_open_place(cite, kind="main", name=f"Lieu, {self.secret}")
        self.place.seasons.update(valid_until=date(2030, 12, 31))
        self.partner, self.same_partner = factories.make_partner(), factories.make_partner()
        self.pole = cite.poles.create(name={"fr": self.secret}, themes=["training"], order=1)
        service = factories.make_service(
            cite, places=[self.place], checked_on="2020-01-01", title={"fr": self.secret}
        )
        self.permanence = factories.make_permanence(service, self.place)
        # Its date stands before a door that `close` shuts.
        event = factories.make_event(
            cite, place=self.place, starts=f"{WEEK}T20:00", partners=[], title={"fr": self.secret}
        )
        self.date = event.occurrences.get()
        self.records: dict[str, Any] = {
            "cite": cite,
            "places": self.place,
            "seasons": self.place.seasons.get(),
            "closures": factories.make_closure(self.place, WEEK + timedelta(days=30)),
            "poles": self.pole,
            "agreements": factories.make_agreement(cite, self.partner),
            "offers": service,
            "events": event,
        }
        self.picture = keep(cite.pk, drawn(width=700 + cite.pk % 500))
        self.suggestion = factories.make_suggestion(cite, text=f"Une idée, {self.secret}")
        self.followed = factories.make_suggestion(cite, text=f"Une autre, {self.secret}")
        self.mate = TeamMember.objects.get(user=factories.make_member(cite, "contributor", name=self.secret))
        self.head = factories.make_member(cite, "coordinator")
        factories.make_report(cite, campaign, figures={indicator: 5})
        self.empty = TableUpload.objects.create(
            user=self.head, cite=cite, kind="offers", name="none.csv", tables=[], faults=[], total=0
        )
        self.drafts: dict[str, Draft] = {}
        factories.make_member(cite, "coordinator")  # The last one could not leave.
        desk = desk_of(self.head, slug)
        thrown = factories.make_service(cite, title={"fr": self.secret})
        self.thrown = throw_away(desk, SHEETS["offers"], thrown.pk)
        self.file = factories.make_file(cite, sections=_sections(self.secret))
        self.submitted = factories.make_file(cite, kind="operating", state="submitted")
        self.reviewed = factories.make_file(cite, kind="confirmation", state="in_review")
        proof = factories.make_evidence(self.file, words=self.secret)
        proof.document.save("", ContentFile(b"%PDF-1.7 of town"))
        self.evidence = proof
        self.proposal, self.labelled = factories.make_proposal(cite), factories.make_cite()
        self.invitation, self.token = invite(INVITED, role=TeamRole.CONTRIBUTOR, cite=cite, by=self.head)

    def begin(self, client: Client) -> None:
        """Keep a draft of each kind that is new, and one of an offer that is published."""
        for kind in SHEETS:
            if SHEETS[kind].is_listed:
                write(client, f"/en/workspace/{self.cite.slug}/{kind}/new/", **new_sheet(self, kind))
                self.drafts[kind] = Draft.objects.get(cite=self.cite, kind=kind)

    def send_table(self, user: User | None, client: Client) -> None:
        """Keep a table that somebody sent, checked: only who sent it sees it again."""
        where = f"/en/workspace/{self.cite.slug}/offers/table/"
        there = client.get(where.replace("table/", "offers.csv")).content
        self.table = there.replace(self.secret.encode(), b"changed by a table", 1)
        checked = client.post(where, {"table": SimpleUploadedFile("offers.csv", self.table)})
        assert client.get(checked.url).status_code == 200
        self.upload = TableUpload.objects.get(user=user, cite=self.cite)

    def version(self, kind: str) -> int:
        record = self.records[kind]
        return version_of(Journal.of_record(type(record), record.pk)[:1][0].moment)


def _make_sessions() -> None:
    """Make a session of the committee that is planned, one that is open, and one that is closed."""
    today, now = timezone.localdate(), timezone.now()
    CommitteeSession.objects.create(held_on=today)
    CommitteeSession.objects.create(held_on=today, state="closed", quorum=1, closed_at=now)
    sits = CommitteeSession.objects.create(held_on=today, state="open", quorum=1)
    Seat.objects.create(session=sits, cite=factories.make_cite(), basis="entitled")
    file = factories.make_file(factories.make_cite(), state="on_agenda")
    AgendaItem.objects.create(session=sits, order=1, file=file, outcome="adjourn", words="Plus tard.")


def _sections(words: str) -> dict[str, str]:
    sections = SECTIONS[FileKind.PROJECT]
    return {each.code: "2027-05-01" if each.is_day else words for each in sections}


def new_sheet(town: Town, kind: str) -> dict[str, list[str]]:
    """Return what makes a new sheet of a kind complete."""
    day = f"{WEEK + timedelta(days=60):%d/%m/%Y}"
    found: dict[str, dict[str, list[str]]] = {
        "offers": {
            "title__fr": [f"Écrire un CV, {town.secret}"],
            "themes": ["employment"],
            "audiences": ["everyone"],
            "modality": ["interview"],
            "access": ["drop_in"],
            "found_at": [str(town.place.pk)],
        },
        "places": {"name": [f"Maison de l’emploi, {town.secret}"], "kind": ["secondary"]},
        "seasons": {
            "place": [str(town.place.pk)], "public_holidays": ["closed"], "valid_from": ["01/01/2031"],
            "valid_until": ["31/01/2031"], **CLOSED,
        },
        "closures": {"place": [str(town.place.pk)], "first_day": [day], "last_day": [day]},
        "poles": {"name__fr": [f"Créer, {town.secret}"], "themes": ["employment"], "order": ["7"]},
        "agreements": {"new_name": [f"Cap {town.cite.slug}"], "new_kind": ["association"]},
        "events": {
            "title__fr": [f"Atelier CV, {town.secret}"], "kind": ["workshop"], "themes": ["employment"], "audiences": ["everyone"],
            "starts__day": [day], "starts__time": ["18h"], "ends__time": ["20h"],
        },
    }  # fmt: skip
    return found[kind]


CHANGED = {
    "cite": {"phone": ["01 02 03 04 05"]},
    "places": {"name": ["Ailleurs"]},
    "seasons": {"valid_until": ["30/11/2030"]},
    "closures": {"reason__fr": ["Travaux"]},
    "poles": {"name__fr": ["Un autre nom"]},
    "agreements": {"since": ["2021"]},
    "offers": {"title__fr": ["Un autre titre"]},
    "events": {"title__fr": ["Un autre titre"]},
}


def sign_in(user: User | None) -> Client:
    client = Client()
    if user is not None:
        user.refresh_from_db()
        client.force_login(user)
    return client


class World:
    """The towns, and the browsers of everybody by the marks of the table."""

    def __init__(self) -> None:
        asked = factories.make_campaign(YEAR), factories.make_indicator(code="asked")
        self.a, self.b = Town("town-a", *asked), Town("town-b", *asked)
        invented = factories.make_cite(slug="invented", demo=True)
        member = factories.make_member
        self.users: dict[str, User | None] = {
            "V": None,
            "N": factories.make_user(password=None, language="en"),
            "C": member(self.a.cite, "contributor"),
            "K": member(self.a.cite, "coordinator"),
            "AB": member(self.a.cite, "contributor"),
            "B": member(self.b.cite, "contributor"),
            "X": member(self.a.cite, "contributor"),
            "S-": factories.make_user(password=None, language="en", network_role="content_support"),
            "K-": factories.make_user(password=None, language="en"),
            "R": make_person("reader"),
            "L": make_person("label_officer"),
            "S": make_person("content_support"),
            "DL": make_person("label_officer", demo=True),
            "DK": member(invented, "coordinator", demo=True, language="en"),
            "P": member(self.a.cite, "bearer"),
        }
        TeamMember.objects.create(user=self.users["AB"], cite=self.b.cite, role="contributor")
        TeamMember.objects.create(user=self.users["K-"], cite=self.a.cite, role="coordinator")
        # Nobody's password is typed here; that one is there is what pages ask.
        User.objects.update(password="pbkdf2_sha256$1$salt$hash")
        self.clients = {mark: sign_in(user) for mark, user in self.users.items()}
        # The session stays open, the membership does not.
        TeamMember.objects.get(user=self.users["X"]).delete()
        for town in (self.a, self.b):
            town.begin(sign_in(town.head))
            draft_from_suggestion(desk_of(town.head, town.cite.slug), SHEETS["offers"], town.followed.pk)
        _make_sessions()
        self.a.send_table(self.users["K"], self.clients["K"])
        self.b.send_table(self.users["AB"], self.clients["AB"])
        self.forms: dict[Any, Any] = {}
        contributor = self.users["C"]
        assert contributor
        self.mail_token = signing.dumps([contributor.pk, contributor.email, "new@example.org"], salt=_SALT)

    def towns(self) -> tuple[Town, Town]:
        return self.a, self.b

    def number_of(self, name: str, town: Town, kind: str, route: str) -> Any:
        """Return what stands for a <name> of an address."""
        if name == "number":
            return town.invitation.pk if "invitation" in route else town.mate.pk
        return {
            "kind": kind,
            "draft": lambda: town.drafts[kind].pk,
            "record": lambda: town.records[kind].pk,
            "version": lambda: town.version(kind),
            "occurrence": town.date.pk,
            "suggestion": town.suggestion.pk,
            "thrown": town.thrown.pk,
            "upload": town.upload.pk,
            "picture": town.picture,
            "width": FOR_PHONES,
            "file": town.file.pk,
            "move": "submit",
            "code": "place",
            "criterion": town.evidence.criterion_id,
            "evidence": town.evidence.pk,
            "part": kind,
            "year": YEAR,
            "token": self.mail_token,
            "pk": NOBODY,
        }[name]

    def desk(self, mark: str) -> Desk:
        user = User.objects.get(pk=self.users[mark].pk)  # type: ignore[union-attr]
        return desk_of(user, self.a.cite.slug)

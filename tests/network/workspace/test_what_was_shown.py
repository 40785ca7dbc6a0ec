"""What the portal shows beside a file, live while it is open, and as it was once it is decided."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from network.actions import Terms, move_label_file
from network.models import FileStep, LabelFile
from services.models import Service
from tests.factories import (
    make_agreement,
    make_cite,
    make_evidence,
    make_file,
    make_member,
    make_partner,
    make_service,
)
from tests.network.admin.records import make_person

pytestmark = pytest.mark.django_db
NOW, THEN = "What the portal shows now, ", "What the portal showed, as it was on 10 May 2027, "
IN_FRENCH = "Ce que le portail montrait, tel qu’au 10 mai 2027, "


class Case:
    """A file on the agenda of a Cité with two offers, and its readers on both sides."""

    def __init__(self, client, time_machine, state="on_agenda"):
        self.client, self.clock = client, time_machine
        self.clock.move_to("2027-05-10T10:00:00Z", tick=False)
        self.cite = make_cite(slug="ville")
        make_service(self.cite)
        make_service(self.cite, access=["appointment"])
        make_agreement(self.cite, make_partner(name="Mission locale"), charter_signed_on="2026-01-01")
        self.head, self.officer = make_member(self.cite, "coordinator"), make_person()
        self.file = make_file(self.cite, state=state)
        make_evidence(self.file, self.file.charter.criteria.get(code="no-appointment"), kind="live")

    def move(self, name, **over):
        by = over.pop("by", self.officer)
        self.file = LabelFile.objects.get()
        move_label_file(self.file, name, by=by, version=self.file.version, reason="Oui.", **over)

    def grant(self):
        self.move("grant", terms=Terms(decided_on=date(2027, 5, 10)))

    def later(self):
        """Let a year pass in which all the offers go."""
        self.clock.move_to("2028-05-10T10:00:00Z", tick=False)
        Service.objects.all().delete()

    def pages(self, language="en"):
        for person, path in (
            (self.head, f"/{language}/workspace/ville/label/{self.file.pk}/"),
            (
                self.officer,
                f"/{'' if language == 'en' else 'fr/'}admin/network/labelfile/{self.file.pk}/change/",
            ),
        ):
            self.client.force_login(person)
            answer = self.client.get(path, headers={"Accept-Language": language}, follow=True)
            assert answer.status_code == 200
            yield answer.text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def case(client, time_machine):
    return Case(client, time_machine)


@pytest.mark.parametrize("decision", ["grant", "refuse"])
def test_what_was_shown_stays_as_it_was_at_the_decision(case, decision):
    for page in case.pages():
        assert f"{NOW}offers without appointment: 1 of 2 offers online" in page
    case.grant() if decision == "grant" else case.move("refuse")
    case.later()
    for page in case.pages():
        assert f"{THEN}offers without appointment: 1 of 2 offers online without appointment." in page
        assert f"{THEN}what it costs: 2 offers online, free as all that the portal shows." in page
        assert "1 of 1 partners with an agreement signed the Charter. · Mission locale" in page
        assert "What the portal showed when it was decided" in page
        assert NOW not in page


def test_it_is_kept_in_every_language_of_the_portal(case):
    case.grant()
    case.later()
    page = next(case.pages("fr"))
    assert f"{IN_FRENCH}offres sans rendez-vous : 1 des 2 offres en ligne sans rendez-vous." in page


def test_a_file_that_is_opened_again_shows_live_data_and_its_next_decision_keeps_its_own(case):
    case.move("refuse")
    case.later()
    case.move("reopen")
    for page in case.pages():
        assert f"{NOW}offers without appointment: —" in page
        assert "as it was on" not in page
    LabelFile.objects.update(state="on_agenda")
    case.grant()
    make_service(case.cite)
    for page in case.pages():
        assert "as it was on 10 May 2028, offers without appointment: —" in page
    assert FileStep.objects.filter(shown__isnull=False).count() == 2


@pytest.mark.parametrize("moves", [[], ["adjourn"], ["withdraw"]])
def test_nothing_is_kept_without_a_decision(case, moves):
    for name in moves:
        case.move(name, by=case.head if name == "withdraw" else case.officer)
    case.later()
    for page in case.pages():
        assert f"{NOW}offers without appointment: —" in page
    assert not FileStep.objects.filter(shown__isnull=False).exists()


def test_a_decision_that_was_taken_before_anything_was_kept_shows_live_data(case):
    LabelFile.objects.update(state="refused")
    FileStep.objects.create(
        file=case.file, move="refuse", from_state="on_agenda", to_state="refused", words="Non."
    )
    for page in case.pages():
        assert f"{NOW}offers without appointment: 1 of 2" in page


def test_nobody_changes_what_was_kept(case):
    case.move("refuse")
    for change in ("NULL", "'{\"en\": {}}'"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE network_filestep SET shown = {change}")

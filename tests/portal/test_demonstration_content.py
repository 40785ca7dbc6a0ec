"""The demonstration shows everything: each word of each vocabulary, each state of a page, in fr and en."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone, translation
from pghistory.models import Event as HistoryRow

from events.models import Event, Occurrence
from network.hours import OPEN, permanence_state_at, state_at
from network.models import Agreement, Cite, Partner, Place, Season
from network.vocabulary import DecisionKind, LabelStatus, Publication
from services.models import CancelledPermanence, Permanence, Service
from tests.factories import bring_synonyms

pytestmark = pytest.mark.django_db
WEDNESDAY = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
# What is left out, and why.
LEFT_OUT = {
    # It is nobody's door.
    "place.coordinates": {"exact", "street"},
    # Nobody is on duty on a Sunday.
    "permanence.weekday": {6},
    # Such an entry has no page.
    "cite.membership": {"not_a_member"},
    # From there nothing goes on.
    "filestep.from_state": {"granted"},
    # One is open for an afternoon.
    "committeesession.state": {"open"},
    # No session corrects another, and nobody is struck from one.
    "seat.basis": {"struck"},
    "agendaitem.outcome": {"correct", "keep"},
    "agendaitem.kind": set(DecisionKind.values),
    # One waits for whoever tries it.
    "withdrawalproposal.state": {"confirmed", "declined", "taken_back", "lapsed"},
    # Of the network, not of a Cité.
    "networkfact.kind": {"history", "statement"},
}


@pytest.fixture(scope="module", autouse=True)
def _demonstration(django_db_setup, django_db_blocker):
    """One demonstration for all, who only read it, on its Wednesday."""
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        translation.override("en"),
        time_machine.travel(WEDNESDAY, tick=False),
    ):
        bring_synonyms()
        call_command("demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def _fields_with_choices():
    for model in apps.get_models():
        fields = {field.name: field for field in model._meta.concrete_fields}
        if "demo" not in fields or issubclass(model, HistoryRow):
            continue
        for name, field in fields.items():
            choices = getattr(field, "base_field", field).choices
            if choices:
                yield model, name, {value for value, _ in choices}, hasattr(field, "base_field")


def test_every_word_of_every_vocabulary_occurs():
    checked = 0
    for model, name, known, is_list in _fields_with_choices():
        values = model._default_manager.values_list(name, flat=True)
        used = {value for item in values for value in (item if is_list else [item])}
        assert known - used == LEFT_OUT.get(f"{model._meta.model_name}.{name}", set()), (model, name)
        checked += 1
    assert checked > 25


@pytest.mark.parametrize("every", [25, pytest.param(5, marks=pytest.mark.prove)])
def test_every_status_of_a_label_occurs(every):
    for week in range(0, 60, every):
        day = WEDNESDAY + timedelta(weeks=week)
        with time_machine.travel(day, tick=False):
            call_command("demo", stdout=StringIO())
        cites = Cite.objects.with_decisions()
        statuses = Counter(cite.standing_on(day.date()).status for cite in cites)
        assert set(statuses) == set(LabelStatus), set(LabelStatus) - set(statuses)


def test_every_rhythm_of_a_permanence_and_of_an_event_occurs():
    permanences = Permanence.objects.all()
    assert permanences.filter(every_weeks=2).exists()
    assert {1, 2, -1} <= set(permanences.values_list("nth_of_month", flat=True))
    assert permanences.filter(partner__isnull=False, partner_public=False).exists()
    assert permanences.filter(partner__isnull=False, partner_public=True).exists()
    assert permanences.filter(time="20:30-00:30").exists()
    assert CancelledPermanence.objects.filter(date__gt=timezone.localdate()).exists()
    rules = " ".join(Event.objects.exclude(rrule=None).values_list("rrule", flat=True))
    for part in ("WEEKLY", "MONTHLY", "YEARLY", "COUNT", "UNTIL", "INTERVAL", "BYDAY=1TH"):
        assert part in rules
    dates = Occurrence.objects.filter(event__publication=Publication.PUBLISHED)
    assert dates.filter(new_starts__isnull=False).exists()
    now = timezone.now()
    assert dates.filter(starts_at__lte=now, ends_at__gt=now).count() >= 2
    assert dates.filter(ends_at__lt=now).exists()
    # An evening ends in its own night.
    night = dates.filter(event__slug="demo-cala-vermella-nit-dels-oficis").first()
    assert night.ends_at - night.starts_at == timedelta(hours=3, minutes=30)
    assert dates.filter(starts_at__gt=now).exists()


def test_places_have_seasons_stays_closures_and_checks_of_every_kind():
    places = Place.objects.all()
    today = timezone.localdate()
    assert places.filter(checked_on=None).exists()
    assert places.filter(checked_on__lt=today - timedelta(days=400)).exists()
    assert not places.filter(checked_on__gt=today).exists()
    assert {True, False, None} <= set(places.values_list("step_free", flat=True))
    assert places.filter(stays__first_day__lte=today, stays__last_day__gte=today).exists()
    assert places.filter(stays__first_day__gt=today).exists()
    assert places.filter(closures__first_day__gt=today, closures__hours=[]).exists()
    assert places.filter(closures__first_day__gt=today).exclude(closures__hours=[]).exists()
    assert Season.objects.filter(name="Été").exists()
    abroad = places.get(kind="associated_centre")
    assert abroad.country != abroad.cite.country
    assert abroad.timezone != abroad.cite.timezone
    zones = set(Cite.objects.values_list("timezone", flat=True))
    assert {"Indian/Reunion", "America/Santiago"} <= zones
    assert set(places.exclude(holiday_region=None).values_list("holiday_region", flat=True)) > {
        "57",
        "974",
        "TI",
        "CT",
    }


def test_partners_have_units_former_names_and_ended_agreements():
    assert Partner.objects.filter(parent__isnull=False).exists()
    assert Partner.objects.exclude(former_names=[]).exists()
    assert Agreement.objects.filter(until__isnull=False).exists()
    assert Agreement.objects.filter(public=False).exists()


def test_an_appointment_is_the_exception_and_every_open_cite_has_an_offer_without():
    services = Service.objects.published()
    without = services.filter(access__contains=["drop_in"]).count()
    assert without > 2 * (services.count() - without)
    for cite in Cite.objects.filter(membership="member"):
        assert cite.services.published().filter(access__contains=["drop_in"]).exists(), cite


def test_somebody_is_on_duty_in_european_working_hours():
    places = {place.pk: place.hours for place in Place.objects.with_hours()}
    permanences = list(Permanence.objects.published().with_cancelled().select_related("service"))
    monday = datetime(2026, 11, 23, tzinfo=ZoneInfo("Europe/Paris"))
    for day in range(5):
        for hour in (9, 10, 11, 14, 15, 16):
            moment = monday + timedelta(days=day, hours=hour, minutes=30)
            on_duty = [
                permanence
                for permanence in permanences
                if permanence_state_at(permanence.rule, places[permanence.place_id], moment).state == OPEN
            ]
            assert any(permanence.service.is_drop_in for permanence in on_duty), moment


def test_an_evening_runs_past_midnight():
    friday = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
    hall = Place.objects.with_hours().get(slug="demo-cala-vermella-llotja")
    assert state_at(hall.hours, friday).state == OPEN


def test_nothing_real_is_named():
    for cite in Cite.objects.all():
        links = [cite.website, cite.email, *cite.sources]
        assert all(".example" in link for link in links if link), cite
        # Numbers that the French regulator keeps for fiction.
        assert not cite.phone or cite.phone.startswith(("+33 2 61 91", "+33 3 53 01")), cite
    assert all(".example" in partner.website for partner in Partner.objects.exclude(website=None))


def _addresses():
    yield from ("/", "/cites/", "/services/", "/agenda/", "/partners/", "/label/", "/network/", "/site-map/")
    for cite in Cite.objects.all():
        yield from (f"/cites/{cite.slug}/", f"/cites/{cite.slug}/week/", f"/label/{cite.slug}/")
    for service in Service.objects.published().select_related("cite"):
        yield f"/cites/{service.cite.slug}/services/{service.slug}/"
    for event in Event.objects.published():
        yield f"/agenda/{event.slug}/"
    for partner in Partner.objects.named_in_public():
        yield f"/partners/{partner.slug}/"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_all_pages_answer(client, language):
    addresses = list(_addresses())
    assert len(addresses) > 100
    for address in addresses:
        response = client.get(f"/{language}{address}")
        assert response.status_code == 200, address
        if "demo-" in address:
            text = response.content.decode()
            assert "émonstration" in text or "emonstration" in text, address


def test_withdrawn_sheets_say_so_and_drafts_have_no_page(client):
    for sheet in (*Service.objects.select_related("cite"), *Event.objects.all()):
        status = client.get(sheet.get_absolute_url()).status_code
        assert status == {"published": 200, "withdrawn": 410, "draft": 404}[sheet.publication], sheet

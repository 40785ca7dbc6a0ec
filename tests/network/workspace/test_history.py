"""The history of a sheet in its workspace: steps in words, two versions beside each other, restoring one."""

import re
from datetime import UTC, datetime

import pghistory
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import Event
from network.access import desk_of
from network.forms.sheets import SHEETS
from network.models import Agreement, Draft, Place
from network.models.journal import family_of
from network.views.changes import latest_changes
from services.models import Permanence, Service
from tests.factories import (
    make_cite,
    make_event,
    make_partner,
    make_permanence,
    make_place,
    make_service,
    make_stay,
)
from tests.network.workspace.writing import at_work, faults_in, write

pytestmark = pytest.mark.django_db
# Each request is a transaction of its own: that is what versions are told apart by.
in_time = pytest.mark.django_db(transaction=True)


def sheet_of(record, kind="offers"):
    return f"/en/workspace/{record.cite.slug}/{kind}/{record.pk}/"


def history_of(record, kind="offers", query=""):
    return f"{sheet_of(record, kind)}history/{query}"


def versions_in(answer):
    """The versions of a page, the newest first."""
    return re.findall(r'name="from" value="([0-9]+)"', answer.text)


def words_in(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text.partition("<h1>")[2]))


@pytest.fixture
def offer():
    place = make_place(make_cite(), name="Lieu principal")
    service = make_service(
        place.cite, places=[place], title={"fr": "Écrire un CV", "en": "Write a CV"}, themes=["employment"]
    )
    make_permanence(service, place, weekday=1, time="14:00-17:00")
    return service


@in_time
def test_steps_tell_who_when_and_what_by_field_in_words(offer):
    client = at_work(offer.cite, name="Marie Durand")
    permanence = offer.permanences.get()
    write(client, sheet_of(offer), "publish", title__en="A new title", themes=["training"])
    write(client, sheet_of(offer), "publish", **{f"permanences-{permanence.pk}-weekday": "3"})
    write(client, sheet_of(offer), "publish", found_at=[])
    said = words_in(client.get(history_of(offer))).partition("Step by step")[2]
    assert said.count("Marie Durand") >= 3
    for words in (
        "Title (English) Write a CV A new title",
        "Themes Find a job Train",
        "Permanence: Thursday 14:00-17:00 · changed",
        "Day Tuesday Thursday",
        "Place of an offer: Lieu principal · removed",
    ):
        assert words in said, words
    assert (
        said.index("Place of an offer: Lieu principal · removed")
        < said.index("Thursday")
        < said.index("A new title")
    )


def test_french_history_speaks_french_of_codes(offer):
    client = at_work(offer.cite)
    write(client, sheet_of(offer), "publish", themes=["training"])
    said = words_in(client.get(history_of(offer).replace("/en/", "/fr/")))
    assert "Trouver un emploi Se former" in said
    assert "training" not in said


@in_time
def test_reason_of_the_secretariat_is_told(offer):
    guest = at_work(make_cite(), network_role="content_support")
    write(guest, sheet_of(offer), "publish", title__en="Mended", reason="A typing error")
    assert "Why: A typing error" in words_in(at_work(offer.cite).get(history_of(offer)))


@in_time
def test_changes_in_bulk_sql_and_commands_are_told_without_a_person(offer):
    Service.objects.filter(pk=offer.pk).update(modality="collective")
    with pghistory.context(reason="upkeep"):
        Service.objects.filter(pk=offer.pk).update(duration_minutes=30)
    said = words_in(at_work(offer.cite).get(history_of(offer)))
    assert "an import or a command" in said
    assert "nightly upkeep" in said


@in_time
def test_two_versions_are_compared(offer):
    client = at_work(offer.cite)
    for number in (1, 2, 3):
        write(client, sheet_of(offer), "publish", title__en=f"Title {number}")
    versions = versions_in(client.get(history_of(offer)))
    answer = client.get(history_of(offer, query=f"?from={versions[0]}&to={versions[2]}"))
    compared = words_in(answer).partition("Step by step")[0]
    assert "Title 1 Title 3" in compared
    assert "Title 2" not in compared
    same = client.get(history_of(offer, query=f"?from={versions[0]}&to={versions[0]}"))
    assert "They say the same." in same.text


@in_time
def test_a_version_is_restored_as_a_draft_and_published(offer):
    client = at_work(offer.cite)
    place, kept = offer.places.get(), offer.permanences.get()
    before = Service.objects.values("title", "themes", "bring").get()
    write(
        client,
        sheet_of(offer),
        "publish",
        title__en="Spoiled",
        themes=["mobility"],
        bring__en="A lot",
        found_at=[],
        **{
            f"permanences-{kept.pk}-gone": "on",
            "permanences-new1-weekday": "5",
            "permanences-new1-time": "20:00-21:00",
            "permanences-new1-place": str(place.pk),
        },
    )
    assert [each.weekday for each in offer.permanences.all()] == [5]
    first = versions_in(client.get(history_of(offer)))[1]
    asked = client.get(f"{history_of(offer)}{first}/")
    assert "Spoiled Write a CV" in words_in(asked)
    assert "Checked on" not in words_in(asked)
    rows = Service.objects.values().get(), list(Permanence.objects.values())
    answer = client.post(f"{history_of(offer)}{first}/")
    assert (answer.status_code, answer.url) == (302, sheet_of(offer))
    assert (Service.objects.values().get(), list(Permanence.objects.values())) == rows
    assert Draft.objects.get().values["title__en"] == ["Write a CV"]
    answer = write(client, sheet_of(offer), "publish")
    assert answer.status_code == 302, answer.text
    assert Service.objects.values("title", "themes", "bring").get() == before
    assert [(each.weekday, each.time, each.place) for each in offer.permanences.all()] == [
        (1, "14:00-17:00", place)
    ]
    assert list(offer.places.all()) == [place]


@in_time
def test_a_draft_is_not_written_over(offer):
    client = at_work(offer.cite)
    write(client, sheet_of(offer), "publish", title__en="Second")
    write(client, sheet_of(offer), title__en="A draft of mine")
    first = versions_in(client.get(history_of(offer)))[1]
    assert "There is a draft of this sheet" in client.get(f"{history_of(offer)}{first}/").text
    answer = client.post(f"{history_of(offer)}{first}/", follow=True)
    assert "publish it or give it up first" in answer.text
    assert Draft.objects.get().values["title__en"] == ["A draft of mine"]


def test_the_same_version_is_no_draft(offer):
    client = at_work(offer.cite)
    newest = versions_in(client.get(history_of(offer))) or [_first_version(offer)]
    answer = client.post(f"{history_of(offer)}{newest[0]}/", follow=True)
    assert "nothing to restore" in answer.text
    assert not Draft.objects.exists()


def _first_version(record):
    moment = record.history.order_by("pgh_id").last().pgh_created_at
    past = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return str((past.days * 86_400 + past.seconds) * 10**6 + past.microseconds)


@in_time
def test_stays_of_a_place_are_told_and_restored():
    place = make_place(make_cite(), kind="host")
    stay = make_stay(place, timezone.localdate(), timezone.localdate())
    client = at_work(place.cite)
    write(client, sheet_of(place, "places"), "publish", **{f"stays-{stay.pk}-gone": "on", "name": "Renamed"})
    answer = client.get(history_of(place, "places"))
    assert re.search(r"Stay: [^·]+ – [^·]+ · removed", words_in(answer))
    assert not place.stays.exists()
    client.post(f"{history_of(place, 'places')}{versions_in(answer)[1]}/")
    assert write(client, sheet_of(place, "places"), "publish").status_code == 302
    assert place.stays.count() == 1
    assert Place.objects.get(pk=place.pk).name == place.name


@in_time
def test_what_was_put_back_from_the_bin_keeps_its_history(offer):
    client = at_work(offer.cite)
    client.post(f"{sheet_of(offer)}throw-away/")
    assert client.get(history_of(offer)).status_code == 404
    thrown = offer.cite.bin.get()
    client.post(f"/en/workspace/{offer.cite.slug}/bin/{thrown.pk}/")
    said = words_in(client.get(history_of(offer)))
    assert "removed" in said
    assert said.count("added") >= 2


@in_time
def test_contributors_restore_readers_only_look(offer):
    client = at_work(offer.cite)
    write(client, sheet_of(offer), "publish", title__en="Second")
    first = versions_in(client.get(history_of(offer)))[1]
    reader = at_work(make_cite(), network_role="reader")
    assert reader.get(history_of(offer)).status_code == 200
    assert "Restore this version" not in reader.get(history_of(offer)).text
    for answer in (reader.get(f"{history_of(offer)}{first}/"), reader.post(f"{history_of(offer)}{first}/")):
        assert answer.status_code == 403
    assert not Draft.objects.exists()
    assert at_work(offer.cite, "contributor").post(f"{history_of(offer)}{first}/").status_code == 302
    assert Draft.objects.exists()


def test_of_another_cite_as_if_it_did_not_exist(offer):
    other = at_work(make_cite())
    mine = at_work(offer.cite)
    theirs = make_service()
    version = _first_version(theirs)
    for number, nobody in ((theirs.pk, 987654321),):
        for end in ("history/", f"history/{version}/", "changes/"):
            address = f"/en/workspace/{offer.cite.slug}/offers/{number}/{end}"
            absent = f"/en/workspace/{offer.cite.slug}/offers/{nobody}/{end}"
            for method in ("get", "post"):
                there, gone = getattr(mine, method)(address), getattr(mine, method)(absent)
                assert there.status_code == gone.status_code == 404
                assert there.content == gone.content.replace(str(nobody).encode(), str(number).encode())
    assert other.get(history_of(offer)).status_code == 404
    assert other.get(f"/en/workspace/{offer.cite.slug}/changes/").status_code == 404
    assert Client().get(history_of(offer)).status_code == 302


@pytest.mark.parametrize(
    "query",
    ["?page=999999", "?page=x", "?from=1&to=x", "?from=-1&to=2", "?from=%00&to=1", "?from=9" + "9" * 40 + "&to=1",
     "?from=1&to=999999999999999999", "?from=1", "?from[]=1&to=2", "?from=1&from=2&to=3", "?from=٣&to=1",
     "?from=" + "1" * 10000 + "&to=1"],
)  # fmt: skip
def test_hostile_questions_are_answered(offer, query):
    client = at_work(offer.cite)
    assert client.get(history_of(offer, query=query)).status_code in {200, 404}
    assert client.get(f"/en/workspace/{offer.cite.slug}/changes/{query}").status_code == 200


@pytest.mark.parametrize("version", ["0", "1", "999999999999999999", "9" * 40])
def test_versions_that_never_were(offer, version):
    client = at_work(offer.cite)
    for method in ("get", "post"):
        assert getattr(client, method)(f"{history_of(offer)}{version}/").status_code in {200, 302, 404}
    assert not Draft.objects.exists()


@in_time
def test_thirty_steps_ask_as_often_as_one(offer):
    client = at_work(offer.cite)
    partner = make_partner()
    write(client, sheet_of(offer), "publish", title__en="Title 0")
    Service.objects.filter(pk=offer.pk).update(partner=partner)
    few = _of(client, history_of(offer))
    many_before = _of(client, f"/en/workspace/{offer.cite.slug}/changes/")
    for number in range(1, 31):
        Service.objects.filter(pk=offer.pk).update(duration_minutes=number)
        if number % 3 == 0:
            write(client, sheet_of(offer), "publish", title__en=f"Title {number}")
    assert _of(client, history_of(offer)) <= few <= 14
    assert _of(client, f"/en/workspace/{offer.cite.slug}/changes/") <= many_before <= 14
    with CaptureQueriesContext(connection) as queries:
        assert len(latest_changes(desk_of(client.user, offer.cite.slug))) == 5
    assert len(queries) <= 12
    assert 'href="?page=2"' in client.get(history_of(offer)).text


def _of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@in_time
def test_dates_that_a_rule_makes_are_nobodys_change():
    event = make_event(rrule="FREQ=WEEKLY;COUNT=40", timezone="Europe/Paris")
    client = at_work(event.cite)
    answer = client.get(history_of(event, "events"))
    assert "Date of an event" not in words_in(answer)
    occurrence = event.occurrences.order_by("starts_at").first()
    occurrence.status = "cancelled"
    occurrence.save()
    answer = client.get(history_of(event, "events"))
    assert answer.text.count("<strong>Date of an event") == 1
    assert len(versions_in(answer)) <= 4
    versions = versions_in(answer)
    compared = client.get(history_of(event, "events", f"?from={versions[-1]}&to={versions[0]}"))
    assert compared.text.partition("Step by step")[0].count("<strong>Date of an event") == 1


@in_time
def test_an_event_is_restored_with_its_partners():
    partner = make_partner()
    event = make_event(partners=[partner])
    Agreement.objects.create(cite=event.cite, partner=partner)
    client = at_work(event.cite)
    write(client, sheet_of(event, "events"), "publish", partners=[], title__fr="Gâché")
    assert not event.partners.exists()
    first = versions_in(client.get(history_of(event, "events")))[1]
    assert client.post(f"{history_of(event, 'events')}{first}/").status_code == 302
    answer = write(client, sheet_of(event, "events"), "publish")
    assert answer.status_code == 302, faults_in(answer)
    assert list(event.partners.all()) == [partner]
    assert Event.objects.get().title == event.title


def test_every_row_of_a_sheet_is_told_with_its_record():
    for sheet in SHEETS.values():
        for rows in sheet.rows:
            model = rows.form._meta.model
            assert model in family_of(sheet.model), sheet.name
            assert model.part_of == rows.parent, sheet.name


@in_time
def test_changes_of_a_cite_are_told_with_their_records(offer):
    client = at_work(offer.cite, name="Marie Durand")
    write(client, sheet_of(offer), "publish", title__en="A new title")
    other = make_service(title={"en": "Of another Cité"})
    said = words_in(client.get(f"/en/workspace/{offer.cite.slug}/changes/"))
    assert "Offer: A new title · changed" in said
    assert "Marie Durand" in said
    assert str(other) not in said
    client.post(f"{sheet_of(offer)}throw-away/")
    answer = client.get(f"/en/workspace/{offer.cite.slug}/changes/")
    assert "Offer: A new title · removed" in words_in(answer)

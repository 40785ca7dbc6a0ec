"""Every kind of sheet that is not an offer, from its first word to what visitors read."""

import pytest

from network.models import Agreement, Closure, Draft, Partner, Place, Pole, Season
from services.models import CancelledPermanence, Permanence
from tests.factories import (
    make_agreement,
    make_cite,
    make_closure,
    make_partner,
    make_permanence,
    make_place,
    make_season,
    make_service,
    make_stay,
)
from tests.network.workspace.writing import at_work, faults_in, form_in, write

pytestmark = pytest.mark.django_db


def address(cite, kind, which="new"):
    return f"/en/workspace/{cite.slug}/{kind}/{which}/"


def told(model, pk):
    """Return what a record says, but for what every writing changes."""
    values = model.objects.values().get(pk=pk)
    return {name: value for name, value in values.items() if name not in {"version", "imported_version"}}


def published(answer):
    assert answer.status_code == 302, faults_in(answer)
    return answer


def untouched(kind, record):
    cite = record if kind == "cite" else getattr(record, "cite", None) or record.place.cite
    client = at_work(cite)
    before = told(type(record), record.pk)
    published(write(client, address(cite, kind, record.pk), "publish"))
    assert told(type(record), record.pk) == before
    assert not Draft.objects.exists()


def test_untouched_sheets_change_nothing():
    cite = make_cite(
        phone="0400000000", presentation={"fr": "Bonjour", "ca": "Hola"}, sources=["https://example.org/a"]
    )
    place = make_place(cite, latitude=43.2965, longitude=5.3698, timezone="Asia/Calcutta", step_free=False)
    untouched("cite", cite)
    untouched("places", place)
    untouched("places", make_place(cite, kind="host"))
    untouched("seasons", make_season(place))
    untouched("seasons", make_season(make_place(cite), weekly={}, public_holidays=None))
    three = {"mo": ["08:00-10:00", "11:00-12:00", "20:00-01:00"]}
    untouched("seasons", make_season(make_place(cite), weekly=three, valid_from="2026-09-01"))
    untouched("closures", make_closure(place, "2026-12-24", hours=["10:00-12:00"], reason={"fr": "Fête"}))
    untouched(
        "poles", Pole.objects.create(cite=cite, name={"fr": "S’orienter"}, themes=["training"], order=1)
    )
    untouched("agreements", make_agreement(cite, make_partner(), contributions=["advisers"]))


def test_place_is_added_with_its_position_pasted_from_a_map():
    cite = make_cite(country="BE", timezone="Europe/Brussels")
    client = at_work(cite)
    sent = form_in(client.get(address(cite, "places")))
    assert (sent["country"], sent["timezone"]) == (["BE"], ["Europe/Brussels"])
    answer = write(
        client,
        address(cite, "places"),
        "publish",
        name="Maison de l’emploi",
        kind="secondary",
        at="https://www.openstreetmap.org/?mlat=50.85&mlon=4.35#map=18/1/2",
    )
    published(answer)
    place = Place.objects.get()
    assert (place.latitude, place.longitude, place.checked_on) == (50.85, 4.35, None)
    assert place.slug == f"{cite.slug}-maison-de-lemploi"
    assert "mlat=50.85" in client.get(address(cite, "places", place.pk)).text


def test_box_says_on_which_day_the_hours_were_checked(time_machine):
    time_machine.move_to("2026-11-23T10:00:00Z")
    place = make_place()
    where = address(place.cite, "places", place.pk)
    assert write(at_work(place.cite, "contributor"), where, checked_today="2026-11-23").status_code == 302
    time_machine.move_to("2026-11-25T10:00:00Z")
    published(write(at_work(place.cite), where, "publish"))
    place.refresh_from_db()
    assert str(place.checked_on) == "2026-11-23"
    answer = write(at_work(place.cite), where, "publish", checked_today="2026-11-30")
    assert answer.status_code == 422
    assert "still to come" in answer.text


def test_stays_of_a_place_that_moves():
    place = make_place(kind="host")
    kept = make_stay(place, "2026-11-01")
    where = address(place.cite, "places", place.pk)
    new = {"stays-new1-first_day": "1/12/2026", "stays-new1-last_day": "5/12/2026"}
    published(write(at_work(place.cite), where, "publish", **new))
    assert [str(each) for each in place.stays.all()] == ["2026-11-01 – 2026-11-01", "2026-12-01 – 2026-12-05"]
    published(write(at_work(place.cite), where, "publish", **{f"stays-{kept.pk}-gone": "on"}))
    assert place.stays.count() == 1


def test_week_is_written_as_people_write_it():
    place = make_place()
    client = at_work(place.cite)
    closed = {f"weekly__{day}-closed": "on" for day in ("we", "th", "fr", "sa", "su")}
    hours = {
        "weekly__mo-from": "9h30", "weekly__mo-until": "12", "weekly__mo-from2": "1400", "weekly__mo-until2": "18:00",
        "weekly__tu-from": "20", "weekly__tu-until": "1",
    }  # fmt: skip
    answer = write(
        client, address(place.cite, "seasons"), "publish", place=str(place.pk),
        public_holidays="closed", **closed, **hours,
    )  # fmt: skip
    published(answer)
    assert Season.objects.get().weekly == {"mo": ["09:30-12:00", "14:00-18:00"], "tu": ["20:00-01:00"]}


def test_day_of_which_nothing_is_said_is_asked_for():
    place = make_place()
    client = at_work(place.cite)
    hours = {
        "weekly__mo-from": "9",
        "weekly__tu-from": "9",
        "weekly__tu-until": "10",
        "weekly__tu-closed": "on",
    }
    answer = write(client, address(place.cite, "seasons"), "publish", place=str(place.pk), **hours)
    assert answer.status_code == 422
    for words in ("Monday: write both", "Tuesday: it is said to be closed", "Sunday: write its hours"):
        assert words in faults_in(answer)
    assert not Season.objects.exists()
    assert (
        client.post(address(place.cite, "seasons"), {"place": place.pk, "do": "publish"}).status_code == 422
    )


def test_day_is_copied_to_others_by_a_button():
    place = make_place()
    client = at_work(place.cite)
    hours = {"weekly__mo-from": "9", "weekly__mo-until": "12", "weekly__tu-closed": "on"}
    answer = write(
        client, address(place.cite, "seasons"), "turn", **hours, copy_from="mo", copy_to=["tu", "we", "zz"]
    )
    sent = form_in(client.get(answer.url))
    assert [sent.get(f"weekly__{day}-until") for day in ("mo", "tu", "we", "th")] == [["12"]] * 3 + [[""]]
    assert "weekly__tu-closed" not in sent


def test_seasons_and_agreements_are_for_the_coordinator():
    cite = make_cite()
    client = at_work(cite, "contributor")
    for kind, answer in [
        ("seasons", 403),
        ("agreements", 403),
        ("cite", 403),
        ("poles", 200),
        ("closures", 200),
    ]:
        assert (
            client.get(address(cite, kind) if kind != "cite" else address(cite, kind, cite.pk)).status_code
            == answer
        )


def test_contributor_announces_a_closure_at_once():
    place = make_place()
    client = at_work(place.cite, "contributor")
    sent = {
        "place": str(place.pk),
        "first_day": "24/12/2026",
        "last_day": "26/12/2026",
        "reason__en": "Holidays",
    }
    published(write(client, address(place.cite, "closures"), "publish", **sent))
    assert [(str(each), each.hours, each.reason) for each in Closure.objects.all()] == [
        ("2026-12-24 – 2026-12-26", [], {"en": "Holidays"})
    ]


def test_partner_is_chosen_or_added():
    cite = make_cite()
    known = make_partner(name="Pôle emploi")
    client = at_work(cite)
    published(write(client, address(cite, "agreements"), "publish", partner=str(known.pk), since="2026"))
    answer = write(client, address(cite, "agreements"), "publish", new_name="pole EMPLOI", new_kind="other")
    assert "has a partner of this name" in faults_in(answer)
    answer = write(client, address(cite, "agreements"), "publish")
    assert "Choose a partner" in faults_in(answer)
    Draft.objects.all().delete()
    published(
        write(client, address(cite, "agreements"), "publish", new_name="Cap métiers", new_kind="association")
    )
    assert {each.partner.name for each in Agreement.objects.all()} == {"Pôle emploi", "Cap métiers"}
    assert Partner.objects.get(name="Cap métiers").slug == "cap-metiers"


def test_sheet_of_the_cite_leaves_alone_what_is_of_the_secretariat():
    cite = make_cite(membership="member")
    client = at_work(cite)
    assert client.get(f"/en/workspace/{cite.slug}/cite/").url == address(cite, "cite", cite.pk)
    sent = {"slug": "taken-over", "membership": "not_a_member", "country": "BE", "phone": "01 02"}
    published(write(client, address(cite, "cite", cite.pk), "publish", **sent))
    cite.refresh_from_db()
    assert (cite.phone, cite.membership, cite.country, cite.slug != "taken-over") == (
        "01 02",
        "member",
        "FR",
        True,
    )
    assert client.get(address(cite, "cite")).status_code == 404
    assert client.get(address(make_cite(), "cite", cite.pk)).status_code == 404


def test_partner_that_is_no_longer_agreed_stays_with_its_offer():
    partner = make_partner()
    service = make_service(partner=partner)
    published(write(at_work(service.cite), address(service.cite, "offers", service.pk), "publish"))
    service.refresh_from_db()
    assert service.partner == partner


def test_permanence_has_hours_a_rhythm_and_dates_that_are_cancelled():
    place = make_place()
    service = make_service(place.cite, places=[place])
    permanence = make_permanence(service, place, every_weeks=2, week_of="2026-11-23", nth_of_month=-1)
    kept = CancelledPermanence.objects.create(
        permanence=permanence, date="2026-12-08", reason={"fr": "Fête", "en": "Feast"}
    )
    CancelledPermanence.objects.create(permanence=permanence, date="2026-12-15", reason={"en": "No"})
    where = address(service.cite, "offers", service.pk)
    client = at_work(service.cite)
    published(write(client, where, "publish"))
    assert CancelledPermanence.objects.count() == 2
    changes = {
        f"permanences-{permanence.pk}-time": "9h30 à 12h",
        f"permanences-{permanence.pk}-cancelled_on": "8/12/2026 Fête\n22/12/2026 Vacances\n",
    }
    published(write(client, where, "publish", **changes))
    assert [(str(each.date), each.reason) for each in permanence.cancelled.order_by("date")] == [
        ("2026-12-08", {"fr": "Fête", "en": "Feast"}), ("2026-12-22", {"fr": "Vacances"}),
    ]  # fmt: skip
    assert CancelledPermanence.objects.get(pk=kept.pk).version == 1
    found = Permanence.objects.get()
    assert (found.time, found.every_weeks, found.nth_of_month) == ("09:30-12:00", 2, -1)
    answer = write(client, where, "publish", **{f"permanences-{permanence.pk}-time": "9-12 14-16"})
    assert "one range of hours" in faults_in(answer)

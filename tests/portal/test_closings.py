"""An exceptional closing: four steps on a phone, what it cancels, and what visitors then read."""

import pytest
from django.test import Client

from network.models import Closure
from tests.factories import (
    enrol,
    make_cite,
    make_closure,
    make_event,
    make_open_place,
    make_permanence,
    make_place,
    make_service,
    make_user,
)
from tests.network.workspace.writing import at_work, form_in
from tests.portal.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(time_machine):
    """A place, open on weekdays; it is Monday 23 November 2026 in Marseille."""
    time_machine.move_to("2026-11-23T15:10:00Z")
    return make_open_place(make_cite(), name="Main place")


def page(place):
    return f"/en/workspace/{place.cite.slug}/close/"


def ask(client, place, **said):
    return client.post(page(place), form_in(client.get(page(place)), "close") | said)


def sure(client, place, answer, **said):
    return client.post(page(place), form_in(answer, "close") | {"do": "sure"} | said)


def test_four_steps_close_all_places_tomorrow(place, django_assert_num_queries):
    make_place(place.cite)
    ended = make_place(place.cite, valid_until="2020")
    client = at_work(place.cite, "contributor")
    # 1: the link of the menu; 2: tomorrow; 3: see; 4: announce.
    assert page(place) in client.get(f"/en/workspace/{place.cite.slug}/").text
    seen = ask(client, place, when="tomorrow")
    assert "closed" in words(seen.text)
    assert sure(client, place, seen).status_code == 302
    assert {(each.place_id, str(each)) for each in Closure.objects.all()} == {
        (each.pk, "2026-11-24 – 2026-11-24") for each in place.cite.places.exclude(pk=ended.pk)
    }


def test_what_is_lost_is_shown_and_cancelled(place):
    service = make_service(place.cite, title={"en": "Find a job"})
    make_permanence(service, place, weekday=1, time="10:00-12:00")
    make_permanence(service, place, weekday=1, time="15:00-17:00")
    make_permanence(service, place, weekday=1, time="16:00-19:00")
    make_permanence(service, make_open_place(place.cite), weekday=1, time="11:00-12:00")
    lost = make_event(place.cite, place=place, starts="2026-11-24T10:00", title={"en": "Lost workshop"})
    spared = make_event(place.cite, place=place, starts="2026-11-24T09:30", title={"en": "Spared workshop"})
    kept = make_event(place.cite, place=place, starts="2026-11-24T14:30", title={"en": "Kept workshop"})
    make_event(
        place.cite, place=place, starts="2026-11-24T10:00", attendance="online", title={"en": "Online"}
    )
    client = at_work(place.cite)
    seen = ask(client, place, when="tomorrow", places=[str(place.pk)], hours="14h-17h", why__en="Strike")
    told = words(seen.text)
    assert "10:00-12:00 Find a job" in told
    assert "16:00-19:00 Find a job Main place shorter" in told
    assert "15:00-17:00" not in told
    assert "11:00-12:00" not in told
    assert "Lost workshop" in told
    assert "Kept workshop" not in told
    assert "Online" not in told
    assert (
        sure(client, place, seen, cancel=[str(lost.occurrences.get().pk), "0", "x", "9" * 5000]).status_code
        == 302
    )
    closure = Closure.objects.get()
    assert (closure.hours, closure.reason) == (["14:00-17:00"], {"en": "Strike"})
    statuses = [each.occurrences.get().status for each in (lost, spared, kept)]
    assert statuses == ["cancelled", None, None]


def test_date_that_lasts_longer_than_the_closing_is_not_cancelled_unasked(place):
    long = make_event(
        place.cite,
        place=place,
        starts="2026-11-20T09:00",
        ends="2026-11-28T18:00",
        title={"en": "Exhibition"},
    )
    client = at_work(place.cite)
    seen = ask(client, place, when="tomorrow")
    assert "Exhibition" in seen.text
    assert sure(client, place, seen).status_code == 302
    assert long.occurrences.get().status is None


def test_permanence_that_was_closed_anyway_is_not_lost(place):
    service = make_service(place.cite)
    make_permanence(service, place, weekday=5, time="10:00-12:00")
    cancelled = make_permanence(service, place, weekday=4, time="10:00-12:00")
    cancelled.cancelled.create(date="2026-11-27")
    seen = ask(at_work(place.cite), place, when="days", first_day="23/11/2026", last_day="29/11/2026")
    assert "No permanence." in seen.text


def test_closure_that_is_there_already_is_named(place):
    other = make_closure(place, "2026-11-24", "2026-11-26", reason={"en": "Works"})
    client = at_work(place.cite)
    answer = ask(client, place, when="tomorrow")
    assert answer.status_code == 409
    assert "Main place: from Tuesday 24 November 2026 to Thursday 26 November 2026 (Works)" in words(
        answer.text
    )
    assert f"/closures/{other.pk}/" in answer.text
    other.delete()
    seen = ask(client, place, when="tomorrow")
    make_closure(place, "2026-11-24")
    assert sure(client, place, seen).status_code == 409
    assert Closure.objects.count() == 1


def test_faults_are_said_at_their_fields(place):
    client = at_work(place.cite)
    for said, fault in [
        ({"when": "days"}, "Write the day"),
        ({"when": "days", "first_day": "31/11/2026"}, "There is no such day"),
        ({"when": "days", "first_day": "25/11/2026", "last_day": "24/11/2026"}, "ends before"),
        ({"when": "days", "first_day": "1/11/2026"}, "are over"),
        ({"when": "days", "first_day": "1/12/2026", "last_day": "1/12/2029"}, "a year at most"),
        ({"when": "tomorrow", "places": []}, "at least one place"),
        ({"when": "tomorrow", "hours": "some time"}, "cannot be read"),
        ({"when": "tomorrow", "places": [str(make_place().pk)]}, "not one of the available"),
        ({"when": "\0"}, "Select a valid choice"),
    ]:
        answer = ask(client, place, **said)
        assert answer.status_code == 422, said
        assert fault in words(answer.text), said
    assert not Closure.objects.exists()


def test_secretariat_says_why_and_others_have_no_way_in(place):
    assert at_work(make_cite()).get(page(place)).status_code == 404
    officer = Client()
    officer.force_login(enrol(make_user(network_role="content_support")))
    seen = ask(officer, place, when="tomorrow")
    assert sure(officer, place, seen).status_code == 403
    assert not Closure.objects.exists()
    assert sure(officer, place, seen, reason="They called").status_code == 302
    assert Closure.objects.count() == 1

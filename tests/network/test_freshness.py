"""How long a check holds: the rule, the same in SQL, one click, the letter, and what the public sees."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
import time_machine
from django.core import signing
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network.actions.digests import write_digests
from network.emails import deliver_due, link_for
from network.freshness import Freshness, checked_until, freshness_on, shown_until
from network.hours import today_in
from network.models import Letter, Place, TeamMember
from services.models import Permanence, Service
from tests.factories import (
    make_cite,
    make_event,
    make_open_place,
    make_permanence,
    make_place,
    make_service,
    make_user,
)
from tests.network.workspace.writing import at_work

TODAY = date(2026, 11, 25)
LONG_AGO = date(2024, 1, 31)


def months_later(day, months):
    """Count months on a calendar, another way than the code: by its pages."""
    page = day.year * 12 + day.month - 1 + months
    year, month = page // 12, page % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dates(date(1950, 1, 1), date(2400, 1, 1)), st.integers(1, 24), st.integers(-10, 1500))
def test_a_check_holds_for_its_rhythm_and_lists_keep_it_a_year_more(checked_on, months, later):
    day = checked_on + timedelta(days=later)
    wanted = (
        Freshness.CHECKED
        if day <= months_later(checked_on, months)
        else Freshness.NOT_CONFIRMED
        if day <= months_later(checked_on, months + 12)
        else Freshness.LAPSED
    )
    assert freshness_on(day, checked_on, months) == wanted


def test_what_nobody_ever_checked_never_lapses():
    assert freshness_on(TODAY, None, 1) == Freshness.NEVER_CHECKED


@pytest.mark.django_db
def test_sql_has_the_same_rule():
    place = make_place()
    days = [
        date(2024, 2, 29),
        date(2024, 8, 31),
        date(2025, 1, 31),
        date(2026, 5, 25),
        date(2026, 11, 25),
        None,
    ]
    for checked_on in days:
        for months in (1, 6, 13):
            make_service(place.cite, checked_on=checked_on, review_months=months)
    asked = {TODAY}
    for service in Service.objects.exclude(checked_on=None):
        for end in (checked_until, shown_until):
            last = end(service.checked_on, service.review_months)
            asked |= {last, last + timedelta(days=1)}
    for day in asked:
        believable = set(Service.objects.believable_on(day))
        due = set(Service.objects.due_on(day))
        for service in Service.objects.all():
            freshness = service.freshness_on(day)
            assert (service in believable) == (freshness != Freshness.LAPSED), (day, service.checked_on)
            assert (service in due) == (freshness != Freshness.CHECKED), (day, service.checked_on)


@pytest.mark.django_db
def test_searches_leave_out_what_lapsed_and_its_page_stays(client):
    kept = make_service(title={"en": "Fresh words"}, checked_on=timezone.localdate())
    lapsed = make_service(title={"en": "Stale words"}, checked_on=LONG_AGO)
    text = client.get("/en/services/").text
    assert "Fresh words" in text
    assert "Stale words" not in text
    page = client.get(lapsed.get_absolute_url())
    assert page.status_code == 200
    assert "Not confirmed since" in page.text
    assert "Not confirmed since" not in client.get(kept.get_absolute_url()).text


@pytest.mark.django_db
def test_agenda_leaves_out_what_lapsed(client):
    starts = f"{timezone.localdate() + timedelta(days=3)}T10:00"
    ends = starts.replace("T10", "T12")
    make_event(title={"en": "Fresh event"}, starts=starts, ends=ends, dates=[starts])
    lapsed = make_event(
        title={"en": "Stale event"}, starts=starts, ends=ends, checked_on=LONG_AGO, dates=[starts]
    )
    text = client.get("/en/agenda/").text
    assert "Fresh event" in text
    assert "Stale event" not in text
    assert client.get(lapsed.get_absolute_url()).status_code == 200


@pytest.mark.django_db
@time_machine.travel("2026-11-25 10:00Z")
def test_permanence_that_lapsed_makes_no_offer_found_by_time(client):
    place = make_open_place()
    service = make_service(place.cite, places=[place], title={"en": "Only words"})
    permanence = make_permanence(service, place, weekday=3, time="09:00-12:00")
    for on in range(7):
        make_permanence(service, place, weekday=on, time="09:00-12:00", checked_on=LONG_AGO)
    assert "Only words" in client.get("/en/services/?when=week").text
    Permanence.objects.filter(pk=permanence.pk).update(checked_on=LONG_AGO)
    assert "Only words" not in client.get("/en/services/?when=week").text


@pytest.mark.django_db
def test_one_click_confirms_one_record_of_the_cite_and_no_other():
    cite = make_cite()
    ours, other = make_service(cite, checked_on=LONG_AGO), make_service(cite, checked_on=LONG_AGO)
    theirs = make_service(checked_on=LONG_AGO)
    client = at_work(cite, "contributor")
    page = client.get(f"/en/workspace/{cite.slug}/check/")
    assert f'value="offers:{ours.pk}"' in page.text
    assert f'value="offers:{theirs.pk}"' not in page.text
    sent = {"still": [f"offers:{ours.pk}", f"offers:{theirs.pk}", "offers:x", "offers:"]}
    assert client.post(f"/en/workspace/{cite.slug}/check/", sent).status_code == 302
    days = {each.pk: each.checked_on for each in Service.objects.all()}
    assert days == {ours.pk: today_in(cite.timezone, timezone.now()), other.pk: LONG_AGO, theirs.pk: LONG_AGO}
    assert client.post(f"/en/workspace/{cite.slug}/check/", {"still": "nothing:1"}).status_code == 403


@pytest.mark.django_db
def test_letter_comes_once_a_week_in_the_language_of_the_person_and_its_link_confirms_without_signing_in(
    mailoutbox,
):
    place = make_place(checked_on=LONG_AGO)
    user = make_user(language="fr", password=None)
    TeamMember.objects.create(user=user, cite=place.cite, role="contributor")
    monday = timezone.now()
    assert [write_digests(monday), write_digests(monday + timedelta(minutes=5))] == [1, 0]
    assert write_digests(monday + timedelta(days=7)) == 1
    letter = Letter.objects.first()
    assert (letter.recipient, letter.language, letter.kind) == (user.email, "fr", "digest")
    deliver_due()
    assert "Lieux\n" in mailoutbox[0].body

    browser = Client(enforce_csrf_checks=True)
    address = link_for(user, place.cite).partition("localhost:8000")[2] or link_for(user, place.cite)
    address = "/accounts/" + address.partition("/accounts/")[2]
    page = browser.get(address)
    assert (page.status_code, dict(page.cookies)) == (200, {})
    assert f'value="places:{place.pk}"' in page.text
    sent = {"still": f"places:{place.pk}"}
    for headers in (
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ):
        assert browser.post(address, sent, headers=headers).status_code == 403, headers
    assert Place.objects.get().checked_on == LONG_AGO
    answer = browser.post(address, sent, headers={"Sec-Fetch-Site": "same-origin"})
    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    assert Place.objects.get().checked_on == today_in(place.cite.timezone, timezone.now())
    assert Place.objects.get().history.order_by("-pgh_id").first().pgh_context.metadata["user"] == user.pk


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["signature", "left", "closed", "other cite"])
def test_link_serves_only_its_person_while_of_the_team(change):
    place = make_place(checked_on=LONG_AGO)
    user = make_user(password=None)
    member = TeamMember.objects.create(user=user, cite=place.cite, role="contributor")
    token = link_for(user, place.cite).rstrip("/").rpartition("/")[2]
    if change == "signature":
        token = token[:-2] + "xx"
    elif change == "left":
        member.delete()
    elif change == "closed":
        user.is_active = False
        user.save()
    else:
        token = signing.dumps([user.pk, make_cite().slug], salt="network.still-true", compress=True)
    client = Client()
    address = f"/accounts/still-true/{token}/"
    assert client.get(address).status_code == 410
    sent = {"still": f"places:{place.pk}"}
    assert client.post(address, sent, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 410
    assert Place.objects.get(pk=place.pk).checked_on == LONG_AGO

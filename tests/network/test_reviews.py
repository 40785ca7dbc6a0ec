"""Campaigns of review: how far each Cité is, whom it writes to, and what a team then has to look at."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from network.actions.freshness import due_in
from network.actions.reviews import progress_of, write_for_campaigns
from network.models import Letter, ReviewCampaign, TeamMember
from tests.factories import make_cite, make_place, make_service, make_user
from tests.network.admin.records import make_person
from tests.network.workspace.writing import at_work

pytestmark = pytest.mark.django_db


def make_campaign(*cites, kinds=("offers", "places"), begins=0, until=20, **over):
    today = timezone.localdate()
    campaign = ReviewCampaign.objects.create(
        name={"en": "Read everything again", "fr": "Tout relire"},
        kinds=list(kinds),
        begins_on=today + timedelta(days=begins),
        until=today + timedelta(days=until),
        **over,
    )
    campaign.cites.set(cites)
    return campaign


def test_progress_counts_what_the_public_sees_and_was_checked_since():
    today = timezone.localdate()
    one, other = make_cite(), make_cite()
    make_service(one, checked_on=today)
    make_service(one, checked_on=today - timedelta(days=1))
    make_service(one, checked_on=None)
    make_service(one, publication="draft")
    make_place(other, checked_on=today)
    told = {
        each.cite: (each.checked, each.total, each.is_done)
        for each in progress_of(make_campaign(one, other), timezone.now())
    }
    assert told == {one: (1, 3, False), other: (1, 1, True)}


def test_letters_go_once_to_the_coordinators_who_are_not_done_then_once_more_before_the_end():
    today, now = timezone.localdate(), timezone.now()
    behind, done = make_cite(), make_cite()
    make_service(behind, checked_on=today - timedelta(days=3))
    make_service(done, checked_on=today)
    for cite, role in ((behind, "coordinator"), (behind, "contributor"), (done, "coordinator")):
        TeamMember.objects.create(
            user=make_user(email=f"{role}.{cite.slug}@example.org"), cite=cite, role=role
        )
    make_campaign(behind, done)
    make_campaign(behind, begins=5)
    assert [write_for_campaigns(today, now), write_for_campaigns(today, now)] == [1, 0]
    assert Letter.objects.get().recipient == f"coordinator.{behind.slug}@example.org"
    later = today + timedelta(days=14)
    assert [write_for_campaigns(later, now), write_for_campaigns(later, now)] == [2, 0]
    assert write_for_campaigns(today + timedelta(days=40), now) == 0


def test_team_has_to_look_again_at_what_was_not_checked_since_it_began():
    today = timezone.localdate()
    cite = make_cite()
    old, new = make_service(cite, checked_on=today - timedelta(days=2)), make_service(cite, checked_on=today)
    assert due_in(cite, timezone.now()) == []
    make_campaign(cite, kinds=["offers"])
    [due] = due_in(cite, timezone.now())
    assert due.records == [old]
    assert new not in due.records
    assert "Read everything again" in at_work(cite, "contributor").get(f"/en/workspace/{cite.slug}/").text


def test_secretariat_starts_one_and_follows_it(client):
    client.force_login(make_person("content_support"))
    cite = make_cite()
    make_service(cite, checked_on=None)
    sent = {
        "name__en": "Spring", "cites": [cite.pk], "kinds": ["offers"],
        "begins_on": "2026-11-25", "until": "2026-12-20",
    }  # fmt: skip
    answer = client.post("/admin/network/reviewcampaign/add/", sent)
    assert answer.status_code == 302, answer.text
    campaign = ReviewCampaign.objects.get()
    assert (campaign.begins_on, list(campaign.cites.all())) == (date(2026, 11, 25), [cite])
    page = client.get(f"/admin/network/reviewcampaign/{campaign.pk}/change/").text
    assert f"{cite.short_name}: 0 of 1" in page


def test_readers_follow_and_start_none(client):
    client.force_login(make_person("reader"))
    campaign = make_campaign(make_cite())
    assert client.get(f"/admin/network/reviewcampaign/{campaign.pk}/change/").status_code == 200
    assert client.get("/admin/network/reviewcampaign/add/").status_code == 403

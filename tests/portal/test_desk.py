"""The first page of a workspace: three things to do, what visitors see, and whose Cités they are."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from network.models import Draft, Suggestion, TeamMember
from tests.factories import (
    enrol,
    make_agreement,
    make_cite,
    make_open_place,
    make_partner,
    make_place,
    make_season,
    make_service,
    make_user,
)
from tests.network.workspace.writing import at_work, write

pytestmark = pytest.mark.django_db
NOW = "2026-12-01T10:00+01:00"


def desk_of(cite):
    return f"/en/workspace/{cite.slug}/"


def test_nothing_to_do_is_said():
    cite = make_open_place().cite
    text = at_work(cite).get(desk_of(cite)).text
    assert "Nothing is waiting for you" in text


@time_machine.travel(NOW, tick=False)
def test_holiday_of_which_the_hours_say_nothing_is_asked():
    place = make_place(checked_on=timezone.localdate())
    make_season(place, public_holidays=None)
    text = at_work(place.cite, "contributor").get(desk_of(place.cite)).text
    assert "Say whether you open on Friday 25\u00a0December 2026" in text
    assert f'/en/workspace/{place.cite.slug}/close/?on=25/12/2026"' in text
    closing = at_work(place.cite).get(f"/en/workspace/{place.cite.slug}/close/?on=25/12/2026").text
    assert 'value="25/12/2026"' in closing


@time_machine.travel(NOW, tick=False)
def test_three_most_urgent_come_first():
    place = make_open_place()
    cite = place.cite
    make_service(cite, checked_on=timezone.localdate() - timedelta(days=400))
    make_agreement(cite, make_partner(name="Maison A"), until="2026-12-31")
    Suggestion.objects.create(cite=cite, kind="idea", text="Plus de chaises", language="fr")
    writer = at_work(cite, "contributor")
    service = make_service(cite, checked_on=timezone.localdate(), title={"en": "Asked"})
    write(writer, f"/en/workspace/{cite.slug}/offers/{service.pk}/", "ask", summary__en="New")
    coordinator = at_work(cite)
    text = coordinator.get(desk_of(cite)).text
    told = [
        text.index(words)
        for words in (
            "Publish “Asked”",
            "Answer what somebody wrote to you",
            "Say whether one sheet is still true",
            "And one more",
            "Renew the agreement with Maison A",
        )
    ]
    assert told == sorted(told)
    assert "3 things to do" in text
    assert "Publish “Asked”" not in writer.get(desk_of(cite)).text


@time_machine.travel(NOW, tick=False)
def test_season_that_ends_without_another_is_told_to_who_keeps_them():
    place = make_place(checked_on=timezone.localdate())
    make_season(place, valid_until="2026-12-20")
    cite = place.cite
    words = "from Monday 21\u00a0December 2026 on"
    assert words in at_work(cite).get(desk_of(cite)).text
    assert words not in at_work(cite, "contributor").get(desk_of(cite)).text
    make_season(place, valid_from="2026-12-21")
    assert words not in at_work(cite).get(desk_of(cite)).text


def test_queries_are_the_same_for_a_small_and_a_large_cite(django_assert_max_num_queries):
    cite = make_cite()
    client = at_work(cite)
    client.get(desk_of(cite))
    for _ in range(12):
        service = make_service(
            cite, places=[make_open_place(cite)], checked_on=timezone.localdate() - timedelta(days=400)
        )
        Draft.objects.create(cite=cite, kind="offers", record=service.pk, title="T", written_by=client.user)
    with django_assert_max_num_queries(36):
        assert client.get(desk_of(cite)).status_code == 200


def test_one_cite_opens_at_once_several_are_listed_none_is_refused():
    one, other = make_cite(), make_cite()
    client = at_work(one)
    assert client.get("/en/workspace/").headers["Location"] == desk_of(one)
    TeamMember.objects.create(user=client.user, cite=other, role="contributor")
    text = client.get("/en/workspace/").text
    assert all(f'href="{desk_of(cite)}"' in text for cite in (one, other))
    client.force_login(make_user(password=None))
    assert client.get("/en/workspace/").status_code == 403


def test_secretariat_lists_every_cite_and_its_demonstration_accounts_the_invented_ones(client):
    real, invented = make_cite(), make_cite(demo=True)
    client.force_login(enrol(make_user(password=None, network_role="content_support")))
    assert all(desk_of(cite) in client.get("/en/workspace/").text for cite in (real, invented))
    client.force_login(enrol(make_user(password=None, network_role="content_support", demo=True)))
    assert client.get("/en/workspace/").headers["Location"] == desk_of(invented)

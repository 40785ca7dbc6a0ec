"""What lists say of an offer is read once and its state drawn once a minute; all of it anew as soon as anything is published."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from citesmetiers.cards import cards_of
from services.models import Service
from services.views.reception import hall_of
from tests.factories import make_open_place, make_permanence, make_service
from tests.portal.search.asking import hear_alone

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _is_heard(monkeypatch, tmp_path):
    hear_alone(monkeypatch, tmp_path)


@pytest.fixture
def offer():
    offer = make_service(title={"en": "Talk"}, themes=["training", "mobility"])
    place = make_open_place(offer.cite, checked_on=date(2026, 11, 2))
    make_permanence(offer, place, time="14:30-17:00")
    return offer


# A Tuesday; somebody is there from half past two in Paris.
BEFORE = datetime(2026, 11, 24, 13, 29, tzinfo=UTC)


def test_a_second_list_asks_nothing_and_draws_nothing(offer, django_assert_num_queries):
    with django_assert_num_queries(3):
        first = cards_of([offer.pk], [], BEFORE)[offer.pk]
    with django_assert_num_queries(0):
        again = cards_of([offer.pk], [], BEFORE + timedelta(seconds=40))[offer.pk]
    assert again.main is first.main
    assert again.when is first.when


def test_the_next_minute_says_what_is_then_and_asks_nothing(offer, django_assert_num_queries):
    assert "Today at 14:30" in cards_of([offer.pk], [], BEFORE)[offer.pk].when
    with django_assert_num_queries(0):
        assert "until 17:00" in cards_of([offer.pk], [], BEFORE + timedelta(minutes=1))[offer.pk].when


def test_after_an_hour_all_is_read_anew(offer, django_assert_num_queries):
    cards_of([offer.pk], [], BEFORE)
    with django_assert_num_queries(3):
        cards_of([offer.pk], [], BEFORE + timedelta(hours=1))


def test_each_language_has_its_own(offer):
    with override("fr"):
        assert "Aujourd’hui à\xa014\xa0h\xa030" in cards_of([offer.pk], [], BEFORE)[offer.pk].when
    assert "Today at 14:30" in cards_of([offer.pk], [], BEFORE)[offer.pk].when


def test_of_a_great_hall_only_their_own_part_is_kept(offer):
    make_permanence(make_service(offer.cite))
    both = list(Service.objects.with_place_ids())
    hall = hall_of(both)
    part = hall.part_of(next(each for each in both if each == offer))
    assert list(part.permanences) == [offer.pk]
    assert {each.place_id for each in part.permanences[offer.pk]} == set(part.places) < set(hall.places)


def test_what_is_published_is_seen_at_once(offer):
    now = timezone.now()
    assert cards_of([offer.pk], [], now)[offer.pk].title == "Talk"
    Service.objects.filter(pk=offer.pk).update(title={"en": "Speak"})
    assert cards_of([offer.pk], [], now)[offer.pk].title == "Speak"


def test_each_shows_the_subject_that_is_asked_for(offer):
    now = timezone.now()
    for subjects, shown in ([[], "training"], [["mobility"], "mobility"], [["enterprise"], "training"]):
        assert f"t-{shown}" in cards_of([offer.pk], subjects, now)[offer.pk].main


def test_what_vanished_has_no_card(offer):
    assert cards_of([offer.pk + 1], [], timezone.now()) == {}

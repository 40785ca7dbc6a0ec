"""What lists say of an offer is drawn once a minute, and anew as soon as anything is published."""

from datetime import timedelta

import pytest
from django.utils import timezone

from citesmetiers.cards import cards_of
from services.models import Service
from tests.factories import make_permanence, make_service
from tests.portal.search.asking import hear_alone

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _is_heard(monkeypatch, tmp_path):
    hear_alone(monkeypatch, tmp_path)


@pytest.fixture
def offer():
    offer = make_service(title={"en": "Talk"}, themes=["training", "mobility"])
    make_permanence(offer)
    return offer


def test_a_second_list_asks_nothing(offer, django_assert_num_queries):
    now = timezone.now().replace(second=0)
    with django_assert_num_queries(3):
        first = cards_of([offer.pk], [], now)
    with django_assert_num_queries(0):
        assert cards_of([offer.pk], [], now + timedelta(seconds=40)) == first


def test_the_next_minute_and_another_language_are_drawn_anew(offer, django_assert_num_queries, settings):
    now = timezone.now().replace(second=59)
    cards_of([offer.pk], [], now)
    with django_assert_num_queries(3):
        cards_of([offer.pk], [], now + timedelta(seconds=1))


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

"""The roll of the network is read once; what it tells of a place is what its hours say, until anything is published."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from citesmetiers.roll import Roll, roll_at
from network.hours import state_at
from network.models import Cite
from tests.factories import make_cite, make_closure, make_open_place, make_place
from tests.portal.pages import page
from tests.portal.search.asking import hear_alone

# A Tuesday, half an hour before the doors close at noon in Paris.
MOMENT = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)


@pytest.fixture
def _is_heard(monkeypatch, tmp_path):
    hear_alone(monkeypatch, tmp_path)


@pytest.mark.django_db
def test_doors_say_at_any_time_what_the_hours_say():
    place = make_open_place(checked_on=MOMENT.date())
    make_closure(place, MOMENT.date() + timedelta(days=1))
    make_place(place.cite)
    kept = Roll()
    for minutes in range(0, 4 * 24 * 60, 7):
        moment = MOMENT + timedelta(minutes=minutes)
        for door in kept.doors(moment)[place.cite_id]:
            assert (moment, door.state) == (moment, state_at(door.place.hours, moment))
            assert door.moment == moment


@pytest.mark.django_db
def test_cites_that_nobody_sees_are_not_on_it():
    make_place(make_cite(membership="not_a_member"))
    shown = make_place(make_cite())
    roll = Roll()
    assert (list(roll.cites), roll.places) == ([shown.cite_id], [shown])


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_is_heard")
def test_the_first_page_reads_it_once_until_something_is_published(client, django_assert_num_queries):
    place = make_open_place()
    first = roll_at(timezone.now())
    with django_assert_num_queries(0):
        assert roll_at(timezone.now()) is first
    Cite.objects.filter(pk=place.cite_id).update(name={"en": "Elsewhere"})
    assert roll_at(timezone.now()) is not first


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_is_heard")
def test_a_closing_is_seen_at_once(client, time_machine):
    time_machine.move_to(MOMENT, tick=False)
    place = make_open_place(make_cite(name={"en": "Halle"}))
    assert "Halle" in page(client, "/en/cites/", when="now")
    assert "until 12:00" in page(client, "/en/")
    make_closure(place, MOMENT.date())
    assert "Halle" not in page(client, "/en/cites/", when="now")
    assert "until 12:00" not in page(client, "/en/")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_is_heard")
def test_each_language_says_its_own_words_of_one_roll(client):
    make_open_place(make_cite(name={"fr": "Cité des métiers de Gand", "en": "Cité des métiers of Ghent"}))
    for _ in range(2):
        assert "Ghent" in page(client, "/en/cites/")
        assert "Gand" in page(client, "/fr/cites/")

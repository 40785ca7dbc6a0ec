"""What a process remembers of the side table is what it would read anew, after any changes and at any moment."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.db import OperationalError
from django.utils import timezone

from citesmetiers.models import SearchEntry, SearchWord
from citesmetiers.search.index import Index, held
from citesmetiers.search.purging import purge
from network.hours import TimeWanted
from network.models import Cite, Place
from services.models import Service
from tests.factories import (
    make_cite,
    make_closure,
    make_open_place,
    make_permanence,
    make_place,
    make_service,
)
from tests.portal.pages import page, words
from tests.portal.search.asking import found, hear_alone

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)


def told(index):
    """Everything that an index says."""
    names = ("kind", "theme", "access", "country", "cite")
    return {
        "facets": {
            (name, value): set(index.having(name, value))
            for name in names
            for value in index.values_of(name)
            if index.having(name, value)
        },
        "places": {place: set(index.at(place)) for place in Place.objects.values_list("pk", flat=True)},
        "positions": index.positions.of,
        "valid": set(index.valid_at(NOW)),
        "drawn": list(index.drawn(index.valid_at(NOW), NOW.date())),
        "names": {cite.slug: index.name_of_cite(cite.slug) for cite in Cite.objects.all()},
    }


def change(rng):
    cite = rng.choice([*Cite.objects.all()])
    offers = Service.objects.filter(cite=cite)
    match rng.randrange(7):
        case 0:
            make_service(cite, places=[*cite.places.all()[:2]], themes=[rng.choice(["mobility", "training"])])
        case 1:
            make_place(
                cite, kind="secondary", latitude=rng.uniform(-80, 80), longitude=rng.uniform(-180, 180)
            )
        case 2:
            offers.update(themes=["enterprise"])
        case 3:
            offers.update(publication=rng.choice(["draft", "published"]))
        case 4:
            Cite.objects.filter(pk=cite.pk).update(
                name={"fr": f"Cité {rng.random()}"}, country=rng.choice(["FR", "BE"])
            )
        case 5:
            offers.update(valid_until=NOW.date() + timedelta(days=rng.randrange(-3, 3)), valid_from=None)
        case _:
            cite.places.exclude(kind="main").filter(services=None).delete()


def test_what_is_remembered_is_what_would_be_read_anew():
    rng = Random(4)
    for _ in range(3):
        make_place(make_cite())
    kept = Index()
    for _ in range(60):
        change(rng)
        fresh = Index()
        with kept.held(), fresh.held():
            assert told(kept) == told(fresh)


def test_nothing_is_read_twice(django_assert_num_queries):
    make_service()
    with held():
        pass
    with django_assert_num_queries(1), held() as index:
        assert len(index.having("kind", "service")) == 1


@pytest.mark.django_db(transaction=True)
def test_nothing_is_asked_where_it_is_known_that_nothing_was_published(
    django_assert_num_queries, client, monkeypatch, tmp_path
):
    """As in a server, whose listener hears the database: four queries for a list with a question."""
    hear_alone(monkeypatch, tmp_path)
    offer = make_service(title={"en": "Talk"})
    make_permanence(offer)
    with held():
        pass
    with django_assert_num_queries(0), held():
        pass
    with django_assert_num_queries(4):
        page(client, "/en/services/", q="talk")
    Service.objects.filter(pk=offer.pk).update(title={"en": "Speak"})
    with held() as index:
        assert index.having("kind", "service")
    assert "One offer for “speak”" in words(page(client, "/en/services/", q="speak"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("question", ["basketry", "baskettry", "basketry work"])
def test_a_question_asked_again_asks_nothing_until_something_is_published(
    question, django_assert_num_queries, monkeypatch, tmp_path
):
    hear_alone(monkeypatch, tmp_path)
    offer = make_service(title={"en": "Basketry"}, summary={"en": "About work"})
    assert found(question, language="en") == [("service", offer.pk)]
    with django_assert_num_queries(0):
        assert found(question, language="en") == [("service", offer.pk)]
    other = make_service(title={"en": "Basketry"}, summary={"en": "Of work"})
    assert {record for _kind, record in found(question, language="en")} == {offer.pk, other.pk}
    Service.objects.update(title={"en": "Read"}, summary={"en": "A book"})
    assert found(question, language="en") == []


@pytest.mark.django_db(transaction=True)
def test_who_is_there_now_is_told_by_the_minute(django_assert_num_queries, monkeypatch, tmp_path):
    hear_alone(monkeypatch, tmp_path)
    place = make_open_place(make_cite(), checked_on=date(2026, 11, 2))
    offer = make_permanence(make_service(place.cite), place, time="14:00-17:00").service
    ends = datetime(2026, 11, 24, 16, tzinfo=UTC)

    def there(moment):
        return found(now=moment, kinds=("service",), time=TimeWanted("now", moment))

    before, last = ends - timedelta(seconds=50), ends - timedelta(seconds=1)
    assert there(before) == [("service", offer.pk)]
    with django_assert_num_queries(0):
        assert there(last) == [("service", offer.pk)]
    assert there(ends) == []
    assert there(last) == [("service", offer.pk)]
    make_closure(place, first_day=last.date(), last_day=last.date())
    assert there(last) == []


@pytest.mark.django_db(transaction=True)
def test_what_was_found_before_midnight_is_not_told_after_it(monkeypatch, tmp_path):
    hear_alone(monkeypatch, tmp_path)
    make_service(title={"en": "Basketry"}, valid_from="2026-11-24", valid_until="2026-11-24")
    begins, ends = datetime(2026, 11, 23, 23, tzinfo=UTC), datetime(2026, 11, 24, 23, tzinfo=UTC)
    last = timedelta(seconds=1)
    told = [bool(found("basketry", now=moment)) for moment in (begins - last, begins, ends - last, ends)]
    assert told == [False, True, True, False]


@pytest.mark.django_db(transaction=True)
def test_answers_are_remembered_for_a_minute_and_never_too_many(monkeypatch, tmp_path):
    hear_alone(monkeypatch, tmp_path)
    clock = [1000.0]
    monkeypatch.setattr("citesmetiers.search.index.monotonic", lambda: clock[0])
    monkeypatch.setattr("citesmetiers.search.index.MOST_HITS", 10)
    with held() as index:
        index.remember("one", "answer", 6)
        assert index.remembered("one") == "answer"
        index.remember("two", "answer", 6)
        assert (index.remembered("one"), index.remembered("two")) == (None, "answer")
        clock[0] += 60
        assert index.remembered("two") is None
        index.remember("three", "answer", 6)
        assert index.remembered("three") == "answer"


def test_nothing_is_remembered_within_a_transaction(monkeypatch, tmp_path):
    """What it sees may be taken back."""
    hear_alone(monkeypatch, tmp_path)
    with held() as index:
        index.remember("one", "answer", 1)
        assert index.remembered("one") is None


def test_offers_begin_and_end_at_their_instants():
    offer = make_service(valid_from="2026-11-24", valid_until="2026-11-24")
    instants = {
        "2026-11-23T22:59:59": (False, True),
        "2026-11-23T23:00:00": (True, True),
        "2026-11-24T22:59:59": (True, True),
        "2026-11-24T23:00:00": (False, False),
    }
    with held() as index:
        for _ in range(2):  # Clocks may go back.
            for instant, (valid, going_on) in instants.items():
                moment = datetime.fromisoformat(instant).replace(tzinfo=UTC)
                found = {
                    index.record_of(each) for each in index.valid_at(moment) & index.having("kind", "service")
                }
                later = {
                    index.record_of(each)
                    for each in index.going_on_at(moment) & index.having("kind", "service")
                }
                assert (offer.pk in found, offer.pk in later) == (valid, going_on), instant


def test_the_draw_is_that_of_the_lists():
    for _ in range(30):
        make_service()
    for day in (NOW.date(), NOW.date() + timedelta(days=1)):
        with held() as index:
            drawn = [index.record_of(each) for each in index.drawn(index.having("kind", "service"), day)]
        assert drawn == list(Service.objects.drawn_on(day).values_list("pk", flat=True))


def test_many_are_drawn_as_few_are(monkeypatch):
    for _ in range(12):
        make_service()
    day = timezone.localdate()
    with held() as index:
        some = index.having("kind", "service")
        few = list(index.drawn(some, day))
        monkeypatch.setattr("citesmetiers.search.index.FEW", 3)
        assert list(index.drawn(some, day)) == few
    late = make_service()
    Service.objects.filter(pk=late.pk).update(publication="draft")
    Service.objects.filter(pk=late.pk).update(publication="published")
    with held() as index:
        assert late.pk in {
            index.record_of(each) for each in index.drawn(index.having("kind", "service"), day)
        }
    assert SearchEntry.objects.filter(kind="service", shown=True).count() == 13


def test_towns_of_the_network_are_proposed():
    for name, membership in (("Évian", "member"), ("Nulle-Part", "not_a_member"), ("Brest", "member")):
        make_place(make_cite(membership=membership), kind="main", city=name)
    make_place(make_cite(), kind="secondary", city="Ailleurs")
    with held() as index:
        assert index.towns() == ["Brest", "Évian"]


@pytest.mark.django_db(transaction=True)
def test_what_is_gone_is_removed_for_good_and_nobody_goes_on_finding_it():
    gone, kept = make_service(title={"fr": "Vannerie"}), make_service(title={"fr": "Poterie"})
    aware, late = Index(), Index()
    with aware.held(), late.held():
        pass
    Service.objects.filter(pk=gone.pk).delete()
    with aware.held():
        pass
    assert purge() == 1
    assert not SearchWord.objects.filter(word="vannerie").exists()
    assert SearchWord.objects.filter(word="poterie").exists()
    for index in (aware, late, Index()):
        with index.held():
            services = index.having("kind", "service")
            assert {index.record_of(each) for each in services} == {kept.pk}
    assert purge() == 0


@pytest.mark.django_db(transaction=True)
def test_a_first_look_that_was_cut_short_leaves_nothing_behind(monkeypatch):
    """Everything is read in lots; what is shown no longer when it is read again is not found."""
    gone, kept = make_service(), make_service()
    monkeypatch.setattr("citesmetiers.search.index.LOT", 1)
    index, read = Index(), []

    def cut(entry):
        read.append(entry)
        if len(read) > 2:
            raise OperationalError
        return Index._remember(index, entry)

    monkeypatch.setattr(index, "_remember", cut)
    with pytest.raises(OperationalError), index.held():
        pass
    monkeypatch.undo()
    Service.objects.filter(pk=gone.pk).update(publication="draft")
    with index.held():
        records = {index.record_of(each) for each in index.having("kind", "service")}
    assert records == {kept.pk}

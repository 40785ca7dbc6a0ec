"""What is found, how much of it, in which order."""

from itertools import pairwise
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from citesmetiers.gazetteer.spots import point_spot
from citesmetiers.search import hits, index
from citesmetiers.search.finding import FACETS, find
from citesmetiers.search.index import forget_all
from network.models import Cite, Partner, Place
from network.vocabulary import Access, Audience, Theme
from services.models import Service
from tests.factories import make_agreement, make_cite, make_event, make_partner, make_place, make_service
from tests.portal.search.asking import asked, found

pytestmark = pytest.mark.django_db


def services(question="", **over):
    return [record for kind, record in found(question, kinds=("service",), **over)]


def test_offers_in_another_language_are_found_by_their_subject():
    catalan = make_service(title={"ca": "Canviar d’ofici"}, themes=["career_change"])
    make_service(title={"fr": "Un stage"}, themes=["training"])
    for question in (
        "changer de métier",
        "cambiar de profesión",
        "i want to change career",
        "cambiare lavoro",
    ):
        assert services(question) == [catalan.pk], question


def test_words_in_the_title_come_before_words_elsewhere_and_both_before_the_subject_alone():
    title = make_service(title={"fr": "Atelier lettre de motivation"}, themes=["employment"])
    text = make_service(title={"fr": "Rencontre"}, summary={"fr": "Atelier"}, themes=["employment"])
    subject = make_service(title={"fr": "Parler emploi"}, themes=["employment", "training"])
    only = make_service(title={"fr": "Parler emploi"}, themes=["employment"])
    make_service(title={"fr": "Partir"}, themes=["mobility"])
    assert services("atelier pour trouver un emploi")[:4] == [title.pk, text.pk, only.pk, subject.pk]


def test_a_misspelt_word_is_found_as_it_was_meant():
    wanted = make_service(title={"fr": "Charpente marine"}, themes=[])
    make_service(title={"fr": "Charcuterie"}, themes=[])
    answer = find(asked("charpante"))
    assert [each.record for each in answer.results] == [wanted.pk]
    assert answer.answers.corrected == {"charpante": ["charpente"]}
    assert find(asked("charpente")).answers.corrected == {}


def test_some_words_are_enough_where_nothing_has_them_all():
    wanted = make_service(title={"fr": "Poterie"}, themes=[])
    answer = find(asked("poterie vannerie"))
    assert [each.record for each in answer.results] == [wanted.pk]
    assert answer.answers.are_partial


def test_a_sentence_that_nothing_answers_is_entrusted_to_guidance():
    wanted = make_service(title={"fr": "Parler"}, themes=["guidance"])
    make_service(title={"fr": "Partir"}, themes=["mobility"])
    answer = find(asked("le bidule de ma zorglub"))
    assert [each.record for each in answer.results] == [wanted.pk]
    assert answer.answers.is_entrusted
    assert find(asked("zorglub")).total == 0


def test_a_name_finds_its_cite_place_and_partner():
    cite = make_cite(name={"fr": "Cité des métiers de Zorville"})
    place = make_place(cite, name="La Halle", city="Zorville")
    partner = make_partner(name="Emploi Zorville")
    make_agreement(cite, partner, public=True)
    make_service(cite)
    assert set(found("Zorville")) == {("cite", cite.pk), ("place", place.pk), ("partner", partner.pk)}
    assert found("Zorville", kinds=("partner",)) == [("partner", partner.pk)]


def test_offers_and_events_come_before_the_cites_where_they_are():
    cite = make_cite(slug="zorville")
    offer, event = make_service(cite, themes=["mobility"]), make_event(cite, themes=["mobility"])
    make_service(make_cite(), themes=["training"])
    order = found("partir travailler à l’étranger")
    assert set(order[:2]) == {("service", offer.pk), ("event", event.pk)}
    assert order[2:] == [("cite", cite.pk)]


def test_near_is_sorted_by_distance_and_says_it():
    far, near = (make_place(make_cite(), latitude=45.76 + away, longitude=4.84) for away in (2, 0.5))
    nowhere = make_service(places=[])
    first, second = make_service(near.cite, places=[near]), make_service(far.cite, places=[far])
    both = make_service(
        near.cite, places=[near, make_place(near.cite, kind="secondary", latitude=45.8, longitude=4.84)]
    )
    answer = find(asked(kinds=("service",), spot=point_spot(45.76, 4.84)))
    assert [each.record for each in answer.results] == [both.pk, first.pk, second.pk, nowhere.pk]
    assert [each.kilometres and round(each.kilometres, 1) for each in answer.results] == [
        4.4,
        55.6,
        222.4,
        None,
    ]
    around = asked(kinds=("service",), spot=point_spot(45.76, 4.84), within=100)
    assert [each.record for each in find(around).results] == [both.pk, first.pk]


def test_of_the_same_distance_the_day_decides():
    place = make_place(make_cite(), latitude=45.76, longitude=4.84)
    offers = [make_service(place.cite, places=[place]).pk for _ in range(8)]
    drawn = Service.objects.drawn_on(timezone.localdate()).values_list("pk", flat=True)
    assert services(spot=point_spot(45.0, 4.0)) == list(drawn)
    assert set(drawn) == set(offers)


@pytest.fixture
def network():
    """Some offers at random, with what they can be narrowed by."""
    rng = Random(11)
    cites = [make_cite(country=rng.choice(["FR", "BE", "PT"])) for _ in range(5)]
    words = ["vannerie", "poterie", "tissage", "forge"]
    for _ in range(60):
        make_service(
            rng.choice(cites),
            title={"fr": " ".join(rng.sample(words, 2))},
            themes=rng.sample(Theme.values, rng.randrange(1, 3)),
            access=rng.sample(Access.values, rng.randrange(1, 3)),
            audiences=rng.sample(Audience.values, 2),
        )


@pytest.mark.parametrize("seed", range(25))
def test_counts_and_results_are_those_of_reading_every_offer(network, seed):
    rng = Random(seed)
    word = rng.choice(["", "vannerie", "forge", "poterie tissage"])
    chosen = {
        name: rng.sample(values, rng.randrange(3))
        for name, values in {
            "theme": Theme.values, "access": Access.values, "country": ["FR", "BE", "PT"],
        }.items()
    }  # fmt: skip
    every = list(Service.objects.select_related("cite"))

    def values(offer):
        return {
            "theme": set(offer.themes), "access": set(offer.access), "country": {offer.cite.country},
            "audience": set(offer.audiences), "cite": {offer.cite.slug}, "modality": {offer.modality},
        }  # fmt: skip

    def fits(offer, but=""):
        told = values(offer)
        return all(each in offer.title["fr"] for each in word.split()) and all(
            not wanted or name == but or told[name] & set(wanted) for name, wanted in chosen.items()
        )

    answer = find(asked(word, kinds=("service",), chosen=chosen))
    assert answer.total == sum(map(fits, every))
    assert {each.record for each in answer.results} <= {each.pk for each in every if fits(each)}
    for (name, value), number in answer.counts.items():
        if name in values(every[0]):
            assert number == sum(fits(each, name) and value in values(each)[name] for each in every), (
                name,
                value,
            )


@pytest.mark.parametrize("times", [100, pytest.param(1000, marks=pytest.mark.prove)])
def test_no_name_moves_anything(times):
    """Partners and Cités exchange their names again and again: what is found stays, and so does its order."""
    rng = Random(1000)
    cites = [
        make_cite(name={"fr": f"Cité des métiers de {name}"}) for name in ("Abbeville", "Metz", "Zutphen")
    ]
    places = [make_place(cite, latitude=45 + n, longitude=4) for n, cite in enumerate(cites)]
    partners = [make_partner(name=name) for name in ("Aa", "Emploi", "Formation Zz")]
    for number in range(24):
        cite = number % 3
        make_service(
            cites[cite],
            places=[places[cite]],
            title={"fr": rng.choice(["Emploi", "Parler", "Se former"])},
            themes=["employment"],
            partner=partners[number % 3],
            partner_public=True,
        )
    questions = [{}, {"question": "trouver un emploi"}, {"question": "emploi", "spot": point_spot(45, 4)}]
    before = [services(**each) for each in questions]
    cite_names, partner_names = [each.name for each in cites], [each.name for each in partners]
    moved = 0
    for _ in range(times):
        rng.shuffle(cite_names)
        rng.shuffle(partner_names)
        _rename(Cite, cites, [f'{{"fr": "{name["fr"]}"}}' for name in cite_names])
        _rename(Partner, partners, partner_names)
        moved += [services(**each) for each in questions] != before
    assert moved == 0


def _rename(model, records, names):
    table = model._meta.db_table
    kind = "jsonb" if model is Cite else "text"
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} AS one SET name = new.name::{kind} FROM unnest(%s::bigint[], %s::text[]) AS new (id, name)"
            " WHERE one.id = new.id AND one.name IS DISTINCT FROM new.name::" + kind,
            [[each.pk for each in records], names],
        )


@pytest.fixture
def crowded(network, monkeypatch):
    """More have a word than are looked at."""
    monkeypatch.setattr(hits, "MOST", 5)
    monkeypatch.setattr(hits, "FEW", 10)
    monkeypatch.setattr("citesmetiers.search.finding.FEW", 10)


def test_many_hits_are_sampled_from_all_of_them(crowded):
    """Of what too many have, the first of the day are looked at, whatever row was written first."""
    answer = find(asked("vannerie", kinds=("service",)))
    assert answer.is_capped
    first = list(Service.objects.drawn_on(timezone.localdate()))[:10]
    assert {each.record for each in answer.results} == {
        each.pk for each in first if "vannerie" in each.title["fr"]
    }


def test_of_many_hits_none_is_left_and_the_facet_to_drop_is_named(crowded):
    only = make_service(make_cite(country="CH"), title={"fr": "Seule"})
    there = {"country": ["CH"]}
    answer = find(asked("vannerie", kinds=("service",), chosen=there))
    assert (answer.total, services(chosen=there)) == (0, [only.pk])
    assert answer.without["country"] > 0
    # Nothing else was left out: there is none.
    assert not answer.is_capped
    assert answer.answers.corrected == {}


def test_that_hits_are_many_is_remembered_for_a_while(crowded, monkeypatch):
    def ask():
        with CaptureQueriesContext(connection) as queries:
            answer = find(asked("vannerie", kinds=("service",)))
        return len(queries), [each.record for each in answer.results], answer.total

    first, again = ask(), ask()
    assert again == (first[0] - 1, *first[1:])
    Service.objects.filter(title__fr__icontains="vannerie").update(
        title={"fr": "Poterie"}, summary={"fr": "Autre"}
    )
    # Whatever is remembered, what is shown is read.
    assert ask()[2] == 0
    monkeypatch.setattr(index, "BROAD_FOR", 0)
    assert ask()[2] == 0


def test_pages_hold_everything_once(network):
    pages = [find(asked(kinds=("service",)), number).results for number in (1, 2, 3)]
    records = [each.record for page in pages for each in page]
    assert sorted(records) == sorted(Service.objects.values_list("pk", flat=True))
    assert find(asked(kinds=("service",)), 99).number == 3


@pytest.mark.parametrize(
    ("question", "most"), [("", 1), ("vannerie", 2), ("vanerie", 4), ("vannerie zzz", 5)]
)
def test_a_search_takes_few_queries_whatever_is_found(network, django_assert_max_num_queries, question, most):
    with django_assert_max_num_queries(most):
        find(asked(question, kinds=("service",)))


def test_every_facet_is_counted(network):
    forget_all()
    counted = {name for name, _value in find(asked(kinds=("service",))).counts}
    assert counted == set(FACETS)


def test_ranks_go_down(network):
    answer = find(asked("vannerie tissage"))
    ranks = sorted(answer.answers.by_rank, reverse=True)
    assert all(one > other for one, other in pairwise(ranks))
    assert not Place.objects.filter(latitude__gt=90).exists()

"""What a visitor can ask of the list of offers, and what may be asked of it in bad faith."""

import pytest
from django.http import QueryDict
from django.utils import timezone

from citesmetiers.search.filters import ServiceFilter
from network.forms.times import TimeAsked
from services.models import Service
from tests.factories import make_cite, make_service
from tests.portal.pages import page

pytestmark = pytest.mark.django_db


def asked(query=""):
    data, now = QueryDict(query), timezone.now()
    return ServiceFilter(data, now=now, time=TimeAsked(data, now))


def found(query=""):
    return {Service.objects.get(pk=each.record) for each in asked(query).findings.results}


def counts(filters, name):
    facet = next(each for each in filters.facets if each.name == name)
    return {choice.value: choice.count for choice in facet.choices}


@pytest.fixture
def offers():
    belgian, french = make_cite(slug="namur", country="BE"), make_cite(slug="nimes", country="FR")
    return [
        make_service(
            belgian, themes=["training", "mobility"], audiences=["students"], languages=["fr", "nl"]
        ),
        make_service(belgian, themes=["training"], access=["appointment"], modality="remote"),
        make_service(french, themes=["enterprise"], audiences=["founders", "students"]),
    ]


@pytest.mark.parametrize(
    ("query", "positions"),
    [
        ("", [0, 1, 2]),
        ("theme=training", [0, 1]),
        ("theme=mobility&theme=enterprise", [0, 2]),
        ("theme=training&audience=students", [0]),
        ("access=appointment", [1]),
        ("modality=remote", [1]),
        ("language=nl", [0]),
        ("country=BE", [0, 1]),
        ("cite=nimes", [2]),
        ("cite=nimes&cite=namur&country=FR", [2]),
        ("cite=nowhere", []),
        ("theme=nothing", [0, 1, 2]),
        ("theme=&country=", [0, 1, 2]),
    ],
)
def test_facets_add_up_inside_and_narrow_each_other(offers, query, positions):
    assert found(query) == {offers[position] for position in positions}
    assert asked(query).total == len(positions)


def test_counts_are_those_under_the_other_facets(offers, django_assert_num_queries):
    filters = asked("theme=training&country=BE")
    with django_assert_num_queries(1):
        assert filters.total == 2
        assert counts(filters, "theme") == {"training": 2, "mobility": 1, "enterprise": 0}
        assert counts(filters, "country") == {"BE": 2, "FR": 0}
        assert counts(filters, "cite") == {"namur": 2, "nimes": 0}
        assert counts(filters, "access") == {"drop_in": 1, "appointment": 1}


def test_choices_are_named_and_ordered_as_people_expect():
    for name in ("Nantes", "Évry", "École"):
        make_service(make_cite(name={"fr": f"Cité des métiers de {name}"}))
    cites = next(facet for facet in asked().facets if facet.name == "cite")
    assert [choice.label for choice in cites.choices] == ["École", "Évry", "Nantes"]


def test_a_chosen_cite_without_offers_is_called_by_its_name():
    make_service()
    make_cite(slug="nimes", name={"fr": "Cité des métiers de Nîmes"})
    assert asked("cite=nimes").active() == [("Nîmes", ".")]


def test_each_filter_in_force_can_be_let_go_of(offers):
    assert asked("q=offre&theme=training&theme=mobility&page=3").active() == [
        ("“offre”", "?theme=training&theme=mobility"),
        ("Train", "?q=offre&theme=mobility"),
        ("Move", "?q=offre&theme=training"),
    ]


def test_ways_on_name_the_filter_that_stands_in_the_way(offers, django_assert_num_queries):
    filters = asked("theme=enterprise&country=BE")
    assert filters.total == 0
    with django_assert_num_queries(0):
        ways = [(way.label, way.link, way.count) for way in filters.ways_on()]
        assert filters.everything == 3
    assert ways == [("Start a business", "?country=BE", 2), ("Belgium", "?theme=enterprise", 1)]


@pytest.mark.parametrize("question", ["cycle", "ETUDES", "études cycle", "d'etudes", "d’études", "100%"])
def test_question_finds_words_without_case_or_accents(question):
    wanted = make_service(
        title={"fr": "Reprendre un cycle d’Études", "en": "Go back to school"},
        summary={"fr": "à 100% chez vous"},
    )
    make_service(title={"fr": "Autre chose"}, themes=["mobility"])
    assert found(f"q={question.replace('%', '%25')}") == {wanted}


@pytest.mark.parametrize("question", ["fr", "title", "_cle", "cyc%"])
def test_question_is_neither_a_pattern_nor_a_look_at_how_texts_are_kept(question):
    make_service(title={"fr": "Un cycle"})
    assert asked(f"q={question.replace('%', '%25')}").total == 0


def test_question_is_cut_at_a_hundred_signs():
    assert asked("q=" + "a" * 10_000).question == "a" * 100


def test_unknown_values_are_left_out_and_told(offers):
    assert [
        asked(query).has_unknown for query in ("theme=training", "theme=", "theme=magic", "language=zz")
    ] == [
        False,
        False,
        True,
        True,
    ]


def test_drafts_withdrawn_and_hidden_cites_stay_away():
    make_service(publication="draft")
    make_service(publication="withdrawn")
    make_service(make_cite(membership="not_a_member"))
    assert asked().total == 0


def test_validity_is_read_on_the_calendar_of_the_cite(time_machine):
    time_machine.move_to("2026-11-24T21:30:00+00:00")  # the 24th in Paris, the 25th at Saint-Denis
    today, tomorrow = {"valid_until": "2026-11-24"}, {"valid_from": "2026-11-25"}
    reunion = make_cite(timezone="Indian/Reunion")
    paris = [make_service(**today), make_service(**tomorrow)]
    far = [make_service(reunion, **today), make_service(reunion, **tomorrow)]
    assert found() == {paris[0], far[1]}


def test_a_place_that_nobody_knows_is_an_error_of_the_page(client):
    make_service()
    shown = page(client, "/en/services/", where="Zzzzville")
    assert "<title>Error: Offers: “Zzzzville” – " in shown
    assert 'aria-invalid="true"' in shown
    assert "<title>Error: Offers: “Zzzzville”, Train – " in page(
        client, "/en/services/", where="Zzzzville", theme="training"
    )
    assert "<title>Error: Find an offer – " in page(client, "/en/services/", when="at", day="31", month="2")
    assert "On the map: “Zzzzville” – " in page(client, "/en/services/map/", where="Zzzzville")
    assert "<title>Error: " not in page(client, "/en/services/")


def test_of_many_cites_those_that_have_most_are_named_and_the_others_counted(client, monkeypatch):
    monkeypatch.setattr("citesmetiers.search.finding.MOST_CITES", 2)
    for slug, number in (("amiens", 1), ("bruges", 3), ("calais", 2), ("douai", 1)):
        cite = make_cite(slug=slug)
        for _ in range(number):
            make_service(cite)
    assert counts(asked(), "cite") == {"bruges": 3, "calais": 2}
    assert counts(asked("cite=douai"), "cite") == {"bruges": 3, "calais": 2, "douai": 1}
    assert "2 more Cités have some: write the name of one in “Where?”." in page(client, "/en/services/")
    assert "These offers are in 4 Cités" in (drawn := page(client, "/en/services/map/"))
    assert "Only the 2 Cités that have most of these offers are here" in drawn
    alone = page(client, "/en/services/map/", cite="douai")
    assert "These offers are in one Cité" in alone
    assert "narrow the list down to see" not in alone
    told = client.get("/open/v1/search?kind=service").json()["facets"]["cite"]
    assert told == {"bruges": 3, "calais": 2}


def test_of_cites_that_have_as_much_none_is_always_left_out(monkeypatch, time_machine):
    monkeypatch.setattr("citesmetiers.search.finding.MOST_CITES", 1)
    for slug in ("amiens", "bruges"):
        make_service(make_cite(slug=slug))
    shown = set()
    for day in range(1, 29):
        time_machine.move_to(f"2026-02-{day:02} 12:00Z", tick=False)
        shown |= set(counts(asked(), "cite"))
    assert shown == {"amiens", "bruges"}

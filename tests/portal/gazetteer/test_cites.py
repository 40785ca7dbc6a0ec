"""Cités that are asked for by name or address, and the town that has the same name."""

import pytest

from citesmetiers.gazetteer.lookup import find_where
from network.vocabulary import Membership, PlaceKind
from tests.factories import make_cite, make_place
from tests.portal.gazetteer.towns import load_some

pytestmark = pytest.mark.django_db


@pytest.fixture
def cite():
    load_some("FR-13055", "FR-13202")
    made = make_cite(
        slug="marseille-paca",
        name={"fr": "Cité des métiers de Marseille et de Provence", "en": "Cité des métiers of Marseille"},
        country="FR",
    )
    make_place(made, kind=PlaceKind.MAIN, latitude=43.3, longitude=5.37, coordinates="street")
    return made


@pytest.mark.parametrize(
    "text",
    [
        "Cité des métiers de Marseille",
        "cité des métiers de marseille et de provence",
        "cite des metiers marseille",
        "Cité: Marseille",
        "Cité : Marseille et de Provence",
        "marseille-paca",
    ],
)
def test_a_cite_by_its_names_and_its_address(cite, text):
    spot = find_where(text, language="fr").spot
    assert (spot.kind, spot.cite_id, spot.point, spot.is_rough) == ("cite", cite.pk, (43.3, 5.37), False)
    assert find_where(spot.label, language="fr").spot == spot
    assert find_where(spot.label, language="en").spot.cite_id == cite.pk


def test_its_town_is_meant_by_its_name_alone(cite):
    assert find_where("Marseille", language="fr").spot.kind == "town"


def test_one_that_is_not_shown_is_not_found(cite):
    cite.membership = Membership.NOT_A_MEMBER
    cite.save()
    assert find_where("marseille-paca", language="fr").spot is None


def test_one_without_position_is_found_all_the_same(cite):
    cite.places.update(latitude=None, longitude=None, coordinates=None)
    spot = find_where("marseille-paca", language="fr").spot
    assert (spot.cite_id, spot.point, spot.precision) == (cite.pk, None, "")


def test_two_of_a_name_are_a_choice(cite):
    make_cite(slug="marseille-deux", name={"fr": "Cité des métiers de Marseille"})
    result = find_where("Cité: Marseille", language="fr")
    assert result.spot is None
    assert {choice.label for choice in result.choices} == {"marseille-paca", "marseille-deux"}
    for choice in result.choices:
        assert find_where(choice.label, language="fr").spot.cite_id == choice.cite_id


@pytest.mark.parametrize("text", ["Cité des métiers de Marseille", "marseille-paca", "marseille-nulle-part"])
def test_two_queries_at_most(cite, text, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        find_where(text, language="fr")

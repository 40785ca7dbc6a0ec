"""The whole gazetteer: what it holds, and what is found in it."""

import pytest
from django.db import transaction
from django.db.models import Count
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citesmetiers.gazetteer import loading
from citesmetiers.gazetteer.distance import kilometres
from citesmetiers.gazetteer.keys import key_of
from citesmetiers.gazetteer.lookup import find_where
from citesmetiers.gazetteer.spots import label_of
from citesmetiers.models import Town, TownName
from tests.portal.gazetteer.expected import HOMONYMS, POSTCODES, SLIPS, TOWNS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gazetteer")]


@pytest.fixture(scope="module")
def gazetteer(django_db_setup, django_db_blocker):
    """Load all of it once for this module, and take it back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert loading.load() > 100_000
        yield
        transaction.set_rollback(True)


def found(text, language="fr"):
    return find_where(text, language=language)


def labels(result):
    return [choice.label for choice in result.choices]


# --- What it holds ----------------------------------------------------------------------------
def test_it_is_as_large_as_its_sources():
    communes = Town.objects.filter(pk__regex=r"^FR-[0-9]{5}$|^FR-2[AB]")
    assert 34_900 < communes.count() < 35_300
    assert Town.objects.filter(country="FR", mark="department").count() > 95
    assert Town.objects.exclude(country="FR").count() > 60_000
    assert Town.objects.exclude(country="FR").filter(population__lt=5000).count() == 0
    assert Town.objects.values("country").distinct().count() > 200
    assert loading.FILE.stat().st_size < 4_000_000


def test_most_french_live_where_the_position_is_known():
    """The rest is amid its neighbours; only islands far away stand at the seat of their territory."""
    by_precision = dict(
        Town.objects.filter(country="FR")
        .exclude(mark__in=["department", "region"])
        .values_list("precision")
        .annotate(Count("pk"))
        .order_by()
    )
    assert by_precision["area"] < 250
    inhabitants = Town.objects.filter(pk__regex=r"^FR-\d{5}$", precision="town").values_list(
        "population", flat=True
    )
    assert sum(inhabitants) > 57_000_000


def test_every_town_has_its_own_name_among_its_keys():
    assert Town.objects.filter(keys=None).count() == 0
    assert TownName.objects.filter(is_own=True).count() == Town.objects.count()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_labels_tell_towns_apart(language):
    seen = {}
    for town in Town.objects.all():
        seen.setdefault(key_of(label_of(town, language)), []).append(town.pk)
    assert [pks for pks in seen.values() if len(pks) > 1] == []


@pytest.mark.parametrize(("text", "latitude", "longitude"), TOWNS)
def test_towns_lie_where_atlases_have_them(text, latitude, longitude):
    spot = found(text).spot
    assert spot is not None, text
    assert kilometres(spot.point, (latitude, longitude)) < 5, spot


@pytest.mark.parametrize(("code", "name"), POSTCODES.items())
def test_postcodes_of_france(code, name):
    spot = found(code).spot
    assert (spot.kind, spot.label) == ("postcode", f"{code} {name}")
    assert found(spot.label).spot == spot


# --- What is found ----------------------------------------------------------------------------
@pytest.mark.parametrize(("text", "expected"), HOMONYMS.items())
def test_namesakes_are_a_choice(text, expected):
    result = found(text)
    assert result.spot is None
    assert set(expected) <= set(labels(result)), labels(result)
    for label in labels(result):
        assert found(label).spot.label == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Saint-Étienne", "Saint-Étienne (42)"),
        ("st etienne", "Saint-Étienne (42)"),
        ("Sens", "Sens (89)"),
        ("Luik", "Liège, Belgique"),
        ("Liège", "Liège, Belgique"),
        ("Mons", "Mons, Belgique"),
        ("Ginevra", "Genève, Suisse"),
        ("Lyon", "Lyon (69)"),
        ("Saint-Denis (93)", "Saint-Denis (93)"),
        ("saint denis, la reunion", "Saint-Denis, La Réunion"),
        ("Valence (ES)", "Valence, Espagne"),
        ("Valence, Drôme", "Valence (26)"),
        ("Valence 26", "Valence (26)"),
        ("Genève Suisse", "Genève, Suisse"),
        ("20121 Milano", "Milan, Italie"),
        ("1204 Genève", "Genève, Suisse"),
        ("1000-001 Lisboa", "Lisbonne, Portugal"),
        ("Paris 11e", "Paris 11e Arrondissement (75)"),
        ("93", "Seine-Saint-Denis (département)"),
        ("2a", "Corse-du-Sud (département)"),
        ("75", "Paris (75)"),
        ("Guadeloupe", "Guadeloupe (département)"),
        ("French Guiana", "Guyane (département)"),
        ("Bourgogne-Franche-Comté", "Bourgogne-Franche-Comté (région)"),
        ("Y", "Y (80)"),
    ],
)
def test_clear_words_come_to_one_spot(text, label):
    result = found(text)
    assert result.spot is not None, labels(result)
    assert (result.spot.label, result.is_corrected) == (label, False)


def test_smaller_namesakes_are_offered_beside_the_largest():
    assert "Montreuil-Juigné (49)" in labels(found("Montreuil"))
    assert labels(found("Lyno"))[0] == "Lyon (69)"
    assert labels(found("Montpelier")) == ["Montpellier (34)"]
    assert {"Aix-en-Provence (13)", "Aix-les-Bains (73)"} <= set(labels(found("Aix")))


@pytest.mark.parametrize(("text", "label"), SLIPS.items())
def test_slips_of_the_pen_are_mended(text, label):
    result = found(text)
    assert (result.spot and result.spot.label, result.is_corrected) == (label, True), labels(result)


def test_what_nobody_knows_is_not_made_up():
    assert found("xyzzyx qwrtz") == found("99999") == found("  ") == found("°§%") == found("1234 !!")
    assert found("xyzzyx qwrtz").spot is None


@pytest.mark.parametrize(
    "text", ["Belgique", "Belgium", "Italia", "Zwitserland", "Espanha", "Maurice", "USA"]
)
def test_countries_in_six_languages(text):
    spot = found(text).spot
    assert (spot.kind, spot.point) == ("country", None)
    assert found(spot.label).spot == spot


def test_a_country_called_like_a_town_offers_the_town():
    result = found("Luxembourg")
    assert (result.spot.kind, labels(result)) == ("country", ["Luxembourg, Luxembourg"])


@pytest.mark.parametrize(
    "text",
    [
        "Lyon",
        "lyion",
        "saint-denis",
        "69007",
        "20121 Milano",
        "93",
        "Luxembourg",
        "Cité des métiers de Nowhere",
        "xyzzyx",
    ],
)
def test_two_queries_at_most(text, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        found(text)


@given(
    st.text(max_size=200)
    | st.from_regex(r"[\d\s,.;()-]{0,30}")
    | st.binary(max_size=60).map(lambda b: b.decode("latin-1"))
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_typed_makes_it_fail(text):
    result = found(text)
    assert len(result.choices) <= 10


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_label_put_back_finds_the_same_spot(language):
    """Of the towns with most namesakes, and of some of all others; in the other language too."""
    names = (
        TownName.objects.filter(is_own=True)
        .values("key")
        .annotate(count=Count("pk"))
        .order_by("-count", "key")[:16]
    )
    towns = list(Town.objects.filter(keys__key__in=[name["key"] for name in names], keys__is_own=True)[:300])
    towns += [
        town for town in Town.objects.order_by("pk") if int.from_bytes(town.pk.encode()[-3:]) % 499 == 5
    ]
    assert len(towns) > 250
    for town in towns:
        label = label_of(town, language)
        for reader in ("fr", "en"):
            spot = found(label, reader).spot
            assert spot is not None, label
            assert spot.label == label_of(town, reader)

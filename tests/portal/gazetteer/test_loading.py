"""From the file of the repo into the database: once, and again only when the file is another one."""

import lzma
from io import StringIO

import pytest
from django.core.management import call_command

from citesmetiers.gazetteer import loading
from citesmetiers.gazetteer.keys import key_of
from citesmetiers.models import Town, TownName
from citesmetiers.questions.typos import distance
from tests.portal.gazetteer.towns import rows

pytestmark = pytest.mark.django_db

FEW = ("FR-69123", "FR-97411", "2660646")


@pytest.fixture
def small(tmp_path, monkeypatch):
    """Let the file hold three towns."""
    rows()
    monkeypatch.setattr(loading, "FILE", tmp_path / "towns.tsv.xz")
    write(FEW)
    return loading.FILE


def write(ids):
    kept = [rows()[each] for each in ids]
    lines = ["\t".join(row) for row in [kept[0].keys(), *(row.values() for row in kept)]]
    loading.FILE.write_bytes(lzma.compress("\n".join(lines).encode()))


def test_loads_all_columns(small):
    assert loading.load(small) == 3
    town = Town.objects.get(pk="2660646")
    assert (town.name, town.names["it"], town.country, town.precision) == ("Genève", "Ginevra", "CH", "town")
    assert "69007" in Town.objects.get(pk="FR-69123").postcodes
    assert (
        TownName.objects.filter(town="2660646", is_own=True).values_list("key", flat=True).get() == "geneve"
    )
    assert TownName.objects.filter(town="2660646", key="genf", is_own=False).exists()


def test_the_command_says_what_it_did(small):
    said = [StringIO(), StringIO()]
    for output in said:
        call_command("load_gazetteer", stdout=output)
    assert [each.getvalue() for each in said] == ["3 towns are there now.\n", "The towns are there.\n"]


def test_the_same_file_is_loaded_once(small, django_assert_num_queries):
    loading.load(small)
    with django_assert_num_queries(3):  # a savepoint, the stamp
        assert loading.load(small) is None


def test_another_file_replaces_all(small):
    loading.load(small)
    write(FEW[:1])
    assert loading.load(small) == 1
    assert list(Town.objects.values_list("pk", flat=True)) == ["FR-69123"]


def test_a_broken_file_changes_nothing(small):
    loading.load(small)
    small.write_bytes(lzma.compress(b"id\tname\nFR-1\tNowhere\n"))
    with pytest.raises(KeyError):
        loading.load(small)
    assert Town.objects.count() == 3


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Saint-Étienne", "st etienne"),
        ("ST ETIENNE", "st etienne"),
        ("Sainte-Ouine", "ste ouine"),
        ("L’Haÿ-les-Roses", "l hay les roses"),
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("Tromsø", "tromso"),
        ("Łódź", "lodz"),
        ("Donostia / San Sebastián", "donostia san sebastian"),
        ("Fœcy", "foecy"),
        (" -_' ", ""),
    ],
)
def test_keys(name, key):
    assert key_of(name) == key


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("lyon", "lyon", 0),
        ("lyion", "lyon", 1),
        ("lyno", "lyon", 1),
        ("marseile", "marseille", 1),
        ("torrino", "torino", 1),
        ("nimes", "nantes", 3),
        ("", "ab", 2),
        ("paris", "londres", 3),
    ],
)
def test_distance(one, other, count):
    assert distance(one, other, 2) == distance(other, one, 2) == count

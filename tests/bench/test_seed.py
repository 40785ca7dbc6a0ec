"""Seeds are the same at every run, and what they hold can stand in the tables and in an exchange file."""

import hashlib
import json
from datetime import date

import pytest

from bench import seed
from bench.cites import SIZES, Size, network
from bench.document import write_document
from bench.questions import CLASSES, questions
from bench.words import COMMON, LANGUAGES, LEXEMES, RARE, lexicon, misspelt
from citesmetiers.exchange import read_document
from network.models import Place
from services.models import Permanence, Service

TODAY = date(2026, 11, 1)
SMALL = Size(2, places=2, offers=3, events=2, words=10)


def digest():
    return hashlib.sha256(json.dumps(list(network(SMALL, TODAY))).encode()).hexdigest()


def test_a_seed_is_the_same_again():
    assert digest() == digest() == "64e583a5f3aa837037486a80bc3671f905d83c419de625a204892c576b7505c0"


def test_a_network_of_another_day_or_size_has_another_fingerprint():
    told = {seed.fingerprint(scale, day) for scale in SIZES for day in (TODAY, date(2026, 12, 1))}
    assert len(told) == 2 * len(SIZES)
    assert seed.fingerprint("3k", TODAY) in told


def test_sizes_are_those_that_are_spoken_of():
    assert {scale: size.all_offers for scale, size in SIZES.items()} == {
        "3k": 3_003, "100k": 100_000, "1m": 1_000_000, "import": 30_000,
    }  # fmt: skip
    assert [SIZES[scale].cites for scale in ("3k", "100k", "1m")] == [33, 1_000, 10_000]


def test_a_document_can_be_read(tmp_path):
    write_document(tmp_path / "network.json", SMALL, TODAY)
    assert len(read_document(tmp_path / "network.json").data["cites"]) == SMALL.cites


@pytest.mark.django_db(transaction=True)
def test_seeds_stand_in_the_tables_with_their_history(monkeypatch):
    monkeypatch.setitem(SIZES, "3k", SMALL)
    monkeypatch.setattr(seed, "LOT", 1)
    seed.fill("3k", TODAY)
    assert Service.objects.published().count() == Service.history.rel.related_model.objects.count() == 6
    assert Permanence.objects.count() == 12
    place = Place.objects.order_by("pk")[0]
    place.name = "Another"
    place.save()
    # The triggers are on again.
    assert [place.version, place.history.count()] == [2, 2]
    assert (
        Place.objects.create(
            cite=place.cite, slug="new", kind="relay", name="New", country="FR", timezone="Europe/Paris"
        ).pk
        == 5
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lexicon_has_its_words_once(language):
    assert len(set(lexicon(language))) == len(lexicon(language)) == LEXEMES


def test_a_common_word_is_common_and_a_rare_one_is_not():
    texts = [offer["summary"] for cite in network(Size(4, 1, 100, 0), TODAY) for offer in cite["services"]]
    words = [set(text["fr"].lower().strip(".").split()) for text in texts if "fr" in text]
    assert len(words) > 100
    common, rare = (sum(lexicon("fr")[rank] in each for each in words) for rank in (COMMON, RARE))
    assert 0.3 < common / len(words) < 0.8
    assert rare / len(words) < 0.02


@pytest.mark.parametrize("kind", CLASSES)
def test_questions_are_the_same_again_and_none_is_asked_twice(kind):
    asked = questions(kind, 10, SIZES["3k"])
    assert asked == questions(kind, 10, SIZES["3k"])
    assert len(asked) == len({tuple(each.items()) for each in asked}) == 10


def test_a_misspelt_word_has_the_letters_of_the_word():
    assert misspelt("formation") == "foramtion"

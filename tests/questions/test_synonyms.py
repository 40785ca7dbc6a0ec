"""Words that stand for each other: what the secretariat may write, and what a reading makes of it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from citesmetiers.models import Synonym
from citesmetiers.models.synonym import MOST_WORDS, QuestionLanguage, folded
from citesmetiers.questions import LANGUAGES, NONE, Synonyms, read
from citesmetiers.questions.synonyms import first_synonyms
from citesmetiers.search.index import held
from tests.factories import bring_synonyms
from tests.network.admin.records import make_person

VAE = Synonyms.of([("fr", ["VAE", "validation des acquis de l’expérience"]), ("fr", ["alternance", "apprentissage"])])  # fmt: skip


def all_words(reading):
    return {word.text: word.also for word in (*reading.words, *reading.theme_words)}


@pytest.mark.parametrize(
    ("typed", "word", "also"),
    [
        ("une VAE de coiffeuse", "vae", "validation des acquis de l experience"),
        ("Validation des Acquis de l'expérience", "validation des acquis de l experience", "vae"),
        ("l'alternance", "alternance", "apprentissage"),
        ("alternances", "alternances", "alternance"),
        ("apprentisage", "apprentisage", "alternance"),
    ],
)
def test_a_word_of_a_group_brings_the_others(typed, word, also):
    found = all_words(read(typed, language="fr", synonyms=VAE))
    assert also in found[word]
    assert word not in found[word]


def test_a_group_is_of_its_language():
    english = Synonyms.of([("en", ["fair", "forum"])])
    assert all_words(read("salon forum", language="fr", synonyms=english))["forum"] == ()
    assert all_words(read("a forum about jobs", language="en", synonyms=english))["forum"] == ("fair",)


def test_without_synonyms_a_word_is_itself():
    assert all_words(read("une vae", language="fr", synonyms=NONE)) == {"vae": ()}


def test_languages_are_those_of_the_lexicon():
    assert tuple(QuestionLanguage.values) == LANGUAGES


def test_first_synonyms_obey_the_rules():
    for language in LANGUAGES:
        groups = [words for code, words in first_synonyms() if code == language]
        read_as = [folded(word) for words in groups for word in words]
        assert len(groups) >= 10
        assert sorted(read_as) == sorted(set(read_as)), language
        assert all(2 <= len(words) <= MOST_WORDS for words in groups)


@pytest.fixture
def _first(db):
    bring_synonyms()


@pytest.mark.usefixtures("_first")
def test_migrations_bring_them_and_one_query_loads_them(django_assert_num_queries):
    assert Synonym.objects.count() == len(first_synonyms())
    with django_assert_num_queries(1), held() as index:
        synonyms = index.synonyms
    assert "curriculum vitae" in all_words(read("mon cv", language="fr", synonyms=synonyms))["cv"]


@pytest.mark.django_db
def test_what_the_secretariat_edits_is_read_at_the_next_question():
    group = Synonym.objects.create(language="fr", words=["zinzin", "turlututu"])
    assert all_words(read("zinzin", language="fr", synonyms=in_force()))["zinzin"] == ("turlututu",)
    group.words = ["zinzin", "tralala"]
    group.save()
    assert all_words(read("zinzin", language="fr", synonyms=in_force()))["zinzin"] == ("tralala",)


def in_force():
    with held() as index:
        return index.synonyms


@pytest.mark.django_db
def test_what_is_invented_stands_for_nothing():
    Synonym.objects.create(language="fr", words=["zinzin", "boulot"], demo=True)
    assert all_words(read("zinzin", language="fr", synonyms=in_force()))["zinzin"] == ()


@pytest.mark.usefixtures("_first")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["seul"], "One word alone stands for nothing: write at least two."),
        (["Métier", "metier"], "“metier” stands here twice: case and accents make no difference."),
        (["métier", "!!!"], "“!!!” holds neither letters nor figures."),
        (["a b c d e f g", "métier"], "“a b c d e f g” is a sentence: write a word or a term."),
        ([f"mot{n}" for n in range(13)], "Write at most 12 words: there are 13 here."),
        (["Curriculum", "parcours"], "“Curriculum” stands in another group already: CV, curriculum vitae, curriculum."),
    ],
)  # fmt: skip
def test_faults_are_said(client, words, said):
    client.force_login(make_person("content_support"))
    before = Synonym.objects.count()
    sent = {"language": "fr", "words": "\n".join(words)}
    answer = client.post(reverse("admin:citesmetiers_synonym_add"), sent)
    assert answer.context["adminform"].form.errors["words"] == [said]
    assert Synonym.objects.count() == before


@pytest.mark.django_db
def test_a_group_is_added_changed_and_kept_in_history(client):
    client.force_login(make_person("content_support"))
    sent = {"language": "it", "words": "badante\nassistente familiare"}
    assert client.post(reverse("admin:citesmetiers_synonym_add"), sent).status_code == 302
    group = Synonym.objects.get(words__contains=["badante"])
    change = reverse("admin:citesmetiers_synonym_change", args=[group.pk])
    sent |= {"words": "badante\ncolf", "opened_version": "1"}
    assert client.post(change, sent).status_code == 302
    group.refresh_from_db()
    assert (group.words, group.folded, group.version) == (["badante", "colf"], ["badante", "colf"], 2)
    assert [row.pgh_label for row in group.history.order_by("pgh_id")] == ["insert", "update"]


@pytest.mark.usefixtures("_first")
@pytest.mark.parametrize("words", [["seul"], [], [f"mot{n}" for n in range(13)], ["CURRICULUM", "parcours"]])
def test_the_database_keeps_the_rules_too(words):
    with pytest.raises(IntegrityError), transaction.atomic():
        Synonym.objects.bulk_create([Synonym(language="fr", words=words)])


@pytest.mark.usefixtures("_first")
def test_the_same_word_may_stand_in_two_languages():
    Synonym(language="en", words=["boulot", "gig"]).full_clean()
    with pytest.raises(ValidationError):
        Synonym(language="fr", words=["boulot", "gig"]).full_clean()

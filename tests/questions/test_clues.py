"""What words make likely where no phrase of the lexicon says enough, and that nobody has learned from what tells it."""

from collections import Counter

import pytest

from citesmetiers.questions import LANGUAGES, clues, read, weighing
from citesmetiers.questions.clues import NOTHING, SUBJECTS, clues_of, likelihoods, weights
from network.names import fold
from network.vocabulary import Theme
from tests.questions.asked import asked
from tests.questions.test_questions import FILES, missed

UNLEARNED = ("unlearned_heard.txt", "unlearned_jury.txt", "unlearned_engineer.txt")


def unlearned():
    return [each for name in UNLEARNED for each in asked(name)]


@pytest.mark.parametrize("name", UNLEARNED)
@pytest.mark.parametrize("page", [None, "fr", "en"])
def test_questions_that_nobody_learned_from_find_their_theme(name, page):
    questions = asked(name)
    misses = missed(questions, page)
    print("\n".join(misses))  # noqa: T201
    assert len(misses) <= 0.05 * len(questions), misses


@pytest.mark.parametrize("language", LANGUAGES)
def test_they_do_in_each_language(language):
    questions = [each for each in unlearned() if each.language == language]
    assert len(missed(questions)) <= 0.08 * len(questions)


def test_they_are_read_into_few_themes_the_first_of_which_is_mostly_right():
    questions = unlearned()
    readings = [(each.themes, read(each.question, language=each.language).themes) for each in questions]
    assert sum(len(themes) for _wanted, themes in readings) <= 1.5 * len(questions)
    right = sum(themes[:1] > () and themes[0] in wanted for wanted, themes in readings)
    assert right >= 0.8 * len(questions)


def test_nobody_learned_from_them():
    learned = {fold(question) for _language, _themes, question in weighing.examples()}
    learned |= {fold(each.question) for name in FILES for each in asked(name)}
    assert [str(each) for each in unlearned() if fold(each.question) in learned] == []
    assert len(unlearned()) >= 800


def test_examples_are_of_every_language_and_theme():
    found = Counter()
    for language, subjects, question in weighing.examples():
        assert 0 < len(question) <= 100, question
        assert set(subjects) <= set(SUBJECTS), subjects
        found[language, subjects[0]] += 1
    assert {pair for pair, number in found.items() if number >= 50} == {
        (language, subject) for language in LANGUAGES for subject in SUBJECTS
    }


def test_what_is_likely_is_one_in_all_and_what_nobody_knows_says_nothing():
    found = likelihoods(clues_of(["hernia", "chantier", "dos"], "fr", {}), weights())
    assert sum(found.values()) == pytest.approx(1)
    assert set(found) == {*Theme.values, NOTHING}
    known = clues_of([], "fr", {})
    assert likelihoods(known | {"fr:zzzz": 1.0}, weights()) == likelihoods(known, weights())


def test_words_speak_for_a_theme_or_against_it():
    assert clues.speaks_for("parcoursup", "fr", "guidance") > 0.5
    assert clues.speaks_for("parcoursup", "fr", "enterprise") < 0
    assert clues.speaks_for("zzzz", "fr", "guidance") == 0


@pytest.mark.parametrize(
    "text", ["poterie tissage", "médiathèque Desnos", "Jean Dupont", "1234 5678", "salle bleue", "vannerie"]
)
def test_names_are_looked_for_and_not_guessed_about(text):
    assert read(text, language="fr").themes == ()


def test_words_that_tell_the_theme_of_a_sentence_are_not_looked_for_as_names():
    reading = read("la fabrique de meubles met la clé sous la porte, 22 ans de maison", language="fr")
    assert "career_change" in reading.themes
    assert reading.theme_words


@pytest.mark.prove
def test_the_file_is_what_the_examples_weigh():
    """A hundredth apart at most: not every machine rounds alike."""
    found = weighing.weigh()
    assert set(found) == set(weights())
    for clue, numbers in weights().items():
        assert numbers == pytest.approx(found[clue], abs=0.011), clue

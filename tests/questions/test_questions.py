"""The questions of visitors, as a whole: each finds the theme that it is about."""

from collections import Counter

import pytest

from citesmetiers.questions import LANGUAGES, read
from network.vocabulary import Theme
from tests.questions.asked import asked

FILES = ("questions.txt", "asked_later.txt", "harder.txt", "strangers.txt")


def missed(questions, page=None):
    return [
        f"{each} → {', '.join(found) or 'nothing'}"
        for each in questions
        if not set(found := read(each.question, language=page or each.language).themes) & set(each.themes)
    ]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("page", [None, "fr", "en"])
def test_themes_are_found_whatever_the_language_of_the_page(name, page):
    questions = [each for each in asked(name) if each.themes]
    misses = missed(questions, page)
    print("\n".join(misses))  # noqa: T201
    assert len(misses) <= 0.05 * len(questions), misses


@pytest.mark.parametrize("name", FILES)
def test_the_surest_theme_is_mostly_the_right_one(name):
    questions = [each for each in asked(name) if each.themes]
    first = [each for each in questions if read(each.question, language=each.language).themes[:1] > ()]
    right = [each for each in first if read(each.question, language=each.language).themes[0] in each.themes]
    assert len(right) >= 0.9 * len(questions)


@pytest.mark.parametrize("name", FILES)
def test_questions_are_few_themes_each(name):
    """A reading that finds everything would find the right theme too."""
    questions = [each for each in asked(name) if each.themes]
    found = sum(len(read(each.question, language=each.language).themes) for each in questions)
    assert found <= 1.5 * len(questions)


def test_files_hold_what_they_promise():
    tuned, later, *others = (asked(name) for name in FILES)
    assert len(tuned) >= 240
    assert len([each for each in tuned if each.offer]) >= 25
    assert len(later) >= 120
    for questions in (tuned, later, *others):
        assert {each.language for each in questions} == set(LANGUAGES)
        assert {theme for each in questions for theme in each.themes} == set(Theme.values)
        twice = Counter((each.language, each.question) for each in questions)
        assert [each for each, times in twice.items() if times > 1] == []
    learned = {each.question for questions in (tuned, *others) for each in questions}
    assert not learned & {each.question for each in later}

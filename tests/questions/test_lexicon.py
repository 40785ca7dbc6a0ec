"""The lexicon as data: whoever adds to it hears what is wrong."""

import re
from itertools import pairwise

import pytest

from citesmetiers.questions import LANGUAGES, suggested
from citesmetiers.questions import lexicon as compiled
from citesmetiers.questions.lexicon import FOLDER, WEIGHTS, data_of
from citesmetiers.questions.tokens import tokens
from network.vocabulary import Audience, Theme

LISTS = {"small", "stop", "plain", "fed", "toil", "country", "nation", "tongue", "trade", "subject"}


def texts(language):
    """Yield theme, weight and phrase."""
    for theme, levels in data_of(language)["themes"].items():
        for level, written in levels.items():
            yield from ((theme, level, " ".join(text.split())) for text in written.split(","))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_speaks_of_everything(language):
    data = data_of(language)
    assert set(data) == LISTS | {"suggested", "themes", "audiences"}
    assert list(data["themes"]) == Theme.values
    assert set(data["audiences"]) <= set(Audience.values)
    for theme in Theme.values:
        assert list(data["themes"][theme]) == list(WEIGHTS)
        assert len([text for of, _level, text in texts(language) if of == theme]) >= 60, theme


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_is_empty_or_written_twice(language):
    written = list(texts(language))
    assert [each for each in written if not tokens(each[2])] == []
    assert len(written) == len(set(written))


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_that_phrases_name_are_there(language):
    named = {name for _theme, _level, text in texts(language) for name in re.findall(r"@(\w+)", text)}
    assert named <= LISTS - {"small", "stop", "plain"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_suggestions_are_bounded_and_each_says_something_else(language):
    options = suggested(language)
    assert 40 <= len(options) <= 60
    assert len({" ".join(tokens(option)) for option in options}) == len(options)
    assert all(len(option) <= 60 and (option[0] == "¿" or option[0].isupper()) for option in options)


def test_suggestions_of_another_language_are_english():
    assert suggested("de") == suggested("en")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.name)
def test_files_stay_readable(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 400
    assert not any(not first and not second for first, second in pairwise(lines))


def test_a_slot_with_two_words_is_refused_by_name():
    with pytest.raises(ValueError, match="“mi-temps” in “poste mi-temps/plein”: an alternative is one word"):
        list(compiled._slots("poste mi-temps/plein", {}, frozenset()))


def test_the_lexicon_is_read_once():
    assert compiled.lexicon() is compiled.lexicon()

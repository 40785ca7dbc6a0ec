"""Words of a text, folded, and their stems."""

from __future__ import annotations

import re
import threading

import snowballstemmer

from network.filters import LONGEST_QUESTION
from network.names import fold

_STEMMERS = {
    "fr": "french",
    "en": "english",
    "it": "italian",
    "es": "spanish",
    "pt": "portuguese",
    "nl": "dutch",
}
LANGUAGES = tuple(_STEMMERS)
# Shorter words say what they are: stems of them would meet by chance.
SHORTEST_STEMMED = 4

_WORDS = re.compile(r"[^\W_]+")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
# What is not seen and stands inside words: soft hyphens, joiners, marks of direction.
_UNSEEN = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])
# Plurals whose stems, once their accents are gone, are no longer those of their singulars.
_PLURALS = {"pt": ("oes", "ao"), "es": ("iones", "ion")}
_mine = threading.local()


def tokens(text: str) -> list[str]:
    """Return the words of a text without case, accents or typography; of a question no more than it may be long.

    What is composed of a letter and marks is as long as the letter: they are cut after folding.
    """
    folded = fold(text[: 4 * LONGEST_QUESTION].translate(_UNSEEN)).lower()[:LONGEST_QUESTION]
    return [_DRAWN_OUT.sub(r"\1", word) for word in _WORDS.findall(folded)]


def stem(word: str, language: str) -> str:
    """Return what the forms of a folded word have in common in a language."""
    if len(word) < SHORTEST_STEMMED or not word.isalpha():
        return word
    plural, singular = _PLURALS.get(language, ("", ""))
    if plural and word.endswith(plural):
        word = word.removesuffix(plural) + singular
    stemmed: str = _stemmers()[language].stemWord(word)
    return stemmed


def _stemmers() -> dict[str, snowballstemmer.stemmer]:
    """Return the stemmers of this thread: each holds the word that it works on."""
    if not hasattr(_mine, "stemmers"):
        _mine.stemmers = {code: snowballstemmer.stemmer(name) for code, name in _STEMMERS.items()}
    made: dict[str, snowballstemmer.stemmer] = _mine.stemmers
    return made

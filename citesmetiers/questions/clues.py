"""What the words of a question make likely where no phrase of the lexicon says enough: “mon dos ne tient plus”.

Each word speaks for or against every theme, and for none of them, by how often examples with it were about each.
`clues.tsv` holds the weights, one clue a line, written by `manage.py weigh_clues` from the questions of `examples/`.
"""

from __future__ import annotations

from functools import cache
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

from citesmetiers.questions.tokens import SHORTEST_STEMMED, stem
from network.vocabulary import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FILE = Path(__file__).parent / "clues.tsv"
NOTHING = "nothing"
# What a question can be about, in the order of the columns of the file.
SUBJECTS = (*Theme.values, NOTHING)
# Words that begin with the same letters are often of one family, across languages too: “formation”, “formazione”.
LETTERS = 5
# What the lexicon found counts for no more than this: two phrases beyond doubt are no surer than one.
MOST_EVIDENCE = 2.0
# Stands for what every question has.
ALWAYS = "always"
# Weights are written in hundredths.
UNIT = 100

Weights = dict[str, tuple[float, ...]]


def clues_of_word(word: str, language: str) -> list[str]:
    """Return the clues that a folded word gives: its stem in a language, and how it begins."""
    found = [f"{language}:{stem(word, language)}"]
    return [*found, f"{word[:LETTERS]}*"] if len(word) >= SHORTEST_STEMMED else found


def clues_of(words: Sequence[str], language: str, scores: Mapping[str, float]) -> dict[str, float]:
    """Return the clues of a question and how strong each is: of its words, and of what the lexicon read in them."""
    of_words = {clue: 1.0 for word in words for clue in clues_of_word(word, language)}
    of_lexicon = {
        f"lexicon:{theme}": min(scores[theme], MOST_EVIDENCE)
        for theme in Theme.values
        if scores.get(theme, 0) > 0
    }
    return {ALWAYS: 1.0, **of_words, **of_lexicon}


def likelihoods(clues: Mapping[str, float], weights: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Return how likely each subject is, one in all: a softmax over the sums of the weights."""
    sums = [0.0] * len(SUBJECTS)
    for clue, strength in clues.items():
        for at, weight in enumerate(weights.get(clue, ())):
            sums[at] += weight * strength
    most = max(sums)
    parts = [exp(each - most) for each in sums]
    return {subject: part / sum(parts) for subject, part in zip(SUBJECTS, parts, strict=True)}


@cache
def weights() -> Weights:
    """Return the weights of all clues, by subject; read at the first question."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines[1:])
    return {clue: tuple(int(each) / UNIT for each in numbers) for clue, *numbers in rows}


def speaks_for(word: str, language: str, theme: str) -> float:
    """Tell how much more a word speaks for a theme than for the others on average."""
    known = [weights()[clue] for clue in clues_of_word(word, language) if clue in weights()]
    at = SUBJECTS.index(theme)
    return sum(each[at] - sum(each) / len(each) for each in known)

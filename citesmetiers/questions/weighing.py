"""Weighs what each word of a question makes likely, from the questions of `examples/`: `manage.py weigh_clues`.

Multinomial logistic regression by AdaGrad, with a penalty on large weights; the same weights at every run. What the lexicon
reads is a clue like others, so that words add to it what it lacks.
"""

from __future__ import annotations

from math import sqrt
from random import Random
from typing import TYPE_CHECKING

from citesmetiers.questions.clues import FILE, NOTHING, SUBJECTS, UNIT, clues_of, likelihoods
from citesmetiers.questions.reading import evidence_of
from citesmetiers.questions.tokens import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from citesmetiers.questions.clues import Weights

EXAMPLES = FILE.parent / "examples"
ROUNDS, STEP, PENALTY = 8, 0.3, 0.01
# So small a mistake teaches nothing.
LEAST = 1e-3
# A clue that moves no subject by so much is left out.
TELLING = 0.1

# The clues of a question, and the places of its subjects among all.
Example = tuple[dict[str, float], list[int]]


def examples() -> Iterator[tuple[str, list[str], str]]:
    """Give the examples: language, subjects, question."""
    for language in LANGUAGES:
        for themes, question in _lines(language):
            yield language, themes.split(","), question
    for language, text in _lines(NOTHING):
        yield language, [NOTHING], text


def _lines(name: str) -> Iterator[tuple[str, str]]:
    for line in (EXAMPLES / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        first, second = line.split("\t")
        yield first, second


def weigh() -> Weights:
    """Return the weights of all clues under which the examples are likeliest to be about what they are."""
    known = [_example(*each) for each in examples()]
    every = dict.fromkeys(clue for clues, _subjects in known for clue in clues)
    weights = {clue: [0.0] * len(SUBJECTS) for clue in every}
    moved = {clue: [0.01] * len(SUBJECTS) for clue in every}
    order = Random(1)  # noqa: S311 nothing is kept secret by it
    for _ in range(ROUNDS):
        order.shuffle(known)
        for clues, subjects in known:
            found = list(likelihoods(clues, weights).values())
            right = sum(found[at] for at in subjects)
            for at, part in enumerate(found):
                fault = part - (part / right if at in subjects else 0)
                if abs(fault) >= LEAST:
                    _move(weights, moved, clues, at, fault)
    return {clue: tuple(each) for clue, each in weights.items() if max(map(abs, each)) >= TELLING}


def _example(language: str, subjects: list[str], question: str) -> Example:
    found = evidence_of(question, language)
    clues = clues_of(found.words, found.language, found.scores)
    return clues, [SUBJECTS.index(each) for each in subjects]


def _move(
    weights: dict[str, list[float]],
    moved: dict[str, list[float]],
    clues: dict[str, float],
    at: int,
    fault: float,
) -> None:
    """Move the weights of one subject against a fault, the less the more each has moved already."""
    for clue, strength in clues.items():
        slope = fault * strength + PENALTY * weights[clue][at]
        moved[clue][at] += slope * slope
        weights[clue][at] -= STEP * slope / sqrt(moved[clue][at])


def as_text(weights: Weights) -> str:
    """Write the weights as the file has them: in hundredths, one clue a line."""
    rows = [
        [clue, *(str(round(each * UNIT)) for each in numbers)] for clue, numbers in sorted(weights.items())
    ]
    return "".join("\t".join(row) + "\n" for row in [["clue", *SUBJECTS], *rows])

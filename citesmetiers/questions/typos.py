"""Words that somebody may have meant, by an index of what is left of words without some of their letters."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# From how many letters on a word may have one fault, and two.
ONE_FAULT, TWO_FAULTS = 5, 9
# Words that begin otherwise are another word, unless much else agrees.
OTHER_BEGINNING = 7
# What of a long word is indexed: faults beyond it are found by comparing.
INDEXED = 8
LONGEST_WORD = 30
MOST_NEIGHBOURS = 4


class Neighbours:
    """The words of a vocabulary that are a fault or two away from another word."""

    def __init__(self, words: Iterable[str]) -> None:
        index: dict[str, list[str]] = defaultdict(list)
        self._letters: dict[str, int] = {}
        for word in words:
            if ONE_FAULT - 1 <= len(word) <= LONGEST_WORD and word.isalpha():
                self._letters[word] = _letters(word)
                for rest in _rests(word):
                    index[rest].append(word)
        self._index = {rest: tuple(found) for rest, found in index.items()}

    def of(self, word: str) -> list[str]:
        """Return the nearest words, no more than a few; nothing of a short word, or of a very long one."""
        if not ONE_FAULT <= len(word) <= LONGEST_WORD or not word.isalpha():
            return []
        most = _most_faults(word)
        found: dict[str, int] = {}
        for other in self._alike(word, most):
            found[other] = distance(word, other, most)
        nearest = min(found.values(), default=most + 1)
        if nearest > most:
            return []
        return sorted(other for other, away in found.items() if away == nearest)[:MOST_NEIGHBOURS]

    def _alike(self, word: str, most: int) -> set[str]:
        """Return the words with a rest in common, as far as their length, beginning and letters allow."""
        letters = _letters(word)
        alike = {other for rest in _rests(word) for other in self._index.get(rest, ())}
        return {
            other
            for other in alike
            if abs(len(other) - len(word)) <= most
            # A fault changes two letters at most: one goes, one comes.
            and (letters ^ self._letters[other]).bit_count() <= 2 * most
            and _may_begin(word, other)
        }


def distance(one: str, other: str, most: int) -> int:
    """Count the letters put in, left out, exchanged or swapped with their neighbour; `most` + 1 for any more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, its in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if last and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _most_faults(word: str) -> int:
    return 2 if len(word) >= TWO_FAULTS else 1


def _letters(word: str) -> int:
    """Return which letters a word has, a bit for each; letters of other scripts share bits."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


def _may_begin(word: str, other: str) -> bool:
    return word[0] == other[0] or word[:2] == other[1::-1] or len(word) >= OTHER_BEGINNING


def _rests(word: str) -> set[str]:
    """Return the beginning of a word whole, and without one letter or, if it may have two faults, two."""
    begin = word[:INDEXED]
    rests = _without_one(begin) | {begin}
    # A word of the vocabulary may be two letters shorter than the typed one that has two faults.
    if len(word) >= TWO_FAULTS - 2:
        rests |= {rest for each in rests for rest in _without_one(each)}
    return rests


def _without_one(text: str) -> set[str]:
    return {text[:at] + text[at + 1 :] for at in range(len(text))}

"""The lexicon, compiled once from `lexicon/*.toml`: which words in which languages speak of what."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citesmetiers.questions.tokens import LANGUAGES, stem, tokens
from citesmetiers.questions.typos import Neighbours
from network.vocabulary import Audience, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FOLDER = Path(__file__).parent / "lexicon"
# What a phrase weighs: beyond doubt; by itself, where nothing contradicts; with another one.
WEIGHTS = {"sure": 2.0, "likely": 1.0, "hint": 0.5}
# A longer phrase says more than its words.
PER_SLOT = 0.15


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that speak of a subject when they stand near each other, in any order; each slot one of several."""

    subject: str
    weight: float
    language: str
    slots: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Lexicon:
    """All languages together. A key is a stem with its language: `fr:metier`."""

    keys: frozenset[str]
    # The words of the phrases as they are written there, with their keys.
    forms: dict[str, tuple[str, ...]]
    # Phrases by the key of their rarest slot.
    anchored: dict[str, tuple[Phrase, ...]]
    small: dict[str, frozenset[str]]
    stop: dict[str, frozenset[str]]
    neighbours: Neighbours
    phrases: int

    def languages_of(self, word: str) -> list[str]:
        """Return the languages that know a word as it is written."""
        known = {key[:2] for key in self.forms.get(word, ())}
        return [code for code in LANGUAGES if code in known or word in self.stop[code]]

    def is_known(self, word: str) -> bool:
        return word in self.forms or any(word in self.stop[code] for code in LANGUAGES)


@cache
def lexicon() -> Lexicon:
    """Return the lexicon; it is read at the first question."""
    phrases: list[Phrase] = []
    forms: dict[str, dict[str, None]] = defaultdict(dict)
    small, stop = {}, {}
    for code in LANGUAGES:
        data = data_of(code)
        small[code] = frozenset(_tokens_of(data["small"]))
        stop[code] = small[code] | frozenset(_tokens_of(data["stop"]))
        forms.update({word: forms[word] for word in _tokens_of(data["plain"])})
        key = cache(partial(_key, language=code))
        for subject, weight, text in _texts(data):
            slots = list(_slots(text, data, small[code]))
            for word in (word for slot in slots for word in slot):
                forms[word][key(word)] = None
            keyed = tuple(frozenset(key(word) for word in slot) for slot in slots)
            phrases.append(Phrase(subject, weight * (1 + PER_SLOT * (len(slots) - 1)), code, keyed))
    words = {*forms, *(word for each in stop.values() for word in each)}
    return Lexicon(
        keys=frozenset(key for keys in forms.values() for key in keys),
        forms={word: tuple(keys) for word, keys in forms.items()},
        anchored=_anchor(phrases),
        small=small,
        stop=stop,
        neighbours=Neighbours(sorted(words)),
        phrases=len(phrases),
    )


def suggested(language: str) -> list[str]:
    """Return useful questions in a language, to choose from; in English where the lexicon lacks it."""
    return list(data_of(language if language in LANGUAGES else "en")["suggested"])


@cache
def data_of(language: str) -> dict[str, Any]:
    """Read the file of a language."""
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def _tokens_of(text: str) -> list[str]:
    """Return the tokens of a list however long it is."""
    return [token for word in text.split() for token in tokens(word)]


def _texts(data: dict[str, Any]) -> Iterator[tuple[str, float, str]]:
    """Yield each phrase as it is written, with its subject and weight."""
    for theme in Theme.values:
        for name, weight in WEIGHTS.items():
            for text in data["themes"][theme][name].split(","):
                if text.strip():
                    yield theme, weight, text
    for audience, texts in data["audiences"].items():
        for text in texts.split(","):
            yield f"audience:{Audience(audience)}", WEIGHTS["likely"], text


def _slots(text: str, data: dict[str, Any], small: frozenset[str]) -> Iterator[list[str]]:
    """Yield the words that each slot may hold: those parted by strokes, or the list that an @ names."""
    slots = []
    for part in text.split():
        if "/" in part or part.startswith("@"):
            slots.append([token for each in part.split("/") for token in _alternatives(each, text, data)])
        else:
            slots.extend([token] for token in tokens(part))
    spoken = [[word for word in slot if word not in small] for slot in slots]
    yield from [slot for slot in spoken if slot] or slots


def _alternatives(alternative: str, text: str, data: dict[str, Any]) -> list[str]:
    if alternative.startswith("@"):
        return _tokens_of(data[alternative[1:]])
    found = [token for token in tokens(alternative) if len(token) > 1] or tokens(alternative)
    if len(found) != 1:
        raise ValueError(f"“{alternative}” in “{text.strip()}”: an alternative is one word.")
    return found


def _key(word: str, language: str) -> str:
    return f"{language}:{stem(word, language)}"


def _anchor(phrases: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    """File each phrase under its rarest slot, so that common words do not open all of them."""
    phrases = list(phrases)
    times = Counter(key for phrase in phrases for slot in phrase.slots for key in slot)
    anchored: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        rarest = min(phrase.slots, key=lambda slot: max(times[key] for key in slot))
        for key in rarest:
            anchored[key].append(phrase)
    return {key: tuple(each) for key, each in anchored.items()}

"""Words that stand for each other, as a reading takes them; the secretariat edits them."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from citesmetiers.questions.tokens import LANGUAGES, stem, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

FIRST = Path(__file__).parent / "lexicon" / "synonyms.toml"
# A phrase that stands for another is a name or a term, not a sentence.
MOST_TOKENS = 6


@dataclass(frozen=True)
class Synonyms:
    """Groups by the stems of each of their phrases: of “bilan de compétences” in French, (“bilan”, “de”, …)."""

    groups: Mapping[tuple[str, ...], tuple[str, ...]]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, Sequence[str]]]) -> Synonyms:
        """Read rows of a language and its words; languages that nobody reads questions in are left out."""
        groups: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
        for language, words in rows:
            if language in LANGUAGES:
                for word in words:
                    groups[_stems(tokens(word), language)].update(
                        dict.fromkeys(" ".join(tokens(other)) for other in words)
                    )
        return cls({stems: tuple(others) for stems, others in groups.items()})

    def units(
        self, words: Sequence[str], languages: Iterable[str]
    ) -> Iterator[tuple[range, tuple[str, ...]]]:
        """Yield the places of each word, or of each phrase of a group, the longest there is, with the others of it."""
        stems = {code: _stems(words, code) for code in languages} if self.groups else {}
        place = 0
        while place < len(words):
            span = range(place, place + 1)
            others: tuple[str, ...] = ()
            for end in range(min(place + MOST_TOKENS, len(words)), place, -1):
                if found := self._standing_for(words[place:end], place, end, stems):
                    span, others = range(place, end), found
                    break
            yield span, others
            place = span.stop

    def of_word(self, word: str, languages: Iterable[str]) -> tuple[str, ...]:
        """Return what may stand for one word."""
        return next((others for _span, others in self.units([word], languages)), ())

    def _standing_for(
        self, phrase: Sequence[str], start: int, end: int, stems: Mapping[str, tuple[str, ...]]
    ) -> tuple[str, ...]:
        for code, each in stems.items():
            if group := self.groups.get((code, *each[start + 1 : end + 1])):
                return tuple(other for other in group if other != " ".join(phrase))
        return ()


NONE = Synonyms({})


def first_synonyms() -> list[tuple[str, list[str]]]:
    """Return the groups with which the portal begins, for the migration that brings them."""
    groups = tomllib.loads(FIRST.read_text(encoding="utf-8"))
    return [(language, words) for language, rows in groups.items() for words in rows]


def _stems(words: Sequence[str], language: str) -> tuple[str, ...]:
    return (language, *(stem(word, language) for word in words))

"""Words that stand for each other, as a reading takes them; the secretariat edits them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citesmetiers.questions.tokens import LANGUAGES, stem, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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

    def at(self, words: Sequence[str], start: int, languages: Iterable[str]) -> tuple[int, tuple[str, ...]]:
        """Return how many words from `start` on are a phrase of a group, the longest one, and the group."""
        for length in range(min(MOST_TOKENS, len(words) - start), 0, -1):
            for language in languages:
                phrase = words[start : start + length]
                if group := self.groups.get(_stems(phrase, language)):
                    return length, tuple(other for other in group if other != " ".join(phrase))
        return 1, ()


NONE = Synonyms({})


def _stems(words: Sequence[str], language: str) -> tuple[str, ...]:
    return (language, *(stem(word, language) for word in words))

"""Which entries answer a question, and how well: by their words, and by the subjects that it was read into."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pyroaring import BitMap

from citesmetiers.questions.typos import distance
from citesmetiers.search.hits import Hit, Hits, are_few, find_alike, find_hits
from network.vocabulary import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from citesmetiers.questions.reading import Reading
    from citesmetiers.search.index import Index

# Shorter words look like too many others; long ones may have two faults.
SHORTEST, LONG = 4, 8


class Rank(NamedTuple):
    """How well an entry answers, the greatest first.

    Its tier, the words that it has, and how much it is about one subject only. Of the subjects that a
    question was read into, counted down from the surest, none comes before another: they take turns.
    """

    tier: int
    weight: int = 0
    focus: int = 0
    subject: int = 0


# A subject that was read, and all the other words, or all words whatever the subject.
EXACTLY = 3
# A subject that was read; or all words, where none was read.
SUBJECT = 2
# All the words, but about something else.
NEARLY = 1
# Some of the words, where nothing has them all; or a Cité, or a place, that has offers on the subject.
SOME = 0
# These answer by what they are about; others by what they are called.
TOLD = ("service", "event")


@dataclass
class Answers:
    """The entries that answer, by their rank, and what was understood."""

    by_rank: dict[Rank, BitMap] = field(default_factory=dict)
    # More have the words than are looked at: nothing is said of any of them.
    are_many: bool = False
    # No entry has all the words: these have some.
    are_partial: bool = False
    # The question says nothing that could be looked for: nothing is left out.
    says_nothing: bool = False
    # A sentence that nothing answers: these are for whoever does not know whom to ask.
    is_entrusted: bool = False
    # What was typed, and the known words that were looked for instead.
    corrected: dict[str, list[str]] = field(default_factory=dict)

    @property
    def entries(self) -> BitMap:
        return BitMap.union(BitMap(), *self.by_rank.values())


def answers_to(
    reading: Reading, index: Index, among: BitMap, kinds: Sequence[str], *, sample: BitMap | None = None
) -> Answers:
    """Return what answers a question among some entries; the words are looked for in a sample, if there is one."""
    among_words = among if sample is None else sample
    wanted = [[word.text, *word.also] for word in reading.words]
    spoken = [[word.text, *word.also] for word in reading.theme_words]
    if not (wanted or spoken or reading.themes):
        return Answers({Rank(SUBJECT): among}, says_nothing=True)
    answers = Answers()
    hits = _look(index, [*wanted, *spoken], kinds, among_words, all_of=not spoken)
    if hits.are_many:
        return Answers(are_many=True)
    if wanted and not _is_enough(hits, wanted):
        # What is misspelt is looked for as it was meant.
        answers.corrected = _meant(index, [word.text for word in reading.words])
        if answers.corrected:
            wanted = [[*alternatives, *answers.corrected.get(alternatives[0], ())] for alternatives in wanted]
            hits = _look(index, [*wanted, *spoken], kinds, among_words, all_of=not spoken)
            if hits.are_many:
                return Answers(are_many=True)
    ranking = _Ranking(index, among, reading.themes, wanted=len(wanted), spoken=len(spoken))
    answers.by_rank = ranking.of(hits)
    if not answers.by_rank and len(wanted) > 1:
        hits = find_hits(wanted, kinds, all_of=False, among=among_words)
        answers.are_many = hits.are_many
        answers.by_rank = ranking.of_some(hits)
        answers.are_partial = bool(answers.by_rank)
    entrusted = index.having("theme", Theme.GUIDANCE) & ranking.sheets if reading.is_sentence else BitMap()
    if entrusted and not answers.by_rank:
        answers.by_rank, answers.is_entrusted = {Rank(SOME): entrusted}, True
    return answers


def _look(
    index: Index, words: Sequence[Sequence[str]], kinds: Sequence[str], among: BitMap, *, all_of: bool
) -> Hits:
    """Ask for all of the words, or for any of them where a subject answers too."""
    if not words:
        return Hits({}, are_many=False)
    question = (tuple(map(tuple, words)), tuple(kinds), all_of)
    if not are_few(among) and index.is_broad(question):
        return Hits({}, are_many=True)
    asked = (*question, among.serialize() if are_few(among) else None)
    known: Hits | None = index.remembered(asked)
    if known is not None:
        return known
    hits = find_hits(words, kinds, all_of=all_of, among=among)
    if hits.are_many:
        index.note_broad(question)
    else:
        index.remember(asked, hits, len(hits.by_entry))
    return hits


def _is_enough(hits: Hits, wanted: Sequence[object]) -> bool:
    """Tell whether each of the words is found somewhere."""
    found = 0
    for hit in hits.by_entry.values():
        found |= hit.words
    every = (1 << len(wanted)) - 1
    return found & every == every


def _meant(index: Index, words: Sequence[str]) -> dict[str, list[str]]:
    """Return the words that texts have and that may be meant by those that they have not."""
    asked = ("alike", *(word for word in words if len(word) >= SHORTEST))
    alike: dict[str, list[str]] | None = index.remembered(asked)
    if alike is None:
        alike = find_alike(asked[1:])
        index.remember(asked, alike, len(asked))
    meant = {word: [each for each in known if _may_mean(word, each)] for word, known in alike.items()}
    return {word: known for word, known in meant.items() if known}


def _may_mean(word: str, known: str) -> bool:
    faults = 1 if len(word) < LONG else 2
    return distance(word, known, faults) <= faults


class _Ranking:
    """Puts entries in tiers, by the subjects that were read and by the words that each has."""

    def __init__(
        self, index: Index, among: BitMap, themes: Sequence[str], *, wanted: int, spoken: int
    ) -> None:
        self.index, self.among = index, among
        self.sheets = BitMap.union(*(index.having("kind", kind) for kind in TOLD)) & among
        self.themed = [index.having("theme", theme) & among for theme in themes]
        # Which bits stand for the words that no subject explains, and for all.
        self.rest, self.whole = (1 << wanted) - 1, (1 << (wanted + spoken)) - 1

    def of(self, hits: Hits) -> dict[Rank, BitMap]:
        """Rank what has the subjects, and what has all the words."""
        tiers = {
            entry: (tier, hit.weight, self._subject(entry))
            for entry, hit in hits.by_entry.items()
            if entry in self.among and (tier := self._tier(entry, hit)) is not None
        }
        by_rank = self._focused(tiers)
        left = self.among - BitMap(tiers)
        for number, those in enumerate(self.themed):
            for focus, some in self._by_focus(those & left & self.sheets):
                by_rank[Rank(SUBJECT, 0, focus, -number)] |= some
            by_rank[Rank(SOME)] |= (those & left) - self.sheets
            left -= those
        return {rank: those for rank, those in by_rank.items() if those}

    def of_some(self, hits: Hits) -> dict[Rank, BitMap]:
        """Rank what has some of the words, the most first."""
        known = {entry: hit for entry, hit in hits.by_entry.items() if entry in self.among}
        return self._focused({entry: (SOME, hit.weight, 0) for entry, hit in known.items()})

    def _tier(self, entry: int, hit: Hit) -> int | None:
        has_rest = self.rest > 0 and hit.has_all(self.rest)
        if entry not in self.sheets:
            return (NEARLY if self.themed else SUBJECT) if has_rest else None
        if not self.themed:
            return SUBJECT if has_rest else None
        if any(entry in those for those in self.themed):
            return EXACTLY if has_rest or hit.has_all(self.whole) else SUBJECT
        if self.rest and hit.has_all(self.whole):
            return EXACTLY
        return NEARLY if has_rest or hit.has_all(self.whole) else None

    def _subject(self, entry: int) -> int:
        """Return which of the subjects that were read it is about, the surest of several."""
        return -next((number for number, those in enumerate(self.themed) if entry in those), 0)

    def _focused(self, tiers: dict[int, tuple[int, int, int]]) -> defaultdict[Rank, BitMap]:
        by_rank: defaultdict[Rank, BitMap] = defaultdict(BitMap)
        for focus, some in self._by_focus(BitMap(tiers)):
            for entry in some:
                tier, weight, subject = tiers[entry]
                by_rank[Rank(tier, weight, focus, subject)].add(entry)
        return by_rank

    def _by_focus(self, entries: BitMap) -> Iterator[tuple[int, BitMap]]:
        """Part entries by the number of their subjects: the fewer, the more each is about its own."""
        left = entries
        for scope in self.index.values_of("scope"):
            if some := left & self.index.having("scope", scope):
                yield -int(scope), some
                left = left - some
        if left:
            yield -len(Theme), left

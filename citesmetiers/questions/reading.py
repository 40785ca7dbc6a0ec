"""One question of a visitor, read into themes and words, whatever its language, spelling and typing.

Every word is looked up in the lexicons of all languages: as it is written, else by its stem, else by what it may be a
fault of. Words that stand near each other make phrases, phrases speak of themes.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from citesmetiers.questions.clues import NOTHING, clues_of, likelihoods, speaks_for, weights
from citesmetiers.questions.lexicon import WEIGHTS, Lexicon, Phrase, lexicon
from citesmetiers.questions.synonyms import NONE
from citesmetiers.questions.tokens import LANGUAGES, SHORTEST_STEMMED, stem, tokens
from network.filters import MOST_WORDS
from network.vocabulary import Audience, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from citesmetiers.questions.synonyms import Synonyms

MOST_THEMES = 3
# From so many words on, some of them small ones, somebody speaks.
SENTENCE = 3
MOST_ALSO = 8
# A theme is read from this much evidence on, and beside a surer one from this part of its.
ENOUGH, BESIDE = 0.75, 0.3
# Where no phrase tells a theme, so many words must say something and make one as likely as this, and it must be half as
# likely at most that they speak of none.
TELLING, LIKELY, DOUBTFUL = 2, 0.35, 0.5
# Themes are read that are as likely as this, and as this part of the likeliest: where no phrase tells one, where phrases
# leave words over, where they leave none.
OPEN, LEFT, EXPLAINED = (0.1, 0.15), (0.15, 0.25), (0.5, 1)
# What phrases tell by so much comes first whatever words make likely.
SURE = 2.6
# A word that speaks for a theme by so much is not looked for as if it were the name of something.
SPEAKING = 0.5
# The words of a phrase may have so many others between them.
BETWEEN = 4
# What evidence counts for in a language that the question is hardly written in.
OTHER_LANGUAGE = 0.35
# What a word counts for that was typed otherwise.
FAULTY, FAULTY_AND_SHORT, SHORT = 0.8, 0.7, 6
# From how many letters on a fault says as much of a language as a stem.
LONG = 8
# What a word counts for that belongs to a phrase on something else.
TAKEN = 0.5
# Numbers as short as an age say nothing that texts could hold, unless there is nothing else.
FIGURES = 2


@dataclass(frozen=True, slots=True)
class Word:
    """A word or term as it was typed, folded, and what may stand for it."""

    text: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question says: themes, most certain first; words to look for; those that spoke for the themes."""

    language: str
    themes: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()
    theme_words: tuple[Word, ...] = ()
    audiences: tuple[str, ...] = ()
    # Somebody speaks, rather than names something.
    is_sentence: bool = False


@dataclass(slots=True)
class _Match:
    """A phrase found in a question: on what, how much it counts, where; whether it would tell by itself."""

    subject: str
    weight: float
    places: frozenset[int]
    tells: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """What the lexicon knows of a word: its keys, the languages that it speaks for and how much, what was meant."""

    keys: Iterable[str]
    languages: Iterable[str]
    vote: float
    faith: float = 1
    meant: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Seen:
    """What the lexicon knows of the words of a question."""

    words: list[str]
    places: Mapping[str, Sequence[int]]
    # How sure it is that each word was meant.
    faith: Sequence[float]
    meant: Mapping[int, Sequence[str]]
    factors: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the lexicon finds in a question: its folded words, the language they are of, and how much speaks for what."""

    words: list[str]
    language: str
    scores: Mapping[str, float]
    seen: _Seen
    matches: list[_Match]


def evidence_of(question: str, language: str) -> Evidence:
    """Look a question up in the lexicon; `language` is that of the page, and decides where the words do not."""
    known = lexicon()
    said = tokens(question)
    seen, votes = _look_up(said, known)
    if language in LANGUAGES:
        votes[language] += 0.5
    most = max(votes.values())
    guessed = max(LANGUAGES, key=lambda code: (votes[code], code == language))
    seen.factors = {code: 1 if 2 * votes[code] >= most else OTHER_LANGUAGE for code in LANGUAGES}
    matches = list(_matches(seen, known))
    return Evidence(said, guessed, _scores(matches), seen, matches)


def read(question: str, *, language: str, synonyms: Synonyms = NONE) -> Reading:
    """Read a question; `language` is that of the page, and decides where the words do not."""
    known, found = lexicon(), evidence_of(question, language)
    told = _themes(found.scores)
    themes = _with_likely(told, found, known)
    spoke = _spoke_for(themes, found)
    if not told:
        spoke |= {at for at, word in enumerate(found.words) if _tells(word, found.language, themes)}
    read_in = list(dict.fromkeys([found.language, *([language] if language in LANGUAGES else [])]))
    words, theme_words = _units(found.seen, spoke, read_in, known, synonyms)
    audiences = tuple(code for code in Audience.values if found.scores.get(f"audience:{code}", 0) >= ENOUGH)
    is_sentence = len(found.words) >= SENTENCE and len(words) + len(theme_words) < len(found.words)
    return Reading(found.language, themes, words, theme_words, audiences, is_sentence)


def _with_likely(told: tuple[str, ...], found: Evidence, known: Lexicon) -> tuple[str, ...]:
    """Join what phrases tell with what the other words make likely; where no phrase tells anything, they must be sure."""
    spoke = _spoke_for(told, found)
    left = [
        word
        for at, word in enumerate(found.words)
        if at not in spoke and not any(word in stop for stop in known.stop.values())
    ]
    if len(found.words) == 1 or (not told and len(left) < TELLING):
        return told
    likely = likelihoods(clues_of(found.words, found.language, found.scores), weights())
    nothing, most = likely.pop(NOTHING), max(likely.values())
    if not told and (most < LIKELY or nothing > DOUBTFUL * (1 - nothing)):
        return ()
    alone, beside = OPEN if not told else LEFT if left else EXPLAINED
    least = max(alone, beside * most)
    themes = sorted((each for each in likely if likely[each] >= least), key=lambda theme: -likely[theme])
    if told and found.scores[told[0]] >= SURE:
        themes = [told[0], *(each for each in themes if each != told[0])]
    elif told and told[0] not in themes[:MOST_THEMES]:
        themes = [*themes[: MOST_THEMES - 1], told[0]]
    return tuple(themes[:MOST_THEMES])


def _spoke_for(themes: tuple[str, ...], found: Evidence) -> set[int]:
    """Return the places of the words whose phrases tell some themes."""
    return {at for match in found.matches if match.tells and match.subject in themes for at in match.places}


def _tells(word: str, language: str, themes: tuple[str, ...]) -> bool:
    """Tell whether a word made the likeliest theme so."""
    return bool(themes) and speaks_for(word, language, themes[0]) >= SPEAKING


def _look_up(words: list[str], known: Lexicon) -> tuple[_Seen, dict[str, float]]:
    """Find the keys of every word, and which languages they speak for."""
    places: dict[str, list[int]] = defaultdict(list)
    faith = [1.0] * len(words)
    meant: dict[int, list[str]] = {}
    votes = dict.fromkeys(LANGUAGES, 0.0)
    found = {word: _known(word, known) for word in dict.fromkeys(words)}
    for place, word in enumerate(words):
        each = found[word]
        faith[place] = each.faith
        # A fault of a word that is not looked for stands for nothing.
        if telling := [other for other in each.meant if known.forms.get(other)]:
            meant[place] = telling
        for code in each.languages:
            votes[code] += each.vote
        for key in each.keys:
            places[key].append(place)
    return _Seen(words, places, faith, meant), votes


def _known(word: str, known: Lexicon) -> _Known:
    """Look a word up as it is written, else by its stem, else by what it may be a fault of."""
    if known.is_known(word):
        return _Known(known.forms.get(word, ()), known.languages_of(word), vote=1)
    if keys := _by_stem(word, known):
        return _Known(keys, {key[:2] for key in keys}, vote=0.5)
    meant = known.neighbours.of(word)
    keys = list(dict.fromkeys(key for other in meant for key in known.forms.get(other, ())))
    languages = {code for other in meant for code in known.languages_of(other)}
    return _Known(
        keys,
        languages,
        vote=0.5 if len(word) >= LONG else 0.2,
        faith=FAULTY if len(word) >= SHORT else FAULTY_AND_SHORT,
        meant=meant,
    )


def _by_stem(word: str, known: Lexicon) -> list[str]:
    if len(word) < SHORTEST_STEMMED:
        return []
    keys = (f"{code}:{stem(word, code)}" for code in LANGUAGES)
    return [key for key in keys if key in known.keys]


def _matches(seen: _Seen, known: Lexicon) -> Iterator[_Match]:
    """Yield every phrase that the question holds."""
    for key, at in seen.places.items():
        for phrase in known.anchored.get(key, ()):
            for place in at:
                if found := _found(phrase, key, place, seen.places):
                    faith = min(seen.faith[each] for each in found)
                    weight = phrase.weight * seen.factors[phrase.language] * faith
                    yield _Match(phrase.subject, weight, found, tells=phrase.weight >= WEIGHTS["likely"])


def _found(
    phrase: Phrase, key: str, place: int, places: Mapping[str, Sequence[int]]
) -> frozenset[int] | None:
    """Return where a phrase is, seen from the place of one of its words; None where a word is missing or far."""
    taken = {place}
    anchor = next(at for at, slot in enumerate(phrase.slots) if key in slot)
    reach = len(phrase.slots) + BETWEEN
    for at, slot in enumerate(phrase.slots):
        if at != anchor:
            # The shorter of the two is walked through: lists of countries are longer than questions.
            keys = [each for each in places if each in slot] if len(slot) > len(places) else slot
            near = [
                where
                for each in keys
                for where in places.get(each, ())
                if where not in taken and abs(where - place) <= reach
            ]
            if not near:
                return None
            taken.add(min(near, key=lambda where: (abs(where - place), where)))
    return frozenset(taken) if max(taken) - min(taken) <= reach else None


def _scores(matches: list[_Match]) -> dict[str, float]:
    """Add up what speaks for each subject; no word speaks twice, and less where a phrase on another one has it."""
    long = [match for match in matches if len(match.places) > 1 and match.weight >= WEIGHTS["sure"]]
    for match in matches:
        if any(match.subject != other.subject and match.places < other.places for other in long):
            match.weight *= TAKEN
    scores: dict[str, float] = defaultdict(float)
    heard: dict[str, set[int]] = defaultdict(set)
    for match in sorted(matches, key=lambda match: (-match.weight, sorted(match.places))):
        new = match.places - heard[match.subject]
        scores[match.subject] += match.weight * len(new) / len(match.places)
        heard[match.subject] |= match.places
    return scores


def _themes(scores: Mapping[str, float]) -> tuple[str, ...]:
    found = sorted((theme for theme in Theme.values if theme in scores), key=lambda theme: -scores[theme])
    least = max(ENOUGH, BESIDE * scores[found[0]]) if found else ENOUGH
    return tuple(theme for theme in found if scores[theme] >= least)[:MOST_THEMES]


def _units(
    seen: _Seen, spoke: set[int], languages: list[str], known: Lexicon, synonyms: Synonyms
) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Part the words that texts may hold from those that spoke for the themes; terms of synonyms are one."""
    words: list[Word] = []
    theme_words: list[Word] = []
    for span, others in synonyms.units(seen.words, languages):
        text = " ".join(seen.words[each] for each in span)
        if not others and _says_nothing(text, languages, known):
            continue
        meant = [] if others else list(seen.meant.get(span.start, ()))
        theirs = [other for each in meant for other in synonyms.of_word(each, languages)]
        word = Word(text, tuple(dict.fromkeys([*meant, *others, *theirs]))[:MOST_ALSO])
        (theme_words if spoke.intersection(span) else words).append(word)
    telling, spoken = ([word for word in those if _may_be_said(word)] for those in (words, theme_words))
    if not telling and not spoken:
        telling = words
    return tuple(telling[:MOST_WORDS]), tuple(spoken[:MOST_WORDS])


def _may_be_said(word: Word) -> bool:
    return not (word.text.isdigit() and len(word.text) <= FIGURES)


def _says_nothing(word: str, languages: list[str], known: Lexicon) -> bool:
    return (len(word) == 1 and not word.isdigit()) or any(word in known.stop[code] for code in languages)

"""An invented lexicon in four languages, used as often as Zipf says: the first word most, the last one hardly ever.

The words are invented so that no theme and no synonym of the portal reads them; `REAL` are some that it reads,
strewn among the middle ranks.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from random import Random

LEXEMES = 10_000
SEED = 42
# Ranks at which a question's word is common (in about half of the texts of its language), of the middle, rare.
COMMON, MIDDLE, RARE = 10, 600, 9_000
# Beginnings, then endings.
_SYLLABLES = {
    "fr": """ba be bou bri ca ché cla cor dé do dre fa fleu for ga gé gra ju la lé lou ma mé mi no nui or pa pré
             qui ra ré ro sa sé sou ta té tou va ver vi | eau elle esse eur ier ine ion ique oir ure""",
    "en": """ba bri ca clo cra dal den far fol gar gri hal hol kin la lor mar mil nor par pel quin ras rid sal
             sel sto tan tor ver wal wen wil | ard ed er est ing ish let ness ow y""",
    "it": """ba be bo ca ce chi co da di fa fi ga gio la le lu ma me mo na no pa pe po ra re ri sa se so sta ta
             te tra va ve vi | aio ando ella enza ero etto iere ina ola one""",
    "es": """ba be bo ca co cue da de fa fue ga gui ha jo la le lla ma me mo na no pa pe po que ra re ri sa se
             so ta te tra va ve vi | ado anza ción dad ero illa ismo ito oso ura""",
}
REAL = {
    "fr": "emploi formation métier orientation bilan compétences alternance diplôme entreprise stage",
    "en": "job training career guidance skills apprenticeship diploma business placement application",
    "it": "lavoro formazione mestiere orientamento competenze apprendistato diploma impresa tirocinio",
    "es": "empleo formación oficio orientación competencias aprendizaje diploma empresa prácticas",
}
_REAL_FROM, _REAL_STEP = 40, 35
LANGUAGES = tuple(_SYLLABLES)


@cache
def lexicon(language: str) -> tuple[str, ...]:
    """Return the words of a language, the most frequent first."""
    rng = Random(f"{SEED}:{language}")
    syllables, endings = (part.split() for part in _SYLLABLES[language].split("|"))
    words: dict[str, None] = {}
    while len(words) < LEXEMES - len(REAL[language].split()):
        words["".join(rng.choices(syllables, k=rng.randint(1, 3))) + rng.choice(endings)] = None
    found = list(words)
    for number, word in enumerate(REAL[language].split()):
        found.insert(_REAL_FROM + number * _REAL_STEP, word)
    return tuple(found)


@cache
def _weights() -> list[float]:
    return list(accumulate(1 / rank for rank in range(1, LEXEMES + 1)))


def text(rng: Random, language: str, length: int) -> str:
    """Return so many words, as a sentence begins and ends."""
    words = rng.choices(lexicon(language), cum_weights=_weights(), k=length)
    return f"{' '.join(words).capitalize()}."


def title(rng: Random, language: str) -> str:
    return text(rng, language, rng.randint(2, 5)).rstrip(".")


def misspelt(word: str) -> str:
    """Swap two letters in the middle, as fingers do."""
    middle = len(word) // 2
    return word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]

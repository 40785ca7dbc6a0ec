"""What is asked of the search: some questions of each class, the same ones at every run."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from bench.cites import town_of
from bench.words import COMMON, MIDDLE, RARE, SEED, lexicon, misspelt
from network.vocabulary import Audience, Theme

if TYPE_CHECKING:
    from bench.cites import Size

    type Query = dict[str, str]

LANGUAGE = "fr"
CLASSES = (
    "rare", "middle", "common", "city", "city and word", "near", "near and word", "filters", "open now", "typo",
    "deep page",
)  # fmt: skip
# Questions of so many neighbouring ranks are of the same class.
_AROUND = {COMMON: 12, MIDDLE: 300, RARE: 900}


def questions(kind: str, number: int, size: Size) -> list[Query]:
    """Return so many questions of a class, none of them twice where there are as many."""
    rng = Random(f"{SEED}:{kind}")
    made: dict[tuple[tuple[str, str], ...], Query] = {}
    for _ in range(number * 20):
        query = _question(kind, rng, size)
        made[tuple(query.items())] = query
        if len(made) == number:
            break
    return list(made.values())


def _question(kind: str, rng: Random, size: Size) -> Query:
    city = rng.randrange(size.cites)
    return {
        "rare": lambda: {"q": _word(rng, RARE)},
        "middle": lambda: {"q": _word(rng, MIDDLE)},
        "common": lambda: {"q": _word(rng, COMMON)},
        "city": lambda: {"cite": f"invented-{city}"},
        "city and word": lambda: {"cite": f"invented-{city}", "q": _word(rng, COMMON)},
        "near": lambda: {"near": _near(city)},
        "near and word": lambda: {"near": _near(city), "q": _word(rng, COMMON)},
        "filters": lambda: {
            "theme": rng.choice(Theme.values),
            "audience": rng.choice(Audience.values),
            "country": rng.choice(["FR", "IT", "ES"]),
        },
        "open now": lambda: {
            "when": "now",
            "theme": rng.choice(Theme.values),
            "country": rng.choice(["BE", "CH"]),
        },
        "typo": lambda: {"q": misspelt(_word(rng, MIDDLE))},
        "deep page": lambda: {"q": _word(rng, MIDDLE), "page": str(rng.randint(2, 20))},
    }[kind]()


def _word(rng: Random, rank: int) -> str:
    """Return a word of about that rank, and long enough to be misspelt."""
    around = lexicon(LANGUAGE)[max(0, rank - _AROUND[rank] // 2) :][: _AROUND[rank]]
    return rng.choice([each for each in around if len(each) > 4])


def _near(city: int) -> str:
    latitude, longitude = town_of(city)
    return f"{latitude:.2f},{longitude:.2f}"

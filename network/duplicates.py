"""What two records of one body have alike, however its name was typed. No database, no clock."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from network.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What a name may carry of its legal form, folded; of the countries of the network.
_LEGAL_FORMS = frozenset(
    [
        "association",
        "asso",
        "ass",
        "assoc",
        "asbl",
        "aisbl",
        "vzw",
        "sa",
        "sas",
        "sasu",
        "sarl",
        "eurl",
        "scop",
        "scic",
        "spa",
        "srl",
        "srls",
        "scarl",
        "onlus",
        "lda",
        "ltda",
        "sl",
        "slu",
        "gmbh",
        "ag",
        "ev",
        "ggmbh",
        "bv",
        "nv",
        "gip",
        "gie",
        "epic",
        "epcc",
        "inc",
        "ltd",
        "llc",
        "plc",
    ]
)
_LITTLE_WORDS = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "de",
        "du",
        "des",
        "d",
        "et",
        "the",
        "of",
        "and",
        "di",
        "del",
        "della",
        "dei",
        "do",
        "da",
        "e",
        "y",
        "el",
        "los",
    ]
)
_NOT_A_LETTER = re.compile(r"[^\w]+|_")
# Points within letters: S.A.R.L., A.S.B.L.
_INITIALS = re.compile(r"\b(?:\w\.){2,}")
# A host that so many share says nothing: one that lets anybody have a page, or a national body with its units.
MOST_ON_A_HOST = 6


def bare_name(name: str) -> str:
    """Return a name without accents, case, punctuation, little words and legal forms; never nothing of something."""
    folded = _INITIALS.sub(lambda found: found[0].replace(".", ""), fold(name))
    words = _NOT_A_LETTER.sub(" ", folded).split()
    told = [word for word in words if word not in _LEGAL_FORMS and word not in _LITTLE_WORDS]
    return " ".join(told or words)


def host_of(address: str | None) -> str:
    """Return the host of a website without its www."""
    try:
        host = urlsplit(address or "").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def pairs_alike(keys: Iterable[tuple[int, str]], *, most: int | None = None) -> Iterator[tuple[int, int]]:
    """Give the pairs that share a key, smaller number first; a key that more than `most` share is left out."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, key in keys:
        if key:
            groups[key].append(number)
    for group in groups.values():
        if most is None or len(group) <= most:
            yield from combinations(sorted(group), 2)

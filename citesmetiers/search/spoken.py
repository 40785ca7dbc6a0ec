"""Where and when, said in the question itself: “changer de métier, près de Lyon, ce soir”. Pure: no database.

Only what is certain is taken out: a time that shows what is open then, a name after a word for nearness.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from network.names import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from network.hours.windows import Time

# Said in any language, wherever the page is read. What could mean something else is left where it is.
_TIMES: dict[Time, str] = {
    "now": r"ouverte?s? (?:maintenant|en ce moment)|open (?:right )?now|apert[oi] (?:adesso|ora)|abierto ahora"
    r"|aberto agora|nu open",
    "evening": r"ce soir|this evening|tonight|stasera|questa sera|esta noche|esta noite|hoje a noite|vanavond",
    "saturday": r"(?:ce |le )?samedi|(?:on |this )?saturday|sabato|(?:el |este |no )?sabado|(?:op )?zaterdag",
    "week": r"cette semaine|this week|questa settimana|esta semana|deze week",
}
# Whatever follows is a place…
_NEAR = (
    r"pr[eè]s d[eu']|proche d[eu']|autour d[eu']|aux alentours d[eu']|pas loin d[eu']|near(?: to)?|close to|around"
    r"|vicino (?:a|ad|al|alla)|cerca del?|perto d[aeo]|in de buurt van|nabij|rond"
)
# …or only where it is written as a name is.
_IN = r"[Àà]|[Aa]ux?|[Aa]|[Ee][nm]|[Ii]n|[Bb]ij|[Tt]e|[Pp]resso|[Ss]ur|[Aa]t"
# A capital letter, then words, small ones between others: “Saint-Denis de la Réunion”.
_CAPITALS = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*(?:\s+[\w'’.-]+){0,4}"
_AFTER_NEAR = re.compile(rf"(?:^|(?<=[\s,;]))(?:{_NEAR})\s*(?P<name>[^,;?!]+)", re.IGNORECASE)
_AFTER_IN = re.compile(rf"(?:^|(?<=[\s,;]))(?:{_IN})\s+(?P<name>{_CAPITALS}|[0-9]{{4,5}}(?![0-9]))")
_WORD = re.compile(r"\S+")
MOST_WORDS = 5
_LEFT = " ,;.:-–—"
_LETTER_OR_FIGURE = re.compile(r"\w")


class Said(NamedTuple):
    """A question without what it says of where and when."""

    question: str = ""
    where: str = ""
    when: Time | None = None
    # What is left where only one of the two is let go of.
    without_where: str = ""
    without_when: str = ""


def take_apart(question: str, is_known: Callable[[str], bool]) -> Said:
    """Take where and when out of a question; `is_known` tells whether a name is that of a town."""
    left, when = _take_time(question)
    rest, where = _take_place(left, is_known)
    return Said(rest, where, when, _take_place(question, is_known)[0] if where else question, left)


def _take_time(question: str) -> tuple[str, Time | None]:
    folded = fold(question)
    if len(folded) != len(question):
        return question, None
    for when, words in _TIMES.items():
        if found := re.search(rf"\b(?:{words})\b", folded):
            return _without(question, found.start(), found.end()), when
    return question, None


def _take_place(question: str, is_known: Callable[[str], bool]) -> tuple[str, str]:
    """Take the longest name that is known after a word for a place."""
    for said in (*_AFTER_NEAR.finditer(question), *_AFTER_IN.finditer(question)):
        words = list(_WORD.finditer(said["name"]))[:MOST_WORDS]
        for last in reversed(words):
            name = said["name"][: last.end()].strip(_LEFT)
            if name and is_known(name):
                return _without(question, said.start(), said.start("name") + last.end()), name
    return question, ""


def _without(question: str, start: int, end: int) -> str:
    kept = [part.strip(_LEFT) for part in (question[:start], question[end:])]
    return " ".join(part for part in kept if _LETTER_OR_FIGURE.search(part))

"""Which entries have some words: the statement of the search, and the words that were meant where none is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyroaring import BitMap

# What has more hits is counted as “5 000+”, and drawn from among all of them.
MOST = 5000
# So few candidates are read themselves; more are found by their words first.
FEW = 2000
TITLE, TEXT = 3, 1

_BY_WORDS = "search_hits({asked}, %(kinds)s, %(most)s) AS entry"
_BY_NUMBER = (
    "(SELECT id, words FROM citesmetiers_searchentry WHERE id = ANY (%(among)s) OFFSET 0) AS entry"
    " WHERE entry.words @@ ({asked})"
)
# A letter that is missing, doubled or wrong in a word leaves a third of its trigrams.
ALIKE = """
    SELECT asked.word, ARRAY(
        SELECT known.word FROM citesmetiers_searchword AS known WHERE known.word %% asked.word
        GROUP BY known.word ORDER BY similarity(known.word, asked.word) DESC, known.word LIMIT 8
    )
    FROM unnest(%(words)s::text[]) AS asked (word)
    WHERE NOT EXISTS (
        SELECT FROM citesmetiers_searchentry AS entry
        WHERE entry.shown AND entry.words @@ search_asked(ARRAY[asked.word])
    )
"""


@dataclass(frozen=True)
class Hit:
    """Which of the words that were asked for an entry has, by their rank, and which of them in its title."""

    words: int
    titles: int

    def has_all(self, wanted: int) -> bool:
        return self.words & wanted == wanted

    @property
    def weight(self) -> int:
        return TEXT * self.words.bit_count() + (TITLE - TEXT) * self.titles.bit_count()


@dataclass(frozen=True)
class Hits:
    """The entries that have some words; of many, only the first that were met."""

    by_entry: dict[int, Hit]
    are_many: bool


def find_hits(
    words: Sequence[Sequence[str]], kinds: Sequence[str], *, all_of: bool, among: BitMap | None = None
) -> Hits:
    """Return the entries that have all, or any, of some words, each given as the alternatives that stand for it.

    Where few candidates are known, these alone are looked at.
    """
    narrow = list(among) if among is not None and len(among) <= FEW else []
    statement = statement_of(len(words), all_of=all_of, is_narrow=bool(narrow))
    values: dict[str, Any] = {
        f"word{number}": list(alternatives) for number, alternatives in enumerate(words)
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values | {"kinds": list(kinds), "most": MOST + 1, "among": narrow})
        rows = cursor.fetchall()
    are_many = not narrow and len(rows) > MOST
    return Hits({row[0]: Hit(row[1], row[2]) for row in rows}, are_many)


def statement_of(words: int, *, all_of: bool, is_narrow: bool) -> str:
    """Return the statement that asks for so many words: of the entries whose numbers are given, or of all."""
    numbers = range(words)
    asked = (" && " if all_of else " || ").join(f"word{number}" for number in numbers)
    has = " + ".join(f"((entry.words @@ word{number})::int << {number})" for number in numbers)
    in_title = " + ".join(
        f"((ts_filter(entry.words, '{{a}}') @@ word{number})::int << {number})" for number in numbers
    )
    each = ", ".join(f"search_asked(%(word{number})s) AS word{number}" for number in numbers)
    source = (_BY_NUMBER if is_narrow else _BY_WORDS).format(asked=asked)
    return (
        f"WITH asked AS MATERIALIZED (SELECT {each}) "  # noqa: S608 pieces of ours
        f"SELECT entry.id, {has}, {in_title} FROM asked, LATERAL {source}"
    )


def find_alike(words: Sequence[str]) -> dict[str, list[str]]:
    """Return, for each word that no entry has, the known words that look like it, the likest first."""
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, {"words": list(words)})
        return dict(cursor.fetchall())

"""Which entries have some words: the statement of the search, and the words that were meant where none is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyroaring import BitMap

# Of more hits than these nothing is read but that they are many: the first of the order are looked at instead.
MOST = 5000
# So few candidates are read themselves; more are found by their words first.
FEW = 2000
TITLE, TEXT = 3, 1
# Stands for all of them.
TOO_MANY = (0, 0, 0)

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
    """The entries that have some words; none of them where they are many."""

    by_entry: dict[int, Hit]
    are_many: bool


def find_hits(
    words: Sequence[Sequence[str]], kinds: Sequence[str], *, all_of: bool, among: BitMap | None = None
) -> Hits:
    """Return the entries that have all, or any, of some words, each given as the alternatives that stand for it.

    Where few candidates are known, these alone are looked at.
    """
    narrow = list(among) if among is not None and are_few(among) else []
    statement = statement_of(len(words), all_of=all_of, is_narrow=bool(narrow))
    values: dict[str, Any] = {
        f"word{number}": list(alternatives) for number, alternatives in enumerate(words)
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values | {"kinds": list(kinds), "most": MOST + 1, "among": narrow})
        rows = cursor.fetchall()
    if rows == [TOO_MANY]:
        return Hits({}, are_many=True)
    return Hits({row[0]: Hit(row[1], row[2]) for row in rows}, are_many=False)


def are_few(entries: BitMap) -> bool:
    """Tell whether so many are read themselves."""
    return len(entries) <= FEW


def statement_of(words: int, *, all_of: bool, is_narrow: bool) -> str:
    """Return the statement that asks for so many words: of the entries whose numbers are given, or of all."""
    numbers = range(words)
    asked = (" && " if all_of else " || ").join(f"word{number}" for number in numbers)
    has = " + ".join(f"((entry.words @@ word{number})::int << {number})" for number in numbers)
    in_title = " + ".join(
        f"((ts_filter(entry.words, '{{a}}') @@ word{number})::int << {number})" for number in numbers
    )
    each = ", ".join(f"search_asked(%(word{number})s) AS word{number}" for number in numbers)
    told = f"SELECT entry.id, {has}, {in_title} FROM asked, "  # noqa: S608 pieces of ours
    if is_narrow:
        return f"WITH asked AS MATERIALIZED (SELECT {each}) {told}LATERAL {_BY_NUMBER.format(asked=asked)}"
    # To look at the words of each takes ten times as long as to find it.
    return (
        f"WITH asked AS MATERIALIZED (SELECT {each}), "  # noqa: S608
        f"entry AS MATERIALIZED (SELECT entry.* FROM asked, LATERAL {_BY_WORDS.format(asked=asked)}), "
        "many AS (SELECT count(*) >= %(most)s AS are FROM entry) "
        f"{told}entry, many WHERE NOT many.are UNION ALL SELECT 0, 0, 0 FROM many WHERE many.are"
    )


def find_alike(words: Sequence[str]) -> dict[str, list[str]]:
    """Return, for each word that no entry has, the known words that look like it, the likest first."""
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, {"words": list(words)})
        return dict(cursor.fetchall())

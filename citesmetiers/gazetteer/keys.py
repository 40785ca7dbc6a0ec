"""Names of towns as they are compared: typed in haste, without accents, with “St” for “Saint”.

Pure: no database. The gazetteer holds what `key_of` makes; who changes it builds the file again.
"""

from __future__ import annotations

import re

from network.names import fold

# Letters that Unicode does not take apart.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th"})
# Thousands of names begin with these: shorter, they do not make all of them look alike.
_SHORT = {"saint": "st", "sainte": "ste"}


def key_of(name: str) -> str:
    """Return the letters and figures of a name, in words: “st etienne” of “Saint-Étienne”."""
    words = re.sub(r"[\W_]+", " ", fold(name).translate(_LETTERS)).split()
    return " ".join(_SHORT.get(word, word) for word in words)


def edits(one: str, other: str, most: int) -> int:
    """Count the letters added, left out, mistaken or swapped between two keys; `most` + 1 where there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, its in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]

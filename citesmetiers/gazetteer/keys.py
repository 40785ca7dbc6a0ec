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

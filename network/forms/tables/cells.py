"""Texts that a spreadsheet takes for nothing but text, and what they were before.

Both ways are exact: what was written reads as it was.
"""

from __future__ import annotations

import re

# What may begin a formula, full-width forms too.
_DANGER = "=+\\-@\t\r\0＝＋－＠"
# A program that cuts at another sign than ours sees a cell begin after it: in the middle of a text, too.
_BEGINS = r"((?:^|[,;|\n\r])[\"' ]*)"
_BARE = re.compile(rf"{_BEGINS}(?=[{_DANGER}])")
_QUOTED = re.compile(rf"{_BEGINS}'(?=[{_DANGER}])")
# XML has no way to write these; spreadsheets agree on one of their own.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_WRITTEN = re.compile("_x([0-9A-Fa-f]{4})_")


def quoted(text: str) -> str:
    """Put an apostrophe before what could begin a formula in a CSV file."""
    return _BARE.sub(r"\1'", text)


def unquoted(text: str) -> str:
    """Take away the apostrophes that `quoted` puts."""
    return _QUOTED.sub(r"\1", text)


def writable(text: str) -> str:
    """Spell what XML cannot hold as spreadsheets do: `_x000B_`."""
    return _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def as_written(text: str) -> str:
    """Read what `writable` spells."""
    return _WRITTEN.sub(lambda found: chr(int(found[1], 16)), text)

"""Cuts the typeface down to the letters of our languages."""

from __future__ import annotations

import hashlib
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools import subset

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

PACKAGE = "fontpkg_atkinson_hyperlegible"
STYLES = {"regular": "AtkinsonHyperlegible-Regular.ttf", "bold": "AtkinsonHyperlegible-Bold.ttf"}
# Printable ASCII and Latin-1 carry fr en it es pt nl ca eu but for a few letters and the signs of print.
# The typeface has no arrow and no narrow space: pages draw the first and use the no-break space of Latin-1.
_LETTERS = "ŒœŸÿ"
_SIGNS = "–—‘’‚“”„†•…‰‹›⁄€™−÷≤≥≠≈"
LETTERS = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100)])) + _LETTERS + _SIGNS


def build_fonts(target: Path) -> None:
    """Write the typeface as woff2 into a folder, unless the same cut of the same source is there."""
    target.mkdir(parents=True, exist_ok=True)
    for style, name in STYLES.items():
        source = files(PACKAGE) / "files" / name
        built = target / f"atkinson-hyperlegible-{style}.woff2"
        # Hidden files are not published.
        mark = target / f".{style}.source"
        wanted = _fingerprint(source)
        if built.exists() and mark.exists() and mark.read_text() == wanted:
            continue
        _cut(source, built)
        mark.write_text(wanted)


def _cut(source: Traversable, built: Path) -> None:
    # Never leave half a font under its name.
    draft = built.with_suffix(".draft")
    with as_file(source) as path:
        subset.main([
            str(path), f"--text={LETTERS}", "--flavor=woff2", "--layout-features=*", "--no-hinting",
            f"--output-file={draft}",
        ])  # fmt: skip
    draft.replace(built)


def _fingerprint(source: Traversable) -> str:
    return hashlib.sha256(source.read_bytes() + LETTERS.encode()).hexdigest()

"""Pictures that teams send: read within bounds, made anew, kept under names that say what they hold.

What is kept is never what was sent: the pixels alone are drawn into new files, in two widths, without
what a camera or a stranger wrote beside them. A file lies in the folder of its Cité, and nobody else finds it there.
"""

from __future__ import annotations

import hashlib
import re
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, Self

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

LARGEST = 12 * 1024 * 1024
# Looked at before anything is decoded: a few bytes can claim a picture that fills the memory.
MOST_PIXELS = 50_000_000
SMALLEST_SIDE, LONGEST_SIDE = 320, 1600
FOR_PHONES = 640
MOST_STRETCHED = 4
MOST_OF_A_CITE = 400
FOLDER = "pictures"
PATTERN = r"^[0-9a-f]{64}-[1-9][0-9]{2,3}x[1-9][0-9]{2,3}$"
_FORMATS = ("JPEG", "PNG", "WEBP")
# One picture at a time in each process: memory for one is what a machine has to have.
_turn = Lock()


class Unfit(ValueError):  # noqa: N818 told to the person who sent it
    """What was sent is no picture that can be shown; the message says what to send instead."""


class Picture(NamedTuple):
    """A picture that is kept: the digest of its largest file, in pixels how wide and how high that is."""

    digest: str
    width: int
    height: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raise ValueError for what no picture is called."""
        if not re.fullmatch(PATTERN, text):
            raise ValueError(text)
        digest, size = text.split("-")
        width, height = size.split("x")
        return cls(digest, int(width), int(height))

    def __str__(self) -> str:
        return f"{self.digest}-{self.width}x{self.height}"

    @property
    def in_words(self) -> str:
        size = {"width": self.width, "height": self.height}
        return gettext("a picture of %(width)d × %(height)d pixels") % size

    @property
    def widths(self) -> list[int]:
        """The widths that there are files of, in pixels, the largest last."""
        return sorted({min(FOR_PHONES, self.width), self.width})

    def file_of(self, cite: int, width: int) -> str:
        """Return the name of one of its files in the storage."""
        return f"{FOLDER}/{cite}/{self}-{width}.webp"

    def is_kept_for(self, cite: int) -> bool:
        return all(default_storage.exists(self.file_of(cite, width)) for width in self.widths)


def keep(cite: int, data: bytes) -> Picture:
    """Draw a picture anew and keep it for a Cité; the same one again is the same. Raises Unfit."""
    if len(data) > LARGEST:
        raise Unfit(_("The picture is larger than 12 MB: send a smaller one."))
    with _turn:
        large = _drawn(data)
        small = large.copy()
        small.thumbnail((FOR_PHONES, large.height), reducing_gap=2.0)
        files = {each.width: _webp(each) for each in (small, large)}
    picture = Picture(hashlib.sha256(files[large.width]).hexdigest(), large.width, large.height)
    if not picture.is_kept_for(cite) and _how_many(cite) >= MOST_OF_A_CITE:
        raise Unfit(
            _("Too many pictures were sent of late. Come back tomorrow, or write to the secretariat.")
        )
    for width, content in files.items():
        _write(picture.file_of(cite, width), content)
    return picture


def _drawn(data: bytes) -> Image.Image:
    """Return nothing but the pixels, upright, within our bounds."""
    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as sent:
            _check_size(*sent.size)
            # A JPEG is decoded at the half, the quarter or the eighth where that is enough.
            sent.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(sent)
            drawn = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except (OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, EOFError) as error:
        if isinstance(error, Unfit):
            raise
        message = _("This is no picture that can be read: send a JPEG, PNG or WebP file.")
        raise Unfit(message) from error
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
    drawn.info.clear()
    return drawn


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise _too_many_pixels()
    if min(width, height) < SMALLEST_SIDE:
        raise Unfit(_("The picture is too small: send one of at least 320 pixels on each side."))
    if max(width, height) > MOST_STRETCHED * min(width, height):
        raise Unfit(_("One side of the picture is more than four times the other: cut out what matters."))


def _too_many_pixels() -> Unfit:
    return Unfit(_("The picture has more than 50 million pixels: send a smaller one."))


def _webp(image: Image.Image) -> bytes:
    written = BytesIO()
    image.save(written, "WEBP", quality=80, method=4)
    return written.getvalue()


def _write(name: str, content: bytes) -> None:
    """Write a file once; one that a crash cut short is written anew."""
    if default_storage.exists(name):
        if default_storage.size(name) == len(content):
            return
        default_storage.delete(name)
    default_storage.save(name, ContentFile(content))


def _how_many(cite: int) -> int:
    folder = f"{FOLDER}/{cite}"
    return len({name.rpartition("-")[0] for name in _files_in(folder)})


def _files_in(folder: str) -> list[str]:
    return default_storage.listdir(folder)[1] if default_storage.exists(folder) else []


def sweep(used: set[str], before: datetime) -> int:
    """Delete the files sent before a moment that are of no picture in `used`; return how many."""
    gone = 0
    for name in list(_every_file()):
        picture = name.rpartition("/")[2].rpartition("-")[0]
        if picture not in used and default_storage.get_modified_time(name) < before:
            default_storage.delete(name)
            gone += 1
    return gone


def _every_file() -> Iterator[str]:
    folders = default_storage.listdir(FOLDER)[0] if default_storage.exists(FOLDER) else []
    for folder in folders:
        for name in _files_in(f"{FOLDER}/{folder}"):
            yield f"{FOLDER}/{folder}/{name}"

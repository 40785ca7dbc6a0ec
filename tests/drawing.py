"""Pictures as cameras and drawing programs write them."""

from io import BytesIO
from typing import Any

from PIL import Image


def drawn(
    width: int = 900,
    height: int = 600,
    *,
    mode: str = "RGB",
    kind: str = "JPEG",
    colour: tuple[int, int, int] = (180, 60, 40),
    **saved: Any,
) -> bytes:
    """Return the file of a picture in one colour; half transparent where the mode has it."""
    image = Image.new(mode, (width, height), colour if mode == "RGB" else (*colour, 128))
    written = BytesIO()
    image.save(written, kind, **saved)
    return written.getvalue()

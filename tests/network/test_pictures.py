"""Pictures are drawn anew within bounds: nothing of what was sent is kept but what is seen."""

import re
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from network import pictures
from network.pictures import Picture, Unfit, keep
from tests.drawing import drawn

SECRET = b"GPS 43.2965, 5.3698"


@pytest.fixture(autouse=True)
def storage(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def chunks(webp):
    """Return the names of the parts of a WebP file, read by hand (RFC 9649)."""
    assert webp[:4] == b"RIFF"
    assert webp[8:12] == b"WEBP"
    names, at = [], 12
    while at < len(webp):
        names.append(webp[at : at + 4])
        size = struct.unpack("<I", webp[at + 4 : at + 8])[0]
        at += 8 + size + size % 2
    return names


def kept(storage, picture):
    return {width: (storage / picture.file_of(7, width)).read_bytes() for width in picture.widths}


def with_chunk(png, name, content):
    """Put a chunk behind the header of a PNG."""
    chunk = struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    return png[:33] + chunk + png[33:]


def test_two_widths_are_drawn_and_named_by_what_they_hold(storage):
    picture = keep(7, drawn(2400, 1200))
    assert (picture.width, picture.height, picture.widths) == (1600, 800, [640, 1600])
    assert Picture.parse(str(picture)) == picture
    sizes = {width: Image.open(BytesIO(data)).size for width, data in kept(storage, picture).items()}
    assert sizes == {640: (640, 320), 1600: (1600, 800)}
    assert picture.is_kept_for(7)
    assert not picture.is_kept_for(8)


def test_small_picture_has_one_width_and_the_same_again_is_the_same(storage):
    picture = keep(7, drawn(500, 400))
    assert picture.widths == [500]
    assert keep(7, drawn(500, 400)) == picture
    assert len(list(storage.rglob("*.webp"))) == 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_a_camera_wrote_is_gone(storage, kind):
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    sent = drawn(kind=kind, exif=exif)
    assert SECRET in sent
    for data in kept(storage, keep(7, sent)).values():
        assert SECRET not in data
        assert set(chunks(data)) <= {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}


def test_text_profile_and_script_beside_the_pixels_are_gone(storage):
    sent = with_chunk(drawn(kind="PNG", icc_profile=b"x" * 200), b"tEXt", b"Comment\0" + SECRET)
    sent += b"<script>alert(1)</script>"
    for data in kept(storage, keep(7, sent)).values():
        assert b"script" not in data
        assert SECRET not in data
        assert set(chunks(data)) <= {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}


def test_phone_held_upright_gives_an_upright_picture():
    exif = Image.Exif()
    exif[0x0112] = 6  # Turned by a quarter.
    picture = keep(7, drawn(900, 600, exif=exif))
    assert (picture.width, picture.height) == (600, 900)


def test_transparency_stays(storage):
    picture = keep(7, drawn(400, 400, mode="RGBA", kind="PNG"))
    [data] = kept(storage, picture).values()
    assert Image.open(BytesIO(data)).mode == "RGBA"


def claimed(width, height):
    """Return a PNG of a few bytes whose header claims a size, its pixels all alike."""
    rows = zlib.compressobj(9)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"".join(rows.compress(bytes(1 + 3 * width)) for _row in range(16)) + rows.flush()
    parts = [(b"IHDR", header), (b"IDAT", data), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )


@pytest.mark.parametrize("size", [(13_000, 13_000), (20_000, 20_000), (7_100, 7_100)])
def test_bomb_is_refused_before_a_pixel_is_decoded(monkeypatch, size):
    monkeypatch.setattr(Image.Image, "load", lambda _self: pytest.fail("it was decoded"))
    monkeypatch.setattr("PIL.PngImagePlugin.PngImageFile.load", lambda _self: pytest.fail("it was decoded"))
    with pytest.raises(Unfit, match="50 million"):
        keep(7, claimed(*size))


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (b"", "no picture that can be read"),
        (b"not a picture", "no picture that can be read"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "no picture that can be read"),
        (drawn(kind="GIF"), "no picture that can be read"),
        (drawn(kind="TIFF"), "no picture that can be read"),
        (drawn(kind="PNG")[:-400], "no picture that can be read"),
        (drawn()[:300], "no picture that can be read"),
        (drawn(319, 900), "at least 320 pixels"),
        (drawn(1700, 400), "more than four times"),
        (bytes(pictures.LARGEST + 1), "larger than 12 MB"),
    ],
    ids=["empty", "words", "svg", "gif", "tiff", "cut png", "cut jpeg", "small", "long", "heavy"],
)
def test_what_is_unfit_says_why_and_leaves_nothing(storage, sent, words):
    with pytest.raises(Unfit, match=words):
        keep(7, sent)
    assert list(storage.rglob("*.webp")) == []


def test_file_that_a_crash_cut_short_is_written_anew(storage):
    picture = keep(7, drawn())
    whole = kept(storage, picture)
    (storage / picture.file_of(7, 640)).write_bytes(b"RIFF")
    keep(7, drawn())
    assert kept(storage, picture) == whole


def test_a_cite_keeps_no_more_than_it_may(monkeypatch, storage):
    monkeypatch.setattr(pictures, "MOST_OF_A_CITE", 2)
    for green in (10, 20):
        keep(7, drawn(colour=(0, green, 0)))
    with pytest.raises(Unfit, match="Too many"):
        keep(7, drawn(colour=(0, 30, 0)))
    keep(7, drawn(colour=(0, 20, 0)))
    keep(8, drawn(colour=(0, 30, 0)))


@pytest.mark.parametrize(
    "name", ["", "../../etc/passwd", "a" * 64 + "-1600x", "A" * 64 + "-900x600", "a" * 64 + "-900x600\n"]
)
def test_other_names_are_of_no_picture(name):
    with pytest.raises(ValueError, match=f"^{re.escape(name)}$"):
        Picture.parse(name)

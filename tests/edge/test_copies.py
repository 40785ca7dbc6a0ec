"""A copy as it travels: encodings, versions, HEAD; and how a page is parted into two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citesmetiers.edge.copies import copy_of, split
from citesmetiers.edge.versions import Versions
from network import keeping
from network.keeping import Note

HEADERS = [
    ("Content-Type", "text/html"),
    ("X-Frame-Options", "DENY"),
    ("Vary", "Accept-Encoding"),
    ("Content-Length", "1"),
]
BODY = b"<p>Une page</p>" * 100


def make(body=BODY, headers=HEADERS):
    return copy_of(headers, body, body, began=0, until=0, versions=Versions((), (0,)), stands_in=1)


ENCODINGS = {
    "": "", "br": "br", "gzip": "gzip", "gzip, br": "br", "gzip;q=1.0, br;q=0": "gzip", "GZIP": "gzip", "*": "",
    "br;q=0.000, gzip ; q = 0": "", "deflate, zstd": "", "gzip,br;q=0.1": "br", ";;,,=": "", "identity;q=0": "",
}  # fmt: skip


@pytest.mark.parametrize(("accepted", "sent"), ENCODINGS.items())
def test_encodings(accepted, sent):
    answer = make().answer(accepted, "", is_head=False)
    headers = dict(answer.headers)
    assert headers.get("Content-Encoding", "") == sent
    assert headers["Content-Length"] == str(len(answer.body))
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["Cache-Control"] == "max-age=0, must-revalidate"
    assert headers["X-Frame-Options"] == "DENY"


def test_small_bodies_and_pictures_stay_as_they_are():
    assert set(make(b"short").bodies) == {""}
    assert set(make(headers=[("Content-Type", "image/webp")]).bodies) == {""}


def test_versions_are_strong_and_of_one_encoding():
    copy = make()
    tags = {dict(copy.answer(each, "", is_head=False).headers)["ETag"] for each in ("", "gzip", "br")}
    assert len(tags) == 3
    assert all(tag.startswith('"') for tag in tags)
    assert make(BODY + b"!").bodies[""].etag not in tags


def known(*tags):
    return ", ".join(tags)


def test_who_has_it_is_not_sent_it():
    copy = make()
    tag, other = copy.bodies["br"].etag, copy.bodies[""].etag
    for said in (tag, f"W/{tag}", known('"a"', tag), f'"a",{tag}', "*", " * "):
        answer = copy.answer("br", said, is_head=False)
        assert (answer.status[:3], answer.body) == ("304", b"")
        headers = dict(answer.headers)
        assert headers["ETag"] == tag
        assert headers["Vary"] == "Accept-Encoding"
        assert headers["X-Frame-Options"] == "DENY"
        assert "Content-Length" not in headers
    for said in ("", other, tag.strip('"'), '"a"', f"{tag}x", "**"):
        assert copy.answer("br", said, is_head=False).status == "200 OK", said


def test_head():
    copy = make()
    got, head = (copy.answer("gzip", "", is_head=is_head) for is_head in (False, True))
    assert head.body == b""
    assert head.headers == got.headers
    instead = copy.answer_instead("gzip", is_head=True)
    assert instead.body == b""
    assert dict(instead.headers)["Content-Length"] != "0"


def test_a_version_of_the_page_s_own_is_kept():
    assert make(headers=[*HEADERS, ("ETag", 'W/"abc"')]).bodies["gzip"].etag == '"abc-gz"'


NOTE = Note("m")
PARTS = st.recursive(
    st.sampled_from([("a", "a"), ("é", "é"), ("[|]", "[|]"), ("\2", "\2"), ("", "")]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: ("both", *two)),
        st.tuples(inner, inner).map(lambda two: ("either", *two)),
    ),
    max_leaves=12,
)


def written(part, note):
    """Return what a page writes, what holds now, what stands instead."""
    kind, *inner = part
    if kind == "both":
        texts = [written(each, note) for each in inner]
        return tuple("".join(text) for text in zip(*texts, strict=True))
    if kind == "either":
        one, other = (written(each, note) for each in inner)
        return f"{note.opening}{one[0]}{note.middle}{other[0]}{note.closing}", one[1], other[2]
    return kind, kind, kind


@given(PARTS)
def test_a_page_is_parted(part):
    text, now, instead = written(part, NOTE)
    assert split(text.encode(), NOTE) == (now.encode(), instead.encode())


def test_nobody_listens():
    assert keeping.either("<b>", "x") == "&lt;b&gt;"
    with keeping.taking_note("word") as note:
        text = keeping.either("<b>", "x")
        keeping.told_instead(b"y")
    assert split(text.encode(), note) == (b"&lt;b&gt;", b"x")
    assert note.instead == b"y"
    keeping.told_instead(b"z")
    assert note.instead == b"y"

"""What is said beside a translation: a table of what happens to texts, and a second reading of the same rule."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.translations import Mark, marks_of

FIRST = datetime(2026, 11, 1, 9, tzinfo=UTC)


def day(number):
    return FIRST + timedelta(days=number)


def at(*texts):
    """Give revisions of a day each: pairs of the French and the English text."""
    return [(day(number), {"fr": fr, "en": en}) for number, (fr, en) in enumerate(texts)]


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        pytest.param([("Un", "One")], None, id="both from the start"),
        pytest.param([("Un", ""), ("Un", "One")], None, id="translated later"),
        pytest.param([("Un", "One"), ("Deux", "One")], Mark(day(1), "Un"), id="original edited"),
        pytest.param([("Un", "One"), ("Deux", "One"), ("Trois", "One")], Mark(day(2), "Un"), id="edited twice"),
        pytest.param([("Un", "One"), ("Deux", "One"), ("Deux", "Two")], None, id="translated again"),
        pytest.param([("Un", "One"), ("Deux", "Two")], None, id="both in one revision"),
        pytest.param([("Un", "One"), ("Deux", "One"), ("Un", "One")], None, id="changed back"),
        pytest.param([("Un mot", "A word"), (" Un\n mot ", "A word")], None, id="only spaces"),
        pytest.param([("Un", "One"), ("Deux", "One"), ("Deux", " One\n")], Mark(day(1), "Un"), id="spaces translate nothing"),
        pytest.param([("", "One"), ("Un", "One")], Mark(day(1)), id="original written after it"),
        pytest.param([("Un", "")], Mark(), id="no translation"),
        pytest.param([("Un", "One"), ("Un", " ")], Mark(), id="translation taken out"),
        pytest.param([("Un", "One"), ("", "One")], None, id="original taken out"),
        pytest.param([("", "")], None, id="nothing said"),
    ],
)  # fmt: skip
def test_mark_of_a_translation(texts, mark):
    assert marks_of(at(*texts), "fr", ["fr", "en"]).get("en") == mark


def test_nothing_is_said_without_history():
    assert marks_of([], "fr", ["fr", "en"]) == {}


def test_what_one_transaction_wrote_in_two_steps_is_one_revision():
    written = [(day(0), {"fr": "Un", "en": "One"}), (day(1), {"fr": "Deux", "en": "One"}), (day(1), {"fr": "Deux", "en": "Two"})]  # fmt: skip
    assert marks_of(written, "fr", ["fr", "en"]) == {}


def test_each_language_that_is_there_has_its_own_mark():
    written = [
        (day(0), {"ca": "U", "en": "One", "nl": "Een"}),
        (day(1), {"ca": "Dos", "en": "Two", "nl": "Een"}),
    ]
    assert marks_of(written, "ca", ["fr", "en"]) == {"fr": Mark(), "nl": Mark(day(1), "U")}


WORDS = st.sampled_from(["", "a", "b", " a ", "c"])


@given(st.lists(st.tuples(WORDS, WORDS), max_size=8))
def test_marks_are_those_of_somebody_who_reads_forwards(texts):
    """The rule reads from the end; this reader notes at each translation what it was made from."""
    made_from = translation = None
    for fr, en in texts:
        if en.strip() != translation:
            made_from, translation = fr, en.strip()
    mark = marks_of(at(*texts), "fr", ["fr", "en"]).get("en")
    if not texts or not texts[-1][0].strip():
        assert mark is None
    elif not translation:
        assert mark == Mark()
    elif made_from.strip() == texts[-1][0].strip():
        assert mark is None
    else:
        assert mark.former == made_from
        [*_before, changed] = [
            number
            for number in range(1, len(texts))
            if texts[number][0].strip() != texts[number - 1][0].strip()
        ]
        assert mark.changed_at == day(changed)

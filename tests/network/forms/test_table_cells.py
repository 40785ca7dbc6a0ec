"""A text goes through a file as it is, and no spreadsheet takes it for a formula, wherever it is cut."""

import csv
import io
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from network.forms.tables.cells import as_written, quoted, unquoted, writable

DANGEROUS = "=+-@\t\r\0＝＋－＠"
TEXTS = st.text(
    st.one_of(st.sampled_from(DANGEROUS + "',;|\n\"_x 0D"), st.characters(codec="utf-8")), max_size=40
)


@settings(max_examples=2000, deadline=None)
@given(TEXTS)
@example("'=1")
@example("''=1")
@example('a;"=1')
@example("\t\t=")
def test_apostrophes_come_and_go(text):
    assert unquoted(quoted(text)) == text
    assert not quoted(text).startswith(tuple(DANGEROUS))


@settings(max_examples=2000, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.sampled_from(";,"), st.sampled_from(";,|"))
def test_no_cell_begins_a_formula_wherever_the_file_is_cut(texts, ours, theirs):
    file = io.StringIO()
    csv.writer(file, delimiter=ours, quoting=csv.QUOTE_ALL).writerow([quoted(text) for text in texts])
    again = next(csv.reader(io.StringIO(file.getvalue(), newline=""), delimiter=ours))
    assert [unquoted(cell) for cell in again] == texts
    cells = [
        cell
        for line in csv.reader(io.StringIO(file.getvalue(), newline=""), delimiter=theirs)
        for cell in line
    ]
    assert [cell for cell in cells if re.match(r"[=+\-@＝＋－＠]", cell)] == []


@settings(max_examples=2000, deadline=None)
@given(TEXTS)
@example("_x000D_")
@example("_x005F_x000D_")
@example("\x0b\r\ufffe")
def test_workbook_can_spell_every_text(text):
    assert as_written(writable(text)) == text
    assert not re.search("[\0-\x08\x0b-\x1f\ufffe\uffff]", writable(text))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+33 4", "'+33 4"),
        ("-1", "'-1"),
        ("@A1", "'@A1"),
        ("\t=1", "'\t=1"),
        ("a - b", "a - b"),
        ("l’=", "l’="),
        ("a;=1", "a;'=1"),
        ("list\n- one", "list\n'- one"),
        ("'quoted'", "'quoted'"),
    ],
)
def test_what_gets_an_apostrophe(text, cell):
    assert quoted(text) == cell

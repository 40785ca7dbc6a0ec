"""The quick look at a file's shape says no wherever the slow one, which has the words, does."""

import json

import pytest

from citesmetiers.exchange.shape import _has_shape, _validator
from tests.portal.exchange_documents import NETWORK, example
from tests.portal.exchange_failing import put
from tests.portal.exchange_faults_of_values import IMPOSSIBLE

ODD = [
    "",
    "x",
    "\0",
    "2026-01-01\n",
    "2026-01-01\u2028",
    "٢٠٢٦-01-01",
    "2026-02-30",
    0,
    1,
    1.0,
    -1.5,
    10**40,
    True,
    None,
    [],
    {},
]
PATHS = [
    "version",
    "as_of",
    "note",
    "cites",
    "cites[0].id",
    "cites[0].country",
    "cites[0].places[0].latitude",
]


@pytest.mark.parametrize("path", PATHS)
def test_both_say_the_same_of_odd_values(path):
    for odd in ODD:
        document = example()
        put(document, path, odd)
        assert _has_shape(document) == (not any(_validator().iter_errors(document))), odd


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_both_say_the_same_of_what_is_broken(name):
    document = example()
    for where, value in IMPOSSIBLE[name][0].items():
        put(document, where, value)
    assert _has_shape(document) == (not any(_validator().iter_errors(document)))


def test_a_file_that_is_right_needs_no_words():
    assert _has_shape(example())
    assert _has_shape(json.loads(NETWORK.read_text(encoding="utf-8")))

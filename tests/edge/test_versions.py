"""The file of versions: shared by processes, made by whichever comes first, and never without a file at all."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from citesmetiers.edge.versions import CITES, VersionsFile

CHANGE = """
import sys, os
os.environ["DJANGO_SETTINGS_MODULE"] = "citesmetiers.settings"
from pathlib import Path
from citesmetiers.edge.versions import VersionsFile
file = VersionsFile(Path(sys.argv[1]))
for number in range(200):
    file.change(int(sys.argv[2]))
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "sub" / "pages.versions"


def test_processes_see_each_other(path):
    # Whichever comes first makes it.
    workers = [
        subprocess.Popen([sys.executable, "-c", CHANGE, str(path), str(cite)]) for cite in (1, 2, 3, 3)
    ]
    file = VersionsFile(path)
    seen = [file.of([cite]) for cite in (1, 2, 3, 4)]
    assert [worker.wait(60) for worker in workers] == [0] * 4
    file.change(1), file.change(2), file.change(3)
    assert [file.are(each) for each in seen] == [False, False, False, True]
    assert path.stat().st_mode & 0o777 == 0o600


def test_it_survives(path):
    file = VersionsFile(path)
    before = file.of([5])
    file.change(5)
    after = file.of([5])
    again = VersionsFile(path)
    assert again.are(after)
    assert not again.are(before)
    assert again.changed_at(before) == pytest.approx(after.values[1] / 1e9)


def test_every_change_is_another_version(path):
    file = VersionsFile(path)
    seen = set()
    for _ in range(2000):
        file.change(None)
        seen.add(file.of(()).values)
    assert len(seen) == 2000


def test_threads(path):
    file = VersionsFile(path)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(file.change, [number % 5 for number in range(1000)]))
    assert all(file.of([cite]).values[1] for cite in range(5))


def test_what_has_no_cite_changes_all(path):
    file = VersionsFile(path)
    pages = [file.of(()), file.of([1]), file.of([1, 2]), file.of([CITES + 9])]
    file.change(None)
    assert not any(file.are(page) for page in pages)
    pages = [file.of(()), file.of([1]), file.of([1, 2]), file.of([9])]
    file.change(2)
    assert [file.are(page) for page in pages] == [False, True, False, True]


@pytest.mark.parametrize("content", [b"", b"short", b"\0" * (CITES * 8 + 40), b"\xff" * (CITES * 8 + 40)])
def test_a_file_that_is_none_is_made_anew(path, content, unheard):
    path.parent.mkdir()
    path.write_bytes(content)
    file = VersionsFile(path)
    assert file.of(()).values == (0,)
    assert not file.is_heard
    file.change(1)
    assert VersionsFile(path).of([1]).values == file.of([1]).values


def test_without_a_file(path):
    path.parent.write_text("in the way")
    file = VersionsFile(path)
    before = file.of([1])
    file.change(1)
    assert not file.are(before)

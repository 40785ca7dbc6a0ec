"""Who may know whom, and how long a file may be."""

import subprocess
import sys
from pathlib import Path

from django.conf import settings

BASE = Path(settings.BASE_DIR)
APPS = ("citesmetiers", "network", "services", "events")
# Names that say nothing of what is inside.
NAMELESS = {"utils", "util", "helpers", "helper", "common", "core", "misc", "shared", "tools", "lib"}
LONGEST = 400


def files(*suffixes):
    """List our own files, by their path below the project."""
    for folder in (*APPS, "templates", "static", "tests", "scripts", "bench"):
        for path in sorted((BASE / folder).rglob("*")):
            if path.suffix in suffixes and "__pycache__" not in path.parts:
                yield path.relative_to(BASE)


def test_imports_point_one_way():
    """The contracts of pyproject.toml, kept by import-linter."""
    program = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([program, "--no-cache"], cwd=BASE, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "2 kept, 0 broken" in run.stdout


def test_files_are_short():
    long = {
        str(path)
        for path in files(".py", ".html", ".css", ".js", ".sh", ".txt")
        if "migrations" not in path.parts
        and len((BASE / path).read_text(encoding="utf-8").splitlines()) > LONGEST
    }
    assert long == set()


def test_names_say_what_is_inside():
    assert [
        path for path in files(".py", ".html", ".css", ".js") if {*path.parts[:-1], path.stem} & NAMELESS
    ] == []


def test_tests_import_nothing_from_the_portal_s_tests_into_it():
    code = [path for path in files(".py") if path.parts[0] in APPS]
    assert [path for path in code if "from tests" in (BASE / path).read_text(encoding="utf-8")] == []

"""What the files beside the code promise: settings, dependencies, migrations."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from tests.house.test_layers import APPS

BASE = Path(settings.BASE_DIR)
READ = re.compile(r"\b(?:env\.\w+|os\.environ\.get)\(\s*\"([A-Z][A-Z_]+)\"")
# Set by Django's commands and by whoever runs the tests, not by whoever runs the portal.
NOT_OURS = {"DJANGO_SETTINGS_MODULE", "TEST_DATABASE"}


def example_lines():
    return (BASE / ".env.example").read_text(encoding="utf-8").splitlines()


def test_env_example_is_complete_and_says_nothing_more():
    code = "\n".join(path.read_text(encoding="utf-8") for path in (BASE / "citesmetiers").rglob("*.py"))
    described = [line.split("=")[0] for line in example_lines() if re.match(r"[A-Z_]+=", line)]
    assert len(described) == len(set(described))
    assert set(described) == set(READ.findall(code)) - NOT_OURS


def test_env_example_explains_each_line():
    lines = example_lines()
    for above, line in pairwise(lines):
        if re.match(r"[A-Z_]+=", line):
            assert above.startswith("# "), line


@pytest.mark.parametrize("app", APPS[1:])
def test_migrations_are_named_as_sentences(app):
    names = [name for label, name in MigrationLoader(None).disk_migrations if label == app]
    assert [
        name for name in names if not re.fullmatch(r"\d{4}_[a-z]+(_[a-z]+)+", name) or "_auto" in name
    ] == []


def test_each_dependency_says_what_it_is_for():
    lines = (BASE / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    project = tomllib.loads("\n".join(lines))
    groups = [
        each for group in project["dependency-groups"].values() for each in group if isinstance(each, str)
    ]
    named = [
        each for each in [*project["project"]["dependencies"], *groups] if explained(each, lines) is None
    ]
    assert len(groups) >= 10
    assert named == []


def explained(dependency, lines):
    """Return the sentence beside a dependency or right above it."""
    for above, line in zip(["", *lines], lines, strict=False):
        if f'"{dependency}"' in line:
            beside = re.search(r"# (\w.+)$", line)
            return (beside and beside[1]) or (above.strip()[2:] if above.strip().startswith("# ") else None)
    return None


@pytest.mark.parametrize("path", sorted((BASE / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_requirements_are_locked_and_name_no_host(path):
    text = path.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    pins = re.findall(r"^[\w.-]+(?:\[[\w,-]+\])?==\S+", text, re.MULTILINE)
    assert pins
    assert len(pins) == len(re.findall(r"^[a-zA-Z]", text, re.MULTILINE))
    assert text.count("--hash=sha256:") >= len(pins)

"""The translation catalogs as they are written to disk."""

import pytest

from citesmetiers import catalogs


@pytest.fixture
def french(tmp_path, monkeypatch):
    """A catalog apart, which starts from nothing."""
    path = tmp_path / "fr" / "django.po"
    monkeypatch.setattr(catalogs, "catalog_path", lambda _language: path)
    return path


def test_the_header_names_the_project_and_no_placeholder(french):
    catalogs.update("fr")
    header = french.read_text(encoding="utf-8").split("\n\n", 1)[0]
    assert "Project-Id-Version: Portal of the Cités des métiers" in header
    assert "nplurals=2; plural=(n > 1);" in header
    for left_by_babel in ("FULL NAME", "EMAIL@ADDRESS", "LL@li.org", "ORGANIZATION", "YEAR", "VERSION"):
        assert left_by_babel not in header


def test_a_catalog_moves_with_its_texts_only(french):
    catalogs.update("fr")
    old = french.read_text(encoding="utf-8").replace("POT-Creation-Date: 20", "POT-Creation-Date: 19")
    french.write_text(old, encoding="utf-8")
    catalogs.update("fr")
    again = french.read_text(encoding="utf-8")
    assert "POT-Creation-Date: 19" in again
    catalogs.update("fr")
    assert french.read_text(encoding="utf-8") == again

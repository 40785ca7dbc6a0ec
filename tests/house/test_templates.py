"""Templates: none unused, none missing, no text that is not translated, nothing inline, nothing trusted blindly."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings

from citesmetiers import catalogs
from network.forms.mapping import MARKDOWN
from tests.house.templates import BASE, bare_texts, named_in_template, patterns_in_code, source, templates

NAMES = templates()
# What Django asks for by itself.
BY_DJANGO = {"403_csrf.html", "404.html", "500.html"}
# Texts that are the same in every language.
SAME_EVERYWHERE = {
    "Cités des métiers",
    "– Cités des métiers",
    "Liège",
    "Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07",
}
INLINE = {
    "style attribute": r"<[^>]*\sstyle\s*=",
    "style element": r"<style\b",
    # The data block for machines is written by code, and looked at in the pages themselves.
    "script without a file": r"<script(?![^>]*\ssrc=)",
    "event handler": r"<[^>]*\son[a-z]+\s*=",
    "address that is code": r"(?:href|src|action)\s*=\s*[\"']\s*(?:javascript|data|vbscript):",
    "address of another host": r"<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)\s*=\s*[\"'](?:https?:)?//",
}
# Where HTML is taken as it is, and why that is safe.
TRUSTED = {
    ("citesmetiers/templatetags/components.py", "SafeString("): "one word of HTML",
    ("citesmetiers/templatetags/linked_data.py", "SafeString("): "JSON without a letter that ends an element",
    ("citesmetiers/templatetags/live.py", "SafeString("): "an empty text",
    ("network/keeping.py", "SafeString("): "two texts, each of them escaped",
    ("citesmetiers/templatetags/words.py", "mark_safe("): "what nh3 let through",
    ("citesmetiers/templatetags/words.py", "SafeString("): "an empty text",
    ("templates/forms/hint.html", "|safe"): "help texts of fields, which are ours alone",
}


def overridden(name):
    """Tell whether a template stands in for one of an installed package."""
    packages = (
        "allauth",
        "django.contrib.admin",
        "django.forms",
        "django.contrib.postgres",
        "django.contrib.sitemaps",
    )
    folders = [Path(find_spec(package).origin).parent / "templates" for package in packages]
    return any((folder / name).exists() for folder in folders)


def test_no_template_is_reached_by_nothing():
    patterns = patterns_in_code()
    reached = {
        name
        for name in NAMES
        if name in BY_DJANGO or overridden(name) or any(pattern.fullmatch(name) for pattern in patterns)
    }
    waiting = set(reached)
    while waiting:
        waiting = {named for name in waiting for named in named_in_template(name) & set(NAMES)} - reached
        reached |= waiting
    assert sorted(set(NAMES) - reached) == []


def test_no_template_names_one_that_is_not_there():
    missing = {
        (name, named)
        for name in NAMES
        for named in named_in_template(name) - set(NAMES)
        if not overridden(named)
    }
    assert missing == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_text_is_translated(name):
    assert [text for text in bare_texts(name) if text not in SAME_EVERYWHERE] == []


@pytest.mark.parametrize("language", catalogs.translated_languages())
def test_every_text_has_its_translation(language):
    assert (
        sorted({(message.locations[0][0], str(message.id)) for message in catalogs.missing(language)}) == []
    )


@pytest.mark.parametrize("what", INLINE)
def test_nothing_is_inline(what):
    assert [name for name in NAMES if re.search(INLINE[what], source(name), re.IGNORECASE)] == []


def test_html_is_trusted_only_where_it_is_said_why():
    words = re.compile(r"mark_safe\(|SafeString\(|\|\s*safe\b(?!seq)|\|\s*safeseq\b|autoescape off")
    found = set()
    for folder in ("citesmetiers", "network", "services", "events", "templates"):
        for path in (Path(settings.BASE_DIR) / folder).rglob("*"):
            # A plain text has nothing to escape.
            if path.suffix in {".py", ".html", ".svg", ".xml"}:
                text = path.read_text(encoding="utf-8")
                found |= {
                    (str(path.relative_to(BASE)), word.replace(" ", "")) for word in words.findall(text)
                }
    assert found == set(TRUSTED)


def test_markdown_is_offered_for_the_texts_that_are_shown_with_it():
    shown = {each for name in NAMES for each in re.findall(r"{% markdown (?:\w+\.)*(\w+)", source(name))}
    assert shown == MARKDOWN

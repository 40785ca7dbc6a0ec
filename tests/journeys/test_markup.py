"""What a machine can say of the HTML of every page: it is read strictly, and its outline makes sense."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import html5lib
import pytest

from tests.journeys.atlas import EVERY, LANGUAGES, PAGES
from tests.journeys.fetching import fetch

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from tests.journeys.atlas import Atlas

HTML = "{http://www.w3.org/1999/xhtml}"
HEADINGS = [f"{HTML}h{level}" for level in range(1, 7)]
# BCP 47, as far as we write it: language, script, region.
LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")


@pytest.fixture(scope="module")
def trees(atlas: Atlas) -> dict[tuple[str, str], Element]:
    """Read every page in every language strictly: a fault of the HTML stops here."""
    found = {}
    for language in LANGUAGES:
        for name in EVERY:
            page = fetch(f"{atlas.home}{atlas.path(name, language)}")
            try:
                found[name, language] = html5lib.HTMLParser(strict=True).parse(page.text)
            except html5lib.html5parser.ParseError as error:
                raise AssertionError(f"{name} ({language}): {error}") from error
    return found


def test_pages_have_one_h1_and_headings_in_order(trees):
    for name, tree in trees.items():
        levels = [HEADINGS.index(each.tag) + 1 for each in tree.iter() if each.tag in HEADINGS]
        assert (name, levels.count(1)) == (name, 1)
        jumps = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
        assert (name, levels[0], jumps) == (name, 1, [])
        assert all(words(each) for each in tree.iter() if each.tag in HEADINGS), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_are_unique_and_say_whose_they_are(trees, language):
    titles = {name: words(next(trees[name, language].iter(f"{HTML}title"))) for name in EVERY}
    twice = {name: title for name, title in titles.items() if list(titles.values()).count(title) > 1}
    assert twice == {}
    assert {title for title in titles.values() if "Cités des métiers" not in title} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_descriptions_are_there(trees, language):
    for name in PAGES:
        metas = {each.get("name"): each.get("content") for each in trees[name, language].iter(f"{HTML}meta")}
        assert metas["description"].strip(), name


def test_pages_have_their_landmarks_once_and_named(trees):
    for name, tree in trees.items():
        body = tree.find(f"{HTML}body")
        counts = [len(list(tree.iter(f"{HTML}{tag}"))) for tag in ("main",)]
        outside = [each.tag.removeprefix(HTML) for each in body]
        assert (name, counts, outside.count("header"), outside.count("footer")) == (name, [1], 1, 1)
        names = [label(tree, each) for each in tree.iter(f"{HTML}nav")]
        assert all(names), (name, names)
        assert len(names) == len(set(names)), (name, names)
        searches = [label(tree, each) for each in tree.iter(f"{HTML}form") if each.get("role") == "search"]
        assert all(searches), name


def test_ids_are_unique_and_what_points_to_them_arrives(trees):
    for name, tree in trees.items():
        ids = [each.get("id") for each in tree.iter() if each.get("id")]
        assert len(ids) == len(set(ids)), (name, {each for each in ids if ids.count(each) > 1})
        pointed = {
            target
            for each in tree.iter()
            for attribute in (
                "aria-labelledby",
                "aria-describedby",
                "aria-controls",
                "for",
                "headers",
                "list",
            )
            for target in (each.get(attribute) or "").split()
        }
        pointed |= {
            href[1:] for each in tree.iter(f"{HTML}a") if (href := each.get("href", "")).startswith("#")
        }
        assert pointed - set(ids) == set(), name


def test_languages_of_texts_are_languages(trees):
    for (name, language), tree in trees.items():
        assert tree.get("lang") == language
        wrong = {
            tag
            for each in tree.iter()
            if (tag := each.get("lang")) is not None and not LANGUAGE_TAG.fullmatch(tag)
        }
        assert (name, wrong) == (name, set())


def test_links_with_the_same_words_lead_to_the_same_page(trees):
    """One page may stand in two lights, as on a day, and a named list of ways says itself what they are."""
    for name, tree in trees.items():
        main = next(tree.iter(f"{HTML}main"))
        apart = {link for nav in main.iter(f"{HTML}nav") for link in nav.iter(f"{HTML}a")}
        targets: dict[str, set[str]] = {}
        for link in set(main.iter(f"{HTML}a")) - apart:
            page = link.get("href", "").partition("#")[0].partition("?")[0]
            targets.setdefault(link.get("aria-label") or words(link), set()).add(page)
        assert "" not in targets, name
        assert {said: found for said, found in targets.items() if len(found) > 1} == {}, name


def test_tables_say_what_they_hold(trees):
    for name, tree in trees.items():
        for table in tree.iter(f"{HTML}table"):
            assert words(table.find(f"{HTML}caption")), name
            assert all(each.get("scope") for each in table.iter(f"{HTML}th")), name


def test_pages_tell_of_their_twins_and_the_twins_tell_of_them(atlas: Atlas):
    # Pages that differ by their question alone are one here.
    for name in {atlas.path(name, LANGUAGES[0]).partition("?")[0]: name for name in PAGES}.values():
        announced = {}
        for language in LANGUAGES:
            address = f"{atlas.home}{atlas.path(name, language)}".partition("?")[0]
            tree = html5lib.parse(fetch(address).text)
            links = [
                each for each in tree.iter(f"{HTML}link") if each.get("rel") in {"alternate", "canonical"}
            ]
            twins = {each.get("hreflang"): each.get("href") for each in links if each.get("hreflang")}
            canonical = [each.get("href") for each in links if each.get("rel") == "canonical"]
            assert (canonical, twins[language]) == ([address], address), name
            assert set(twins) == {*LANGUAGES, "x-default"}, name
            announced[language] = twins
        assert all(twins == announced[LANGUAGES[0]] for twins in announced.values()), name


@pytest.mark.prove
def test_nu_validator_finds_nothing(atlas: Atlas, tmp_path: Path):
    """Needs Java, and vnu.jar from the npm package vnu-jar at the path that VNU_JAR names."""
    jar = Path(os.environ.get("VNU_JAR", "/usr/share/java/vnu.jar"))
    assert shutil.which("java"), "The Nu validator needs Java."
    assert jar.exists(), "Set VNU_JAR: `npm pack vnu-jar` brings build/dist/vnu.jar."
    for language in LANGUAGES:
        for name in EVERY:
            page = fetch(f"{atlas.home}{atlas.path(name, language)}")
            file = tmp_path / f"{language} {name.replace(',', '')}.html".replace(" ", "-")
            file.write_text(page.text)
    done = subprocess.run(
        ["java", "-Xss8m", "-jar", str(jar), "--stdout", "--errors-only", "--format", "gnu", "--skip-non-html", str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.replace(f"file:{tmp_path}/", "").splitlines() == []


def words(element: Element) -> str:
    """Return what is read of an element, the names of its pictures included."""
    texts = "".join(element.itertext()) + "".join(each.get("alt", "") for each in element.iter(f"{HTML}img"))
    return " ".join(texts.split())


def label(tree: Element, element: Element) -> str:
    """Return the name of a landmark."""
    if element.get("aria-label"):
        return element.get("aria-label")
    by_id = {each.get("id"): each for each in tree.iter() if each.get("id")}
    return " ".join(words(by_id[each]) for each in (element.get("aria-labelledby") or "").split())

"""The guide for teams (`docs/team/`) says what the portal does, and shows it as it looks.

Words in bold are those of the screen; `make guide` takes the pictures anew.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.urls import resolve
from django.utils import translation
from markdown_it import MarkdownIt

from tests.house.test_french import faults_of
from tests.journeys import serving
from tests.journeys.touring import Tour

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.picturing import Album

GUIDE = Path(settings.BASE_DIR) / "docs/team"
PICTURES = GUIDE / "pictures"
PAGES = ("contribuer.md", "coordonner.md")
REWRITES = "REWRITE_GUIDE" in os.environ
MOST, HEAVIEST, SHEETS = 8, 60_000, 2
# On paper, as a forge prints it.
PAPER = """<!doctype html><html lang="fr"><meta charset="utf-8"><style>
body {{ font: 10pt/1.35 sans-serif }} p, ol, ul {{ margin: .5em 0 }} h1 {{ font-size: 18pt }} h2 {{ font-size: 13pt; margin: 1em 0 .5em }} code {{ font-size: 9pt }}
table {{ border-collapse: collapse }} td, th {{ border: 1px solid #999; padding: 3px 8px; vertical-align: top }}
h2 {{ break-after: avoid }} tr, img {{ break-inside: avoid }}
</style><base href="{base}"><body>{body}"""


@pytest.fixture(scope="module")
def album(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Album:
    """Walk once through a portal of its own, whose clock stands."""
    with serving.portal(
        "guide", world="tests.journeys.demonstration", settings="tests.journeys.standing"
    ) as served:
        album = Tour(served, browser, tmp_path_factory.mktemp("guide")).walk()
    if REWRITES:
        rewrite(album)
    return album


def rewrite(album: Album) -> None:
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.iterdir():
        old.unlink()
    for name, picture in album.pictures.items():
        (PICTURES / f"{name}.png").write_bytes(picture)
        (PICTURES / f"{name}.txt").write_text(album.texts[name], encoding="utf-8")


def html_of(page: str) -> str:
    return MarkdownIt("commonmark", {"html": True}).enable("table").render(source_of(page))


def source_of(page: str) -> str:
    return (GUIDE / page).read_text(encoding="utf-8")


def pictures_in(page: str) -> list[str]:
    return re.findall(r'<img src="pictures/([^"]+)\.png"', source_of(page))


def test_pictures_show_what_the_pages_say_now(album: Album):
    kept = {file.stem: file.read_text(encoding="utf-8") for file in PICTURES.glob("*.txt")}
    assert kept == album.texts, "The pages say something else: `make guide`, look, and read the guide again."


def test_each_picture_is_taken_and_shown_once(album: Album):
    shown = [name for page in PAGES for name in pictures_in(page)]
    assert len(shown) == len(set(shown)) <= MOST
    assert set(shown) == set(album.pictures) == {file.stem for file in PICTURES.glob("*.png")}
    assert {file.name for file in PICTURES.glob("*.png") if file.stat().st_size > HEAVIEST} == set()


@pytest.mark.parametrize("page", PAGES)
def test_words_in_bold_stand_on_the_screen(page: str, album: Album):
    words = re.findall(r"<strong>(.+?)</strong>", html_of(page))
    assert len(words) > 20
    assert [each for each in words if not album.says(each)] == []


@pytest.mark.parametrize("page", PAGES)
def test_links_and_addresses_lead_somewhere(page: str):
    html = html_of(page)
    links = re.findall(r'<(?:a href|img src)="([^"]+)"', html)
    assert links
    assert [link for link in links if not (GUIDE / link).is_file()] == []
    with translation.override("fr"):
        for address in re.findall(r"<code>(/[^<]+)</code>", html):
            assert resolve(address)


def test_the_readme_leads_to_every_page():
    readme = (Path(settings.BASE_DIR) / "README.md").read_text(encoding="utf-8")
    assert [page for page in PAGES if f"(docs/team/{page})" not in readme] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_prints_on_two_sheets(page: str, browser: Browser, tmp_path: Path):
    written = tmp_path / "page.html"
    written.write_text(PAPER.format(base=f"{GUIDE.as_uri()}/", body=html_of(page)), encoding="utf-8")
    paper = browser.new_page()
    paper.goto(written.as_uri())
    assert paper.evaluate("[...document.images].every(each => each.complete && each.naturalWidth)")
    printed = paper.pdf(format="A4", margin=dict.fromkeys(("top", "right", "bottom", "left"), "15mm"))
    paper.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= SHEETS


@pytest.mark.parametrize("page", PAGES)
def test_the_guide_keeps_to_french_typography(page: str):
    texts = re.findall(
        r">([^<]+)<|alt=\"([^\"]+)\"", re.sub(r"</?(?:strong|a|code)[^>]*>", "", html_of(page))
    )
    said = {text: faults_of(text) for pair in texts for text in pair if text.strip()}
    assert {text: faults for text, faults in said.items() if faults} == {}

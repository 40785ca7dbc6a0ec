"""The guides for teams and for the secretariat say what the portal does, and show it as it looks.

Words in bold are those of the screen; `make guide` takes the pictures anew. The suite walks the beginning of each
walk, the full proofs the whole.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from django.conf import settings
from django.urls import resolve
from django.utils import translation
from markdown_it import MarkdownIt

from tests.house.test_french import faults_of
from tests.journeys import serving, touring_secretariat, touring_team

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

    from tests.journeys.picturing import Album
    from tests.journeys.touring import Tour


class Guide(NamedTuple):
    """Pages for somebody, and the walk that does what they tell."""

    name: str
    pages: tuple[str, ...]
    tour: type[Tour]
    scenes: tuple[Callable[[Any], None], ...]
    beginning: int  # how many scenes of it are walked in the suite: enough for two pictures
    most: int

    @property
    def folder(self) -> Path:
        return Path(settings.BASE_DIR) / "docs" / self.name

    @property
    def pictures(self) -> Path:
        return self.folder / "pictures"


GUIDES = (
    Guide("team", ("contribuer.md", "coordonner.md"), touring_team.TeamTour, touring_team.SCENES, 3, 8),
    Guide(
        "secretariat",
        ("commencer.md", "label.md", "annee.md", "reseau.md"),
        touring_secretariat.SecretariatTour,
        touring_secretariat.SCENES,
        2,
        10,
    ),
)
PAGES = [pytest.param((guide, page), id=f"{guide.name}, {page}") for guide in GUIDES for page in guide.pages]
REWRITES = "REWRITE_GUIDE" in os.environ
HEAVIEST, SHEETS, MANY = 60_000, 2, 20
# On paper, as a forge prints it.
PAPER = """<!doctype html><html lang="fr"><meta charset="utf-8"><style>
body {{ font: 10pt/1.35 sans-serif }} p, ol, ul {{ margin: .5em 0 }} h1 {{ font-size: 18pt }} h2 {{ font-size: 13pt; margin: 1em 0 .5em }} code {{ font-size: 9pt }}
table {{ border-collapse: collapse }} td, th {{ border: 1px solid #999; padding: 3px 8px; vertical-align: top }}
h2 {{ break-after: avoid }} tr, img {{ break-inside: avoid }}
</style><base href="{base}"><body>{body}"""


# The whole first: it rewrites what its beginning is compared with.
WHOLE = pytest.param("whole", marks=pytest.mark.prove)
WALKED_WHOLE = pytest.mark.parametrize("albums", [WHOLE], indirect=True)
WALKED = pytest.mark.parametrize("albums", [WHOLE, "beginning"], indirect=True)


@pytest.fixture(scope="module")
def albums(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Album]:
    """Walk each walk once, one after the other, in a portal of their own, whose clock stands."""
    with serving.portal(
        f"guide_{request.param}", world="tests.journeys.demonstration", settings="tests.journeys.standing"
    ) as portal:
        found = {
            guide.name: guide.tour(portal, browser, tmp_path_factory.mktemp(guide.name)).walk(
                guide.scenes if request.param == "whole" else guide.scenes[: guide.beginning]
            )
            for guide in GUIDES
        }
    if REWRITES and request.param == "whole":
        for guide in GUIDES:
            rewrite(guide, found[guide.name])
    return found


def rewrite(guide: Guide, album: Album) -> None:
    guide.pictures.mkdir(exist_ok=True)
    for old in guide.pictures.iterdir():
        old.unlink()
    for name, picture in album.pictures.items():
        (guide.pictures / f"{name}.png").write_bytes(picture)
        (guide.pictures / f"{name}.txt").write_text(album.texts[name], encoding="utf-8")


def html_of(guide: Guide, page: str) -> str:
    return MarkdownIt("commonmark", {"html": True}).enable("table").render(source_of(guide, page))


def source_of(guide: Guide, page: str) -> str:
    return (guide.folder / page).read_text(encoding="utf-8")


def texts_kept(guide: Guide) -> dict[str, str]:
    return {file.stem: file.read_text(encoding="utf-8") for file in guide.pictures.glob("*.txt")}


def pictures_in(guide: Guide, page: str) -> list[str]:
    return re.findall(r'<img src="pictures/([^"]+)\.png"', source_of(guide, page))


@WALKED
@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_pictures_show_what_the_pages_say_now(guide: Guide, albums: dict[str, Album]):
    kept, said = texts_kept(guide), albums[guide.name].texts
    assert len(said) > 1
    assert {name: kept.get(name) for name in said} == said, (
        "The pages say something else: `make guide`, look, and read the guide again."
    )


@WALKED_WHOLE
@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_each_picture_is_taken_and_shown_once(guide: Guide, albums: dict[str, Album]):
    shown = [name for page in guide.pages for name in pictures_in(guide, page)]
    taken = {file.stem: file.stat().st_size for file in guide.pictures.glob("*.png")}
    assert len(shown) == len(set(shown)) <= guide.most
    assert set(shown) == set(albums[guide.name].pictures) == set(taken) == set(texts_kept(guide))
    assert {name for name, size in taken.items() if size > HEAVIEST} == set()


@WALKED_WHOLE
@pytest.mark.parametrize("of", PAGES)
def test_words_in_bold_stand_on_the_screen(of: tuple[Guide, str], albums: dict[str, Album]):
    words = re.findall(r"<strong>(.+?)</strong>", html_of(*of))
    assert len(words) > MANY
    assert [each for each in words if not albums[of[0].name].says(each)] == []


@pytest.mark.parametrize("of", PAGES)
def test_links_and_addresses_lead_somewhere(of: tuple[Guide, str]):
    html = html_of(*of)
    links = re.findall(r'<(?:a href|img src)="([^"]+)"', html)
    assert links
    assert [link for link in links if not (of[0].folder / link).is_file()] == []
    with translation.override("fr"):
        for address in re.findall(r"<code>(/[^<]+)</code>", html):
            assert resolve(address)


def test_the_readme_leads_to_every_page():
    readme = (Path(settings.BASE_DIR) / "README.md").read_text(encoding="utf-8")
    pages = [f"docs/{guide.name}/{page}" for guide in GUIDES for page in guide.pages]
    assert [page for page in pages if f"({page})" not in readme] == []


@pytest.mark.parametrize("of", PAGES)
def test_a_page_prints_on_two_sheets(of: tuple[Guide, str], browser: Browser, tmp_path: Path):
    written = tmp_path / "page.html"
    base = f"{of[0].folder.as_uri()}/"
    written.write_text(PAPER.format(base=base, body=html_of(*of)), encoding="utf-8")
    paper = browser.new_page()
    paper.goto(written.as_uri())
    assert paper.evaluate("[...document.images].every(each => each.complete && each.naturalWidth)")
    printed = paper.pdf(format="A4", margin=dict.fromkeys(("top", "right", "bottom", "left"), "15mm"))
    paper.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= SHEETS


@pytest.mark.parametrize("of", PAGES)
def test_the_guide_keeps_to_french_typography(of: tuple[Guide, str]):
    texts = re.findall(r">([^<]+)<|alt=\"([^\"]+)\"", re.sub(r"</?(?:strong|a|code)[^>]*>", "", html_of(*of)))
    said = {text: faults_of(text) for pair in texts for text in pair if text.strip()}
    assert {text: faults for text, faults in said.items() if faults} == {}

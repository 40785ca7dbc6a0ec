"""What comes out of a printer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.journeys.atlas import LANGUAGES

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.atlas import Atlas

HIDDEN = (".skip", ".site-nav", ".languages", ".site-foot__links", "form", ".demo-note")


@pytest.mark.parametrize("language", LANGUAGES)
def test_week_is_one_sheet(page: Page, atlas: Atlas, language: str):
    page.goto(atlas.path("week", language))
    assert sheets(page) == 1


@pytest.mark.parametrize(
    ("name", "most"), [("service", 2), ("cite, hours unknown", 1), ("cite, demonstration", 3)]
)
def test_pages_that_one_takes_along_spare_paper(page: Page, atlas: Atlas, name: str, most: int):
    page.goto(atlas.path(name, "fr"))
    assert sheets(page) <= most


@pytest.mark.parametrize("name", ["home", "cite, demonstration", "week", "service", "event", "label"])
def test_paper_has_no_menu_and_never_says_now(page: Page, atlas: Atlas, name: str):
    page.goto(atlas.path(name, "en"))
    page.emulate_media(media="print")
    for each in HIDDEN:
        assert page.locator(f"{each} >> visible=true").count() == 0, each
    assert page.locator(".state--open >> visible=true").count() == 0
    assert page.get_by_role("heading", level=1).is_visible()


def sheets(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))

"""The bar of marks above a long text: by mouse and keyboard, undone, on a phone; without JavaScript there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.journeys.signing_in import sign_in
from tests.journeys.test_accessibility import NARROW, violations
from tests.journeys.test_admin import faults_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from tests.journeys.atlas import Atlas
    from tests.journeys.watching import Watch

NEW = "/en/workspace/demo-port-clairval/offers/new/"
FRENCH = "[name=description__fr]"


@pytest.fixture
def area(page: Page, atlas: Atlas) -> Locator:
    sign_in(page, atlas, "contributor", NEW)
    return page.locator(FRENCH)


def press(page: Page, name: str) -> None:
    page.get_by_role("toolbar", name="Marks (French)").get_by_role("button", name=name).click()


def select(area: Locator, words: str) -> None:
    """Select some words of a text, or put the caret where a bar stands in them."""
    area.evaluate(
        "(area, words) => { const at = area.value.indexOf(words); area.focus(); area.setSelectionRange(at, at + words.length); }",
        words,
    )


def chosen(area: Locator) -> str:
    return area.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)")


# What stands there, what is selected, the button, what stands there then, what is selected then.
MARKED = (
    ("Venez sans rendez-vous", "sans", "Bold", "Venez **sans** rendez-vous", "sans"),
    ("Venez sans rendez-vous", " sans ", "Bold", "Venez **sans** rendez-vous", "sans"),
    ("Venez **sans** rendez-vous", "sans", "Bold", "Venez sans rendez-vous", "sans"),
    ("Venez sans rendez-vous", "sans", "Italic", "Venez *sans* rendez-vous", "sans"),
    ("Venez **sans** rendez-vous", "sans", "Italic", "Venez ***sans*** rendez-vous", "sans"),
    ("Venez ***sans*** rendez-vous", "sans", "Italic", "Venez **sans** rendez-vous", "sans"),
    ("", "", "Bold", "**bold words**", "bold words"),
    ("Lire le guide", "le guide", "Link", "Lire [le guide](https://)", "https://"),
    ("Voir https://example.org", "https://example.org", "Link", "Voir [words of the link](https://example.org)", "words of the link"),
    ("", "", "Link", "[words of the link](https://)", "words of the link"),
    ("Avant\nVenir\nAprès", "nir", "Heading", "Avant\n## Venir\nAprès", "Venir"),
    ("# Venir", "nir", "Heading", "Venir", "Venir"),
    ("Un CV\n\nUne lettre\nFin", "CV\n\nUne", "List", "- Un CV\n\n- Une lettre\nFin", "- Un CV\n\n- Une lettre"),
    ("- Un CV\n- Une lettre", "CV\n- Une", "List", "Un CV\nUne lettre", "Un CV\nUne lettre"),
    ("", "", "List", "- a line of the list", "a line of the list"),
)  # fmt: skip


def test_button_marks_what_is_selected(page: Page, area: Locator):
    """All on one sheet: each case writes its own text."""
    for text, selected, button, written, left in MARKED:
        area.fill(text)
        select(area, selected)
        press(page, button)
        assert (area.input_value(), chosen(area)) == (written, left), (text, selected, button)


def test_browser_undoes_a_mark(page: Page, area: Locator):
    area.fill("Venez sans rendez-vous")
    select(area, "sans")
    press(page, "Bold")
    page.keyboard.press("Control+z")
    assert area.input_value() == "Venez sans rendez-vous"


def test_keyboard_reaches_each_button_and_comes_back_to_the_text(page: Page, area: Locator):
    area.fill("Venez sans rendez-vous")
    select(area, "sans")
    page.keyboard.press("Shift+Tab")
    told = []
    for key in (
        "",
        "ArrowRight",
        "ArrowRight",
        "ArrowRight",
        "ArrowRight",
        "ArrowRight",
        "ArrowLeft",
        "Home",
        "End",
    ):
        if key:
            page.keyboard.press(key)
        told.append(page.locator(":focus").inner_text())
    assert told == ["Bold", "Italic", "Heading", "List", "Link", "Bold", "Link", "Bold", "Link"]
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    assert area.input_value() == "Venez **sans** rendez-vous"
    page.keyboard.type("avec")
    assert area.input_value() == "Venez **avec** rendez-vous"


def test_bars_are_accessible_at_any_width(page: Page, watch: Watch, area: Locator):
    page.locator("details:has([data-markdown]) > summary").click()
    assert page.get_by_role("toolbar").count() == 3
    page.evaluate(AXE_SCRIPT)
    assert violations(page) == []
    page.set_viewport_size(NARROW)
    page.emulate_media(color_scheme="dark")
    # Anew: the colours of a page that is open fade into each other.
    page.reload()
    page.evaluate(AXE_SCRIPT)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    area.fill("Tout")
    select(area, "Tout")
    press(page, "Link")
    assert not faults_of(watch)


def test_without_javascript_there_is_the_hint_and_no_bar(browser: Browser, base_url: str, atlas: Atlas):
    bare = browser.new_context(base_url=base_url, java_script_enabled=False)
    page = bare.new_page()
    sign_in(page, atlas, "contributor", NEW)
    assert page.get_by_role("toolbar").count() == 0
    hint = page.locator("#id_description_markdown")
    assert hint.is_visible()
    assert "id_description_markdown" in page.locator(FRENCH).get_attribute("aria-describedby").split()
    page.goto("/en/workspace/demo-port-clairval/poles/new/")
    assert page.locator("script, #markdown-tools").count() == 0
    bare.close()

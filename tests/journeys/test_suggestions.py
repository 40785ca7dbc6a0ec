"""What somebody says at the end of a page, without JavaScript and without a cookie, on a phone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.journeys.test_accessibility import NARROW, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.journeys.atlas import Atlas

A_FAULT = re.compile("^Error: ")


@pytest.mark.parametrize("name", ["cite, demonstration", "service", "event"])
def test_words_are_sent_with_html_alone(
    browser: Browser, browser_context_args: dict[str, object], atlas: Atlas, name: str
):
    context = browser.new_context(**browser_context_args | {"viewport": NARROW}, java_script_enabled=False)
    page = context.new_page()
    page.goto(atlas.path(name, "en"))
    open_form(page)
    page.get_by_label("Your words").fill("a")
    page.get_by_role("button", name="Send to the team").click()
    expect(page).to_have_title(A_FAULT)
    assert page.get_by_label("Your words").input_value() == "a"
    page.get_by_label("Your words").fill("Et le samedi matin ?")
    page.get_by_role("button", name="Send to the team").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Thank you"
    page.get_by_role("link", name="Go back to:").click()
    assert page.url.endswith(atlas.path(name, "en"))
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_form_and_its_faults_are_accessible(page: Page, atlas: Atlas, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(NARROW)
    page.goto(atlas.path("cite, demonstration", "en"))
    open_form(page)
    page.evaluate(AXE_SCRIPT)
    assert violations(page) == []
    page.get_by_label("E-mail").fill("nobody")
    page.get_by_role("button", name="Send to the team").click()
    expect(page).to_have_title(A_FAULT)
    page.evaluate(AXE_SCRIPT)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def test_an_idea_is_supported_by_the_keyboard(page: Page, atlas: Atlas):
    page.goto(atlas.path("suggestions", "en"))
    page.get_by_role("button", name="I would like that too").first.press("Enter")
    assert "Clicks are counted, not people" in page.locator("main").inner_text()
    page.goto(atlas.path("suggestions", "en"))
    assert "one click" in page.locator("main").inner_text()


def open_form(page: Page) -> None:
    page.locator("summary", has_text="Write to the team").click()

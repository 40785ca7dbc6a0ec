"""Nothing is cut and nothing scrolls sideways, however narrow the window and however large the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.atlas import EVERY, LANGUAGES
from tests.journeys.test_accessibility import LOOKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserType, Page

    from tests.journeys.atlas import Atlas

NARROW = {"width": 320, "height": 640}
# WCAG 1.4.12, set by script since the policy lets no other style in.
SPACING = """() => { for (const each of document.querySelectorAll('*')) {
  for (const [name, value] of [['line-height', '1.5'], ['letter-spacing', '0.12em'], ['word-spacing', '0.16em']])
    each.style.setProperty(name, value, 'important');
  if (each.localName === 'p') each.style.setProperty('margin-block-end', '2em', 'important');
} }"""
# What sticks out of the window, and is not scrolled, hidden or clipped inside of something that is not.
TOO_WIDE = """width => [...document.querySelectorAll('body *')].filter(each => {
  const box = each.getBoundingClientRect();
  if (box.right <= width + 1 || !each.checkVisibility({visibilityProperty: true}) || box.width <= 1) return false;
  for (let up = each.parentElement; up; up = up.parentElement)
    if (getComputedStyle(up).overflowX !== 'visible' && up.getBoundingClientRect().right <= width + 1) return false;
  return true;
}).map(each => `${each.localName}.${each.className} ${Math.round(each.getBoundingClientRect().right)}`).slice(0, 5)"""


@pytest.fixture(scope="module")
def large(browser_type: BrowserType, browser_type_launch_args: dict, base_url: str) -> Iterator[Page]:
    """Open a narrow window of a browser whose owner reads letters twice as large."""
    arguments = [*browser_type_launch_args["args"], "--blink-settings=defaultFontSize=32"]
    browser = browser_type.launch(**browser_type_launch_args | {"args": arguments})
    yield browser.new_page(base_url=base_url, viewport=NARROW)
    browser.close()


# French is longer: it sticks out first.
@pytest.mark.parametrize(
    ("language", "names"),
    [
        pytest.param("fr", sorted(LOOKS), id="fr, each look"),
        *(pytest.param(each, EVERY, id=f"{each}, every page", marks=pytest.mark.prove) for each in LANGUAGES),
    ],
)
def test_nothing_sticks_out_of_a_narrow_window(
    page: Page, large: Page, atlas: Atlas, language: str, names: list[str]
):
    page.set_viewport_size(NARROW)
    wide = {}
    for name in names:
        page.goto(atlas.path(name, language))
        wide[name, "plain"] = too_wide(page)
        page.evaluate(SPACING)
        wide[name, "spaced"] = too_wide(page)
        large.goto(atlas.path(name, language))
        wide[name, "twice as large"] = too_wide(large)
    assert {how: found for how, found in wide.items() if found} == {}


def too_wide(page: Page) -> list[str]:
    width = page.evaluate("document.documentElement.scrollWidth")
    return [f"{width} px", *page.evaluate(TOO_WIDE, NARROW["width"])] if width > NARROW["width"] else []

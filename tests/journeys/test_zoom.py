"""Closer looks at a map: by buttons, wheel, hand and keys, where JavaScript is; the marks stay links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.journeys.test_accessibility import NARROW, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from tests.journeys.atlas import Atlas

MAPS = ("home", "cites, on the map", "services, on the map")
# From that mark on, the first one that lies wholly inside of the drawing.
INSIDE = """svg => { const sheet = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('a')].findIndex(each => { const box = each.getBoundingClientRect();
    return box.left > sheet.left && box.right < sheet.right && box.top > sheet.top && box.bottom < sheet.bottom; }) }"""


def drawing(page: Page) -> Locator:
    return page.locator("figure.map > svg")


def seen(page: Page) -> list[float]:
    """Return what part of the drawing is seen: left, top, width, height."""
    return [float(each) for each in drawing(page).get_attribute("viewBox").split()]


def size_of(page: Page) -> tuple[float, float]:
    box = drawing(page).bounding_box()
    return box["width"], box["height"]


def button(page: Page, words: str) -> Locator:
    return page.locator("figure.map").get_by_role("button", name=words)


@pytest.fixture
def map_page(page: Page, atlas: Atlas) -> Page:
    page.goto(atlas.path("cites, on the map", "en"))
    drawing(page).scroll_into_view_if_needed()
    return page


@pytest.mark.parametrize("name", MAPS)
def test_buttons_change_what_is_seen_and_come_back(page: Page, atlas: Atlas, name: str):
    page.goto(atlas.path(name, "en"))
    whole = seen(page)
    size = size_of(page)
    expect(button(page, "Zoom out")).to_have_attribute("aria-disabled", "true")
    button(page, "Zoom in").click()
    left, top, width, height = seen(page)
    assert [left, top, width, height] == pytest.approx(
        [whole[2] / 4, whole[3] / 4, whole[2] / 2, whole[3] / 2]
    )
    assert size_of(page) == size
    for _ in range(6):
        button(page, "Zoom in").press("Enter")
    expect(button(page, "Zoom in")).to_have_attribute("aria-disabled", "true")
    expect(button(page, "Zoom in")).to_be_focused()
    assert seen(page)[2] == pytest.approx(whole[2] / 4)
    for _ in range(6):
        button(page, "Zoom out").press("Enter")
    assert seen(page) == pytest.approx(whole)


def test_marks_keep_their_size_and_stay_links(map_page: Page):
    def sizes() -> list[float]:
        return (
            drawing(map_page)
            .locator(".m-ring")
            .evaluate_all("all => all.map(each => each.getBoundingClientRect().width)")
        )

    before = sizes()
    button(map_page, "Zoom in").click()
    assert sizes() == pytest.approx(before, rel=0.02)
    number = drawing(map_page).evaluate(INSIDE)
    assert number >= 0
    mark = drawing(map_page).get_by_role("link").nth(number)
    target = mark.get_attribute("href")
    mark.locator(".m-ring").click(force=True)
    expect(map_page).to_have_url(re.compile(re.escape(target) + "$"))


def test_the_wheel_alone_scrolls_the_page(map_page: Page):
    whole, top = seen(map_page), map_page.evaluate("scrollY")
    box = drawing(map_page).bounding_box()
    map_page.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 4)
    map_page.mouse.wheel(0, -200)
    map_page.wait_for_function("top => scrollY < top", arg=top)
    assert seen(map_page) == whole
    drawing(map_page).scroll_into_view_if_needed()
    box = drawing(map_page).bounding_box()
    across, down = box["x"] + box["width"] / 4, box["y"] + box["height"] / 4
    top = map_page.evaluate("scrollY")
    map_page.mouse.move(across, down)
    map_page.keyboard.down("Control")
    map_page.mouse.wheel(0, -200)
    map_page.keyboard.up("Control")
    expect(drawing(map_page)).not_to_have_attribute("viewBox", " ".join(f"{each:g}" for each in whole))
    left, _top, width, _height = seen(map_page)
    # What lies under the hand stays there.
    assert left + width / 4 == pytest.approx(whole[2] / 4, abs=1)
    assert map_page.evaluate("scrollY") == top


def test_a_drag_moves_the_map_and_follows_no_link(map_page: Page):
    address = map_page.url
    whole, box = seen(map_page), drawing(map_page).bounding_box()
    centre = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def drag(start: tuple[float, float]) -> None:
        map_page.mouse.move(*start)
        map_page.mouse.down()
        map_page.mouse.move(start[0] + 60, start[1] + 30, steps=5)
        map_page.mouse.up()

    drag(centre)
    assert seen(map_page) == whole
    button(map_page, "Zoom in").click()
    left, top, width, height = seen(map_page)
    number = drawing(map_page).evaluate(INSIDE)
    mark = drawing(map_page).get_by_role("link").nth(number).locator(".m-ring").bounding_box()
    drag((mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2))
    unit = width / box["width"]
    assert seen(map_page) == pytest.approx([left - 60 * unit, top - 30 * unit, width, height], abs=0.5)
    assert map_page.url == address
    # Never beyond the edge.
    for _ in range(20):
        drag(centre)
    assert seen(map_page)[:2] == [0, 0]


def test_arrow_keys_move_what_is_looked_at_closely(map_page: Page):
    assert drawing(map_page).get_attribute("tabindex") is None
    button(map_page, "Zoom in").press("Enter")
    left, top, width, height = seen(map_page)
    button(map_page, "Zoom out").focus()
    map_page.keyboard.press("Tab")
    expect(drawing(map_page)).to_be_focused()
    assert drawing(map_page).evaluate("svg => getComputedStyle(svg).outlineStyle") != "none"
    scrolled = map_page.evaluate("scrollY")
    map_page.keyboard.press("ArrowRight")
    map_page.keyboard.press("ArrowDown")
    assert seen(map_page) == pytest.approx([left + width / 4, top + height / 4, width, height])
    assert map_page.evaluate("scrollY") == scrolled


def test_a_mark_that_the_tab_key_reaches_is_in_sight(map_page: Page):
    for _ in range(3):
        button(map_page, "Zoom in").press("Enter")
    button(map_page, "Zoom out").focus()
    map_page.keyboard.press("Tab")
    count = drawing(map_page).evaluate(
        "svg => [...svg.querySelectorAll('a')].filter(each => each.checkVisibility()).length"
    )
    assert count > 1
    for _ in range(count):
        map_page.keyboard.press("Tab")
        inside = map_page.evaluate("""() => { const mark = document.activeElement, box = mark.querySelector('.m-ring').getBoundingClientRect();
          const sheet = mark.closest('figure').querySelector('svg').getBoundingClientRect(), [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
          return x >= sheet.left && x <= sheet.right && y >= sheet.top && y <= sheet.bottom; }""")
        assert inside


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_and_fits_a_phone(page: Page, atlas: Atlas, scheme: str):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(NARROW)
    page.goto(atlas.path("services, on the map", "fr"))
    button(page, "Agrandir la carte").click()
    page.evaluate(AXE_SCRIPT)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


def test_nothing_is_offered_without_javascript(
    browser: Browser, browser_context_args: dict[str, object], atlas: Atlas
):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.goto(atlas.path("cites, on the map", "en"))
    expect(drawing(page)).to_be_visible()
    assert page.locator("figure.map").get_by_role("button").count() == 0
    context.close()


def test_it_is_loaded_with_a_map_alone(page: Page, atlas: Atlas):
    for name, is_there in {"cites, on the map": 1, "services": 0, "cites, empty": 0}.items():
        page.goto(atlas.path(name, "en"))
        assert (name, page.locator('script[src*="zoom"]').count()) == (name, is_there)

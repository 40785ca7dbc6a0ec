"""What axe finds on every page: WCAG 2.2 to AA and the best practices, in every dress of the page."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.journeys.atlas import EVERY, LANGUAGES

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.atlas import Atlas

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
OPTIONS = json.dumps({"runOnly": RULES, "resultTypes": ["violations"], "preload": False})
# The visitor's own colours are not ours to measure.
SHAPES = json.dumps({"runOnly": RULES, "rules": {"color-contrast": {"enabled": False}}, "preload": False})
COLOURS = json.dumps({"runOnly": {"type": "rule", "values": ["color-contrast"]}, "preload": False})
NARROW, WIDE = ({"width": 320, "height": 640}, {"width": 1280, "height": 900})
# One page of each look, where all of them would be long.
SAMPLE = ("home", "cite, demonstration", "services", "event", "gallery", "nothing there")


@pytest.mark.parametrize("name", EVERY)
def test_page_is_accessible_on_a_phone(page: Page, atlas: Atlas, name: str):
    page.set_viewport_size(NARROW)
    look_at(page, atlas.path(name, "fr"))


@pytest.mark.parametrize("name", EVERY)
def test_page_is_accessible_on_a_screen(page: Page, atlas: Atlas, name: str):
    look_at(page, atlas.path(name, "en"))


@pytest.mark.prove
@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_is_accessible_in_every_language_at_every_width(
    page: Page, atlas: Atlas, name: str, language: str
):
    look_at(page, atlas.path(name, language))
    page.set_viewport_size(NARROW)
    assert violations(page) == []


@pytest.mark.parametrize("name", SAMPLE)
def test_colours_of_the_night_are_read(page: Page, atlas: Atlas, name: str):
    see_at_night(page, atlas.path(name, "fr"))


@pytest.mark.prove
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EVERY)
def test_colours_of_the_night_are_read_everywhere(page: Page, atlas: Atlas, name: str, language: str):
    see_at_night(page, atlas.path(name, language))


@pytest.mark.parametrize("name", SAMPLE)
def test_page_holds_where_the_visitor_chooses_the_colours(page: Page, atlas: Atlas, name: str):
    page.emulate_media(forced_colors="active")
    look_at(page, atlas.path(name, "fr"), SHAPES)
    # A door is drawn, and what can be pressed has an edge, in these colours too.
    edges = page.locator(".btn, .input, .plate").evaluate_all(
        "all => all.filter(each => each.checkVisibility() && getComputedStyle(each).borderStyle === 'none').length"
    )
    assert edges == 0


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password/reset/", "/accounts/signup/"])
def test_way_in_for_the_teams_is_accessible(page: Page, atlas: Atlas, path: str):
    look_at(page, path)
    page.set_viewport_size(NARROW)
    page.emulate_media(color_scheme="dark")
    look_at(page, path)


def test_wrong_sign_in_is_accessible(page: Page, atlas: Atlas):
    page.goto("/accounts/login/")
    page.locator("input[type=email]").fill("nobody@example.org")
    page.locator("input[type=password]").fill("not the password")
    page.locator("main button[type=submit]").click()
    expect(page).to_have_title(re.compile("^(Error:|Erreur)"))
    page.evaluate(AXE_SCRIPT)
    assert violations(page) == []


def see_at_night(page: Page, path: str) -> None:
    page.emulate_media(color_scheme="dark")
    look_at(page, path, COLOURS)
    page.set_viewport_size(NARROW)
    assert violations(page, COLOURS) == []


def look_at(page: Page, path: str, options: str = OPTIONS) -> None:
    page.goto(path)
    page.evaluate(AXE_SCRIPT)
    assert violations(page, options) == []


def violations(page: Page, options: str = OPTIONS) -> list[str]:
    """Return what axe finds, one line for each element."""
    found = page.evaluate(f"axe.run(document, {options})")["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]
    ]

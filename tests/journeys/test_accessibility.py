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
# Of pages for the teams: by night on a phone faults show first, the other is for the full proofs.
DRESSES = {"by night on a phone": (NARROW, "dark"), "by day on a screen": (WIDE, "light")}
DRESSED = pytest.mark.parametrize(
    "dress", ["by night on a phone", pytest.param("by day on a screen", marks=pytest.mark.prove)]
)
# One page of each look, where all of them would be long.
SAMPLE = ("home", "cite, demonstration", "services", "event", "gallery", "nothing there")
# What looks like no other page: each has a template, or a part of one, of its own.
LOOKS = {
    *SAMPLE,
    "cites", "cites, on the map", "cite, many places", "cite, unconfirmed", "cite, former", "cite, long texts", "week",
    "services, homonyms", "services, empty", "services, on the map", "search", "shortlist",
    "service", "service, long texts", "agenda", "agenda, month", "agenda, week", "event, cancelled",
    "event, long texts", "partners", "partner", "label", "label, proof", "network", "suggestions", "suggested",
    "about, charter", "site map", "service, withdrawn", "event, withdrawn", "label, no such date",
}  # fmt: skip
# Of these, what a wide window lays out otherwise.
WIDE_LOOKS = {
    *SAMPLE,
    "cites, on the map", "cite, many places", "cite, long texts", "week", "services, on the map", "service",
    "agenda, month", "agenda, week", "event, long texts", "partners", "label", "network", "about, charter",
}  # fmt: skip


def sampled(looks: set[str]) -> pytest.MarkDecorator:
    """Look at some pages in the suite, at the others in the full proofs."""
    assert looks <= set(EVERY)
    proved = [pytest.param(name, marks=() if name in looks else pytest.mark.prove) for name in EVERY]
    return pytest.mark.parametrize("name", proved)


@sampled(LOOKS)
def test_page_is_accessible_on_a_phone(page: Page, atlas: Atlas, name: str):
    page.set_viewport_size(NARROW)
    look_at(page, atlas.path(name, "fr"))


@sampled(WIDE_LOOKS)
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


def look_in(dress: str, page: Page, path: str) -> None:
    """Look at a page of teams or of the secretariat in one of the dresses; nothing scrolls sideways."""
    size, scheme = DRESSES[dress]
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    look_at(page, path)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path


def look_in_every_dress(page: Page, path: str) -> None:
    for dress in reversed(DRESSES):
        look_in(dress, page, path)


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
    """Return what axe finds, one line for each element. What it passed stays in the browser: it is long to carry."""
    found = page.evaluate(f"axe.run(document, {options}).then(found => found.violations)")
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]
    ]

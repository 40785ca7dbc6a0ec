"""What people come for, done with HTML alone and then with the keyboard alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.walking import LONG, STANDS, STOPS

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.atlas import Atlas
    from tests.journeys.walking import Way

# Pages on which everything that can be reached is reached by the Tab key, one after the other.
WALKED = (
    "home",
    "cites, filtered",
    "cite, demonstration",
    "week",
    "services, page 2",
    "agenda",
    "nothing there",
)


def heading(way: Way) -> str:
    return way.page.get_by_role("heading", level=1).inner_text()


def test_from_a_question_to_the_week_of_a_cite(way: Way, atlas: Atlas):
    way.page.goto("/en/")
    way.write(way.main.get_by_label("Your question"), "conseiller")
    way.press(way.main.get_by_role("button", name="Search"))
    expect(way.page).to_have_url(re.compile(r"/en/services/\?q=conseiller"))
    assert "conseiller" in heading(way)
    offer = way.main.get_by_role("list").get_by_role("heading", level=2).get_by_role("link").first
    title = offer.inner_text().splitlines()[0]
    way.press(offer)
    expect(way.page.get_by_role("heading", level=1)).to_contain_text(title)
    way.press(way.page.get_by_role("navigation", name="You are here").get_by_role("link").last)
    expect(way.page).to_have_url(re.compile(r"/en/cites/[a-z0-9-]+/$"))
    # At the end of a week the board is already that of the next one.
    way.press(way.main.get_by_role("link", name="The week on a page of its own"))
    expect(way.page).to_have_url(re.compile(r"/en/cites/[a-z0-9-]+/week/(\?from=[0-9-]+)?$"))
    assert way.page.get_by_role("table").count() == 1


def test_narrowing_the_offers_and_letting_go(way: Way, atlas: Atlas):
    way.page.goto("/en/services/")
    everything = heading(way)
    way.tick(way.page.get_by_role("checkbox", name=re.compile("^Train")))
    way.press(way.page.get_by_role("button", name="Apply the filters"))
    expect(way.page).to_have_url(re.compile("theme=training"))
    assert heading(way) != everything
    way.press(way.main.get_by_role("link", name=re.compile("Train")).first)
    expect(way.page).not_to_have_url(re.compile("theme=training"))
    assert heading(way) == everything


@LONG
def test_turning_the_pages_of_a_list(way: Way, atlas: Atlas):
    way.page.goto("/en/services/")
    first = way.main.locator("ol.entries").inner_text()
    way.press(way.page.get_by_role("navigation", name="Pages").get_by_role("link", name="Next page"))
    expect(way.page).to_have_url(re.compile("page=2"))
    assert way.main.locator("ol.entries").inner_text() != first
    way.press(way.page.get_by_role("navigation", name="Pages").get_by_role("link", name="Previous page"))
    expect(way.page).to_have_url(re.compile("page=1"))
    assert way.main.locator("ol.entries").inner_text() == first


@LONG
def test_narrowing_the_agenda_and_coming_back(way: Way, atlas: Atlas):
    way.page.goto("/en/agenda/")
    everything = heading(way)
    way.tick(way.page.get_by_role("checkbox", name=re.compile("^Find a job")))
    way.press(way.page.get_by_role("button", name="Apply the filters"))
    expect(way.page).to_have_url(re.compile("theme=employment"))
    event = way.main.get_by_role("heading", level=4).get_by_role("link").first
    title = event.inner_text().splitlines()[0]
    way.press(event)
    expect(way.page.get_by_role("heading", level=1)).to_contain_text(title)
    way.page.go_back()
    way.page.go_back()
    assert heading(way) == everything


def test_changing_the_language_keeps_the_page_and_the_question(way: Way, atlas: Atlas):
    way.page.goto("/en/services/?page=2&theme=training")
    switch = way.page.locator("details.languages")
    way.press(switch.locator("summary"))
    way.press(switch.get_by_role("link", name="Français"))
    # A page that is kept was drawn for the order of the alphabet.
    expect(way.page).to_have_url(re.compile(r"/fr/services/\?page=2&theme=training$"))
    assert way.page.locator("html").get_attribute("lang") == "fr"


@LONG
def test_asking_who_held_the_label_on_a_day(way: Way, atlas: Atlas):
    way.page.goto("/en/label/")
    for field, value in (("Day", "23"), ("Month", "10"), ("Year", "2012")):
        way.write(way.main.get_by_label(field, exact=True), value)
    way.press(way.main.get_by_role("button", name="See this day"))
    expect(way.page).to_have_title(re.compile("23.October 2012"))
    way.press(way.main.get_by_role("rowheader").get_by_role("link").first)
    expect(way.page).to_have_url(re.compile(r"/en/label/[a-z0-9-]+/\?on=2012-10-23$"))


@LONG
def test_finding_a_partner(way: Way, atlas: Atlas):
    way.page.goto("/en/partners/")
    partner = way.main.get_by_role("heading", level=2).get_by_role("link").first
    name = partner.inner_text()
    way.press(partner)
    expect(way.page.get_by_role("heading", level=1)).to_contain_text(name)
    way.press(way.main.locator('a[href*="/cites/"]').first)
    expect(way.page).to_have_url(re.compile("/en/cites/"))


@LONG
def test_an_address_that_leads_nowhere_leads_on(way: Way, atlas: Atlas):
    way.page.goto("/en/nothing-there/")
    way.write(way.main.get_by_label("Your question"), "conseiller")
    way.press(way.main.get_by_role("button", name="Search"))
    expect(way.page).to_have_url(re.compile(r"/en/services/\?q=conseiller"))
    way.page.go_back()
    way.press(way.main.get_by_role("link", name="See all the Cités and their hours"))
    expect(way.page).to_have_url(re.compile(r"/en/cites/$"))


@pytest.mark.parametrize("name", WALKED)
def test_tab_key_visits_everything_in_the_order_of_the_page(page: Page, atlas: Atlas, name: str):
    page.goto(atlas.path(name, "fr"))
    count, visited = page.evaluate(STOPS), []
    while len(visited) < count:
        page.keyboard.press("Tab")
        stop, words, faults, _is_there = page.evaluate(STANDS)
        assert not faults, (words, faults)
        visited.append(stop)
        assert stop == len(visited) - 1, words


@pytest.mark.parametrize("name", ["home", "cite, demonstration", "services", "nothing there"])
def test_skip_links_skip(page: Page, atlas: Atlas, name: str):
    page.goto(atlas.path(name, "en"))
    links = page.get_by_role("navigation", name="Quick access").get_by_role("link")
    for number in range(links.count()):
        page.goto(atlas.path(name, "en"))
        for _ in range(number + 1):
            page.keyboard.press("Tab")
        link = links.nth(number)
        expect(link).to_be_focused()
        expect(link).to_be_in_viewport()
        target = link.get_attribute("href").partition("#")[2]
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(f"#{target}$"))
        page.keyboard.press("Tab")
        inside = page.evaluate("id => document.getElementById(id).contains(document.activeElement)", target)
        assert inside, (link.inner_text(), target)

"""A yearly report from its team to the officer and back, with HTML alone; its pages are accessible, and print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.signing_in import sign_in
from tests.journeys.test_accessibility import DRESSED, look_in
from tests.journeys.test_admin import faults_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.journeys.atlas import Atlas
    from tests.journeys.watching import Watch

REPORTS = "/en/workspace/demo-port-clairval/reports/"
SENT = "/admin/network/report/?q=demo-port-clairval&state__exact=submitted"


@DRESSED
def test_pages_of_a_report_are_accessible(page: Page, watch: Watch, atlas: Atlas, dress: str):
    sign_in(page, atlas, "coordinator")
    page.goto(REPORTS)
    own = page.locator("main tbody a").first.get_attribute("href")
    for path in (REPORTS, own, f"{own}write/"):
        look_in(dress, page, path)
    page.goto(own)
    page.emulate_media(media="print")
    assert page.locator("main table").is_visible()
    assert not page.get_by_role("link", name="Go on writing").is_visible()
    assert not faults_of(watch)


@DRESSED
def test_totals_and_years_are_accessible(page: Page, watch: Watch, atlas: Atlas, dress: str):
    sign_in(page, atlas, "label_officer", "/admin/")
    page.goto("/admin/network/campaign/?demo__exact=1")
    page.locator("#result_list tbody th a").last.click()
    page.locator(".object-tools a[href$='/totals/']").click()
    totals = page.url
    page.locator("table.totals a").first.click()
    expect(page.locator("svg.years rect").nth(1)).to_be_attached()
    for path in (totals, page.url):
        look_in(dress, page, path)
    assert not faults_of(watch)


@pytest.fixture
def bare(browser: Browser, base_url: str):
    """Open browsers without JavaScript."""
    contexts = []

    def come() -> Page:
        contexts.append(browser.new_context(base_url=base_url, java_script_enabled=False))
        return contexts[-1].new_page()

    yield come
    for context in contexts:
        context.close()


def test_from_the_draft_to_the_renewed_label_with_html_alone(bare, atlas: Atlas):
    team, officer = bare(), bare()
    sign_in(team, atlas, "coordinator", REPORTS)
    sign_in(officer, atlas, "label_officer", "/admin/")
    team.locator("main tbody a").first.click()
    team.get_by_role("link", name="Go on writing").click()
    team.locator("[name=visits]").fill("23,500")
    team.get_by_role("button", name="Send it to the secretariat").click()
    assert "Sent to the secretariat." in team.locator("main").inner_text()
    move(officer, "return", "Les partenaires manquent.")
    team.reload()
    assert "Les partenaires manquent." in team.locator("main").inner_text()
    team.get_by_role("link", name="Go on writing").click()
    team.locator("[name=partners]").fill("36")
    team.get_by_role("button", name="Send it to the secretariat").click()
    move(officer, "renew", "")
    team.reload()
    read = team.locator("main").inner_text()
    assert "The label is renewed from" in read
    assert "23,500" in read


def move(officer: Page, name: str, reason: str) -> None:
    """Find the report, press the button of a move, say why, and do it."""
    officer.goto(SENT)
    officer.locator("#result_list tbody th a").first.click()
    officer.locator(f".moves a[href$='/move/{name}/']").click()
    officer.fill("[name=reason]", reason)
    officer.locator("form.move button[type=submit]").click()
    officer.wait_for_url("**/change/")

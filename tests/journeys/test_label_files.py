"""A label file from its beginning to its withdrawal: with HTML alone, by the keyboard, with the script that keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.signing_in import sign_in
from tests.journeys.teams import COORDINATOR, TOWNS
from tests.journeys.test_accessibility import DRESSED, look_in
from tests.journeys.test_admin import faults_of
from tests.journeys.test_team import button, press
from tests.journeys.walking import LONG

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.journeys.atlas import Atlas
    from tests.journeys.walking import Way
    from tests.journeys.watching import Watch

DEMO = "/fr/workspace/demo-port-clairval/label/"


@LONG
def test_a_file_is_written_proved_and_withdrawn(someone: Callable[..., Way], going: str):
    way = someone(COORDINATOR, f"/en/workspace/{TOWNS[going][0]}/label/")
    way.pick(way.main.get_by_role("group", name="What do you ask for?"), "project label")
    press(way, button(way, "Begin the file"))
    expect(way.main).to_contain_text("6 sections say nothing yet.")
    press(way, way.main.get_by_role("link", name="Write “The territory”"))
    way.write(way.main.get_by_label("The territory"), "Trois vallées et leur plaine.")
    press(way, button(way, "Keep, then write “Commitment of the main partners”"))
    expect(way.page.get_by_role("heading", level=1)).to_have_text("Commitment of the main partners")
    press(way, way.main.get_by_role("link", name="Go back without keeping"))
    expect(way.main).to_contain_text("Trois vallées et leur plaine.")
    press(way, way.main.get_by_role("link", name="Add evidence – 8. Mutual anonymity"))
    way.pick(way.main.get_by_role("group", name="What shows it?"), "a link")
    way.write(way.main.get_by_label("Address of the link"), "https://example.org/charte")
    press(way, button(way, "Add the evidence"))
    expect(way.main.get_by_role("link", name="https://example.org/charte", exact=True)).to_be_visible()
    way.write(way.main.get_by_label("Your message"), "Quand se réunit le comité ?")
    press(way, button(way, "Send to the secretariat"))
    expect(way.main).to_contain_text("Quand se réunit le comité ?")
    press(way, way.main.get_by_role("link", name="Submit the file"))
    assert press(way, button(way, "Submit the file")) == 422
    press(way, way.main.get_by_role("link", name="Back to the file"))
    press(way, way.main.get_by_role("link", name="Withdraw the file"))
    press(way, button(way, "Withdraw the file"))
    press(way, way.main.get_by_role("link", name="Take the file up again"))
    press(way, button(way, "Take the file up again"))
    expect(way.main).to_contain_text("Being written")


@DRESSED
def test_the_script_keeps_and_every_page_is_accessible(page: Page, watch: Watch, atlas: Atlas, dress: str):
    sign_in(page, atlas, "coordinator", DEMO)
    if page.locator("main form").count():
        page.locator("main form input[type=radio]").first.check()
        page.locator("main form button").click()
    else:
        page.locator("main table a").first.click()
    page.wait_for_url("**/label/*/")
    here = page.url
    section = page.locator("main a[href*='/section/']").first.get_attribute("href")
    page.goto(section)
    page.locator("main textarea").press_sequentially("Ce que nous gardons")
    expect(page.locator("[data-kept]")).to_contain_text("Gardé à", timeout=15_000)
    page.locator("main textarea").press_sequentially(", et encore")
    page.locator("main button[value=keep]").click()
    page.wait_for_url(here)
    assert "Ce que nous gardons, et encore" in page.locator("main").inner_text()
    ways = page.locator("main a[href*='/label/']").evaluate_all(
        "all => all.map(each => each.getAttribute('href'))"
    )
    pages = [
        DEMO,
        here,
        section,
        next(way for way in ways if "/evidence/" in way),
        *(way for way in ways if "/move/" in way),
    ]
    for path in pages:
        look_in(dress, page, path)
    page.goto(here)
    page.emulate_media(media="print")
    for hidden in (".staff-bar", "form", ".no-print"):
        assert page.locator(f"{hidden} >> visible=true").count() == 0, hidden
    assert page.get_by_text("Ce que nous gardons, et encore").is_visible()
    assert not faults_of(watch)


def test_the_pages_of_the_secretariat_reflow(page: Page, watch: Watch, atlas: Atlas):
    sign_in(page, atlas, "coordinator", DEMO)
    if page.locator("main form").count():
        page.locator("main form input[type=radio]").first.check()
        page.locator("main form button").click()
        page.wait_for_url("**/label/*/")
    else:
        page.locator("main table a").first.click()
    number = page.url.rstrip("/").rpartition("/")[2]
    page.context.clear_cookies()
    sign_in(page, atlas, "label_officer", "/admin/network/labelfile/")
    page.set_viewport_size({"width": 320, "height": 800})
    for path in ("", f"{number}/change/", "new-project/"):
        assert page.goto(f"/admin/network/labelfile/{path}").status == 200
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    assert not faults_of(watch)

"""A session of the committee from its agenda to its minutes, with HTML alone; its pages are accessible, and print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.signing_in import sign_in
from tests.journeys.test_accessibility import DRESSED, look_in, look_in_every_dress
from tests.journeys.test_admin import faults_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.atlas import Atlas
    from tests.journeys.watching import Watch

LIST = "/admin/network/committeesession/"
HIDDEN = ("#header", ".breadcrumbs", "#nav-sidebar", ".no-print")


def test_a_session_is_planned_sits_and_its_pages_are_accessible(page: Page, watch: Watch, atlas: Atlas):
    sign_in(page, atlas, "label_officer", LIST)
    page.goto(f"{LIST}add/")
    page.fill("[name=held_on]", "12/03/2026")
    page.fill("[name=held_at]", "Paris")
    page.locator("[name=_save]").first.click()
    # The lists begin with what is to come.
    page.locator("#result_list tbody th a").last.click()
    page.wait_for_url("**/change/")
    here = page.url
    page.locator("#put_file-file").select_option(index=1)
    page.locator("form[action$='/do/put_file/'] button").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    look_in_every_dress(page, here)
    page.locator("form[action$='/do/open/'] button").click()
    expect(page.locator("form[action$='/do/write/']")).to_be_visible()
    for tick in page.locator("input[name$='-present']").all():
        tick.check()
    for vote in page.locator("select[name^='vote-']").all():
        vote.select_option("yes")
    page.locator("select[name$='-outcome']").select_option("grant")
    page.locator("form[action$='/do/write/'] button").last.click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    look_in_every_dress(page, here)
    look_in_every_dress(page, here.replace("change/", "close/"))
    assert not faults_of(watch)


@DRESSED
def test_minutes_are_accessible_printed_and_taken_along(page: Page, watch: Watch, atlas: Atlas, dress: str):
    sign_in(page, atlas, "reader", LIST)
    page.goto(f"{LIST}?state__exact=closed")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/**")
    look_in(dress, page, page.url)
    minutes = re.sub(r"change/.*", "minutes/", page.url)
    look_in(dress, page, minutes)
    with page.expect_download() as taken:
        page.get_by_role("main").or_(page.locator("#content")).locator("a[href='?download']").first.click()
    assert re.fullmatch(r"committee-\d{4}-\d\d-\d\d-\d+\.html", taken.value.suggested_filename)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(media="print")
    for each in HIDDEN:
        assert page.locator(f"{each} >> visible=true").count() == 0, each
    assert page.get_by_text("Hélène Roussel").is_visible()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) <= 2
    # To the browser a page that turns out to be a file is one that failed.
    assert not [fault for fault in faults_of(watch) if not fault.endswith("?download")]

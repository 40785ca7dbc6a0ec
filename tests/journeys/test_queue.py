"""The secretariat works through what waits, in the browser; who reads sees all of it and changes nothing."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.signing_in import sign_in
from tests.journeys.test_accessibility import look_at
from tests.journeys.test_admin import faults_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.atlas import Atlas
    from tests.journeys.watching import Watch

NARROW, WIDE = {"width": 320, "height": 800}, {"width": 1280, "height": 900}
CLAIRVAL = "/admin/network/cite/?q=clairval"


def number_in(text: str) -> int:
    return int(re.search(r"\((\d+)\)", text)[1])


def test_officer_comes_from_the_first_page_to_a_file_and_moves_it(page: Page, watch: Watch, atlas: Atlas):
    sign_in(page, atlas, "label_officer", "/admin/")
    waits = page.locator(".waiting")
    total = number_in(waits.locator("h2").inner_text())
    numbers = [int(each) for each in waits.locator(".queue__number").all_inner_texts()]
    assert sum(numbers) == total
    waits.locator("h2 a").click()
    page.wait_for_url("**/admin/queue/")
    assert number_in(page.locator("#user-tools").inner_text()) == total
    assert [int(each) for each in page.locator(".queue__number").all_inner_texts()] == numbers
    waiting = page.locator("section:has(#files) .queue__items a")
    before, name = waiting.count(), waiting.filter(has_text="Brumeval").inner_text()
    waiting.filter(has_text="Brumeval").click()
    page.wait_for_url("**/labelfile/*/change/")
    page.get_by_role(
        "link", name=re.compile("Demander des modifications|Demander des compléments|Ask for changes")
    ).click()
    page.locator("[name=reason]").fill("Le territoire n’est pas décrit.")
    page.locator("[name=day]").fill("31/12/2090")
    page.locator("#content-main button[type=submit]").click()
    page.locator(".messagelist .success").wait_for()
    page.goto("/admin/queue/")
    expect(waiting).to_have_count(before - 1)
    expect(waiting.filter(has_text=name)).to_have_count(0)
    assert number_in(page.locator("#user-tools").inner_text()) == total - 1
    assert not faults_of(watch)


@pytest.mark.parametrize("kind", ["stale", "orphans"])
def test_each_kind_has_a_page_of_its_own(page: Page, atlas: Atlas, kind: str):
    sign_in(page, atlas, "content_support" if kind == "stale" else "label_officer", "/admin/")
    page.locator(f".waiting a[href$='/{kind}/']").click()
    page.wait_for_url(f"**/admin/queue/{kind}/")
    page.locator(".queue__items a").first.click()
    page.wait_for_url("**/workspace/**")
    expect(page.locator("main h1")).to_be_visible()


def test_decision_names_its_consequence_before_it_is_recorded(page: Page, watch: Watch, atlas: Atlas):
    sign_in(page, atlas, "label_officer", CLAIRVAL)
    page.locator("#result_list tbody th a").first.click()
    page.locator(".decisions a[href$='/suspension/']").click()
    expect(page.locator("#content-main strong")).to_be_visible()
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        look_at(page, page.url)
    page.locator("[name=note__fr]").fill("Fermeture pour travaux.")
    page.locator("#content-main button[type=submit]").click()
    page.locator(".messagelist .success").wait_for()
    # What is open now brings it back: the demonstration stays as it was.
    page.locator(".decisions a[href$='/reinstatement/']").click()
    page.locator("#content-main button[type=submit]").click()
    page.locator(".messagelist .success").wait_for()
    expect(page.locator(".decisions a[href$='/suspension/']")).to_be_visible()
    assert not faults_of(watch)


@pytest.mark.parametrize("path", ["", "queue/", "queue/charter/"])
@pytest.mark.parametrize(
    ("scheme", "size"),
    [
        pytest.param("light", WIDE, id="light, wide"),
        pytest.param("dark", NARROW, id="dark, narrow"),
        pytest.param("light", NARROW, id="light, narrow", marks=pytest.mark.prove),
        pytest.param("dark", WIDE, id="dark, wide", marks=pytest.mark.prove),
    ],
)
def test_first_page_and_queue_are_accessible(
    page: Page, atlas: Atlas, scheme: str, size: dict[str, int], path: str
):
    sign_in(page, atlas, "label_officer", "/admin/")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(size)
    look_at(page, f"/admin/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_list_of_cites_stands_beside_its_filters(page: Page, atlas: Atlas):
    sign_in(page, atlas, "label_officer", "/admin/network/cite/")
    page.set_viewport_size(WIDE)
    page.goto("/admin/network/cite/")
    expect(page.locator("#nav-sidebar")).to_be_visible()
    assert page.locator(".results").evaluate("each => each.scrollWidth <= each.clientWidth")
    folded = page.locator("#changelist-filter details[data-filter-title]:not([open])")
    expect(folded).to_have_count(1)
    folded.locator("summary").click()
    page.locator("#changelist-filter a[href*='carrier=']").nth(2).click()
    page.wait_for_url("**carrier=**")
    expect(page.locator("#result_list tbody tr")).not_to_have_count(0)


def test_reader_sees_all_takes_lists_along_and_changes_nothing(page: Page, watch: Watch, atlas: Atlas):
    sign_in(page, atlas, "reader", "/admin/")
    number = number_in(page.locator(".waiting h2").inner_text())
    page.goto("/admin/queue/")
    assert number_in(page.locator("#user-tools").inner_text()) == number
    page.locator("section:has(#files) .queue__items a").first.click()
    page.wait_for_url("**/labelfile/*/change/")
    expect(
        page.locator("#content-main input[type=submit], .label-file__moves, #content-main textarea")
    ).to_have_count(0)
    page.goto(CLAIRVAL)
    page.locator("#result_list tbody th a").first.click()
    expect(page.locator(".decisions, #content-main input[type=submit]")).to_have_count(0)
    number = re.search(r"/cite/(\d+)/", page.url)[1]
    assert page.request.get(f"/admin/network/cite/{number}/label/suspension/").status == 403
    page.goto(CLAIRVAL)
    page.locator("#result_list .action-select").first.check()
    page.locator("select[name=action]").select_option("export_as_csv")
    with page.expect_download() as coming:
        page.locator(".actions button[type=submit]").click()
    with open(coming.value.path(), encoding="utf-8-sig", newline="") as file:  # noqa: PTH123
        [head, row] = csv.reader(file, delimiter=";")
    assert (head[0], row[0]) == ("id", number)
    assert "Clairval" in row[1]
    # A page that turns out to be a file is given up for it.
    assert [fault for fault in faults_of(watch) if not fault.endswith(CLAIRVAL)] == []

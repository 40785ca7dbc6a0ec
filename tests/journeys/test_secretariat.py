"""What the secretariat does to the register of partners and to labels, and its figures: accessible, narrow and wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.signing_in import sign_in
from tests.journeys.test_accessibility import DRESSED, look_in, look_in_every_dress
from tests.journeys.test_admin import faults_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.atlas import Atlas
    from tests.journeys.watching import Watch

REGISTER = "/admin/network/partner/"
NAME, TYPED = "Maison des Doublons", "MAISON DES DOUBLONS"


def test_a_partner_that_was_typed_twice_becomes_one(page: Page, watch: Watch, atlas: Atlas):
    sign_in(page, atlas, "label_officer", REGISTER)
    for name, slug in ((NAME, "maison-des-doublons"), (TYPED, "maison-des-doublons-2")):
        page.goto(f"{REGISTER}add/")
        page.locator("#id_slug").fill(slug)
        page.locator("#id_name").fill(name)
        page.locator("#id_kind").select_option("association")
        page.locator("[name=_save]").first.click()
        page.locator(".messagelist .success").wait_for()
    look_in_every_dress(page, f"{REGISTER}duplicates/")
    row = page.locator("tbody tr", has_text=TYPED)
    merge = row.locator("a[href*='/merge/']").get_attribute("href")
    assert merge
    look_in_every_dress(page, merge)
    page.locator("#content-main form button[type=submit]").focus()
    page.keyboard.press("Enter")
    page.locator(".messagelist .success").wait_for()
    expect(page.locator("#id_name")).to_have_value(NAME)
    page.goto(f"{REGISTER}duplicates/")
    assert not page.get_by_text(TYPED).count()
    assert not faults_of(watch)


def test_a_withdrawal_is_proposed_and_taken_back(page: Page, watch: Watch, atlas: Atlas):
    sign_in(page, atlas, "label_officer", "/admin/network/cite/?demo__exact=1")
    page.goto("/admin/network/cite/?demo__exact=1&q=demo-port-clairval")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/**")
    number = page.url.split("/cite/")[1].split("/")[0]
    add = f"/admin/network/withdrawalproposal/add/?cite={number}"
    look_in_every_dress(page, add)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator("#id_reason").fill("Elle a fermé en mars.")
    page.locator("[name=_continue]").first.click()
    page.locator(".messagelist .success").wait_for()
    look_in_every_dress(page, page.url)
    way = page.locator("a[href$='/take-back/end/']").get_attribute("href")
    look_in_every_dress(page, way)
    page.locator("#content-main form button[type=submit]").click()
    page.locator(".messagelist .success").wait_for()
    assert not page.locator("a[href$='/end/']").count()
    assert not faults_of(watch)


@DRESSED
def test_the_figures_of_a_day_are_asked_for(page: Page, watch: Watch, atlas: Atlas, dress: str):
    sign_in(page, atlas, "reader", "/admin/insight/")
    for path in ("/admin/insight/", "/admin/insight/?on=2026-02-30", "/admin/insight/?on=2003-05-01"):
        look_in(dress, page, path)
    page.locator("[name=year]").fill("2004")
    page.keyboard.press("Enter")
    page.wait_for_url("**year=2004**")
    expect(page.locator("#offers ~ p").first).to_be_visible()
    # The impossible day was answered as one: the browser says so too.
    assert [each for each in faults_of(watch) if "400" not in each] == []

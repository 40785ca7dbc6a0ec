"""The secretariat comes in by a link, and its desk keeps the policy of every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.signing_in import add_application, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.atlas import Atlas
    from tests.journeys.watching import Watch

HREFS = "links => links.map(link => link.href)"
NARROW = 320
# Lists whose records hold rows of others, have pages of their own, or are read alone.
SOME = {"cite", "place", "permanence", "event", "partner", "labelfile", "committeesession", "letter", "user"}


@pytest.mark.parametrize("who", ["officer", pytest.param("thorough-officer", marks=pytest.mark.prove)])
def test_link_lets_an_officer_in_who_finds_no_fault_on_any_page(
    page: Page, watch: Watch, atlas: Atlas, who: str
):
    """The form of the link is sent with `Origin: null`, as its page names its address to nobody."""
    invitation = f"/{atlas.world[f'invitation of {who}']}"
    answer = page.goto(invitation)
    assert answer.headers["referrer-policy"] == "no-referrer"
    page.fill("[name=name]", "Ada")
    page.fill("[name=password]", "a dull and long password")
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/accounts/2fa/")
    add_application(page)
    assert page.goto(invitation).status == 410
    page.goto("/admin/")
    lists = page.locator("#content .app-list th a, #content .module th a").evaluate_all(HREFS)
    named = {each.rstrip("/").rpartition("/")[2]: each for each in lists}
    assert set(named) > SOME
    for name, list_address in named.items():
        if who == "thorough-officer" or name in SOME:
            walk(page, list_address)
    assert page.goto("/admin/queue/").status == 200
    assert not faults_of(watch)


# What the browser itself gives up: the icon of a page that was left, the choices for a letter before the next one.
GIVEN_UP = ("/static/img/favicon", "/admin/autocomplete/")


def faults_of(watch: Watch) -> list[str]:
    return [
        fault
        for fault in watch.faults
        if not (fault.startswith("failed:") and any(path in fault for path in GIVEN_UP))
    ]


def walk(page: Page, list_address: str) -> None:
    """Open the list, its first record with all that can be opened, its history, and the way to remove it."""
    assert page.goto(list_address).status == 200
    first = page.locator("#result_list tbody th a").first
    record = first.evaluate("link => link.href") if first.count() else None
    if page.locator(".object-tools .addlink").count():
        assert page.goto(f"{list_address}add/").status == 200
        open_everything(page)
    if record:
        page.goto(record)
        open_everything(page)
        for tool in page.locator(".object-tools .historylink, .submit-row .deletelink").evaluate_all(HREFS):
            assert page.goto(tool).status == 200


def unfold(page: Page) -> None:
    page.locator("#content details").evaluate_all("all => all.forEach(each => { each.open = true })")


def open_everything(page: Page) -> None:
    unfold(page)
    for more in page.locator(".inline-group .add-row a:visible").all():
        more.click()
    for today in page.locator(".datetimeshortcuts a:visible").all():
        today.click()
        page.keyboard.press("Escape")


def test_hours_are_written_and_a_partner_is_chosen_in_the_browser(page: Page, watch: Watch, atlas: Atlas):
    sign_in(page, atlas, "content_support", "/admin/")
    page.goto("/admin/network/place/?demo__exact=1")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/**")
    unfold(page)
    page.locator("#id_seasons-0-weekly_0").fill("8h-12h 14h-18h")
    page.locator("#closures-group .add-row a").click()
    row = page.locator("#closures-group .inline-related:not(.empty-form)").last
    for name in ("first_day", "last_day"):
        row.locator(f"input[name$='-{name}']").fill("14/07/2090")
    page.locator("[name=_continue]").first.click()
    page.locator(".messagelist .success").wait_for()
    assert page.locator("#id_seasons-0-weekly_0").input_value() == "08:00-12:00 14:00-18:00"

    page.goto("/admin/network/agreement/add/")
    page.locator("#id_cite + .select2, .field-cite .select2-selection").first.click()
    page.locator(".select2-search__field").fill("a")
    page.locator(".select2-results__option--selectable, .select2-results__option").first.wait_for()
    assert not faults_of(watch)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "queue/",
        "network/cite/",
        "network/cite/add/",
        "network/place/1/change/",
        "network/cite/1/history/",
    ],
)
def test_desk_reflows_on_a_phone(page: Page, atlas: Atlas, path: str):
    sign_in(page, atlas, "reader", "/admin/")
    page.set_viewport_size({"width": NARROW, "height": 800})
    page.goto(f"/admin/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW

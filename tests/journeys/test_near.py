"""“Near me”: asked for by a press of a button, rounded before it leaves the page, and no trouble when refused."""

from urllib.parse import parse_qs, urlsplit

import pytest

HERE = {"latitude": 45.764043, "longitude": 4.835659}
GALLERY = "/en/gallery/"


@pytest.fixture
def opened(browser, browser_context_args):
    """Open pages in a browser that tells where it is, or does not; and note every address that it asks for."""
    contexts = []

    def come(path=GALLERY, **options):
        context = browser.new_context(**browser_context_args, **options)
        contexts.append(context)
        page = context.new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(path)
        return page

    yield come
    for context in contexts:
        context.close()


def near(page):
    return page.get_by_role("button", name="Near me")


def test_a_point_leaves_the_page_only_when_asked_and_only_to_a_kilometre(opened):
    page = opened(geolocation=HERE, permissions=["geolocation"])
    assert all("near=" not in address for address in page.asked)
    page.fill("#where", "Lyon")
    near(page).click()
    page.wait_for_url("**near=**")
    assert parse_qs(urlsplit(page.url).query, keep_blank_values=True) == {
        "where": [""],
        "near": ["45.76,4.84"],
    }
    assert not [address for address in page.asked if "45.764" in address or "4.835" in address]
    said = page.locator("#where-said")
    assert "From where you are, to about a kilometre." in said.inner_text()
    page.get_by_role("link", name="Forget where I am").click()
    page.wait_for_url(lambda address: "near=" not in address)
    assert page.locator("input[name=near]").is_disabled()


def test_a_point_is_kept_while_the_form_is_sent_again_and_given_up_for_a_town(opened):
    page = opened(f"{GALLERY}?near=45.76,4.84")
    page.get_by_role("button", name="Look it up").click()
    page.wait_for_url("**where=**")
    assert parse_qs(urlsplit(page.url).query)["near"] == ["45.76,4.84"]
    page.fill("#where", "46.2, 6.1")
    page.get_by_role("button", name="Look it up").click()
    page.wait_for_url("**where=46.2**")
    assert page.locator("#where").input_value() == "46.20, 6.10"
    assert page.locator("input[name=near]").is_disabled()


def test_a_refusal_is_said_in_words(opened):
    page = opened()
    near(page).click()
    told = page.locator("[data-near-told]")
    told.filter(has_text="it was told not to").wait_for()
    assert told.get_attribute("role") == "status"
    assert urlsplit(page.url).query == ""
    assert near(page).is_enabled()


def test_the_button_is_pressed_by_keyboard(opened):
    page = opened(geolocation=HERE, permissions=["geolocation"])
    page.focus("#where")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('[data-near]')")
    page.keyboard.press("Enter")
    page.wait_for_url("**near=45.76*")


def test_nothing_is_offered_without_javascript(opened):
    page = opened(f"{GALLERY}?where=xyzzyx", java_script_enabled=False)
    assert near(page).count() == 0
    assert "We do not know “xyzzyx”." in page.locator("#where-said").inner_text()

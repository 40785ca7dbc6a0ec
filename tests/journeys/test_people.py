"""How people come in, and their own pages: accessible in each dress, with and without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from citesmetiers.demonstration.accounts import LOCAL_PASSWORD
from tests.journeys.signing_in import account_of, sign_in
from tests.journeys.test_accessibility import DRESSED, look_at, look_in
from tests.journeys.test_admin import faults_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.journeys.atlas import Atlas
    from tests.journeys.watching import Watch

NARROW = {"width": 320, "height": 640}
OWN = [
    "/accounts/me/", "/accounts/me/email/", "/accounts/me/sessions/", "/accounts/2fa/", "/accounts/logout/",
    "/accounts/password/change/", "/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/add/",
    "/accounts/2fa/recovery-codes/generate/",
]  # fmt: skip
TEAM = ["team/", "team/invite/"]


@DRESSED
def test_own_pages_are_accessible(page: Page, watch: Watch, atlas: Atlas, dress: str):
    sign_in(page, atlas, "coordinator")
    team = [f"/fr/workspace/demo-port-clairval/{path}" for path in TEAM]
    page.goto(team[0])
    links = page.locator("main table a").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    assert len(links) >= 3
    for path in [*OWN, *team, *links]:
        look_in(dress, page, path)
    assert not faults_of(watch)


def test_application_is_added_without_javascript_and_the_page_is_accessible(
    browser: Browser, base_url: str, page: Page, atlas: Atlas
):
    sign_in(page, atlas, "contributor")
    look_at(page, "/accounts/2fa/totp/activate/")
    page.set_viewport_size(NARROW)
    look_at(page, "/accounts/2fa/totp/activate/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    bare = browser.new_context(base_url=base_url, java_script_enabled=False)
    plain = bare.new_page()
    sign_in(plain, atlas, "contributor")
    plain.goto("/accounts/2fa/totp/activate/")
    assert plain.locator("svg.qr path").count() == 1
    assert plain.locator("[name=code]").is_visible()
    plain.goto("/accounts/2fa/webauthn/add/")
    assert "JavaScript" in plain.locator("main").inner_text()
    assert not plain.locator("form[data-passkey]").is_visible()
    bare.close()


@pytest.mark.parametrize("role", ["contributor"])
def test_passkey_is_added_and_lets_in(page: Page, watch: Watch, atlas: Atlas, role: str):
    """With an authenticator that the browser plays, under the policy of every page."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page, atlas, role)
    page.goto("/accounts/2fa/webauthn/add/")
    page.fill("[name=name]", "clé")
    page.locator("form[data-passkey] button").click()
    page.wait_for_url("**/recovery-codes/")
    page.goto("/accounts/logout/")
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/en/")
    sign_in_with_password(page, role)
    page.wait_for_url("**/2fa/authenticate/")
    page.locator("form[data-passkey] button").click()
    page.wait_for_url("**/accounts/me/")
    page.goto("/accounts/2fa/webauthn/")
    page.locator("main table a").last.click()
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/2fa/webauthn/")
    assert not faults_of(watch)


def sign_in_with_password(page: Page, role: str) -> None:
    page.goto("/accounts/login/?next=/accounts/me/")
    page.fill("[name=login]", account_of(role))
    page.fill("[name=password]", LOCAL_PASSWORD)
    page.locator("main button[type=submit]").click()

"""Signs in as the teams and the secretariat do: with a password, then with a code."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from citesmetiers.demonstration.accounts import ACCOUNTS, LOCAL_PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.atlas import Atlas


# Where somebody is signed in already: a code serves once, and its time passes slowly.
_kept: dict[tuple[str, str], list[object]] = {}


def account_of(role: str) -> str:
    return next(account.email for account in ACCOUNTS if account.role == role)


def sign_in(page: Page, atlas: Atlas, who: str, path: str = "/accounts/me/") -> None:
    """Come in with an e-mail, or as the demonstration account of a role, and open a page."""
    email = who if "@" in who else account_of(who)
    if kept := _kept.get((atlas.home, who)):
        page.context.add_cookies(kept)
        page.goto(path)
        if "/accounts/login/" not in page.url:
            return
    page.goto(f"/accounts/login/?next={path}")
    page.fill("[name=login]", email)
    page.fill("[name=password]", LOCAL_PASSWORD)
    page.locator("main button[type=submit]").click()
    if key := atlas.world.get(f"key of {email}"):
        write_code(page, key, atlas.moment)
    page.wait_for_url(f"**{path}")
    _kept[atlas.home, who] = page.context.cookies()


def write_code(page: Page, key: str, moment: float | None = None) -> None:
    """Write a code of a moment, or of now; each serves once, and its neighbours serve as well."""
    for step in (0, 1, -1):
        page.wait_for_url("**/2fa/authenticate/**")
        page.fill("[name=code]", format_hotp_value(hotp_value(key, int(moment or time.time()) // 30 + step)))
        page.locator("main form:has([name=code]) button[type=submit]").click()
        if "/2fa/authenticate/" not in page.url:
            return


def add_application(page: Page) -> str:
    """Add a second factor from the page where they are, and go on; return its key."""
    page.locator("a[href$='/totp/activate/']").click()
    key = page.locator("main code").inner_text()
    page.fill("[name=code]", format_hotp_value(hotp_value(key, int(time.time()) // 30)))
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/recovery-codes/")
    assert page.locator(".codes li").count() == 10
    return key

"""A portal that serves, a browser, and somebody who watches what the browser does."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connections
from playwright.sync_api import sync_playwright

from tests.journeys import serving
from tests.journeys.atlas import Atlas
from tests.journeys.signing_in import sign_in
from tests.journeys.walking import WAYS, Way
from tests.journeys.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Playwright

# The first draws no window that nobody sees, and takes half the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Nothing that the browser would ask its maker for; a container has neither a sandbox nor a screen.
QUIET = [
    "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run",
    "--disable-quic", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def served() -> Iterator[serving.Served]:
    """Serve one portal for each process of the tests."""
    with serving.portal() as served:
        yield served


@pytest.fixture(scope="session")
def atlas(served: serving.Served) -> Atlas:
    """Where every page of the world is."""
    return Atlas(served.address, served.world)


@pytest.fixture(scope="session")
def base_url(served: serving.Served) -> str:
    return served.address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Start what drives the browser. Its loop gives this thread lines to the database of their own.

    One that was left behind would listen, and nobody would read.
    """
    connections.close_all()
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser_type_launch_args(playwright: Playwright) -> dict[str, object]:
    """Use the system's browser, else Playwright's own; without any, the journeys fail and say so."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found and not Path(playwright.chromium.executable_path).exists():
        pytest.fail(
            "The journeys need a browser: run scripts/browser.sh, or install chromium.", pytrace=False
        )
    alone = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": found, "args": QUIET + alone}


@pytest.fixture(scope="session")
def browser_context_args(base_url: str) -> dict[str, object]:
    return {"base_url": base_url, "viewport": {"width": 1280, "height": 900}, "service_workers": "allow"}


@pytest.fixture
def watch(context: BrowserContext, base_url: str) -> Watch:
    """Watch all that the pages of a context do."""
    return Watch(context, base_url)


@pytest.fixture(params=WAYS)
def going(request) -> str:
    """Go as somebody without JavaScript does, or as somebody without a mouse."""
    return request.param


@pytest.fixture
def someone(
    going: str, browser: Browser, browser_context_args: dict, atlas: Atlas
) -> Iterator[Callable[..., Way]]:
    """Give hands to as many people as a journey has; each has a browser of their own.

    `someone(email)` is signed in and stands where `path` leads; `someone()` is a visitor.
    """
    by_keyboard = going == "keyboard"
    contexts = []

    def come(who: str = "", path: str = "/en/workspace/") -> Way:
        context = browser.new_context(**browser_context_args, java_script_enabled=by_keyboard)
        contexts.append(context)
        page = context.new_page()
        if who:
            sign_in(page, atlas, who, path)
        return Way(page, by_keyboard=by_keyboard)

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def way(someone: Callable[..., Way]) -> Way:
    """Go as a visitor without JavaScript does, or one without a mouse."""
    return someone()

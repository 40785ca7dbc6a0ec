"""A portal that serves, a browser, and somebody who watches what the browser does."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys import serving
from tests.journeys.atlas import Atlas
from tests.journeys.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, Playwright

# The first draws no window that nobody sees, and takes half the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Nothing that the browser would ask its maker for; a container has neither a sandbox nor a screen.
QUIET = [
    "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run",
    "--disable-quic", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def _portal() -> Iterator[tuple[str, dict[str, str]]]:
    """Serve one portal for each process of the tests."""
    with serving.portal() as served:
        yield served


@pytest.fixture(scope="session")
def atlas(_portal: tuple[str, dict[str, str]]) -> Atlas:
    """Where every page of the world is."""
    return Atlas(*_portal)


@pytest.fixture(scope="session")
def base_url(_portal: tuple[str, dict[str, str]]) -> str:
    return _portal[0]


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

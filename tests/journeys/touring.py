"""A walk of a guide: what it tells, done once in the demonstration, in the order in which it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from tests.journeys.atlas import Atlas
from tests.journeys.picturing import Album, Screen
from tests.journeys.signing_in import sign_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from tests.journeys.serving import Served


class Tour:
    """People with a screen each, in one portal."""

    screen: ClassVar[dict[str, Any]]

    def __init__(self, served: Served, browser: Browser, folder: Path) -> None:
        self.album = Album()
        self.served = served
        self.folder = folder
        self._browser = browser
        self._here: list[Screen] = []

    def come(self, who: str = "", path: str = "/accounts/me/") -> Screen:
        """Open a screen, and sign in where somebody is named."""
        page = self._browser.new_context(base_url=self.served.address, **self.screen).new_page()
        if who:
            moment = float(self.served.world["moment"])
            sign_in(page, Atlas(self.served.address, self.served.world, moment), who, path)
        self._here.append(Screen(page, self.album))
        return self._here[-1]

    def walk(self, scenes: Iterable[Callable[[Any], None]]) -> Album:
        for scene in scenes:
            scene(self)
        for each in self._here:
            each.page.context.close()
        return self.album


def title_of(screen: Screen) -> Locator:
    return screen.main.get_by_role("heading", level=1)

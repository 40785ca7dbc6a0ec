"""Takes the pictures of a guide, with the texts that they show, and remembers what every page said."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

SPACES = str.maketrans("\u00a0\u202f", "  ")
# The band of the page between two elements, with a margin above and below.
_CLIP = """ends => {
  document.activeElement.blur();
  const [first, last] = ends.map(each => each.getBoundingClientRect());
  const top = Math.max(first.top + scrollY - 8, 0);
  return {x: 0, y: top, width: innerWidth, height: last.bottom + scrollY + 8 - top};
}"""
# What can be read there, a line for each piece of text; of a list to choose from, what is chosen.
_LINES = """ends => {
  const range = new Range(), lines = [];
  range.setStartBefore(ends[0]);
  range.setEndAfter(ends[1]);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const seen = text.parentElement.closest('option')?.selected ?? text.parentElement.checkVisibility();
    if (range.intersectsNode(text) && seen) lines.push(text.data.replace(/[ \\n]+/g, ' ').trim());
  }
  return lines.filter(Boolean);
}"""


# Also what a closed list holds, and the buttons that are fields.
_ALL = "body => [body.textContent, ...[...body.querySelectorAll('[type=submit]')].map(each => each.value)].join(' ')"


class Album:
    """What a walk through the portal brings home."""

    def __init__(self) -> None:
        self.pictures: dict[str, bytes] = {}
        self.texts: dict[str, str] = {}
        self._read: list[str] = []

    def says(self, words: str) -> bool:
        """Tell whether a page or a letter said these words."""
        wanted = words.translate(SPACES)
        return any(wanted in text for text in self._read)

    def read(self, text: str) -> None:
        self._read.append(text.translate(SPACES))


class Screen:
    """What somebody looks at: every page that is opened there is read."""

    def __init__(self, page: Page, album: Album) -> None:
        self.page = page
        self.album = album
        self.main = page.get_by_role("main")

    def read(self) -> str:
        """Read the page, and return what its main part says."""
        self.album.read(self.page.locator("body").evaluate(_ALL))
        self.album.read(self.page.locator("body").inner_text())
        return self.main.inner_text().translate(SPACES)

    def go(self, path: str) -> str:
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.ok, (path, answer.status)
        return self.read()

    def follow(self, words: str, *, within: Locator | None = None) -> str:
        """Follow the first link with such words."""
        return self._press((within or self.main).get_by_role("link", name=words).first)

    def push(self, words: str) -> str:
        """Push a button; a sheet begins with a hidden one, for the Enter key, and says the same."""
        return self._press(self.main.get_by_role("button", name=words, exact=True).last)

    def push_first(self, words: str) -> str:
        """Push the first of several buttons that go on with what they are about."""
        return self._press(self.main.get_by_role("button", name=words).first)

    def take(self, name: str, first: Locator, last: Locator) -> None:
        """Take a picture of the page from here to there, and the text that stands on it."""
        ends = [first.element_handle(), last.element_handle()]
        clip = self.page.evaluate(_CLIP, ends)
        self.album.pictures[name] = self.page.screenshot(full_page=True, clip=clip, animations="disabled")
        self.album.texts[name] = "\n".join(self.page.evaluate(_LINES, ends)) + "\n"

    def _press(self, target: Locator) -> str:
        with self.page.expect_navigation():
            target.click()
        return self.read()

"""The hands of a person: with HTML alone, or with the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

# Where the Tab key should stop.
STOPS = """() => {
  const all = 'a[href], button, input:not([type=hidden], [tabindex="-1"]), select, textarea, summary, [tabindex="0"]';
  // Of radio buttons, the Tab key visits the one that is chosen, or the first.
  const passed = radio => { const group = [...document.getElementsByName(radio.name)];
    return radio !== (group.find(each => each.checked) || group[0]); };
  window.stops = [...document.querySelectorAll(all)].filter(each =>
    each.checkVisibility({visibilityProperty: true}) && !(each.type === 'radio' && passed(each)));
  return stops.length;
}"""
# Where the focus is, and what is wrong with how it shows. A mark of the map has a ring of its own.
STANDS = """wanted => {
  const here = document.activeElement, box = here.getBoundingClientRect(), style = getComputedStyle(here);
  const drawn = here.querySelector?.('.m-ring'), ring = drawn && getComputedStyle(drawn);
  const faults = [];
  if (here === document.body) return [-1, 'the page', [], false];
  if (ring ? ring.stroke === 'none' || parseFloat(ring.strokeWidth) < 2
           : style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) faults.push('no ring');
  if (box.bottom < 1 || box.top > innerHeight || box.right < 1 || box.left > innerWidth) faults.push('out of sight');
  const row = Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1);
  const at = document.elementFromPoint(Math.max(box.left + 2, 1), row);
  if (!ring && at && !here.contains(at) && !at.contains(here)) faults.push(`covered by ${at.outerHTML.slice(0, 60)}`);
  return [window.stops ? stops.indexOf(here) : -1, here.innerText || here.ariaLabel || here.id, faults, here === wanted];
}"""
WAYS = ("html alone", "keyboard")
# By the keyboard a page has up to a hundred stops: some journeys are walked so in the full proofs.
LONG = pytest.mark.parametrize(
    "going", [WAYS[0], pytest.param(WAYS[1], marks=pytest.mark.prove)], indirect=True
)


class Way:
    """The hands of a visitor."""

    def __init__(self, page: Page, *, by_keyboard: bool) -> None:
        self.page = page
        self.by_keyboard = by_keyboard
        self.main = page.get_by_role("main")

    def press(self, target: Locator) -> None:
        """Follow a link, open a list, push a button."""
        if not self.by_keyboard:
            return target.click()
        self.reach(target)
        return self.page.keyboard.press("Enter")

    def tick(self, target: Locator) -> None:
        if not self.by_keyboard:
            return target.check()
        self.reach(target)
        return self.page.keyboard.press("Space")

    def write(self, target: Locator, text: str) -> None:
        if not self.by_keyboard:
            return target.fill(text)
        self.reach(target)
        return self.page.keyboard.type(text)

    def rewrite(self, target: Locator, text: str) -> None:
        """Write in the place of what stands there."""
        if self.by_keyboard:
            self.reach(target)
            self.page.keyboard.press("Control+A")
            return self.page.keyboard.type(text)
        return target.fill(text)

    def choose(self, target: Locator, words: str) -> None:
        """Choose from a list by the words of the choice."""
        if not self.by_keyboard:
            target.select_option(words)
            return
        self.reach(target)
        self.page.keyboard.type(words)

    def pick(self, target: Locator, words: str) -> None:
        """Pick one of several radio buttons; `target` is their group."""
        wanted = target.get_by_role("radio", name=words)
        if not self.by_keyboard:
            return wanted.check()
        chosen = target.get_by_role("radio", checked=True)
        self.reach(chosen if chosen.count() else target.get_by_role("radio").first)
        self.page.keyboard.press("Space")
        while not wanted.is_checked():
            self.page.keyboard.press("ArrowDown")
        return None

    def reach(self, target: Locator) -> None:
        """Go there by the Tab key, and see on the way where one is."""
        expect(target).to_be_visible()
        wanted = target.element_handle()
        for _ in range(400):
            self.page.keyboard.press("Tab")
            _number, name, faults, is_there = self.page.evaluate(STANDS, wanted)
            assert not faults, (self.page.url, name, faults)
            if is_there:
                return
        raise AssertionError(f"{target} is not reached by the Tab key.")

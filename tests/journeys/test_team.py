"""What a team does, from an invitation to a table sent back: with HTML alone, then with the keyboard alone."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from citesmetiers.demonstration.accounts import LOCAL_PASSWORD
from tests.journeys.teams import BOTH_WRITE, CONTRIBUTOR, COORDINATOR, RESTORED, TABLED, TOWNS
from tests.journeys.walking import LONG

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator

    from tests.journeys.serving import Served
    from tests.journeys.walking import Way

    type Someone = Callable[..., Way]

NARROW = {"width": 320, "height": 640}
MINUTES = "Duration in minutes"
LINK = re.compile(r"http://\S+/accounts/invitation/\S+")


@pytest.fixture
def town(going: str) -> str:
    """Name the Cité of this way of going: nothing of another journey stands in it."""
    return TOWNS[going][0]


def desk_of(town: str, rest: str = "") -> str:
    return f"/en/workspace/{town}/{rest}"


def text(way: Way, name: str, language: str = "French") -> Locator:
    """Return the input of a text in one language."""
    return way.main.get_by_role("group", name=re.compile(f"^{name}")).get_by_label(language)


def button(way: Way, name: str) -> Locator:
    # A sheet begins with a hidden button, for the Enter key.
    return way.main.get_by_role("button", name=name, exact=True)


def press(way: Way, target: Locator) -> int:
    """Press something that leads to another page, and return how that page answers."""
    with way.page.expect_navigation() as navigation:
        way.press(target)
    return navigation.value.status


def entry(way: Way, title: str) -> Locator:
    """Return the entry of a public list that has a title."""
    return way.main.get_by_role("heading").get_by_role("link", name=title)


def room(way: Way, name: str) -> Locator:
    """Return the way to a room of the workspace."""
    return way.page.get_by_role("banner").get_by_role("link", name=name, exact=True)


def open_sheet(way: Way, town: str, title: str) -> None:
    way.page.goto(desk_of(town, "offers/"))
    press(way, way.main.get_by_role("rowheader").get_by_role("link", name=title))


@LONG
def test_from_an_invitation_to_the_first_publication(someone: Someone, served: Served, town: str):
    address, title = f"ida@{town}.example", f"Café de l’emploi, {town}"
    coordinator = someone(COORDINATOR, desk_of(town))
    press(coordinator, room(coordinator, "Team"))
    press(coordinator, coordinator.main.get_by_role("link", name="Invite somebody"))
    coordinator.write(coordinator.main.get_by_label("E-mail"), address)
    coordinator.pick(coordinator.main.get_by_role("group", name="Role"), "contributor")
    press(coordinator, button(coordinator, "Send the invitation"))
    assert address in coordinator.main.inner_text()

    [letter] = served.post_to(address)
    newcomer = someone()
    newcomer.page.goto(LINK.search(letter)[0])
    newcomer.write(newcomer.main.get_by_label("Your name"), "Ida")
    newcomer.write(newcomer.main.get_by_label("Your password"), LOCAL_PASSWORD)
    press(newcomer, newcomer.main.get_by_role("button"))
    newcomer.page.goto(desk_of(town))
    press(newcomer, room(newcomer, "Offers"))
    press(newcomer, newcomer.main.get_by_role("link", name="Add (Offer)"))
    newcomer.write(text(newcomer, "Title"), title)
    newcomer.tick(newcomer.main.get_by_role("checkbox", name="everyone"))
    newcomer.choose(newcomer.main.get_by_label("Form", exact=True), "in a group")
    newcomer.tick(newcomer.main.get_by_role("checkbox", name="without appointment"))
    newcomer.tick(newcomer.main.get_by_role("checkbox", name="Lieu du Pont"))
    press(newcomer, button(newcomer, "Keep as a draft"))
    assert "Visitors see nothing of it yet" in newcomer.main.inner_text()
    press(newcomer, button(newcomer, "Ask to publish it"))
    assert "publication asked" in newcomer.main.inner_text()

    visitor = someone()
    where = f"/en/services/?q={title}"
    visitor.page.goto(where)
    assert entry(visitor, title).count() == 0
    coordinator.page.goto(desk_of(town))
    press(coordinator, coordinator.main.get_by_role("listitem").filter(has_text=title).get_by_role("link"))
    press(coordinator, button(coordinator, "Publish"))
    assert "Published: visitors see it now." in coordinator.main.inner_text()
    visitor.page.goto(where)
    press(visitor, entry(visitor, title))
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text(title)
    assert visitor.page.context.cookies() == []


def test_closing_tomorrow_takes_four_steps_on_a_phone(someone: Someone, town: str):
    way = someone(CONTRIBUTOR, desk_of(town))
    way.page.set_viewport_size(NARROW)
    press(way, way.main.get_by_role("link", name="Announce an exceptional closing"))
    way.pick(way.main.get_by_role("group", name="When"), "Tomorrow")
    press(way, button(way, "See what it cancels"))
    lost = way.main.inner_text()
    # “Monday 30 November 2026: closed”; a page of today does not say the year.
    day = re.match(r"\w+ \d+\s\w+", lost)[0]
    assert TABLED in lost
    assert "Forum du lendemain" in lost
    assert way.main.get_by_role("checkbox", name="Forum du lendemain").is_checked()
    assert way.page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    press(way, button(way, "Announce it"))
    assert "Announced, visitors read it now: Lieu du Pont." in way.main.inner_text()
    visitor = someone()
    visitor.page.goto(f"/en/cites/{town}/")
    assert re.search(rf"{day}( \d{{4}})?: closed", visitor.main.inner_text())
    visitor.page.goto(f"/en/agenda/?q=Forum+du+lendemain&cite={town}")
    assert "ancelled" in visitor.main.inner_text()


@LONG
def test_two_who_write_at_once_lose_nothing(someone: Someone, town: str):
    slow, fast = someone(COORDINATOR, desk_of(town)), someone(CONTRIBUTOR, desk_of(town))
    for each in (slow, fast):
        open_sheet(each, town, BOTH_WRITE)
    fast.rewrite(text(fast, "Title"), "Atelier de la plume")
    fast.write(text(fast, "Conditions"), "Sans condition.")
    assert press(fast, button(fast, "Keep as a draft")) == 200

    slow.rewrite(text(slow, "Title"), "Atelier de la coordination")
    slow.write(text(slow, "What to bring"), "Un CV, même ancien.")
    assert press(slow, button(slow, "Publish")) == 409
    row = slow.main.get_by_role("table").get_by_role("row", name="Title (French)")
    told = [cell.inner_text() for cell in row.get_by_role("cell").all()]
    assert told == [BOTH_WRITE, "Atelier de la plume", "Atelier de la coordination"]
    assert text(slow, "Title").input_value() == "Atelier de la coordination"
    assert text(slow, "What to bring").input_value() == "Un CV, même ancien."
    assert text(slow, "Conditions").input_value() == "Sans condition."

    slow.rewrite(text(slow, "Title"), "Atelier des deux")
    assert press(slow, button(slow, "Publish")) == 200
    visitor = someone()
    visitor.page.goto(f"/en/services/?q=Atelier+des+deux&cite={town}")
    press(visitor, entry(visitor, "Atelier des deux"))
    shown = visitor.main.inner_text()
    assert "Un CV, même ancien." in shown
    assert "Sans condition." in shown


@LONG
def test_what_was_said_before_and_what_was_thrown_away_come_back(someone: Someone, town: str):
    way = someone(COORDINATOR, desk_of(town))
    open_sheet(way, town, RESTORED)
    way.rewrite(text(way, "Title"), "Entretien de demain")
    press(way, button(way, "Publish"))
    open_sheet(way, town, "Entretien de demain")
    press(way, way.main.get_by_role("link", name="See its history"))
    press(way, way.main.get_by_role("link", name="Restore this version").last)
    shown = way.main.get_by_role("row", name="Title (French)").get_by_role("cell").all_inner_texts()
    assert shown == ["Entretien de demain", RESTORED]
    press(way, button(way, "Make a draft of this version"))
    assert text(way, "Title").input_value() == RESTORED
    press(way, button(way, "Publish"))
    visitor = someone()
    visitor.page.goto(f"/en/services/?q=Entretien&cite={town}")
    press(visitor, entry(visitor, RESTORED))
    page_of_it = visitor.page.url

    open_sheet(way, town, RESTORED)
    press(way, way.main.get_by_role("link", name="Throw it away"))
    press(way, button(way, "Throw away"))
    assert visitor.page.goto(page_of_it).status in {404, 410}
    press(way, room(way, "Bin"))
    press(way, way.main.get_by_role("row", name=RESTORED).get_by_role("link"))
    press(way, way.main.get_by_role("button"))
    assert visitor.page.goto(page_of_it).status == 200
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text(RESTORED)


@LONG
def test_from_the_words_of_a_visitor_to_an_event(someone: Someone, town: str):
    idea = "Une soirée pour les métiers du bois"
    visitor = someone()
    visitor.page.goto(f"/en/cites/{town}/")
    visitor.press(visitor.page.locator("summary", has_text="Write to the team"))
    visitor.write(visitor.main.get_by_label("Your words"), idea)
    press(visitor, button(visitor, "Send to the team"))
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Thank you")

    way = someone(COORDINATOR, desk_of(town))
    press(way, room(way, "Suggestions"))
    press(way, way.main.get_by_role("link", name=idea))
    press(way, button(way, "Begin a draft among the events"))
    assert text(way, "Title", "English").input_value() == idea
    way.choose(way.main.get_by_label("Kind"), "workshop")
    for group, hour in (("Starts", "18:30"), ("Ends", "20:00")):
        part = way.main.get_by_role("group", name=group)
        way.rewrite(part.get_by_label("Day"), "24/11/2031")
        way.rewrite(part.get_by_label("Time"), hour)
    way.tick(way.main.get_by_role("checkbox", name="everyone"))
    way.choose(way.main.get_by_label("Where (optional)"), "on site")
    way.choose(way.main.get_by_label("Place (optional)"), "Lieu du Pont")
    press(way, button(way, "Publish"))
    assert "Published: visitors see it now." in way.main.inner_text(), way.main.inner_text()
    visitor.page.goto(f"/en/agenda/?q=bois&cite={town}")
    press(visitor, entry(visitor, idea))
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text(idea)


@LONG
def test_a_table_is_taken_away_and_sent_back(someone: Someone, town: str, tmp_path: Path):
    way = someone(COORDINATOR, desk_of(town))
    press(way, room(way, "Offers"))
    press(way, way.main.get_by_role("link", name="As a table"))
    with way.page.expect_download() as download:
        way.press(way.main.get_by_role("link", name="Offers (CSV)"))
    file = tmp_path / "offers.csv"
    download.value.save_as(file)

    send(way, file)
    said = way.main.inner_text()
    assert "0 new" in said
    assert "0 changed" in said

    lines = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    title, minutes = (
        lines[0].index("Title (French) [title__fr]"),
        lines[0].index(f"{MINUTES} [duration_minutes]"),
    )
    number, line = next((n, line) for n, line in enumerate(lines) if line[title] == TABLED)
    line[minutes] = "half an hour"
    write_again(way, file, lines)
    fault = way.main.get_by_role("table").get_by_role("row").nth(1).get_by_role("cell").all_inner_texts()
    assert fault[:3] == ["Offers", str(number + 1), MINUTES]

    line[minutes] = "30"
    write_again(way, file, lines)
    assert "1 changed" in way.main.inner_text()
    assert way.main.get_by_role("row", name="Duration").get_by_role("cell").all_inner_texts() == ["—", "30"]
    press(way, button(way, "Publish all"))
    assert "1 sheet was published." in way.main.inner_text()
    visitor = someone()
    visitor.page.goto(f"/en/services/?q=tableau&cite={town}")
    press(visitor, entry(visitor, TABLED))
    assert "30 min" in visitor.main.inner_text()


def write_again(way: Way, file: Path, lines: list[list[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as written:
        csv.writer(written).writerows(lines)
    press(way, way.main.get_by_role("link", name="Send another one"))
    send(way, file)


def send(way: Way, file: Path) -> None:
    with way.page.expect_file_chooser() as chooser:
        way.press(way.main.get_by_label("File"))
    chooser.value.set_files(file)
    press(way, button(way, "See what would change"))

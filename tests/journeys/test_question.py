"""A question and a town, on a Tuesday morning near Brest: with HTML alone or the keyboard alone, on a phone or a screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys import serving
from tests.journeys.test_print import sheets
from tests.journeys.walking import WAYS, Way
from tests.journeys.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Route

    from tests.journeys.serving import Served

# Each way of going and each width once; the other two pairs are walked in the full proofs.
HANDS = [
    pytest.param((way, width), id=f"{way}-{width}", marks=() if is_walked else pytest.mark.prove)
    for way, width, is_walked in (
        (WAYS[0], 320, True),
        (WAYS[1], 1280, True),
        (WAYS[0], 1280, False),
        (WAYS[1], 320, False),
    )
]
QUESTION, TOWN = "change career", "Brest"
# A sheet of A4 in points, as a PDF says it.
A4 = rb"/MediaBox\s*\[\s*0 0 59[45](\.\d+)? 84[12](\.\d+)?\s*\]"


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the portal writes what it tells."""
    return tmp_path_factory.mktemp("question") / "log"


@pytest.fixture(scope="module")
def portal(log: Path) -> Iterator[Served]:
    """Serve a portal that knows some towns, and whose clock stands on a Tuesday at 9:12 in France."""
    with serving.portal(
        "question", world="tests.journeys.towns", settings="tests.journeys.standing", log=log
    ) as served:
        yield served


@pytest.fixture(params=HANDS)
def way(request, browser: Browser, portal: Served) -> Iterator[Way]:
    going, width = request.param
    by_keyboard = going == WAYS[1]
    context = browser.new_context(
        base_url=portal.address,
        viewport={"width": width, "height": 900},
        java_script_enabled=by_keyboard,
    )
    yield Way(context.new_page(), by_keyboard=by_keyboard)
    context.close()


def ask(way: Way, where: str = TOWN) -> None:
    way.page.goto("/en/")
    way.write(way.main.get_by_label("Your question"), QUESTION)
    way.write(way.main.get_by_label("Where?"), where)
    way.press(way.main.get_by_role("button", name="Search"))
    expect(way.page).to_have_url(re.compile("/en/services/"))


def entry(way: Way, number: int) -> Locator:
    return way.main.locator("ol.entries > li").nth(number)


def query(way: Way) -> dict[str, list[str]]:
    return parse_qs(urlsplit(way.page.url).query)


def test_three_pages_lead_from_home_to_an_open_door(way: Way):
    read: list[str] = []
    way.page.on("load", lambda page: read.append(page.url))
    ask(way)
    first = entry(way, 0)
    expect(first).to_contain_text("Port-Clairval")
    expect(first).to_contain_text(re.compile(r"\d+ km"))
    way.press(first.get_by_role("heading").get_by_role("link"))
    expect(way.page).to_have_url(re.compile("/cites/demo-port-clairval/services/[a-z-]+/$"))
    assert len(read) <= 3, read
    # The hours, the address, and a door that is drawn open.
    expect(way.main.locator(".threshold .state--open")).to_be_visible()
    expect(way.main.locator(".threshold__door .d-light")).to_be_visible()
    said = way.main.inner_text()
    assert "4 quai des Ralingues" in said
    assert re.search(r"9:00\s*–\s*12:30", said), said


def test_a_town_of_several_is_chosen(way: Way):
    ask(way, "Saint-Denis")
    choices = way.main.get_by_role("navigation", name="Which one?").get_by_role("link")
    expect(choices).to_have_count(4)
    way.press(choices.filter(has_text="Réunion"))
    chips = way.main.get_by_role("list", name="Filters in force")
    expect(chips).to_contain_text("Réunion")
    assert query(way)["q"] == [QUESTION]
    expect(entry(way, 0)).to_contain_text(re.compile(r"\d km"))


def test_a_filter_is_let_go_of(way: Way):
    ask(way)
    chips = way.main.get_by_role("list", name="Filters in force")
    way.press(chips.get_by_role("link", name=re.compile(TOWN)))
    expect(way.page).not_to_have_url(re.compile(TOWN))
    assert query(way) == {"q": [QUESTION]}
    way.press(chips.get_by_role("link", name=re.compile(QUESTION)))
    expect(way.page).to_have_url(re.compile("/en/services/$"))


def test_two_offers_are_kept_and_printed_on_one_sheet(way: Way):
    ask(way)
    titles = [entry(way, each).get_by_role("heading").get_by_role("link").inner_text() for each in (0, 1)]
    for number in (0, 1):
        way.press(entry(way, number).get_by_role("link", name="Keep"))
        expect(way.main.locator(".kept")).to_contain_text(("one offer", "2 offers")[number])
    way.press(way.main.get_by_role("link", name=re.compile("^My list")))
    expect(way.page).to_have_url(re.compile(r"/en/shortlist/\?pick=\d+&pick=\d+$"))
    assert [
        entry(way, each).get_by_role("heading").get_by_role("link").inner_text().split("\n")[0]
        for each in (0, 1)
    ] == [title.split("\n")[0] for title in titles]
    way.page.emulate_media(media="print")
    for hidden in (".skip", ".site-nav", ".languages", ".site-foot__links", "form"):
        assert way.page.locator(f"{hidden} >> visible=true").count() == 0, hidden
    drawn = way.main.get_by_role("img", name="The address of this list as a drawing to scan")
    expect(drawn).to_be_visible()
    box = drawn.bounding_box()
    assert box["width"] == pytest.approx(box["height"], abs=1)
    # As large as a telephone reads it, and no larger.
    assert 110 < box["width"] < 240
    assert sheets(way.page) == 1
    assert re.search(A4, way.page.pdf(prefer_css_page_size=True))


def test_words_stay_between_the_visitor_and_the_page(browser: Browser, portal: Served, log: Path):
    """Neither the browser keeps them, nor the server's log, nor does a link to elsewhere carry them along."""
    word = "zqcanari"
    context = browser.new_context(base_url=portal.address)
    watch, page = Watch(context, portal.address), context.new_page()
    for path in ("services/", "services/map/", "search/", "cites/", "agenda/", "partners/", "nothing-there/"):
        page.goto(f"/en/{path}?q={word}&where={word}town&theme={word}")
        assert watch.look_at(page) == [], path
    asked: list[dict[str, str]] = []

    def elsewhere(route: Route) -> None:
        asked.append(route.request.all_headers())
        route.fulfill(body="Elsewhere")

    context.route("https://elsewhere.example/**", elsewhere)
    page.goto(f"/en/services/?q={word}")
    page.evaluate("document.querySelector('main a').href = 'https://elsewhere.example/'")
    page.locator("main a").first.click()
    expect(page).to_have_url("https://elsewhere.example/")
    assert len(asked) == 1
    assert "referer" not in asked[0]
    assert word not in "".join(asked[0].values())
    context.close()
    told = log.read_text()
    assert "Not Found: /en/nothing-there/" in told
    assert word not in told

"""What a first view costs: HTML, styles and scripts as they travel, images and typeface apart."""

from __future__ import annotations

import re
import sys
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import html5lib
import pytest

from tests.journeys.atlas import EVERY, LANGUAGES
from tests.journeys.fetching import fetch

if TYPE_CHECKING:
    from tests.journeys.atlas import Atlas

HTML = "{http://www.w3.org/1999/xhtml}"
KILO = 1024
FIRST_VIEW = 45 * KILO
FONTS = 50 * KILO


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_view_is_light(atlas: Atlas, language: str):
    weights = {name: weigh(f"{atlas.home}{atlas.path(name, language)}") for name in EVERY}
    table = [f"{name:28} {html / KILO:6.1f} {assets / KILO:6.1f}" for name, (html, assets) in weights.items()]
    sys.stdout.write("\n".join([f"{'page (' + language + ')':28}   html assets, in KB", *table]))
    assert {name: sum(weight) for name, weight in weights.items() if sum(weight) > FIRST_VIEW} == {}


def test_fonts_are_light_and_never_hold_the_text(atlas: Atlas):
    sheets = {address: read(address).text for address in assets_of(f"{atlas.home}/fr/about/legal/")}
    faces = [
        (address, face)
        for address, text in sheets.items()
        for face in re.findall(r"@font-face\s*{[^}]*}", text)
    ]
    remote = [(address, face) for address, face in faces if "url(" in face]
    assert remote
    assert all("font-display: swap" in face for _address, face in remote)
    files = {
        urljoin(address, each) for address, face in remote for each in re.findall(r'url\("?([^")]+)', face)
    }
    assert sum(read(each).weight for each in files) <= FONTS


def test_files_never_go_stale_and_travel_compressed(atlas: Atlas):
    for address in assets_of(f"{atlas.home}/fr/about/legal/"):
        headers = read(address).headers
        assert "immutable" in headers["cache-control"], address
        assert headers["content-encoding"] == "gzip", address


def weigh(address: str) -> tuple[int, int]:
    """Return the bytes of a page, and of its styles and scripts."""
    page = fetch(address)
    return page.weight, sum(read(each).weight for each in assets_in(page.text, address))


def assets_of(address: str) -> list[str]:
    return assets_in(fetch(address).text, address)


def assets_in(text: str, address: str) -> list[str]:
    tree = html5lib.parse(text)
    sheets = [each.get("href") for each in tree.iter(f"{HTML}link") if each.get("rel") == "stylesheet"]
    scripts = [each.get("src") for each in tree.iter(f"{HTML}script") if each.get("src")]
    return [urljoin(address, each) for each in sheets + scripts]


@cache
def read(address: str):
    answer = fetch(address)
    assert answer.status == 200, address
    return answer

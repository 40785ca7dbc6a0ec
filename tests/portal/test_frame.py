"""What every page has around it: head, menu, languages, foot, typeface. Nothing here needs the database."""

import gzip

import html5lib
import pytest
from django.conf import settings
from django.utils.translation import override
from fontTools.ttLib import TTFont

from citesmetiers import navigation
from citesmetiers.fonts import LETTERS, STYLES, build_fonts

HTML = "{http://www.w3.org/1999/xhtml}"
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture(params=LANGUAGES)
def page(request, client):
    response = client.get(f"/{request.param}/gallery/?page=2&q=a")
    assert response.status_code == 200
    return response


def parsed(response):
    return html5lib.HTMLParser(strict=True).parse(response.content.decode())


def test_page_sets_no_cookie_and_varies_on_none(page):
    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")


def test_page_has_no_style_and_no_script_of_its_own(page):
    tree = parsed(page)
    for element in tree.iter():
        assert not {name for name in element.attrib if name == "style" or name.startswith("on")}
        assert element.tag != f"{HTML}style"
    scripts = list(tree.iter(f"{HTML}script"))
    assert [(script.get("src", "").startswith("/static/js/"), script.text) for script in scripts] == [
        (True, None)
    ]


def test_page_announces_itself_in_every_language():
    twins = navigation.languages("/fr/agenda/")
    assert [(twin.code, twin.address, twin.is_current) for twin in twins] == [
        (code, f"{settings.SITE_URL}/{code}/agenda/", code == "fr") for code in LANGUAGES
    ]


def test_page_names_its_own_address_and_its_twins_without_the_question(page):
    path = page.wsgi_request.path
    links = [
        (link.get("hreflang") or link.get("rel"), link.get("href"))
        for link in parsed(page).iter(f"{HTML}link")
        if link.get("rel") in {"canonical", "alternate"}
    ]
    assert sorted(links) == sorted(
        [
            ("canonical", f"{settings.SITE_URL}{path}"),
            *((code, f"{settings.SITE_URL}/{code}/gallery/") for code in LANGUAGES),
            ("x-default", f"{settings.SITE_URL}/en/gallery/"),
        ]
    )


def test_language_switch_keeps_the_page_and_its_question(page):
    tree = parsed(page)
    switch = next(one for one in tree.iter(f"{HTML}details") if one.get("class") == "languages")
    links = [(link.get("lang"), link.get("hreflang"), link.get("href")) for link in switch.iter(f"{HTML}a")]
    assert links == [(code, code, f"/{code}/gallery/?page=2&q=a") for code in LANGUAGES]


def test_languages_are_named_in_themselves():
    assert [language.name for language in navigation.languages("/fr/")][:2] == ["Français", "English"]


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/fr", "/xx/cites/"])
def test_addresses_without_a_language_have_no_twins(path):
    assert navigation.languages(path) == []


def test_skip_links_lead_somewhere(page):
    tree = parsed(page)
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    skip = next(nav for nav in tree.iter(f"{HTML}nav") if nav.get("class") == "skip")
    targets = [link.get("href") for link in skip.iter(f"{HTML}a")]
    here = [target[1:] for target in targets if target.startswith("#")]
    assert here == ["content", "menu", "everything", "foot"]
    assert set(here) <= set(ids)
    assert len(ids) == len(set(ids))


def test_menu_marks_the_section_visited():
    with override("fr"):
        ways = navigation.menu("agenda")
    assert [way.url for way in ways if way.is_current] == ["/fr/agenda/"]


def test_stylesheets_stay_light():
    # What a first view reads: not the sheet for paper, nor those of the staff.
    sheets = [
        settings.BASE_DIR / "static/css" / f"{name}.css"
        for name in ("base", "chrome", "doors", "forms", "lists")
    ]
    assert sum(len(gzip.compress(sheet.read_bytes())) for sheet in sheets) <= 16 * 1024


def test_fonts_are_cut_once_to_our_letters(tmp_path):
    build_fonts(tmp_path)
    fonts = sorted(tmp_path.glob("*.woff2"))
    assert [font.name for font in fonts] == [
        f"atkinson-hyperlegible-{style}.woff2" for style in sorted(STYLES)
    ]
    assert sum(font.stat().st_size for font in fonts) <= 50 * 1024
    for font in fonts:
        with TTFont(font) as opened:
            assert {ord(letter) for letter in LETTERS} == set(opened.getBestCmap())
    written = {font: font.stat().st_mtime_ns for font in fonts}
    build_fonts(tmp_path)
    assert {font: font.stat().st_mtime_ns for font in fonts} == written


def test_fonts_are_cut_again_when_one_is_gone(tmp_path):
    build_fonts(tmp_path)
    lost = tmp_path / "atkinson-hyperlegible-bold.woff2"
    lost.unlink()
    build_fonts(tmp_path)
    assert lost.stat().st_size > 0

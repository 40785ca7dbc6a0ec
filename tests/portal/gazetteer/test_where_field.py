"""The field “Where?” on a page: what it says, what it holds, where its links lead."""

import html5lib
import pytest
from django.http import QueryDict

from citesmetiers.gazetteer.fields import WhereField
from tests.portal.gazetteer.towns import load_some
from tests.portal.pages import page

pytestmark = pytest.mark.django_db

PAGE = "/en/gallery/"


@pytest.fixture(autouse=True)
def _towns():
    load_some("FR-93066", "FR-97411", "FR-69123")


def tree(html):
    return html5lib.parse(html, namespaceHTMLElements=False)


def read(query):
    return WhereField.read(QueryDict(query), language="en")


def test_holds_the_spot_by_its_own_name():
    field = read("where=lyon&theme=training&page=3")
    assert (field.value, field.is_unclear, field.choices) == ("Lyon (69)", False, [])
    assert field.without == "?theme=training"


def test_offers_namesakes_with_the_rest_of_the_address():
    field = read("where=saint denis&theme=training&page=3")
    assert (field.value, field.is_unclear) == ("saint denis", True)
    assert field.choices == [
        ("?theme=training&where=Saint-Denis%2C+La+R%C3%A9union", "Saint-Denis, La Réunion"),
        ("?theme=training&where=Saint-Denis+%2893%29", "Saint-Denis (93)"),
    ]


@pytest.mark.parametrize(
    ("near", "point"),
    [
        ("45.76,4.84", "45.76,4.84"),
        ("45.7640434,4.8357", "45.76,4.84"),
        ("-20.88,55.45", "-20.88,55.45"),
        ("-0.001,0.001", "0.0,0.0"),
        ("91,0", ""),
        ("0,181", ""),
        ("nan,nan", ""),
        ("1e3,2", ""),
        ("", ""),
    ],
)
def test_a_point_is_kept_to_a_kilometre(near, point):
    assert read(f"near={near}").point == point


def test_words_weigh_more_than_a_point():
    field = read("where=lyon&near=1,2")
    assert (field.is_near, field.value, field.point) == (False, "Lyon (69)", "")


def test_long_words_are_cut():
    assert len(read("where=" + "x" * 500).text) == 80


def test_the_page_says_that_words_are_unclear(client):
    html = tree(page(client, PAGE, where="saint denis"))
    box = html.find(".//input[@id='where']")
    assert (box.get("value"), box.get("aria-invalid")) == ("saint denis", "true")
    assert box.get("aria-describedby") == "where-hint where-said"
    links = [link.text for link in html.findall(".//nav[@class='where__choices']//a")]
    assert links == ["Saint-Denis, La Réunion", "Saint-Denis (93)"]


def test_the_page_says_what_it_mended(client):
    said = page(client, PAGE, where="lyion")
    assert "We do not know “lyion”; this is for Lyon (69)." in said


def test_the_page_escapes_what_was_typed(client):
    said = page(client, PAGE, where='"><script>alert(1)</script>')
    assert "<script>alert" not in said


def test_without_a_word_nobody_is_asked_anything(client):
    html = tree(page(client, PAGE))
    button = html.find(".//button[@data-near]")
    near = html.find(".//input[@name='near']")
    assert ("hidden" in button.keys(), "disabled" in near.keys(), near.get("value")) == (True, True, "")  # noqa: SIM118

"""Each component says in words what it draws, and refuses what it does not know."""

from datetime import date
from types import SimpleNamespace

import html5lib
import pytest
import time_machine
from django.conf import settings
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import TemplateSyntaxError, engines
from django.utils.translation import override

from network.partial_dates import PartialDate
from network.vocabulary import LabelStatus, Theme

pytestmark = pytest.mark.usefixtures("_in_english")
SVG = "{http://www.w3.org/2000/svg}"
HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def _in_english():
    with override("en"):
        yield


def render(source, **context):
    return engines["django"].from_string(source).render(context).strip()


def read(source, **context):
    """Return a component as a tree, parsed by the rules of browsers, without one fault."""
    parser = html5lib.HTMLParser(strict=True)
    return parser.parseFragment(render(source, **context))


def words(tree):
    return " ".join("".join(tree.itertext()).split())


@pytest.mark.parametrize("theme", Theme)
def test_theme_is_a_pictogram_and_its_word(theme):
    tree = read("{% theme value=theme %}", theme=theme)
    assert words(tree) == str(theme.label)
    assert [use.get("href") for use in tree.iter(f"{SVG}use")] == [f"/static/img/icons.svg#{theme.value}"]


def test_every_pictogram_is_in_the_file():
    file = html5lib.parse((settings.BASE_DIR / "static/img/icons.svg").read_text())
    drawn = {symbol.get("id") for symbol in file.iter(f"{SVG}symbol")}
    assert drawn == {"open", "closed", "unknown", *Theme.values}


def test_icon_is_hidden_from_speech():
    svg = next(read('{% icon name="open" %}').iter(f"{SVG}svg"))
    assert (svg.get("aria-hidden"), svg.get("viewBox")) == ("true", "0 0 20 24")


@pytest.mark.parametrize(
    "source",
    ['{% icon name="star" %}', '{% door kind="ajar" %}', '{% notice kind="x" title="" %}{% endnotice %}'],
)
def test_components_refuse_what_they_do_not_know(source):
    with pytest.raises(TemplateSyntaxError):
        render(source)


@pytest.mark.parametrize(
    ("kind", "said", "drawn"),
    [
        ("open", "Open", "open"),
        ("closed", "Closed", "closed"),
        ("unknown", "To be confirmed", "unknown"),
        ("off", "Cancelled", "closed"),
    ],
)
def test_state_is_a_door_and_a_word(kind, said, drawn):
    tree = read("{% state kind=kind %}", kind=kind)
    assert words(tree) == said
    assert next(tree.iter(f"{SVG}use")).get("href") == f"/static/img/icons.svg#{drawn}"
    assert next(tree.iter(f"{HTML}span")).get("class") == f"state state--{kind}"


def test_state_takes_the_words_of_the_page():
    tree = read('{% state kind="open" text=text bare=True %}', text="Until <18:00>")
    assert words(tree) == "Until <18:00>"
    assert next(tree.iter(f"{HTML}span")).get("class") == "state state--open state--bare"


@pytest.mark.parametrize("status", LabelStatus)
def test_plate_names_every_status_of_the_label(status):
    said = str(status.label)
    assert render("{% plate status=status %}", status=status) == (
        f'<span class="plate plate--{status.value}">{said[:1].upper() + said[1:]}</span>'
    )


@pytest.mark.parametrize(
    ("kind", "is_lit", "is_dashed"),
    [("open", True, False), ("closed", False, False), ("unknown", False, True)],
)
def test_door_is_lit_only_when_open_and_dashed_only_when_unknown(kind, is_lit, is_dashed):
    tree = read("{% door kind=kind %}", kind=kind)
    paths = list(tree.iter(f"{SVG}path"))
    assert any(path.get("class") == "d-light" for path in paths) == is_lit
    assert any(path.get("stroke-dasharray") for path in paths) == is_dashed


def test_demo_marks_an_invented_record_and_no_other():
    assert (
        render("{% demo record=one %}", one=SimpleNamespace(demo=True))
        == '<span class="flag">demonstration</span>'
    )
    assert render("{% demo record=one %}", one=SimpleNamespace(demo=False)) == ""


@time_machine.travel("2026-11-24T12:00+01:00", tick=False)
@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 11, 16), "Checked by the team on Monday 16\u00a0November 2026"),
        (date(2025, 11, 24), "Checked by the team on Monday 24\u00a0November 2025"),
        (date(2025, 11, 23), "Not confirmed since Sunday 23\u00a0November 2025"),
        (PartialDate(2016), "Not confirmed since 2016"),
        (None, "Never checked by the team: to be confirmed"),
    ],
)
def test_checked_doubts_after_twelve_months(on, said):
    tree = read("{% checked on=on %}", on=on)
    assert "".join(tree.itertext()).strip() == said
    assert ("checked--old" in next(tree.iter(f"{HTML}p")).get("class")) == (
        "to be confirmed" in said or "Not confirmed" in said
    )


@time_machine.travel("2028-12-01T12:00+01:00", tick=False)
def test_checked_counts_months_of_the_calendar_across_a_leap_day():
    assert "checked--old" not in render("{% checked on=on %}", on=date(2027, 12, 1))
    assert "checked--old" in render("{% checked on=on %}", on=date(2027, 11, 30))


def test_sources_are_numbered_links_that_say_they_leave():
    tree = read("{% sources urls=urls %}", urls=["https://www.example.org/a/", "http://example.com/?b=1&c=2"])
    assert words(tree) == "Sources (you leave this site):example.org/aexample.com/?b=1&c=2"
    links = list(tree.iter(f"{HTML}a"))
    assert [link.get("href") for link in links] == [
        "https://www.example.org/a/",
        "http://example.com/?b=1&c=2",
    ]
    assert {link.get("rel") for link in links} == {"external noreferrer"}
    assert render("{% sources urls=urls %}", urls=[]) == ""


def test_room_is_a_section_named_by_its_heading():
    tree = read(
        '{% room id="week" title=title intro="Come in." %}<ul><li>{{ day }}</li></ul>{% endroom %}',
        title="A & B",
        day="Monday",
    )
    section = next(tree.iter(f"{HTML}section"))
    heading = next(tree.iter(f"{HTML}h2"))
    assert section.get("aria-labelledby") == heading.get("id") == "week"
    assert words(tree) == "A & BCome in.Monday"


def test_notice_and_empty_keep_their_content():
    assert render('{% notice kind="success" title="Saved" %}<p>Now.</p>{% endnotice %}') == (
        '<div class="notice notice--success" role="status"><p class="notice__title">Saved</p><p>Now.</p></div>'
    )
    assert render('{% empty title="Nothing" %}<p>Yet.</p>{% endempty %}') == (
        '<div class="empty"><p class="empty__title">Nothing</p><p>Yet.</p></div>'
    )


def test_chips_say_what_a_click_removes():
    tree = read('{% chips items=items clear="/fr/services/" %}', items=[("Train", "?q=a")])
    links = [(words(link), link.get("href")) for link in tree.iter(f"{HTML}a")]
    assert links == [("Remove the filter: Train", "?q=a"), ("Clear all", "/fr/services/")]
    assert render('{% chips items=items clear="?" %}', items=[]) == ""


def test_breadcrumbs_begin_at_home_and_end_without_a_link():
    tree = read("{% breadcrumbs trail=trail %}", trail=[("/en/cites/", "The Cités"), ("", "Marseille")])
    steps = [(words(step), step.get("aria-current")) for step in tree.iter(f"{HTML}li")]
    assert steps == [("Home", None), ("The Cités", None), ("Marseille", "page")]
    assert [link.get("href") for link in tree.iter(f"{HTML}a")] == ["/en/", "/en/cites/"]


def pages(number, query, count=95):
    request = SimpleNamespace(GET=QueryDict(query))
    return read("{% pagination page=page %}", page=Paginator(range(count), 10).page(number), request=request)


def test_pagination_keeps_the_question_and_the_filters():
    links = [
        (words(link), link.get("href"))
        for link in pages(2, "q=a%26b&theme=x&theme=y&page=2").iter(f"{HTML}a")
    ]
    kept = "?q=a%26b&theme=x&theme=y&page="
    assert links == [
        ("Previous page", f"{kept}1"),
        ("Page 1", f"{kept}1"),
        ("Page 2", f"{kept}2"),
        ("Page 3", f"{kept}3"),
        ("Page 10", f"{kept}10"),
        ("Next page", f"{kept}3"),
    ]


def test_pagination_marks_the_current_page_and_has_no_way_past_the_ends():
    current = [words(link) for link in pages(10, "").iter(f"{HTML}a") if link.get("aria-current") == "page"]
    assert current == ["Page 10"]
    assert "Next page" not in words(pages(10, ""))
    assert "Previous page" not in words(pages(1, ""))
    assert words(pages(1, "", count=10)) == ""


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Je cherche du travail"), ("en", "I am looking for work")]
)
def test_suggestions_are_a_plain_list_in_the_language_of_the_page(language, said):
    with override(language):
        tree = read('{% suggestions id="q-options" %}')
    options = [option.get("value") for option in tree.iter(f"{HTML}option")]
    assert next(tree.iter(f"{HTML}datalist")).get("id") == "q-options"
    assert said in options
    assert 40 <= len(options) <= 60

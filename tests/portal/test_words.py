"""Dates, hours, texts and names in words. A tilde stands for a no-break space."""

from datetime import UTC, date, datetime, time
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils.formats import date_format
from django.utils.translation import override

from citesmetiers.templatetags import words
from network.partial_dates import PartialDate


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "mardi 24~novembre 2026"),
        ("en", "Tuesday 24~November 2026"),
        ("it", "martedì 24~novembre 2026"),
        ("es", "martes, 24~de noviembre de 2026"),
        ("pt", "terça-feira, 24~de novembro de 2026"),
        ("nl", "dinsdag 24~november 2026"),
    ],
)
def test_in_words_says_a_date_as_the_language_does(language, said):
    with override(language):
        assert words.in_words(date(2026, 11, 24)).replace("\u00a0", "~") == said


def test_in_words_says_the_first_of_a_month_as_french_does():
    with override("fr"):
        assert words.in_words(date(2026, 12, 1)) == "mardi 1er\u00a0décembre 2026"
        assert words.in_words(PartialDate(1993, 12, 1)) == "1er\u00a0décembre 1993"
        assert words.in_words(date(2026, 11, 21)) == "samedi 21\u00a0novembre 2026"


@pytest.mark.parametrize(
    ("partial", "french", "english"),
    [
        (PartialDate(2002), "2002", "2002"),
        (PartialDate(2013, 4), "avril 2013", "April 2013"),
        (PartialDate(2011, 9, 5), "5~septembre 2011", "5~September 2011"),
    ],
)
def test_in_words_says_no_more_than_a_partial_date_knows(partial, french, english):
    with override("fr"):
        assert words.in_words(partial).replace("\u00a0", "~") == french
    with override("en"):
        assert words.in_words(partial).replace("\u00a0", "~") == english


@time_machine.travel("2026-11-24T12:00+01:00", tick=False)
def test_day_in_words_leaves_out_the_year_that_everybody_knows():
    with override("fr"):
        assert words.day_in_words(date(2026, 12, 1)) == "mardi 1er\u00a0décembre"
        assert words.day_in_words(date(2027, 1, 4)) == "lundi 4\u00a0janvier 2027"
    with override("es"):
        assert words.day_in_words(date(2026, 12, 1)) == "martes, 1\u00a0de diciembre"
    with override("en"):
        assert words.day_in_words(date(2026, 12, 1)) == "Tuesday 1\u00a0December"


@pytest.mark.parametrize(
    ("moment", "french", "english"),
    [
        ("14:30", "14~h~30", "14:30"),
        ("09:00", "9~h", "09:00"),
        ("24:00", "24~h", "24:00"),
        (time(9, 5), "9~h~05", "09:05"),
        (datetime(2026, 7, 1, 10, tzinfo=ZoneInfo("Indian/Reunion")), "10~h", "10:00"),
        # As the database gives it: told in the zone of the portal.
        (datetime(2026, 7, 1, 10, tzinfo=UTC), "12~h", "12:00"),
    ],
)
def test_hour_is_on_twenty_four(moment, french, english):
    with override("fr"):
        assert words.hour(moment).replace("\u00a0", "~") == french
    with override("en"):
        assert words.hour(moment) == english


@pytest.mark.parametrize("zone", ["Europe/Paris", "Europe/Brussels", "Europe/Zurich", "Europe/Rome"])
def test_clock_of_is_silent_where_clocks_show_the_hour_of_paris(zone):
    assert words.clock_of(SimpleNamespace(timezone=zone)) == ""


@pytest.mark.parametrize(
    ("zone", "named"),
    [
        ("Europe/Lisbon", "local time (Lisbon)"),
        # The same hour in winter only.
        ("Africa/Lagos", "local time (Lagos)"),
        ("Indian/Reunion", "local time (Réunion)"),
    ],
)
def test_clock_of_names_another_clock(zone, named):
    with override("en"):
        assert words.clock_of(SimpleNamespace(timezone=zone)) == named


def test_text_prefers_the_reader_then_the_cite_then_any():
    texts = {"it": "Ciao", "fr": "Bonjour", "en": "Hello"}
    with override("en"):
        assert words.text(texts, fallback="it") == "Hello"
        assert words.text({"it": "Ciao", "fr": "Bonjour"}, fallback="it") == '<span lang="it">Ciao</span>'
        assert words.text({"it": "Ciao", "fr": "Bonjour"}, fallback="ca") == '<span lang="fr">Bonjour</span>'
        assert words.text({"nl": "Dag", "ca": "Hola"}) == '<span lang="ca">Hola</span>'
        assert words.text({"en": "", "fr": "Bonjour"}) == '<span lang="fr">Bonjour</span>'
        assert words.text({}) == ""


def test_text_escapes_what_people_wrote():
    with override("fr"):
        assert words.text({"fr": "<b>&"}) == "&lt;b&gt;&amp;"
        assert words.text({"en": "<b>"}) == '<span lang="en">&lt;b&gt;</span>'


def test_plain_is_the_same_words_bare():
    with override("en"):
        assert words.plain({"fr": "L’atelier"}) == "L’atelier"
        assert words.plain({"fr": "Bonjour", "en": "Hello"}) == "Hello"
        assert words.plain({}) == ""


def test_markdown_becomes_html_under_the_heading_of_its_section():
    with override("fr"):
        html = words.markdown({"fr": "# Venir\n\n**Entrée** par la [cour](https://example.org)."})
    assert html == (
        '<div class="flow"><h3>Venir</h3>\n<p><strong>Entrée</strong> par la '
        '<a href="https://example.org" rel="noreferrer">cour</a>.</p>\n</div>'
    )


def test_markdown_names_a_foreign_language():
    with override("en"):
        assert words.markdown({"ca": "Hola"}) == '<div class="flow" lang="ca"><p>Hola</p>\n</div>'
        assert words.markdown({}) == ""


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "![a](https://example.org/pixel.png)",
        '<p style="x" onclick="y">a</p>',
        "[a](data:text/html,x)",
    ],
)
def test_markdown_lets_nothing_active_through(attack):
    with override("fr"):
        html = words.markdown({"fr": attack})
    opened = {piece.split(">")[0] for piece in html.split("<")[1:]}
    assert opened <= {'div class="flow"', "p", "/p", "/div"}


def test_country_and_language_are_named_for_the_reader():
    with override("fr"):
        assert words.country("CH") == "Suisse"
        assert words.language_name("ar") == "arabe"
    with override("en"):
        assert words.country("CH") == "Switzerland"
        assert words.language_name("ar") == "Arabic"
    assert words.country("??") == "??"
    assert words.language_name("zz-zz") == "zz-zz"


def test_conjunction_joins_as_the_language_does():
    with override("fr"):
        assert words.conjunction(["lire", "écrire", "compter"]) == "lire, écrire et compter"
    with override("en"):
        assert words.conjunction(["read", "write", "count"]) == "read, write and count"
        assert words.conjunction(["read"]) == "read"
        assert words.conjunction([]) == ""


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        ("7,500", "7\u202f500", "7,500"),
        ("94.1 %", "94,1\u00a0%", "94.1\u00a0%"),
        ("1993", "1993", "1993"),
        ("46 of 47", '<span lang="en">46 of 47</span>', "46 of 47"),
        ("environ 23 000", "environ 23 000", "environ 23 000"),
        ("<b>5</b>", "&lt;b&gt;5&lt;/b&gt;", "&lt;b&gt;5&lt;/b&gt;"),
    ],
)
def test_figures_are_numbers_of_the_reader_where_they_can_be(value, french, english):
    with override("fr"):
        assert words.figure_in_words(value=value) == french
    with override("en"):
        assert words.figure_in_words(value=value) == english


def test_headings_of_a_text_follow_each_other():
    html = words.markdown({"en": "## One\n\n#### Two\n\n## Three"})
    assert [html.count(f"<{tag}>") for tag in ("h2", "h3", "h4", "h6")] == [0, 2, 1, 0]


@pytest.mark.parametrize(
    ("language", "pattern", "said"),
    [
        ("en", "DATE_FORMAT", "1 September 2026"),
        ("en", "TIME_FORMAT", "05:57"),
        ("en", "DATETIME_FORMAT", "1 September 2026, 05:57"),
        ("en", "SHORT_DATETIME_FORMAT", "01/09/2026 05:57"),
        ("fr", "DATE_FORMAT", "1 septembre 2026"),
        ("fr", "TIME_FORMAT", "5~h~57"),
        ("fr", "DATETIME_FORMAT", "1 septembre 2026, 5~h~57"),
    ],
)
def test_a_moment_is_written_on_24_hours_and_ends_in_no_dot(language, pattern, said):
    with override(language):
        assert date_format(datetime(2026, 9, 1, 5, 57), pattern).replace("\u00a0", "~") == said  # noqa: DTZ001

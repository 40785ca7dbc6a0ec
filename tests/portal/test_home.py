"""The first page at fixed moments: what is lit, and how what is real is counted."""

from datetime import UTC, date, datetime

import pytest

from network.models import Milestone
from tests.factories import (
    make_cite,
    make_closure,
    make_open_place,
    make_permanence,
    make_place,
    make_season,
    make_service,
)
from tests.portal.pages import page, section, words

pytestmark = pytest.mark.django_db
HOME = "/en/"


@pytest.fixture(autouse=True)
def _tuesday_afternoon(time_machine):
    time_machine.move_to(datetime(2026, 11, 24, 14, 0, tzinfo=UTC), tick=False)


def is_lit(html):
    return "d-light" in html


def lit_themes(html):
    links = section(html, "themes").split('class="doors__link t-')[1:]
    return [link.split('"', 1)[0] for link in links if "frame--lit" in link]


def test_open_cite_lights_the_house(client):
    make_open_place(make_cite(name={"en": "Cité des métiers de Lyon"}))
    html = page(client, HOME)
    assert is_lit(html)
    assert 'id="open">One Cité is open right now</h2>' in html
    assert "Lyon until 18:00" in words(section(html, "open"))


def test_doubtful_hours_light_nothing_and_are_counted_apart(client):
    make_season(make_place(make_cite(), checked_on=None))
    make_season(make_place(make_cite(), checked_on=date(2025, 1, 1)))
    make_cite()
    html = page(client, HOME)
    assert not is_lit(html)
    assert "No Cité has confirmed that it is open right now" in html
    assert "3 Cités have not confirmed their hours of today" in html


def test_confirmed_and_closed_is_no_doubt(client):
    make_closure(make_open_place(), date(2026, 11, 24))
    html = page(client, HOME)
    assert "not confirmed their hours" not in html
    assert not is_lit(html)


def test_invented_cites_are_lit_but_never_counted_as_real(client):
    make_cite(country="FR")
    invented = make_cite(name={"en": "Utopia"}, demo=True, country="FR")
    make_permanence(make_service(invented, themes=["mobility"]), make_open_place(invented))
    html = page(client, HOME)
    opened = words(section(html, "open"))
    assert "No real Cité has confirmed that it is open right now" in html
    assert "Open for demonstration: one invented Cité" in opened
    assert "Utopia until 18:00" in opened
    assert opened.count("demonstration") == 2
    assert "one invented Cité right now" in words(section(html, "themes"))
    where = words(section(html, "cites"))
    assert "Cité of the network 1 invented, for demonstration 1" in where
    assert "France 1 + one invented" in where


def test_theme_is_lit_only_where_somebody_is_on_duty(client):
    cite = make_cite()
    place, doubtful = make_open_place(cite), make_place(cite, checked_on=None)
    make_season(doubtful)
    make_permanence(make_service(cite, themes=["training", "mobility"]), place)
    make_permanence(make_service(cite, themes=["enterprise"]), place, time="17:00-18:00")
    make_permanence(make_service(cite, themes=["employment"]), doubtful)
    make_permanence(make_service(cite, themes=["guidance"], publication="draft"), place)
    make_permanence(make_service(cite, themes=["basic_skills"], valid_until=date(2020, 1, 1)), place)
    assert lit_themes(page(client, HOME)) == ["training", "mobility"]


def test_two_permanences_of_a_cite_count_once(client):
    cite = make_cite()
    for _ in range(2):
        make_permanence(make_service(cite, themes=["training"]), make_open_place(cite))
    assert "one Cité right now" in words(section(page(client, HOME), "themes"))


def test_permanence_after_midnight_still_lights(client, time_machine):
    time_machine.move_to(datetime(2026, 11, 24, 23, 30, tzinfo=UTC), tick=False)
    cite = make_cite()
    place = make_place(cite, checked_on=date(2026, 11, 1))
    make_season(place, weekly={"tu": ["20:00-02:00"]})
    make_permanence(make_service(cite, themes=["training"]), place, time="22:00-01:00")
    html = page(client, HOME)
    assert lit_themes(html) == ["training"]
    assert "until 02:00" in section(html, "open")


@pytest.mark.parametrize("membership", ["former", "not_a_member"])
def test_cites_that_left_are_nowhere(client, membership):
    make_open_place(make_cite(name={"en": "Atlantis"}, membership=membership, country="GR"))
    html = page(client, HOME)
    assert ("Atlantis" in html, "Greece" in html, is_lit(html)) == (False, False, False)


def test_closed_cite_is_not_counted(client):
    cite = make_cite(country="GR")
    make_open_place(cite)
    Milestone.objects.create(cite=cite, kind="closing", date="2020")
    html = page(client, HOME)
    assert ("Greece" in html, is_lit(html)) == (False, False)


def test_members_and_unconfirmed_are_counted_apart(client):
    for membership in ("member", "member", "unconfirmed"):
        make_cite(membership=membership)
    where = words(section(page(client, HOME), "cites"))
    assert "Cités of the network 2 not confirmed 1" in where
    assert "invented" not in where


def test_question_goes_to_the_offers(client):
    form = page(client, HOME).split('id="search"', 1)[1].split("</form>", 1)[0]
    assert 'action="/en/services/" method="get"' in form
    assert 'name="where"' in form


def test_countries_stand_as_people_expect(client):
    for code in ("CH", "ES", "BE", "EC"):
        make_cite(country=code)
    links = page(client, "/fr/").split('<ul class="places">')[1].split("</ul>")[0]
    names = [words(each).removesuffix("1").strip() for each in links.split("</li>")][:-1]
    assert names == ["Belgique", "Équateur", "Espagne", "Suisse"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_empty_network_has_a_first_page(client, language):
    html = page(client, f"/{language}/")
    assert html.count("<h1") == 1
    assert not is_lit(html)


@pytest.mark.parametrize("query", ["q=%00", "page=" + "9" * 6000, "x=" + "a" * 10_000, "country=%ED%A0%80"])
def test_hostile_addresses_never_break_the_first_page(client, query):
    assert client.get(f"{HOME}?{query}").status_code in {200, 400}


def test_first_page_takes_three_queries_for_one_row_or_thirty(client, django_assert_num_queries):
    fill(1)
    with django_assert_num_queries(3):
        page(client, HOME)
    fill(30)
    with django_assert_num_queries(3):
        page(client, HOME)


def fill(number):
    for _ in range(number):
        cite = make_cite()
        make_permanence(make_service(cite), make_open_place(cite))
        Milestone.objects.create(cite=cite, kind="opening", date="2005")

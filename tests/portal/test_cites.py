"""The list of the Cités."""

from datetime import UTC, date, datetime

import pytest

from network.models import Milestone, Pole
from tests.factories import (
    make_cite,
    make_open_place,
    make_permanence,
    make_place,
    make_season,
    make_service,
    make_stay,
)
from tests.portal.pages import page, section, words

pytestmark = pytest.mark.django_db
LIST = "/en/cites/"


@pytest.fixture(autouse=True)
def _tuesday_morning(time_machine):
    time_machine.move_to(datetime(2026, 11, 24, 9, 30, tzinfo=UTC), tick=False)


def entries(html):
    return [words(each.split("</li>", 1)[0]) for each in html.split('<li class="entry">')[1:]]


def test_names_stand_as_people_expect(client):
    for town in ("Nantes", "Évry", "École", "Zug", "œuvre", "Paris"):
        make_cite(name={"en": f"Cité des métiers de {town}"})
    assert [each.split(" ")[0] for each in entries(page(client, LIST))] == [
        "École",
        "Évry",
        "Nantes",
        "Œuvre",
        "Paris",
        "Zug",
    ]


def test_each_tells_its_door(client):
    opened, closed, unknown = (make_cite(name={"en": name}) for name in ("Aa", "Bb", "Cc"))
    make_open_place(opened)
    make_season(make_place(closed, checked_on=date(2026, 11, 1)), weekly={"mo": ["09:00-12:00"]})
    make_season(make_place(unknown, checked_on=None))
    make_cite(name={"en": "Dd"})
    said = entries(page(client, LIST))
    ends = [
        "Open until 12:00",
        "Closed, opens on Monday 30 November at 09:00",
        "Hours to be confirmed",
        "No place known",
    ]
    assert [each.endswith(end) for each, end in zip(said, ends, strict=True)] == [True] * 4


def test_each_tells_what_has_become_of_it(client):
    make_open_place(make_cite(name={"en": "Aa"}, membership="former"))
    make_open_place(make_cite(name={"en": "Bb"}, membership="unconfirmed"))
    closed = make_cite(name={"en": "Cc"})
    make_open_place(closed)
    Milestone.objects.create(cite=closed, kind="closing", date="2020")
    make_cite(name={"en": "Dd"}, membership="not_a_member")
    former, unconfirmed, closed = entries(page(client, LIST))
    assert "no longer belongs to the network" in former
    assert "Membership not confirmed" in unconfirmed
    assert "This Cité is closed. Closing: 2020." in closed
    assert ["Open until" in each for each in (former, unconfirmed, closed)] == [False, True, False]


def test_country_and_theme_narrow_the_list(client):
    swiss = make_cite(name={"en": "Aa"}, country="CH")
    Pole.objects.create(cite=swiss, name={"en": "Pole"}, order=1, themes=["mobility"])
    make_service(make_cite(name={"en": "Bb"}), themes=["mobility"])
    make_service(make_cite(name={"en": "Cc"}), themes=["mobility"], publication="draft")
    assert len(entries(page(client, LIST, theme="mobility"))) == 2
    assert len(entries(page(client, LIST, country="CH"))) == 1
    html = page(client, LIST, theme="mobility", country="CH")
    assert len(entries(html)) == 1
    assert html.count('class="chip"') == 2
    assert 'href="?theme=mobility"' in html
    assert 'href="?country=CH"' in html


@pytest.mark.parametrize("question", ["evry", "ÉVRY", "essonne", "ancien nom", "ris-orangis"])
def test_name_or_town_finds_without_accents(client, question):
    cite = make_cite(name={"fr": "Cité d’Évry"}, region="Essonne", other_names=["Ancien nom"])
    make_place(cite, city="Ris-Orangis")
    make_cite(name={"fr": "Cité de Lyon"})
    assert len(entries(page(client, LIST, q=question))) == 1


def test_map_comes_after_the_list_and_keeps_its_filters(client):
    cite = make_cite(name={"en": "Aa"}, country="CH")
    make_open_place(cite, country="CH", latitude=46.2, longitude=6.1)
    html = page(client, LIST, country="CH", q="aa")
    assert html.index('<li class="entry">') < html.index('id="map"')
    assert 'href="?country=CH&amp;q=aa&amp;map=world#map"' in html
    tabs = section(html, "map").split("<nav", 1)[1].split("</nav>", 1)[0]
    assert words(tabs.split('aria-current="true">')[1].split("</a>")[0]) == "Switzerland"
    assert 'aria-label="Aa, open"' in html


@pytest.mark.parametrize("asked", ["world", "WORLD", "europe", "ch", "nowhere", "", "%00", "a" * 9000])
def test_any_view_of_the_map_can_be_asked_for(client, asked):
    make_open_place(make_cite(country="CH"), latitude=46.2, longitude=6.1)
    assert 'class="map' in section(page(client, LIST, map=asked), "map")


def test_cites_that_ended_or_lie_nowhere_are_not_on_the_map(client):
    make_open_place(make_cite(membership="former"), latitude=46.2, longitude=6.1)
    make_open_place(make_cite())
    assert 'id="map"' not in page(client, LIST)


def test_list_pages_by_twenty(client):
    for _ in range(23):
        make_cite()
    assert [len(entries(page(client, LIST, page=str(number)))) for number in (1, 2)] == [20, 3]


def test_nothing_found_gives_ways_on(client):
    make_cite(country="FR")
    html = page(client, LIST, country="CL")
    assert "No Cité matches</h1>" in html
    assert html.split('class="ways"')[1].split("</ul>")[0].count("<li>") == 3


@pytest.mark.parametrize("language", ["fr", "en"])
def test_empty_network(client, language):
    assert entries(page(client, f"/{language}/cites/")) == []


def test_demonstration_is_marked(client):
    make_cite(name={"en": "Aa"}, demo=True)
    make_cite(name={"en": "Bb"})
    invented, real = entries(page(client, LIST))
    assert ("demonstration" in invented, "demonstration" in real) == (True, False)


@pytest.mark.parametrize(
    "query",
    [
        "page=" + "9" * 6000,
        "page=-1&page=x",
        "country=%00&theme=%00&q=%00",
        "q=" + "a" * 10_000,
        "q=%25_%5C%27%22",
        "&".join(["theme=training"] * 900),
        "&".join(f"x{number}=1" for number in range(1500)),
        "country='; DROP TABLE network_cite;--",
        "country=FR&country=CH&theme=x&page=2",
    ],
)
def test_hostile_addresses_never_break_the_list(client, query):
    make_cite()
    assert client.get(f"{LIST}?{query}").status_code in {200, 400}


def test_list_takes_four_queries_for_one_row_or_thirty(client, django_assert_num_queries):
    fill(1)
    with django_assert_num_queries(4):
        page(client, LIST, theme="training", q="ville")
    fill(30)
    with django_assert_num_queries(4):
        page(client, LIST, theme="training", q="ville")


def fill(number):
    for _ in range(number):
        cite = make_cite()
        make_permanence(make_service(cite, themes=["training"]), make_open_place(cite))
        Milestone.objects.create(cite=cite, kind="opening", date="2005")


def test_list_without_match_takes_at_most_four_queries(client, django_assert_max_num_queries):
    make_cite()
    with django_assert_max_num_queries(4):
        page(client, LIST, theme="mobility", country="CL")


def test_pages_carry_no_cookie_and_do_not_vary_on_it(client):
    cite = make_cite()
    for path in ("/en/", LIST, f"{LIST}{cite.slug}/", f"{LIST}{cite.slug}/week/"):
        response = client.get(path)
        assert (dict(response.cookies), "Cookie" in response.get("Vary", "")) == ({}, False)


# --- Places that come to people ---------------------------------------------------------------
def visits(html):
    return words(section(html, "visits"))


def test_places_that_travel_are_told_with_their_days(client):
    bus = make_open_place(make_cite(), kind="itinerant", name="Bus", city="Aubagne")
    make_stay(bus, date(2026, 11, 26), date(2026, 11, 27))
    make_stay(bus, date(2026, 12, 3))
    told = visits(page(client, LIST))
    assert "Bus" in told
    assert "From Thursday 26 November to Friday 27 November" in told
    assert "December" not in told


@pytest.mark.parametrize(
    ("place", "days", "is_told"),
    [
        ({}, ("2026-11-24", "2026-11-24"), True),
        ({}, ("2026-11-30", "2026-12-30"), True),
        ({}, ("2026-12-01", "2026-12-30"), False),
        ({}, ("2026-11-01", "2026-11-23"), False),
        ({"valid_until": "2026-11-20"}, ("2026-11-01", "2026-11-30"), False),
        ({"valid_from": "2026-11-20", "valid_until": "2026-11-25", "kind": "host"}, None, True),
        ({"valid_from": "2026-11-20", "kind": "host"}, None, False),
        ({"valid_from": "2026-11-20", "valid_until": "2026-11-25", "kind": "relay"}, None, False),
    ],
)
def test_only_the_seven_days_ahead_are_told(client, place, days, is_told):
    made = make_open_place(make_cite(), **{"kind": "itinerant"} | place)
    if days:
        make_stay(made, *map(date.fromisoformat, days))
    assert ('id="visits"' in page(client, LIST)) is is_told


def test_visits_follow_the_filters(client):
    for country in ("FR", "CL"):
        bus = make_open_place(make_cite(country=country), kind="itinerant", name=f"Bus {country}")
        make_stay(bus, date(2026, 11, 26))
    assert ["Bus FR" in visits(page(client, LIST, country="CL")), "Bus CL" in visits(page(client, LIST))] == [
        False,
        True,
    ]

"""The week of a Cité on a page of its own."""

from datetime import UTC, date, datetime

import pytest

from tests.factories import (
    cancel_permanence,
    make_cite,
    make_closure,
    make_open_place,
    make_partner,
    make_permanence,
    make_place,
    make_season,
    make_service,
)
from tests.portal.pages import page, words

pytestmark = pytest.mark.django_db
# A Tuesday: 15:00 in Paris, within the permanence that the factory makes.
NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _tuesday(time_machine):
    time_machine.move_to(NOW, tick=False)


def address(cite, language="en"):
    return f"/{language}/cites/{cite.slug}/week/"


def boxes(html):
    """The kind and the words of each box of the board."""
    return [
        (box.split('"', 1)[0], words(box.split(">", 1)[1].split("</a>", 1)[0]))
        for box in html.split('class="slot slot--')[1:]
    ]


def test_box_is_lit_only_while_somebody_is_there(client, time_machine):
    cite = make_cite()
    make_permanence(make_service(cite), make_open_place(cite))
    kinds = []
    for hour in (12, 13, 15, 16):
        time_machine.move_to(datetime(2026, 11, 24, hour, tzinfo=UTC), tick=False)
        kinds += [kind for kind, _words in boxes(page(client, address(cite)))]
    assert kinds == ["on", "now", "now", "past"]


def test_unconfirmed_hours_light_nothing(client):
    cite = make_cite()
    place = make_place(cite, checked_on=date(2020, 1, 1))
    make_season(place)
    make_permanence(make_service(cite), place)
    assert [kind for kind, _words in boxes(page(client, address(cite)))] == ["doubt"]


def test_today_has_its_column(client):
    cite = make_cite()
    make_permanence(make_service(cite), make_open_place(cite))
    html = page(client, address(cite))
    assert 'class="board day-2"' in html
    assert "Tuesday" in html.split('<th scope="col" class="is-today">')[1].split("</th>")[0]
    assert "is-today" not in page(client, address(cite), **{"from": "2026-12-01"})


def test_weekend_has_a_column_only_when_somebody_comes(client):
    cite = make_cite()
    place = make_place(cite, checked_on=date(2026, 11, 1))
    make_season(place, weekly={"tu": ["09:00-18:00"], "su": ["09:00-18:00"]})
    make_permanence(make_service(cite), place)
    assert "Sunday" not in page(client, address(cite)).split("<thead>")[1].split("</thead>")[0]
    make_permanence(make_service(cite), place, weekday=6)
    assert "Sunday" in page(client, address(cite)).split("<thead>")[1].split("</thead>")[0]


def test_cancelled_and_closed_are_struck_with_their_reason(client):
    cite = make_cite()
    place = make_open_place(cite)
    first = make_permanence(make_service(cite, title={"en": "First"}), place, weekday=3, time="14:00-17:00")
    make_permanence(make_service(cite, title={"en": "Second"}), place, weekday=4, time="14:00-17:00")
    cancel_permanence(first, date(2026, 11, 26), reason={"en": "Adviser away"})
    make_closure(place, date(2026, 11, 27), reason={"en": "Works"})
    html = page(client, address(cite))
    assert [kind for kind, _words in boxes(html)] == ["off", "off"]
    told = words(html)
    assert "First: cancelled (Adviser away)" in told.replace(" :", ":")
    assert "Second: the place is closed (Works)" in told.replace(" :", ":")


def test_box_is_cut_to_the_hours_of_its_place(client):
    cite = make_cite()
    make_permanence(make_service(cite), make_open_place(cite), time="11:00-15:00", weekday=3)
    told = [told for _kind, told in boxes(page(client, address(cite)))]
    assert [
        each.startswith(start) for each, start in zip(told, ("11:00 to 12:00", "14:00 to 15:00"), strict=True)
    ] == [
        True,
        True,
    ]


def test_service_is_on_the_board_only_while_it_is_offered(client):
    cite = make_cite()
    make_permanence(make_service(cite, valid_from=date(2026, 12, 1)), make_open_place(cite))
    assert boxes(page(client, address(cite))) == []
    assert len(boxes(page(client, address(cite), **{"from": "2026-12-01"}))) == 1


def test_offer_with_two_themes_is_found_under_both(client):
    cite = make_cite()
    make_permanence(make_service(cite, themes=["training", "mobility"]), make_open_place(cite))
    make_permanence(make_service(cite, themes=[]), make_open_place(cite))
    html = page(client, address(cite))
    assert [html.count(f't-{theme}"') for theme in ("training", "mobility", "guidance")] == [1, 1, 0]
    assert "Other subjects" in html


def test_weeks_are_linked_before_and_after(client):
    cite = make_cite()
    html = page(client, address(cite), **{"from": "2026-12-03"})
    assert 'href="?from=2026-11-23" rel="prev"' in html
    assert 'href="?from=2026-12-07" rel="next"' in html
    assert "Monday 30 November 2026" in html


def test_links_end_after_sixty_weeks(client):
    cite = make_cite()
    last = page(client, address(cite), **{"from": "2028-01-17"})
    assert ('rel="next"' in last, 'rel="prev"' in last) == (False, True)
    page(client, address(cite), 400, **{"from": "2028-01-24"})


@pytest.mark.parametrize(
    "asked",
    ["tomorrow", "2026-02-30", "20261124", "2026-W48-2", "0001-01-01", "9999-12-31", "1" * 10_000, "\0", "%"],
)
def test_bad_day_says_what_to_mend(client, asked):
    cite = make_cite()
    html = page(client, address(cite), 400, **{"from": asked})
    assert "This week cannot be shown" in html
    assert f'href="{address(cite)}"' in html


@pytest.mark.parametrize("query", ["from=", "from=%20", "from=x&from=2026-11-24", "from[]=1", "x=%00"])
def test_odd_addresses_still_give_a_week(client, query):
    assert client.get(f"{address(make_cite())}?{query}").status_code == 200


def test_titles_name_the_week(client):
    cite = make_cite()
    titles = {
        page(client, address(cite), **query).split("<title>")[1].split("</title>")[0]
        for query in ({}, {"from": "2026-12-01"})
    }
    assert len(titles) == 2


def test_cite_that_ended_has_no_board(client):
    cite = make_cite(membership="former")
    make_permanence(make_service(cite), make_open_place(cite))
    html = page(client, address(cite))
    assert "This place no longer belongs to the network." in html
    assert boxes(html) == []


def test_far_clock_is_named(client):
    cite = make_cite(timezone="Indian/Reunion")
    make_permanence(make_service(cite), make_open_place(cite))
    assert "local time" in page(client, address(cite)).split("<caption>")[1].split("</caption>")[0]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_week_without_permanence(client, language):
    assert boxes(page(client, address(make_cite(), language))) == []


def test_where_is_told_once_a_place_or_a_phone_is_known(client):
    cite = make_cite(phone=None)
    assert "<h2>Where</h2>" not in page(client, address(cite))
    make_open_place(cite)
    assert "<h2>Where</h2>" in page(client, address(cite))


def test_week_takes_three_queries_for_one_row_or_thirty(client, django_assert_num_queries):
    cite = make_cite()
    make_permanence(make_service(cite), make_open_place(cite))
    with django_assert_num_queries(3):
        page(client, address(cite))
    for number in range(30):
        make_permanence(make_service(cite), make_open_place(cite), weekday=number % 5)
    with django_assert_num_queries(3):
        page(client, address(cite))


# --- Narrowed down ----------------------------------------------------------------------------
def two_of_them(cite):
    """Return the places of two permanences of a Tuesday that have nothing in common."""
    hall, bus = make_open_place(cite, name="Hall"), make_open_place(cite, name="Bus")
    make_permanence(make_service(cite, title={"en": "Talk"}, themes=["training", "mobility"]), hall)
    make_permanence(
        make_service(cite, title={"en": "Call"}, themes=["employment"], languages=["fr"]),
        bus,
        mode="phone",
        languages=["it"],
    )
    return hall, bus


def offers(html):
    return {name for name in ("Talk", "Call") for _kind, told in boxes(html) if name in told}


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({}, {"Talk", "Call"}),
        ({"theme": "training"}, {"Talk"}),
        ({"language": "it"}, {"Call"}),
        ({"mode": "phone"}, {"Call"}),
        ({"theme": "training", "mode": "phone"}, set()),
        ({"theme": "nothing"}, {"Talk", "Call"}),
    ],
)
def test_week_narrows_by_theme_language_and_mode(client, query, left):
    cite = make_cite(languages=["fr", "it"])
    two_of_them(cite)
    assert offers(page(client, address(cite), **query)) == left


def test_each_place_has_its_week(client):
    cite = make_cite()
    hall, bus = two_of_them(cite)
    assert offers(page(client, address(cite), place=hall.slug)) == {"Talk"}
    assert offers(page(client, address(cite), place=bus.slug)) == {"Call"}
    linked = page(client, f"/en/cites/{cite.slug}/")
    assert f'href="{address(cite)}?place={bus.slug}"' in linked


def test_board_of_a_theme_has_that_line_alone(client):
    cite = make_cite()
    two_of_them(cite)
    html = page(client, address(cite), theme="mobility")
    assert [html.split("<tbody>", 1)[1].count(f't-{theme}"') for theme in ("training", "mobility")] == [0, 1]


def test_filters_are_chips_that_let_go_and_follow_to_other_weeks(client):
    cite = make_cite()
    two_of_them(cite)
    html = page(client, address(cite), theme="training", mode="desk", **{"from": "2026-12-01"})
    chips = html.split('class="chips"')[1].split("</ul>")[0]
    assert 'href="?from=2026-12-01&amp;mode=desk"' in chips
    assert 'href="?from=2026-12-01&amp;theme=training"' in chips
    assert 'href="?from=2026-12-07&amp;theme=training&amp;mode=desk" rel="next"' in html
    assert '<input type="hidden" name="from" value="2026-12-01">' in html


def test_no_permanence_under_the_filters_says_how_to_go_on(client):
    cite = make_cite()
    two_of_them(cite)
    html = page(client, address(cite), theme="training", mode="phone")
    assert "No permanence under these filters this week" in html
    assert '<a href=".">See the whole week</a>' in html


@pytest.mark.parametrize("value", ["\0", "x" * 10_000, "%27", "training&theme=employment", "-1"])
@pytest.mark.parametrize("name", ["place", "theme", "language", "mode"])
def test_week_does_not_stumble_over_odd_filters(client, name, value):
    cite = make_cite()
    two_of_them(cite)
    assert client.get(address(cite), {name: value}).status_code == 200


def test_values_that_nobody_knows_are_left_out_and_told(client):
    cite = make_cite()
    two_of_them(cite)
    assert "Part of this address was not understood" in page(client, address(cite), place="elsewhere")


# --- Today ------------------------------------------------------------------------------------
def today(html):
    return words(html.split('class="today no-print">')[1].split("</div>")[0])


def test_today_comes_before_the_board(client):
    cite = make_cite()
    make_permanence(make_service(cite, title={"en": "Talk"}), make_open_place(cite))
    make_permanence(make_service(cite, title={"en": "Later"}), make_open_place(cite), weekday=2)
    html = page(client, address(cite))
    assert today(html).startswith("Today 14:00 – 17:00 Right now Talk")
    assert "Later" not in today(html)
    assert html.index('class="today ') < html.index("<table")
    assert 'class="today ' not in page(client, address(cite), **{"from": "2026-12-01"})


def test_today_tells_what_does_not_take_place(client):
    cite = make_cite()
    place = make_open_place(cite)
    cancel_permanence(make_permanence(make_service(cite), place), date(2026, 11, 24), reason={"en": "Strike"})
    told = today(page(client, address(cite)))
    assert "Cancelled" in told
    assert "(Strike)" in told


def test_last_night_is_still_today_while_it_lasts(client, time_machine):
    time_machine.move_to(datetime(2026, 11, 23, 0, 30, tzinfo=UTC), tick=False)  # a Monday, 01:30 in Paris
    cite = make_cite()
    place = make_place(cite, checked_on=date(2026, 11, 1))
    make_season(place, weekly={"su": ["20:00-03:00"]})
    make_permanence(make_service(cite, title={"en": "Night"}), place, weekday=6, time="22:00-02:00")
    told = today(page(client, f"/en/cites/{cite.slug}/"))
    assert "22:00 – 02:00 Right now Night" in told
    time_machine.move_to(datetime(2026, 11, 23, 1, 30, tzinfo=UTC), tick=False)
    assert today(page(client, f"/en/cites/{cite.slug}/")) == "Today No permanence today."


@pytest.mark.parametrize("path", ["week/", ""])
def test_partner_is_named_only_where_the_cite_says_so(client, path):
    cite = make_cite()
    place = make_open_place(cite)
    hidden, named = make_partner(name="Hidden Institute"), make_partner(name="Named Institute")
    make_permanence(make_service(cite), place, partner=hidden)
    make_permanence(make_service(cite), place, partner=named, partner_public=True)
    html = page(client, f"/en/cites/{cite.slug}/{path}")
    assert "Named Institute" in today(html)
    assert "Hidden Institute" not in html

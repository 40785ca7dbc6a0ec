"""The agenda and the page of an event, as visitors get them."""

import re
from datetime import date

import pytest

from events.views.public import by_month
from tests.factories import (
    make_agreement,
    make_cite,
    make_event,
    make_occurrence,
    make_partner,
    make_place,
)

pytestmark = pytest.mark.django_db
AGENDA = "/en/agenda/"


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to("2026-11-24T10:00:00+01:00", tick=False)


def page(client, path, status=200, **query):
    response = client.get(path, query)
    assert response.status_code == status
    return response.content.decode().replace("\xa0", " ")


def words(html):
    """Return what is read, without the markup between."""
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def test_agenda_lists_dates_to_come_and_none_that_is_over(client):
    event = make_event(title={"en": "Workshop of dates"}, dates=[])
    for starts in ("2026-11-23T09:00", "2026-11-24T09:30", "2026-11-25T14:00"):
        make_occurrence(event, starts)
    html = page(client, AGENDA)
    assert "Agenda: 2 dates to come</h1>" in html
    assert html.count("Workshop of dates") == 2


def test_agenda_groups_by_month_and_day(client):
    first, second, third = (
        make_event(starts=f"{day}T14:00", ends=f"{day}T16:00")
        for day in ("2026-11-28", "2026-11-28", "2026-12-01")
    )
    html = page(client, AGENDA)
    headings = [words(part.split("</h")[0]) for part in html.split("<h")[1:] if part[:2] in {"2>", "3>"}]
    assert [each.split(">", 1)[1] for each in headings if "2026" in each] == [
        "November 2026",
        "Saturday 28 November 2026",
        "December 2026",
        "Tuesday 1 December 2026",
    ]
    assert all(f"/agenda/{each.slug}/" in html for each in (first, second, third))


def test_what_began_before_today_is_under_way():
    long = make_event(starts="2026-11-20T09:00", ends="2026-11-27T18:00").occurrences.get()
    soon = make_event(starts="2026-11-24T18:00", ends="2026-11-24T19:00").occurrences.get()
    [under_way, november] = by_month([long, soon], date(2026, 11, 24))
    assert (under_way.month, under_way.days[0].day, under_way.days[0].occurrences) == (None, None, [long])
    assert [day.day for day in november.days] == [date(2026, 11, 24)]


def test_agenda_without_events_gives_ways_on(client):
    html = page(client, AGENDA)
    assert "No Cité has announced an event here yet" in html
    assert html.split('class="ways"')[1].split("</ul>")[0].count("<li>") == 3


def test_agenda_without_match_names_the_filter_in_the_way(client):
    make_event(themes=["training"])
    html = page(client, AGENDA, theme="mobility")
    assert "See the one date without the filter “Move”" in html


def test_agenda_shows_what_has_become_of_each_date(client):
    event = make_event(dates=[])
    make_occurrence(event, "2026-12-01T14:00", status="cancelled")
    make_occurrence(event, "2026-12-08T14:00", new_starts="2026-12-09T10:00")
    make_occurrence(event, "2026-12-15T14:00", status="postponed")
    make_occurrence(event, "2026-12-22T14:00", status="moved_online")
    shown = words(page(client, AGENDA))
    for word in ("Cancelled", "Moved", "Postponed", "The new date is not known yet.", "Moved online"):
        assert word in shown
    assert "<s>Tuesday 8 December, 14:00</s>" in page(client, AGENDA)


def test_agenda_marks_events_that_are_not_for_everyone(client):
    make_event(open_to="schools")
    assert "For schools" in page(client, AGENDA)


@pytest.mark.parametrize(
    ("ends", "read"),
    [
        ("2026-12-01T22:00", "20:00 – 22:00"),
        ("2026-12-02T01:00", "20:00 – 01:00 the next day"),
        ("2026-12-03T18:00", "from Tuesday 1 December, 20:00 to Thursday 3 December, 18:00"),
    ],
)
def test_hours_read_well_past_midnight_and_over_days(client, ends, read):
    event = make_event(starts="2026-12-01T20:00", ends=ends)
    assert read in words(page(client, AGENDA))
    assert read in words(page(client, event.get_absolute_url()))


def test_times_name_their_clock_where_it_is_not_that_of_paris(client):
    far = make_event(make_cite(timezone="Indian/Reunion"), starts="2026-12-01T09:00", ends="2026-12-01T11:00")
    html = words(page(client, far.get_absolute_url()))
    assert "09:00 – 11:00, local time (" in html
    near = make_event(
        make_cite(timezone="Europe/Brussels"), starts="2026-12-01T09:00", ends="2026-12-01T11:00"
    )
    assert "09:00 – 11:00, local time" not in words(page(client, near.get_absolute_url()))


@pytest.mark.parametrize(
    ("over", "is_named"),
    [
        ({"attendance": "online"}, True),
        ({"attendance": "hybrid"}, True),
        ({"attendance": "on_site", "status": "moved_online"}, True),
        ({"attendance": "on_site"}, False),
    ],
)
def test_times_name_their_clock_where_one_can_take_part_from_anywhere(client, over, is_named):
    event = make_event(starts="2026-12-01T09:00", ends="2026-12-01T11:00", **over)
    for path in (AGENDA, event.get_absolute_url()):
        assert ("09:00 – 11:00, local time (Paris)" in words(page(client, path))) is is_named


def test_agenda_takes_two_queries_for_one_row_or_thirty(client, django_assert_num_queries):
    make_event(title={"en": "Workshop"})
    with django_assert_num_queries(2):
        page(client, AGENDA, q="workshop")
    for _ in range(30):
        make_event(title={"en": "Workshop"}, place=None)
    with django_assert_num_queries(2):
        page(client, AGENDA, q="workshop")


@pytest.mark.parametrize("is_over", [False, True])
def test_event_takes_at_most_five_queries(client, django_assert_max_num_queries, is_over):
    year = 2020 if is_over else 2027
    event = make_event(dates=[], partners=[make_partner() for _ in range(10)])
    for day in range(1, 31):
        make_occurrence(event, f"{year}-01-{day:02}T14:00")
    with django_assert_max_num_queries(5):
        page(client, event.get_absolute_url())


@pytest.mark.parametrize(("publication", "status"), [("published", 200), ("draft", 404), ("withdrawn", 410)])
def test_event_answers_by_its_publication(client, publication, status):
    page(client, make_event(publication=publication).get_absolute_url(), status)


def test_event_of_a_cite_that_is_not_shown_does_not_exist(client):
    event = make_event(make_cite(membership="not_a_member"))
    page(client, event.get_absolute_url(), 404)
    assert event.slug not in page(client, AGENDA)


def test_event_that_is_over_says_so(client):
    event = make_event(starts="2020-01-01T10:00", ends="2020-01-01T12:00")
    html = page(client, event.get_absolute_url())
    assert "This event is over" in html
    assert "Wednesday 1 January 2020" in html


def test_cancelled_event_says_so_first(client):
    html = page(
        client, make_event(status="cancelled", booking_url="https://example.org/book").get_absolute_url()
    )
    assert "This event is cancelled" in html
    assert "https://example.org/book" not in html


def test_event_names_only_partners_that_its_cite_agrees_to_name(client):
    cite = make_cite()
    named, hidden, elsewhere = (
        make_partner(name=f"{word}-Partner") for word in ("Named", "Hidden", "Elsewhere")
    )
    make_agreement(cite, named)
    make_agreement(cite, hidden, public=False)
    make_agreement(make_cite(), elsewhere)
    html = page(client, make_event(cite, partners=[named, hidden, elsewhere]).get_absolute_url())
    assert [f"{word}-Partner" in html for word in ("Named", "Hidden", "Elsewhere")] == [True, False, False]


def test_event_says_where_and_how_to_book(client):
    cite = make_cite()
    event = make_event(
        cite,
        place=make_place(cite, name="Tiers-lieu du port"),
        venue="Salle bleue",
        attendance="hybrid",
        online_url="https://example.org/room",
        booking="required",
        booking_url="https://example.org/book",
        capacity=12,
    )
    shown = words(page(client, event.get_absolute_url()))
    for words_ in ("Tiers-lieu du port", "Salle bleue", "Take part online (you leave this site)", "12 seats"):
        assert words_ in shown


def test_series_says_its_rule_and_how_many_dates(client):
    event = make_event(
        starts="2026-12-01T14:00",
        rrule="FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3",
        dates=["2026-12-01T14:00", "2026-12-03T14:00", "2026-12-08T14:00"],
    )
    shown = words(page(client, event.get_absolute_url()))
    assert "series of 3 dates" in shown
    assert "Every Tuesday and Thursday" in shown


def test_title_names_the_event_its_cite_and_its_date(client):
    event = make_event(
        make_cite(name={"fr": "Cité des métiers de Marseille"}),
        title={"fr": "Un CV"},
        starts="2026-12-01T14:00",
    )
    assert "<title>Un CV – Marseille – Tuesday 1 December 2026" in page(client, event.get_absolute_url())

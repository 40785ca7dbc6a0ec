"""The agenda by day, by week and by month."""

import re
from datetime import date, timedelta

import pytest

from events.models import Occurrence
from events.views.spans import span_of
from tests.events.event_dates import make_series
from tests.factories import make_cite, make_event

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to("2026-11-24T10:00:00+01:00", tick=False)


def page(client, status=200, **query):
    response = client.get("/en/agenda/", query)
    assert response.status_code == status
    return response.content.decode().replace("\xa0", " ").replace("&amp;", "&")


def titles(html):
    return re.findall(r"<h4><a[^>]*>([^<]*)", html)


def heading(html):
    return " ".join(re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)[1].split())


def make_dated(title, starts, ends, **over):
    return make_event(title={"en": title}, starts=starts, ends=ends, **over)


@pytest.fixture
def november():
    make_dated("Sunday", "2026-11-22T10:00", "2026-11-22T12:00")
    make_dated("Monday", "2026-11-23T10:00", "2026-11-23T12:00")
    make_dated("Night", "2026-11-24T22:00", "2026-11-25T01:00")
    make_dated("Days", "2026-11-22T09:00", "2026-11-24T18:00")
    make_dated("December", "2026-12-01T10:00", "2026-12-01T12:00")


@pytest.mark.parametrize(
    ("query", "read", "found"),
    [
        ({"view": "day"}, "Agenda: Tuesday 24 November 2026", ["Days", "Night"]),
        ({"view": "day", "on": "2026-11-25"}, "Agenda: Wednesday 25 November 2026", []),
        ({"view": "week"}, "Agenda: week of Monday 23 November 2026", ["Days", "Monday", "Night"]),
        ({"view": "week", "on": "2026-11-22"}, "Agenda: week of Monday 16 November 2026", ["Days", "Sunday"]),
        ({"view": "month"}, "Agenda: November 2026", ["Days", "Sunday", "Monday", "Night"]),
        ({"view": "month", "on": "2026-12-31"}, "Agenda: December 2026", ["December"]),
        ({"view": "list"}, "Agenda: 3 dates to come", ["Days", "Night", "December"]),
    ],
)
def test_views_hold_the_dates_of_their_days(client, november, query, read, found):
    html = page(client, **query)
    assert heading(html) == read
    assert titles(html) == found


def test_days_are_those_of_the_clock_of_the_event(client):
    far = make_cite(timezone="Pacific/Auckland")
    make_dated("Far", "2026-11-25T08:00", "2026-11-25T10:00", cite=far)
    assert titles(page(client, view="day", on="2026-11-25")) == ["Far"]
    assert titles(page(client, view="day", on="2026-11-24")) == []


def test_month_counts_the_dates_of_each_day(client, november):
    html = page(client, view="month")
    counts = dict(re.findall(r'href="\?view=day&on=2026-11-(\d\d)".*?<small[^>]*>(\d+)', html))
    assert counts == {"22": "2", "23": "2", "24": "2"}
    assert html.count('aria-current="date"') == 1
    for day, count in counts.items():
        assert len(titles(page(client, view="day", on=f"2026-11-{day}"))) == int(count)


def test_what_came_before_and_what_follows(client, november):
    html = page(client, view="month", on="2026-01-31", theme="employment")
    links = dict(re.findall(r'href="([^"]*)" rel="(prev|next)"', html))
    assert links == {
        "?view=month&on=2025-12-31&theme=employment": "prev",
        "?view=month&on=2026-02-01&theme=employment": "next",
    }
    assert 'rel="prev"' not in page(client, view="day", on=TODAY - timedelta(days=366))
    assert 'rel="next"' not in page(client, view="day", on=TODAY + timedelta(days=3 * 366))


def test_filters_are_kept_from_view_to_view_and_days_from_filter_to_filter(client, november):
    html = page(client, view="week", on="2026-11-23", theme="employment")
    tabs = html.split('class="tabs')[1].split("</nav>")[0]
    assert re.findall(r'href="([^"]*)"', tabs) == [
        "?theme=employment",
        *(f"?view={view}&on=2026-11-23&theme=employment" for view in ("day", "week", "month")),
    ]
    assert 'href="?view=week&on=2026-11-23"><span>' in html
    assert '<input type="hidden" name="view" value="week">' in html
    assert 'href="/en/agenda.ics?theme=employment"' in html


@pytest.mark.parametrize(
    "query",
    [
        {"view": "day", "on": "2026-02-30"},
        {"view": "day", "on": "tomorrow"},
        {"view": "day", "on": "9999-12-31"},
        {"view": "week", "on": "0001-01-01"},
        {"view": "month", "on": "2026-11"},
        {"view": "year"},
        {"view": "\0"},
    ],
)
def test_what_is_not_understood_is_said_and_left_out(client, query):
    html = page(client, **query)
    assert "Part of this address was not understood" in html
    assert "Part of this address" not in page(client, view="day", on="2026-11-24")


def test_empty_days_lead_on(client):
    html = page(client, view="month", on="2027-02-01")
    assert "Nothing is announced for these days" in html
    assert 'href="?view=month&on=2027-03-01">Look further on: March 2027</a>' in html
    make_event(themes=["training"])
    html = page(client, view="month", on="2027-02-01", theme="training")
    assert 'href="/en/agenda/?theme=training"' in html


@pytest.mark.parametrize("view", ["day", "week", "month"])
def test_views_take_three_queries_for_one_row_or_thirty(client, django_assert_max_num_queries, view):
    for _ in range(30):
        make_dated("Today", "2026-11-24T14:00", "2026-11-24T15:00")
    with django_assert_max_num_queries(3):
        assert len(titles(page(client, view=view))) == 20
    assert len(titles(page(client, view=view, page=2))) == 10


def test_every_date_is_on_its_day_and_on_no_other():
    make_series("FREQ=DAILY;COUNT=400", starts="2026-01-01T23:30", ends="2026-01-02T00:30")
    for view in ("day", "week", "month"):
        span = span_of(view, date(2026, 10, 25))
        rows = Occurrence.objects.on_days(span.first, span.last).select_related("event")
        assert {row.starts.date() for row in rows} == {
            span.first + timedelta(days=number) for number in range((span.last - span.first).days + 1)
        }

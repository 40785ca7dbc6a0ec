"""The page of a Cité on another day than today."""

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
    make_stay,
)
from tests.portal.pages import page, section, words

pytestmark = pytest.mark.django_db
# A Tuesday in winter: 15:00 in Paris, within the hours and the permanence that the factories make.
NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _tuesday(time_machine):
    time_machine.move_to(NOW, tick=False)


def address(cite, language="en"):
    return f"/{language}/cites/{cite.slug}/"


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ("2026-11-26", "09:00 – 12:00, 14:00 – 18:00"),
        ("2026-11-28", "closed"),
        ("2026-12-24", "10:00 – 12:00 (Christmas Eve)"),
        ("2026-12-25", "closed (public holiday: Christmas Day)"),
        ("2028-01-04", "09:00 – 12:00, 14:00 – 18:00 (to be confirmed)"),
        ("2016-01-05", "09:00 – 12:00, 14:00 – 18:00 (to be confirmed)"),
    ],
)
def test_hours_are_those_of_the_day(client, on, told):
    cite = make_cite()
    make_closure(
        make_open_place(cite), date(2026, 12, 24), hours=["10:00-12:00"], reason={"en": "Christmas Eve"}
    )
    hours = words(section(page(client, address(cite), on=on), "hours"))
    assert f"{told} " in hours.replace(" ,", ",")


def test_another_day_says_so_and_is_never_open_now(client):
    cite = make_cite()
    make_permanence(make_service(cite), make_open_place(cite))
    html = page(client, address(cite), on="2026-12-01")
    assert "You are looking at Tuesday 1 December 2026, not at today." in html
    signs = ("d-light", "state--open", "slot--now", 'class="spill"', "right now", "Open until", "over</p>")
    assert [sign for sign in signs if sign in html] == []
    assert '<meta name="robots" content="noindex">' in html
    assert f'<link rel="canonical" href="http://localhost:8000{address(cite)}">' in html


def test_who_is_announced_that_day(client):
    cite = make_cite()
    place = make_open_place(cite)
    hidden = make_partner(name="Hidden Institute")
    make_permanence(make_service(cite, title={"en": "Talk"}), place, partner=hidden)
    make_permanence(make_service(cite, title={"en": "Thursday"}), place, weekday=3)
    lost = make_permanence(make_service(cite, title={"en": "Lost"}), place)
    cancel_permanence(lost, date(2026, 12, 1), reason={"en": "Strike"})
    html = page(client, address(cite), on="2026-12-01")
    who = words(section(html, "who"))
    assert "14:00 – 17:00 Talk" in who
    assert "Cancelled (Strike) Lost" in who
    assert "Thursday" not in who
    assert "Hidden Institute" not in html


def test_yesterday_is_told_as_it_was_announced(client):
    cite = make_cite()
    make_permanence(make_service(cite, title={"en": "Talk"}), make_open_place(cite))
    html = page(client, address(cite), on="2026-11-24")
    assert "You are looking at" not in html
    html = page(client, address(cite), on="2026-11-17")
    assert "That day is over." in html
    assert "14:00 – 17:00 To be confirmed Talk" in words(section(html, "who"))


def test_places_are_those_of_the_day(client):
    cite = make_cite()
    make_open_place(cite, name="Old", valid_until="2026-11-30")
    make_open_place(cite, name="New", valid_from="2026-12-01", timezone="Atlantic/Azores")
    bus = make_open_place(cite, name="Bus", kind="itinerant")
    make_stay(bus, date(2026, 12, 9))
    told = words(section(page(client, address(cite), on="2026-12-02"), "hours"))
    assert ["Old" in told, "New" in told, "Bus not here" in told] == [False, True, True]
    assert "local time (Azores)" in told


def test_unknown_hours_stay_unknown(client):
    cite = make_cite()
    make_season(make_place(cite, name="Maison", checked_on=date(2026, 11, 1)), valid_until=date(2026, 12, 31))
    told = words(section(page(client, address(cite), on="2027-02-01"), "hours"))
    assert "hours not known" in told


@pytest.mark.parametrize(
    "on",
    ["tomorrow", "2026-02-30", "20261201", "0001-01-01", "9999-12-31", "\0", "1" * 10_000, "--", "2026-12"],
)
def test_bad_day_says_what_to_mend(client, on):
    cite = make_cite()
    html = page(client, address(cite), 400, on=on)
    assert "Error:" in html
    assert f'href="{address(cite)}">See today' in html


@pytest.mark.parametrize("on", ["1900-01-01", "2999-12-31", "2028-02-29"])
def test_the_ends_of_the_calendar_are_days(client, on):
    cite = make_cite()
    make_permanence(make_service(cite), make_open_place(cite), weekday=date.fromisoformat(on).weekday())
    page(client, address(cite), on=on)


def test_three_fields_lead_to_the_usual_address(client):
    cite = make_cite()
    response = client.get(address(cite), {"day": "1", "month": "12", "year": "2026"})
    assert (response.status_code, response["Location"]) == (302, f"{address(cite)}?on=2026-12-01")


def test_every_language_has_its_form(client):
    cite = make_cite()
    make_open_place(cite)
    for language in ("en", "fr"):
        assert 'name="year"' in page(client, address(cite, language))


def test_another_day_takes_three_queries_for_one_row_or_thirty(client, django_assert_num_queries):
    cite = make_cite()
    make_permanence(make_service(cite), make_open_place(cite))
    page(client, address(cite), on="2026-12-01")
    with django_assert_num_queries(3):
        page(client, address(cite), on="2026-12-01")
    for _ in range(30):
        make_permanence(make_service(cite), make_open_place(cite))
    with django_assert_num_queries(3):
        page(client, address(cite), on="2026-12-01")

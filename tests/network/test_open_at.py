"""`Place.objects.open_at` in SQL finds the places whose pages say that they are open, whatever the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from network.hours import TimeWanted, state_at
from network.models import NetworkHoliday, Place
from tests.factories import make_closure, make_open_place, make_place, make_season
from tests.network.hours_cases import ZONES, changes_of_clock
from tests.network.hours_records import store_holidays, store_places

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
CHECKED = date(2026, 11, 1)
TUESDAY = datetime(2026, 11, 24, 10, 30, tzinfo=PARIS)


def open_by_page(places, moment):
    """Ask each place by itself."""
    found = set()
    for place in places:
        state = state_at(place.hours, TimeWanted("at", moment).window(place.hours.zone).start)
        if state.state == "open" and state.confirmed:
            found.add(place.pk)
    return found


def compare(rng: Random, places: int, moments: int) -> int:
    """Make places around a change of clock, most where it happens, and compare at moments around it."""
    zone = rng.choice(ZONES)
    day = rng.choice(changes_of_clock(zone, 2022, 2030) or (date(2026, 5, 1), date(2028, 2, 29)))
    store_places(rng, [rng.choice([zone, zone, rng.choice(ZONES)]) for _ in range(places)], day)
    store_holidays(rng, day, 12)
    told = list(Place.objects.with_hours())
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    for _ in range(moments):
        # Half of them in the hours in which clocks change.
        hours = rng.choice([(-96, 96), (-4, 8)])
        moment = midnight + timedelta(minutes=rng.randrange(hours[0] * 60, hours[1] * 60))
        if rng.random() < 0.2:
            moment = moment.replace(tzinfo=None)
        found = set(Place.objects.open_at(moment).values_list("pk", flat=True))
        assert found == open_by_page(told, moment), (zone, moment)
    return len(told) * moments


@pytest.mark.parametrize("number", range(8))
def test_filter_finds_the_places_whose_pages_say_so(number):
    compare(Random(f"open at {number}"), places=60, moments=12)


@pytest.mark.prove
@pytest.mark.parametrize("number", range(50))
def test_prove_that_filter_and_pages_agree_a_million_times(number, record_property):
    compared = compare(Random(f"prove open at {number}"), places=250, moments=84)
    record_property("doors of the SQL filter proved", compared)


def test_it_takes_two_statements_for_one_place_or_thirty(django_assert_num_queries):
    for number in (1, 30):
        for _ in range(number):
            make_open_place(checked_on=CHECKED)
        with django_assert_num_queries(2):
            list(Place.objects.open_at(TUESDAY))


def test_it_narrows_what_is_asked_for():
    place, other = make_open_place(checked_on=CHECKED), make_open_place(checked_on=CHECKED)
    assert set(Place.objects.open_at(TUESDAY)) >= {place, other}
    assert list(Place.objects.filter(pk=other.pk).open_at(TUESDAY)) == [other]
    assert not Place.objects.none().open_at(TUESDAY).exists()


@pytest.mark.parametrize(
    ("checked_on", "as_of", "found"),
    [
        ("2025-11-24", None, True), ("2025-11-23", None, False), ("2026-11-24", None, True), ("2026-11-25", None, False),
        (None, "2025-11-24", True), (None, "2025-11-23", False), (None, "2025-12", True), (None, "2025-11", False),
        (None, "2026", True), (None, "2026-11", True), (None, "2025", False), (None, "2027", False), (None, None, False),
    ],
)  # fmt: skip
def test_hours_are_confirmed_for_a_year(checked_on, as_of, found):
    make_season(make_place(checked_on=checked_on), as_of=as_of)
    assert Place.objects.open_at(TUESDAY).exists() == found
    assert bool(open_by_page(Place.objects.with_hours(), TUESDAY)) == found


def test_source_of_a_year_or_a_month_confirms_from_its_first_day():
    for as_of, day in (("2026", date(2026, 1, 5)), ("2026-06", date(2026, 6, 1))):
        place = make_place()
        make_season(place, as_of=as_of)
        morning = datetime(day.year, day.month, day.day, 10, tzinfo=PARIS)
        assert place in Place.objects.open_at(morning)
        assert place not in Place.objects.open_at(morning - timedelta(weeks=1))


def test_closure_tomorrow_leaves_today_open():
    place = make_open_place(checked_on=CHECKED)
    make_closure(place, date(2026, 11, 25))
    assert Place.objects.open_at(TUESDAY).exists()
    assert not Place.objects.open_at(TUESDAY + timedelta(days=1)).exists()


def test_holiday_that_the_network_removed_is_an_ordinary_day():
    make_season(make_place(checked_on=CHECKED))
    christmas = datetime(2026, 12, 25, 10, tzinfo=PARIS)
    assert not Place.objects.open_at(christmas).exists()
    NetworkHoliday.objects.create(country="FR", day=date(2026, 12, 25), kept=False)
    assert Place.objects.open_at(christmas).exists()


def test_place_of_a_region_that_nobody_knows_is_not_found_and_hides_no_other():
    lost, known = (
        make_open_place(checked_on=CHECKED, holiday_region="lost"),
        make_open_place(checked_on=CHECKED),
    )
    assert list(Place.objects.open_at(TUESDAY)) == [known]
    assert not Place.objects.filter(pk=lost.pk).open_at(TUESDAY).exists()


@pytest.mark.parametrize("hours", [["01:00-02:30"], ["01:00-02:30", "02:30-03:05"], ["02:15-03:10"]])
def test_ranges_that_touch_stay_two_in_the_hour_after_clocks_went_forward(hours):
    make_season(make_place(checked_on=date(2026, 3, 1)), weekly={"su": hours})
    told = list(Place.objects.with_hours())
    for minute in range(180):
        moment = datetime(2026, 3, 29, tzinfo=UTC) + timedelta(minutes=minute)
        assert set(Place.objects.open_at(moment).values_list("pk", flat=True)) == open_by_page(told, moment)


@pytest.mark.parametrize("moment", [datetime(9999, 1, 1), datetime(1900, 1, 1, tzinfo=UTC)])  # noqa: DTZ001
def test_moment_out_of_reach_is_refused(moment):
    with pytest.raises(ValueError, match="1901"):
        Place.objects.open_at(moment)

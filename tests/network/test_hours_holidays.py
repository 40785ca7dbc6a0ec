"""Public holidays: the regions of the network, the three rules, the network's own list."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from network import hours
from network.hours import PlaceHours, SeasonRule, parse_weekly

WEEKLY = parse_weekly({key: ["09:00-12:00"] for key in ("mo", "tu", "we", "th", "fr", "sa", "su")})


def place(rule: str = "closed", **over) -> PlaceHours:
    seasons = (SeasonRule(weekly=WEEKLY, public_holidays=rule),)
    return PlaceHours(**{"timezone": "Europe/Paris", "country": "FR", "seasons": seasons} | over)


@pytest.mark.parametrize(
    ("country", "region", "day", "name"),
    [
        ("FR", None, date(2026, 7, 14), "Fête nationale"),
        ("FR", "974", date(2026, 12, 20), "Abolition de l'esclavage"),
        ("FR", "971", date(2026, 5, 27), "Abolition de l'esclavage"),
        ("FR", "976", date(2026, 4, 27), "Abolition de l'esclavage"),
        ("FR", "57", date(2026, 4, 3), "Vendredi saint"),
        ("FR", "6AE", date(2026, 4, 3), "Vendredi saint"),
        ("CH", "GE", date(2026, 9, 10), "Jeûne genevois"),
        ("CH", "TI", date(2026, 3, 19), "Saint-Joseph"),
        ("BE", None, date(2026, 7, 21), "Fête nationale"),
        ("IT", None, date(2026, 6, 2), "Festa della Repubblica"),
        ("ES", "CT", date(2026, 9, 11), "Fiesta Nacional de Cataluña"),
        ("PT", None, date(2026, 6, 10), "Dia de Portugal, de Camões e das Comunidades Portuguesas"),
    ],
)
def test_holidays_of_the_network_are_named_in_french_or_in_their_own_language(country, region, day, name):
    assert hours.holiday_name(country, region, day, "fr") == name
    where = place(country=country, holiday_region=region)
    assert (hours.day_of(where, day).ranges, hours.day_of(where, day).reason.kind) == ((), "holiday")


@pytest.mark.parametrize(
    ("country", "region", "day"),
    [
        ("FR", None, date(2026, 4, 3)),
        ("FR", None, date(2026, 12, 26)),
        ("FR", "971", date(2026, 12, 20)),
        ("FR", "976", date(2026, 5, 27)),
        ("CH", "TI", date(2026, 9, 10)),
        ("CH", "GE", date(2026, 3, 19)),
        ("ES", None, date(2026, 9, 11)),
    ],
)
def test_holiday_of_one_region_is_an_ordinary_day_in_another(country, region, day):
    assert hours.holiday_name(country, region, day, "fr") is None
    shown = hours.day_of(place(country=country, holiday_region=region), day)
    assert [str(each.time) for each in shown.ranges] == ["09:00-12:00"]


def test_holiday_has_a_name_in_each_language_that_the_package_knows():
    assert hours.holiday_names("FR", None, date(2026, 5, 1)) == {"fr": "Fête du Travail", "en": "Labor Day"}
    assert hours.holiday_name("BE", None, date(2026, 5, 1), "pt") == "Dag van de Arbeid"
    assert hours.holiday_name("BS", None, date(2026, 7, 10), "fr") == "Independence Day"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("closed", []), ("open", [("09:00-12:00", "open")]), ("unknown", [("09:00-12:00", "unknown")])],
)
def test_season_rule_decides_on_a_holiday(rule, expected):
    shown = hours.day_of(place(rule), date(2026, 7, 14))
    assert [(str(each.time), each.state) for each in shown.ranges] == expected
    assert (shown.reason.kind, shown.reason.text["fr"]) == ("holiday", "Fête nationale")


def test_unknown_on_a_holiday_is_closed_outside_the_hours():
    state = hours.state_at(place("unknown"), datetime(2026, 7, 14, 12, tzinfo=ZoneInfo("Europe/Paris")))
    assert (state.state, state.next_opening.isoformat()) == ("closed", "2026-07-15T09:00:00+02:00")


def test_season_that_says_nothing_of_holidays_leaves_them_unknown():
    where = place(seasons=(SeasonRule(weekly=WEEKLY),))
    assert [each.state for each in hours.day_of(where, date(2026, 7, 14)).ranges] == ["unknown"]


def test_holiday_on_a_weekday_without_hours_stays_closed():
    where = place(seasons=(SeasonRule(weekly={}, public_holidays="open"),))
    shown = hours.day_of(where, date(2026, 7, 14))
    assert (shown.ranges, shown.reason.kind) == ((), "holiday")


def test_network_adds_and_removes_holidays():
    where = place(
        holidays_added={date(2026, 11, 24): {"fr": "Jour de la Cité"}, date(2026, 7, 14): {}},
        holidays_removed=frozenset({date(2026, 11, 11), date(2026, 7, 14)}),
    )
    days = {
        day: hours.day_of(where, day) for day in (date(2026, 11, 24), date(2026, 11, 11), date(2026, 7, 14))
    }
    assert [(day.reason.kind, day.reason.text, len(day.ranges)) for day in days.values()] == [
        ("holiday", {"fr": "Jour de la Cité"}, 0),
        ("season", None, 1),
        ("holiday", {}, 0),
    ]


@pytest.mark.parametrize(
    ("country", "region", "known"),
    [
        ("FR", "974", True), ("FR", "6AE", True), ("FR", "La Réunion", True), ("CH", "TI", True), ("ES", "CT", True),
        ("FR", "75", False), ("FR", "Alsace-Moselle", False), ("FR", "", False), ("IT", "TI", False), ("XX", "974", False),
    ],
)  # fmt: skip
def test_importer_can_ask_whether_a_region_is_known(country, region, known):
    assert hours.known_holiday_region(country, region) == known


def test_unknown_region_is_an_error_and_not_a_year_without_holidays():
    where = place(holiday_region="Alsace-Moselle")
    with pytest.raises(
        hours.UnknownRegionError, match=r"^The public holidays of FR have no region “Alsace-Moselle”.$"
    ):
        hours.day_of(where, date(2026, 7, 14))


def test_country_that_the_package_lacks_has_no_holidays():
    assert hours.holiday_name("XX", None, date(2026, 1, 1), "fr") is None
    assert [each.state for each in hours.day_of(place(country="XX"), date(2026, 1, 1)).ranges] == ["open"]

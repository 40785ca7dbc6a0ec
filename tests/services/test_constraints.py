"""Each constraint of the offers' tables refuses what it is there to refuse, under its own name."""

import pytest

from tests.attacks import assert_held, change, constraints_of, named, other, own, twin

pytestmark = pytest.mark.django_db
BAD_TEXT, GOOD_TEXT = {"fr": ""}, {"pt-BR": "Um texto"}
DAYS = {"valid_from": "2026-01-02"}

ATTACKS = [
    change("service_rhythm_within_two_years", {"review_months": 25}, {"review_months": 1}),
    change("permanence_rhythm_within_two_years", {"review_months": 25}, {"review_months": 1}),
    twin("service_slug_once_per_cite", {}, {"slug": "another"}),
    change("service_slug_is_an_id", {"slug": "un_atelier"}, {"slug": "un-atelier"}),
    change("service_has_a_title", {"title": {}}, {"title": GOOD_TEXT}),
    change("service_form_is_known", {"modality": "walk"}, {"modality": "remote"}),
    change("service_access_is_known", {"access": []}, {"access": ["drop_in", "appointment"]}),
    change("service_themes_are_known", {"themes": ["weather"]}, {"themes": []}),
    change("service_audiences_are_known", {"audiences": ["cats"]}, {"audiences": ["parents"]}),
    change("service_publication_is_known", {"publication": "secret"}, {"publication": "draft"}),
    change("service_lasts_a_minute", {"duration_minutes": 0}, {"duration_minutes": 1}),
    change(
        "service_dates_in_order", DAYS | {"valid_until": "2026-01-01"}, DAYS | {"valid_until": "2026-01-02"}
    ),
    change("service_days_within_reach", {"checked_on": "0001-01-01"}, {"checked_on": "1900-01-01"}),
    change("service_languages_are_codes", {"languages": ["FR"]}, {"languages": ["oc"]}),
    change("service_link_is_an_address", {"link": "//a.example"}, {"link": "http://a.example"}),
    change("service_summary_is_by_language", {"summary": BAD_TEXT}, {"summary": GOOD_TEXT}),
    change("service_description_is_by_language", {"description": BAD_TEXT}, {"description": GOOD_TEXT}),
    change("service_bring_is_by_language", {"bring": BAD_TEXT}, {"bring": GOOD_TEXT}),
    change("service_conditions_are_by_language", {"conditions": BAD_TEXT}, {"conditions": GOOD_TEXT}),
    change("service_pole_of_its_cite", {"pole_id": other("network_pole")}, {"pole_id": own("network_pole")}),
    twin("service_place_once", {}, {"place_id": own("host place")}),
    change(
        "service_place_offer_of_its_cite",
        {"service_id": other("services_service")},
        {"service_id": own("services_service")},
    ),
    change(
        "service_place_place_of_its_cite",
        {"place_id": other("network_place")},
        {"place_id": own("host place")},
    ),
    change("permanence_day_is_of_the_week", {"weekday": 7}, {"weekday": 6}),
    change("permanence_hours_are_readable", {"time": "14h-17h"}, {"time": "22:00-24:00"}),
    change(
        "permanence_every_one_to_eight_weeks",
        {"every_weeks": 9, "week_of": "2026-01-05"},
        {"every_weeks": 8, "week_of": "2026-01-05"},
    ),
    change("permanence_rhythm_has_a_first_week", {"every_weeks": 2}, {"every_weeks": 1}),
    change("permanence_nth_is_of_a_month", {"nth_of_month": 5}, {"nth_of_month": -1}),
    change("permanence_mode_is_known", {"mode": "letter"}, {"mode": "chat"}),
    change(
        "permanence_dates_in_order",
        DAYS | {"valid_until": "2026-01-01"},
        DAYS | {"valid_until": "2026-01-02"},
    ),
    change("permanence_days_within_reach", {"week_of": "infinity"}, {"week_of": "2999-12-31"}),
    change("permanence_languages_are_codes", {"languages": ["french"]}, {"languages": []}),
    change(
        "permanence_offer_of_its_cite",
        {"service_id": other("services_service")},
        {"service_id": own("services_service")},
    ),
    change(
        "permanence_place_of_its_cite", {"place_id": other("network_place")}, {"place_id": own("host place")}
    ),
    twin("permanence_cancelled_once_a_day", {}, {"date": "2026-05-12"}),
    change("permanence_cancelled_within_reach", {"date": "9999-05-12"}, {"date": "2999-05-12"}),
    change("permanence_cancelled_for_a_reason_by_language", {"reason": BAD_TEXT}, {"reason": {}}),
    twin("suggestion_about_one_offer", {}, {"suggestion_id": own("network_suggestion")}),
    change(
        "suggestion_offer_of_its_cite",
        {"service_id": other("services_service")},
        {"service_id": own("services_service")},
    ),
    change(
        "suggestion_of_the_cite_of_its_offer",
        {"suggestion_id": other("network_suggestion")},
        {"suggestion_id": own("network_suggestion")},
    ),
]


@named(ATTACKS)
def test_constraint_holds(attack, world):
    assert_held(attack, world)


def test_every_constraint_is_attacked(world):
    assert {attack.constraint for attack in ATTACKS} == constraints_of("services")

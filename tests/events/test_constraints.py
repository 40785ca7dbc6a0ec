"""Each constraint of the events' tables refuses what it is there to refuse, under its own name."""

import pytest

from tests.attacks import assert_held, change, constraints_of, named, other, own, twin

pytestmark = pytest.mark.django_db
BAD_TEXT, GOOD_TEXT = {"fr": ""}, {"pt-BR": "Um texto"}
PICTURE = f"{'0' * 64}-900x600"
SHOWN = {"picture": PICTURE, "picture_is_decorative": True}

ATTACKS = [
    change("event_rhythm_within_two_years", {"review_months": 25}, {"review_months": 1}),
    change("event_days_within_reach", {"checked_on": "infinity"}, {"checked_on": "2026-11-25"}),
    twin("events_event_slug_key", {}, {"slug": "another"}),
    change("event_slug_is_an_id", {"slug": "a--b"}, {"slug": "a-b"}),
    change("event_has_a_title", {"title": {}}, {"title": GOOD_TEXT}),
    change("event_kind_is_known", {"kind": "party"}, {"kind": "club"}),
    change("event_themes_are_known", {"themes": ["weather"]}, {"themes": ["enterprise"]}),
    change("event_audiences_are_known", {"audiences": ["cats"]}, {"audiences": ["newcomers"]}),
    change("event_times_are_readable", {"ends": "2027-02-30T16:00"}, {"ends": "2027-02-28T16:00"}),
    change("event_ends_after_its_start", {"ends": "2027-01-05T14:00"}, {"ends": "2027-01-05T14:01"}),
    change("event_times_within_reach", {"ends": "9999-01-05T16:00"}, {"ends": "2500-12-31T23:59"}),
    change("event_excluded_are_readable", {"excluded": ["2027-01-12"]}, {"excluded": ["2027-01-12T14:00"]}),
    change("event_timezone_exists", {"timezone": "Paris"}, {"timezone": "Pacific/Noumea"}),
    change("event_has_a_seat", {"capacity": 0}, {"capacity": 1}),
    change("event_status_is_known", {"status": "lost"}, {"status": "moved_online"}),
    change("event_publication_is_known", {"publication": "secret"}, {"publication": "withdrawn"}),
    change("event_attendance_is_known", {"attendance": "nowhere"}, {"attendance": "hybrid"}),
    change("event_booking_is_known", {"booking": "paid"}, {"booking": "required"}),
    change("event_openness_is_known", {"open_to": "friends"}, {"open_to": "schools"}),
    change("event_organiser_is_known", {"organiser": "nobody"}, {"organiser": "joint"}),
    change("event_languages_are_codes", {"languages": ["f"]}, {"languages": ["ca"]}),
    change("event_online_url_is_an_address", {"online_url": "data:,x"}, {"online_url": "https://a.example"}),
    change("event_booking_url_is_an_address", {"booking_url": ""}, {"booking_url": None}),
    change("event_summary_is_by_language", {"summary": BAD_TEXT}, {"summary": GOOD_TEXT}),
    change("event_description_is_by_language", {"description": BAD_TEXT}, {"description": GOOD_TEXT}),
    change("event_picture_is_a_name", {"picture": "a.svg", "picture_is_decorative": True}, SHOWN),
    change(
        "event_picture_alt_is_by_language",
        {"picture": PICTURE, "picture_alt": BAD_TEXT},
        {"picture": PICTURE, "picture_alt": GOOD_TEXT},
    ),
    change("event_picture_is_told_or_decorative", {"picture": PICTURE}, SHOWN),
    change("event_place_of_its_cite", {"place_id": other("network_place")}, {"place_id": None}),
    twin(
        "events_event_partners_event_id_partner_id_4d8664c7_uniq",
        {},
        {"partner_id": other("network_partner")},
    ),
    twin("occurrence_once_per_start", {}, {"rule_starts": "2027-01-12T14:00"}),
    change(
        "occurrence_start_is_readable",
        {"rule_starts": "2027-01-05 14:00"},
        {"rule_starts": "2027-01-05T23:59"},
    ),
    change(
        "occurrence_new_start_is_readable",
        {"new_starts": "2027-13-05T14:00"},
        {"new_starts": "2027-12-05T14:00"},
    ),
    change(
        "occurrence_new_end_is_readable", {"new_ends": "2027-02-29T14:00"}, {"new_ends": "2028-02-29T14:00"}
    ),
    change(
        "occurrence_new_end_after_its_start",
        {"new_ends": "2027-01-05T14:00"},
        {"new_ends": "2027-01-05T14:01"},
    ),
    change(
        "occurrence_times_within_reach",
        {"rule_starts": "0001-01-01T00:00"},
        {"rule_starts": "1900-01-01T00:00"},
    ),
    change("occurrence_status_is_known", {"status": "lost"}, {"status": "postponed"}),
    change(
        "occurrence_ends_after_its_start", {"ends_at": "2027-01-05T12:59Z"}, {"ends_at": "2027-01-05T13:01Z"}
    ),
    change(
        "occurrence_event_of_its_cite",
        {"event_id": other("events_event"), "rule_starts": "2027-02-01T14:00"},
        {"event_id": own("events_event")},
    ),
    twin("suggestion_about_one_event", {}, {"suggestion_id": own("network_suggestion")}),
    change(
        "suggestion_event_of_its_cite", {"event_id": other("events_event")}, {"event_id": own("events_event")}
    ),
    change(
        "suggestion_of_the_cite_of_its_event",
        {"suggestion_id": other("network_suggestion")},
        {"suggestion_id": own("network_suggestion")},
    ),
]


@named(ATTACKS)
def test_constraint_holds(attack, world):
    assert_held(attack, world)


def test_every_constraint_is_attacked(world):
    assert {attack.constraint for attack in ATTACKS} == constraints_of("events")

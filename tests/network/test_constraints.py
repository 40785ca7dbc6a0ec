"""Each constraint of the network's tables refuses what it is there to refuse, under its own name."""

import pytest

from tests.attacks import (
    BAD_TEXT,
    GOOD_TEXT,
    NO_TEXT,
    assert_held,
    change,
    constraints_of,
    named,
    other,
    own,
    twin,
    twin_refusal,
)
from tests.attacks import whole_numbers as columns_of_whole_numbers
from tests.network.attacks_on_files import COMMITTEE, FILES
from tests.network.label_attacks import LABEL, WITHDRAWALS

pytestmark = pytest.mark.django_db
PICTURE = f"{'0' * 64}-900x600"
SHOWN, SHOWN_TO = (
    {"picture": PICTURE, "picture_is_decorative": True},
    {"picture": PICTURE, "picture_alt": GOOD_TEXT},
)
UNDECIDED = {"decided_at": None, "decision_id": None}

CITES = [
    twin("network_cite_slug_key", {}, {"slug": "another"}),
    change("cite_slug_is_an_id", {"slug": "Marseille"}, {"slug": "marseille-paca"}),
    change("cite_country_is_a_code", {"country": "fr"}, {"country": "BE"}),
    change("cite_timezone_exists", {"timezone": "Europe/Marseille"}, {"timezone": "Indian/Reunion"}),
    change("cite_membership_is_known", {"membership": "friend"}, {"membership": "former"}),
    change(
        "cite_membership_date_exists", {"membership_as_of": "2026-02-30"}, {"membership_as_of": "2026-02"}
    ),
    change("cite_name_is_by_language", {"name": BAD_TEXT}, {"name": GOOD_TEXT}),
    change("cite_has_a_name", {"name": NO_TEXT}, {"name": GOOD_TEXT}),
    change("cite_main_language_is_a_code", {"main_language": "French"}, {"main_language": "pt-BR"}),
    change("cite_languages_are_codes", {"languages": ["fr", ""]}, {"languages": ["fr", "ca"]}),
    change("cite_website_is_an_address", {"website": "javascript:alert(1)"}, {"website": None}),
    change("cite_presentation_is_by_language", {"presentation": ["x"]}, {"presentation": NO_TEXT}),
    change("cite_note_is_by_language", {"note": {"French": "x"}}, {"note": GOOD_TEXT}),
    change("cite_sources_are_addresses", {"sources": ["ftp://x"]}, {"sources": ["https://a.example"]}),
    change("carrier_dates_in_order", {"since": "2013"}, {"since": "2012-12"}),
    change("carrier_has_a_name", {"name": ""}, {"name": "Association"}),
    change("milestone_kind_is_known", {"kind": "renewal"}, {"kind": "closing"}),
    change("milestone_dates_in_order", {"date_until": "2005-03-20"}, {"date_until": "2005-03"}),
    change("milestone_note_is_by_language", {"note": BAD_TEXT}, {"note": NO_TEXT}),
    change("milestone_sources_are_addresses", {"sources": [None]}, {"sources": []}),
    change("figure_unit_is_by_language", {"label": BAD_TEXT}, {"label": GOOD_TEXT}),
    change("figure_has_a_unit", {"label": NO_TEXT}, {"label": GOOD_TEXT}),
    change("figure_sources_are_addresses", {"sources": ["a book"]}, {"sources": ["http://a.example"]}),
    twin("pole_order_once_per_cite", {}, {"order": 2}),
    change("pole_order_counts_from_one", {"order": 0}, {"order": 9}),
    change(
        "pole_themes_are_known", {"themes": ["training", "weather"]}, {"themes": ["training", "mobility"]}
    ),
    change("pole_name_is_by_language", {"name": BAD_TEXT}, {"name": GOOD_TEXT}),
    change("pole_has_a_name", {"name": NO_TEXT}, {"name": GOOD_TEXT}),
]
PLACES = [
    twin("network_place_slug_key", {"kind": "relay"}, {"kind": "relay", "slug": "another"}),
    change("place_slug_is_an_id", {"slug": "-place"}, {"slug": "place-1-b"}),
    change("place_kind_is_known", {"kind": "castle"}, {"kind": "online"}),
    change("place_country_is_a_code", {"country": "F"}, {"country": "CH"}),
    change("place_timezone_exists", {"timezone": "CEST!"}, {"timezone": "America/Cayenne"}),
    change(
        "place_position_is_on_earth", {"latitude": 91, "longitude": 5}, {"latitude": -90, "longitude": 180}
    ),
    change("place_dates_in_order", {"valid_until": "2004-12-31"}, {"valid_until": "2005-01-01"}),
    change("place_days_within_reach", {"checked_on": "infinity"}, {"checked_on": "2999-12-31"}),
    change("place_has_a_name", {"name": ""}, {"name": "La Maison"}),
    change("place_precision_is_known", {"coordinates": "roughly"}, {"coordinates": "street"}),
    change("place_transport_is_by_language", {"transport": "bus"}, {"transport": GOOD_TEXT}),
    change("place_access_is_by_language", {"access_details": {"fr": 3}}, {"access_details": GOOD_TEXT}),
    change("place_picture_is_a_name", {"picture": "a.svg", "picture_is_decorative": True}, SHOWN),
    change("place_picture_alt_is_by_language", SHOWN_TO | {"picture_alt": BAD_TEXT}, SHOWN_TO),
    change("place_picture_is_told_or_decorative", {"picture": PICTURE}, SHOWN_TO),
    change("place_picture_is_told_or_decorative", SHOWN | {"picture_alt": GOOD_TEXT}, SHOWN),
    change("place_picture_is_told_or_decorative", {"picture_alt": GOOD_TEXT}, {"picture_alt": NO_TEXT}),
    change("place_note_is_by_language", {"note": {"": "x"}}, {"note": NO_TEXT}),
    twin(
        "place_main_once_at_a_time",
        {"slug": "b", "valid_from": "2010", "valid_until": None},
        {"slug": "b", "valid_from": "2011", "valid_until": None},
    ),
    change("season_dates_in_order", {"valid_until": "2025-12-31"}, {"valid_until": "2026-01-01"}),
    change("season_days_within_reach", {"valid_until": "9999-12-31"}, {"valid_until": "2999-12-31"}),
    change("season_hours_are_readable", {"weekly": {"mo": ["9-12"]}}, {"weekly": {"mo": ["22:00-24:00"]}}),
    change(
        "season_hours_never_overlap",
        {"weekly": {"mo": ["22:00-02:00", "23:00-23:30"]}},
        {"weekly": {"mo": ["22:00-02:00", "09:00-12:00", "12:00-14:00"], "tu": ["01:00-09:00"]}},
    ),
    change("season_holiday_rule_is_known", {"public_holidays": "maybe"}, {"public_holidays": None}),
    change("season_source_date_exists", {"as_of": "2026-13"}, {"as_of": "2026-12"}),
    twin(
        "season_once_at_a_time",
        {"valid_from": "2026-06-30", "valid_until": None},
        {"valid_from": "2026-07-01", "valid_until": None},
    ),
    change("closure_dates_in_order", {"last_day": "2026-04-30"}, {"last_day": "2026-05-01"}),
    change("closure_days_within_reach", {"first_day": "0001-01-01"}, {"first_day": "1900-01-01"}),
    change("closure_hours_are_readable", {"hours": ["25:00-26:00"]}, {"hours": ["22:00-02:00"]}),
    change(
        "closure_hours_never_overlap",
        {"hours": ["14:00-18:00", "09:00-14:01"]},
        {"hours": ["14:00-18:00", "09:00-14:00"]},
    ),
    change("closure_reason_is_by_language", {"reason": {"x": "y"}}, {"reason": GOOD_TEXT}),
    twin(
        "closure_once_at_a_time",
        {"last_day": "2026-05-09"},
        {"first_day": "2026-05-03", "last_day": "2026-05-03"},
    ),
    change("stay_dates_in_order", {"first_day": "2026-05-03"}, {"first_day": "2026-05-02"}),
    change("stay_days_within_reach", {"last_day": "infinity"}, {"last_day": "2999-12-31"}),
]
NETWORK = [
    change("network_fact_kind_is_known", {"kind": "rumour"}, {"kind": "statement"}),
    change("network_fact_date_exists", {"date": "1993-02-29"}, {"date": "1993-02-28"}),
    change("network_fact_text_is_by_language", {"text": BAD_TEXT}, {"text": GOOD_TEXT}),
    change("network_fact_says_something", {"text": NO_TEXT}, {"text": GOOD_TEXT}),
    change("network_fact_sources_are_addresses", {"sources": ["x"]}, {"sources": ["https://x.example"]}),
    twin("label_reminder_once", {}, {"days_ahead": 7}),
    change("label_reminder_is_of_a_milestone", {"days_ahead": 31}, {"days_ahead": 0}),
    twin("network_holiday_once_per_region", {}, {"region": "974"}),
    change("network_holiday_within_reach", {"day": "3000-01-01"}, {"day": "2999-12-31"}),
    change("network_holiday_country_is_a_code", {"country": "fr"}, {"country": "IT"}),
    change("network_holiday_name_is_by_language", {"name": BAD_TEXT}, {"name": NO_TEXT}),
    change("network_import_note_is_by_language", {"note": BAD_TEXT}, {"note": NO_TEXT}),
]
PARTNERS = [
    twin("network_partner_slug_key", {}, {"slug": "another"}),
    change("partner_slug_is_an_id", {"slug": "pôle-emploi"}, {"slug": "pole-emploi"}),
    change("partner_kind_is_known", {"kind": "friend"}, {"kind": "state"}),
    change("partner_country_is_a_code", {"country": "eu"}, {"country": None}),
    change(
        "partner_is_not_its_own_parent",
        {"parent_id": own("network_partner")},
        {"parent_id": other("network_partner")},
    ),
    change("partner_has_a_name", {"name": ""}, {"name": "Emploi"}),
    change(
        "partner_website_is_an_address", {"website": "emploi.example"}, {"website": "https://emploi.example"}
    ),
    twin("partners_apart_once", {}, {"second_id": own("network_partner")}),
    change(
        "partners_apart_in_order", {"first_id": own("network_partner")}, {"second_id": own("network_partner")}
    ),
    change("agreement_dates_in_order", {"until": "2001"}, {"until": "2002-01-01"}),
    change(
        "agreement_contributions_are_known",
        {"contributions": ["love"]},
        {"contributions": ["funding", "premises"]},
    ),
]
PEOPLE = [
    twin("network_user_email_key", {}, {"email": "another@example.org"}),
    change("user_email_is_lower_case", {"email": "A@example.org"}, {"email": "a@example.org"}),
    change("user_role_is_known", {"network_role": "king"}, {"network_role": "reader"}),
    change("user_language_is_a_code", {"language": ""}, {"language": "nl"}),
    twin("team_member_once_per_cite", {}, {"user_id": other("network_user")}),
    change("team_member_role_is_known", {"role": "reader"}, {"role": "contributor"}),
    twin("network_invitation_token_hash_key", {}, {"token_hash": "f" * 64}),
    twin("thrown_away_once", {}, {"kind": "events"}),
    twin("network_letter_message_id_key", {}, {"message_id": "<another@example.org>"}),
    change("letter_language_is_a_code", {"language": "FR"}, {"language": "en"}),
    change(
        "letter_ends_once",
        {"delivered_at": "2026-11-24T12:00Z", "given_up_at": "2026-11-24T12:00Z"},
        {"given_up_at": "2026-11-24T12:00Z"},
    ),
    change(
        "letter_is_forgotten_at_its_end",
        {"delivered_at": "2026-11-24T12:00Z", "sealed": "x"},
        {"delivered_at": "2026-11-24T12:00Z"},
    ),
    change("invitation_role_fits_its_place", {"cite_id": None}, {"cite_id": None, "role": "reader"}),
    change("invitation_email_is_lower_case", {"email": "New@example.org"}, {"email": "b@example.org"}),
    change("invitation_keeps_no_token", {"token_hash": "secret"}, {"token_hash": "e" * 64}),
    change(
        "invitation_ends_once",
        {"accepted_at": "2026-11-24T12:00Z", "revoked_at": "2026-11-24T12:00Z"},
        {"accepted_at": "2026-11-24T12:00Z"},
    ),
]
SUGGESTIONS = [
    change("suggestion_kind_is_known", {"kind": "praise"}, {"kind": "question"}),
    change("suggestion_state_is_known", {"state": "lost"}, {"state": "noted"}),
    change("suggestion_says_something", {"text": " \n"}, {"text": "?"}),
    change("suggestion_language_is_a_code", {"language": "??"}, {"language": "eu"}),
    change(
        "suggestion_state_has_its_date", {"moderated_at": None}, {"moderated_at": None, "state": "received"}
    ),
    change("suggestion_answer_is_by_language", {"answer": BAD_TEXT}, {"answer": GOOD_TEXT}),
    change("suggestion_answer_has_its_date", {"answer": NO_TEXT}, {"answer": NO_TEXT, "answered_at": None}),
    change(
        "suggestion_public_answer_stands_below_it",
        {"answer_public": True, "state": "noted"},
        {"answer_public": True},
    ),
    change("suggestion_is_hidden_for_a_reason", {"state": "spam"}, {"state": "spam", "reason": "Réclame"}),
    change(
        "suggestion_made_something_of_a_kind", {"made_record": 1}, {"made_record": 1, "made_kind": "offers"}
    ),
    change("reply_address_is_sealed", {"sealed": "a@example.org"}, {"sealed": "gAAAAABk"}),
    twin("network_replyaddress_suggestion_id_key", {}, {"suggestion_id": own("another suggestion")}),
    twin("network_support_suggestion_id_key", {}, {"suggestion_id": own("another suggestion")}),
    change(
        "suggestion_place_of_its_cite",
        {"place_id": other("network_place")},
        {"place_id": own("network_place")},
    ),
]
REPORTS = [
    twin("indicator_code_once", {}, {"code": "dull-2"}),
    change("indicator_code_is_an_id", {"code": "Dull"}, {"code": "dull-3"}),
    change("indicator_has_a_name", {"name": NO_TEXT}, {"name": GOOD_TEXT}),
    change("indicator_has_a_unit", {"unit": BAD_TEXT}, {"unit": GOOD_TEXT}),
    change("indicator_has_a_definition", {"definition": NO_TEXT}, {"definition": GOOD_TEXT}),
    change("indicator_warning_is_by_language", {"warning": BAD_TEXT}, {"warning": GOOD_TEXT}),
    change("indicator_breakdown_is_known", {"breakdown": "mood"}, {"breakdown": None}),
    twin("campaign_once_a_year", {}, {"year": 2028}),
    change("campaign_year_is_of_the_network", {"year": 1992}, {"year": 1993}),
    change("campaign_dates_in_order", {"closes_on": "2026-12-31"}, {"closes_on": "2027-01-01"}),
    twin(
        "report_once_per_campaign",
        {"decision_id": None},
        {"decision_id": None, "campaign_id": own("later campaign")},
    ),
    twin(
        "network_report_decision_id_key",
        {"campaign_id": own("later campaign")},
        {"campaign_id": own("later campaign"), "decision_id": None},
    ),
    change("report_state_is_known", UNDECIDED | {"state": "lost"}, UNDECIDED | {"state": "submitted"}),
    change(
        "report_submitted_with_its_date",
        {"submitted_at": None},
        UNDECIDED | {"submitted_at": None, "state": "draft"},
    ),
    change("report_decided_with_its_date", {"decided_at": None}, UNDECIDED | {"state": "submitted"}),
    twin("report_call_once", {}, {"call": "reminder"}),
    change("report_call_is_known", {"call": "shout"}, {"call": "reminder"}),
    change(
        "report_returned_with_a_comment",
        {"state": "returned", "decision_id": None},
        {"state": "returned", "decision_id": None, "comment": "2 025?"},
    ),
    change(
        "report_renews_once_accepted",
        {"state": "submitted", "decided_at": None},
        UNDECIDED | {"state": "submitted"},
    ),
    change(
        "report_decision_of_its_cite",
        {"decision_id": other("later decision")},
        {"decision_id": own("later decision")},
    ),
    twin("report_figure_once", {}, {"part": "26-and-over"}),
    change("report_figure_part_is_an_id", {"part": "Under 26"}, {"part": ""}),
    change("report_figure_is_not_negative", {"value": -0.01}, {"value": None}),
]
SHEETS = [
    change("place_rhythm_within_two_years", {"review_months": 0}, {"review_months": 24}),
    change("review_campaign_has_a_name", {"name": NO_TEXT}, {"name": GOOD_TEXT}),
    change("review_campaign_kinds_are_known", {"kinds": ["people"]}, {"kinds": ["places", "events"]}),
    change("review_campaign_dates_in_order", {"until": "2025-12-31"}, {"until": "2026-01-01"}),
    change("review_campaign_days_within_reach", {"until": "infinity"}, {"until": "2999-12-31"}),
    twin(
        "network_reviewcampaign_c_reviewcampaign_id_cite_i_73f7bde3_uniq",
        {},
        {"reviewcampaign_id": other("network_reviewcampaign")},
    ),
    twin("table_once_per_person", {}, {"kind": "events"}),
    change("table_is_checked_once", {"done": 2}, {"done": 1}),
    twin("former_address_leads_to_one_page", {}, {"slug": "another"}),
]
ATTACKS = [
    *CITES, *PLACES, *LABEL, *WITHDRAWALS, *NETWORK, *PARTNERS, *PEOPLE, *SUGGESTIONS, *REPORTS, *FILES, *COMMITTEE, *SHEETS,
]  # fmt: skip
# Constraints on whole numbers that leave less than “not below nought”.
NARROWER = {
    "label_reminder_is_of_a_milestone": "days_ahead",
    "pole_order_counts_from_one": "order",
    "place_rhythm_within_two_years": "review_months",
    "service_rhythm_within_two_years": "review_months",
    "permanence_rhythm_within_two_years": "review_months",
    "event_rhythm_within_two_years": "review_months",
    "campaign_year_is_of_the_network": "year",
    "committee_session_has_a_quorum": "quorum",
    "criterion_order_counts_from_one": "order",
    "evidence_document_is_whole": "document_size",
    "service_lasts_a_minute": "duration_minutes",
    "event_has_a_seat": "capacity",
    "permanence_day_is_of_the_week": "weekday",
    "permanence_every_one_to_eight_weeks": "every_weeks",
}


@named(ATTACKS)
def test_constraint_holds(attack, world):
    assert_held(attack, world)


def test_every_constraint_is_attacked(world):
    assert {attack.constraint for attack in ATTACKS} == constraints_of("network")


@pytest.mark.parametrize("app", ["network", "services", "events"])
def test_whole_numbers_never_go_below_nought(app, world):
    columns = columns_of_whole_numbers(app)
    assert columns
    for table, column, constraint in columns:
        refused_by = twin_refusal(table, world["own", table], {column: -1})
        # A narrower one of the same column may speak first.
        assert refused_by == constraint or column == NARROWER[refused_by], (table, column)

"""Attacks on what holds label files and the sessions that decide them."""

from tests.attacks import BAD_TEXT, GOOD_TEXT, NO_TEXT, change, other, own, twin

OF_ANOTHER = {"cite_id": other("network_cite")}
EXPERT = {"cite_id": None, "kind": "expert", "name": "Une experte", "basis": "added", "present": False}
NO_DOCUMENT = {"document": "", "document_type": "", "document_size": None}
GRANTED = {"state": "granted", "decision_id": own("network_labeldecision")}
REFUSED = {"move": "refuse", "to_state": "refused", "words": "Il manque le lieu."}
FILES = [
    twin("network_charterversion_code_key", {}, {"code": "another"}),
    twin("charter_version_code_is_an_id", {"code": "April 2004"}, {"code": "2004"}),
    change("charter_version_name_is_by_language", {"name": BAD_TEXT}, {"name": GOOD_TEXT}),
    change("charter_version_has_a_name", {"name": NO_TEXT}, {"name": GOOD_TEXT}),
    change("charter_version_sources_are_addresses", {"sources": ["x"]}, {"sources": []}),
    twin("criterion_code_once", {"order": 99}, {"order": 99, "code": "another"}),
    twin("criterion_order_once", {"code": "another"}, {"code": "another", "order": 99}),
    change("criterion_code_is_an_id", {"code": "Free"}, {"code": "free"}),
    change("criterion_order_counts_from_one", {"order": 0}, {"order": 99}),
    change("criterion_name_is_by_language", {"name": BAD_TEXT}, {"name": GOOD_TEXT}),
    change("criterion_has_a_name", {"name": NO_TEXT}, {"name": GOOD_TEXT}),
    change("criterion_text_is_by_language", {"text": BAD_TEXT}, {"text": NO_TEXT}),
    change("criterion_live_data_are_known", {"live": ["weather"]}, {"live": ["free", "drop_in"]}),
    twin("label_file_open_once", {"state": "adjourned"}, {"state": "withdrawn"}),
    change("label_file_kind_is_known", {"kind": "party"}, {"kind": "renewal"}),
    change("label_file_state_is_known", {"state": "lost"}, {"state": "in_review"}),
    change("label_file_granted_by_its_decision", {"state": "granted"}, GRANTED),
    change("label_file_decision_of_its_cite", GRANTED | {"decision_id": other("later decision")}, GRANTED),
    change("network_labelfile_decision_id_key", GRANTED | {"decision_id": own("right decision")}, GRANTED),
    twin("file_step_move_is_known", {"move": "jump"}, {"move": "take"}),
    twin("file_step_states_are_known", {"from_state": "lost"}, {"from_state": ""}),
    twin(
        "file_step_moves_or_says_something",
        {"move": "", "from_state": "", "to_state": "", "words": " \n"},
        {"move": "", "from_state": "", "to_state": "", "words": "?"},
    ),
    twin("file_step_says_why", {"move": "refuse"}, {"move": "refuse", "words": "Il manque le lieu."}),
    twin("file_step_keeps_what_was_shown", {"shown": {"en": {}}}, REFUSED | {"shown": {"en": {}}}),
    twin("file_step_keeps_what_was_shown", REFUSED | {"shown": {"fr": {}}}, REFUSED | {"shown": None}),
    change("evidence_kind_is_known", {"kind": "song"} | NO_DOCUMENT, {"kind": "live"} | NO_DOCUMENT),
    change("evidence_document_is_whole", {"document": ""}, {"document": "label-files/x"}),
    change(
        "evidence_link_has_its_address",
        {"kind": "link"} | NO_DOCUMENT,
        {"kind": "link", "address": "https://a.example"} | NO_DOCUMENT,
    ),
    change(
        "evidence_address_is_one",
        {"kind": "link", "address": "javascript:alert(1)"} | NO_DOCUMENT,
        {"kind": "link", "address": "http://a.example"} | NO_DOCUMENT,
    ),
    twin(
        "evidence_live_once",
        {"kind": "live", "criterion_id": own("proved by the portal")} | NO_DOCUMENT,
        {"kind": "live"} | NO_DOCUMENT,
    ),
]
CORRECTED = {
    "file_id": None,
    "decision_id": own("decided in session"),
    "session_id": own("correcting session"),
}
ANOTHER = {"file_id": own("another file"), "order": 2}
COMMITTEE = [
    change("committee_session_state_is_known", {"state": "lost"}, {"state": "planned"}),
    change("committee_session_day_within_reach", {"held_on": "1899-12-31"}, {"held_on": "1993-01-01"}),
    change("committee_session_has_a_quorum", {"quorum": None}, {"quorum": None, "state": "planned"}),
    change(
        "committee_session_closed_with_its_date",
        {"state": "closed"},
        {"state": "closed", "closed_at": "2026-11-24T12:00Z"},
    ),
    change(
        "committee_session_corrects_an_earlier_one",
        {"corrects_id": own("later closed session")},
        {"corrects_id": own("closed session")},
    ),
    twin("seat_kind_is_known", OF_ANOTHER | {"kind": "guest"}, OF_ANOTHER),
    twin("seat_basis_is_known", OF_ANOTHER | {"basis": "guessed", "reason": "x"}, OF_ANOTHER),
    twin("seat_is_of_a_cite_or_of_an_expert", EXPERT | {"name": " "}, EXPERT),
    change(
        "seat_added_or_struck_for_a_reason", {"basis": "added"}, {"basis": "added", "reason": "Vu en 2004."}
    ),
    twin(
        "seat_struck_is_empty",
        EXPERT | {"basis": "struck", "reason": "x", "present": True},
        EXPERT | {"basis": "struck", "reason": "x"},
    ),
    twin("seat_once_per_cite", {"cite_id": own("network_cite")}, {"cite_id": other("network_cite")}),
    twin(
        "agenda_item_is_a_file_or_a_decision", ANOTHER | {"kind": "renewal"}, ANOTHER | {"outcome": "grant"}
    ),
    twin(
        "agenda_item_kind_is_known",
        CORRECTED | {"order": 2, "decision_id": own("decided in session"), "kind": "party"},
        ANOTHER,
    ),
    change("agenda_item_says_why", {"outcome": "refuse"}, {"outcome": "refuse", "words": "Trop tôt."}),
    change(
        "agenda_item_period_in_order",
        {"period_from": "2026-01-02", "period_until": "2026-01-01"},
        {"period_from": "2026-01-01", "period_until": "2026-01-01"},
    ),
    change("agenda_item_days_within_reach", {"period_until": "3000-01-01"}, {"period_until": "2999-12-31"}),
    change("agenda_item_conditions_are_by_language", {"conditions": BAD_TEXT}, {"conditions": GOOD_TEXT}),
    twin("agenda_item_order_once", ANOTHER | {"order": 1}, ANOTHER),
    twin("agenda_item_file_once", {"order": 2}, ANOTHER),
    twin("agenda_item_decision_once", CORRECTED | {"order": 2}, ANOTHER),
    twin("vote_once", {}, {"seat_id": own("third seat")}),
    change("vote_choice_is_known", {"choice": "perhaps"}, {"choice": "abstention"}),
]

"""Attacks on what keeps the decisions on labels, and the proposals to withdraw one."""

from tests.attacks import BAD_TEXT, GOOD_TEXT, change, other, own, twin

# Other days than those of the decision that is attacked.
LATER = {"period_from": "2007-01-01", "period_until": "2007-12-31"}
LABEL = [
    twin("label_decision_kind_is_known", LATER | {"kind": "opening"}, LATER | {"kind": "renewal"}),
    twin("label_decision_dates_in_order", LATER | {"date_until": "2004"}, LATER | {"date_until": "2006"}),
    twin(
        "label_decision_period_in_order",
        LATER | {"period_until": "2006-12-31"},
        LATER | {"period_until": "2007-01-01"},
    ),
    twin(
        "label_decision_periods_never_overlap",
        {"kind": "renewal", "period_from": "2005-12-31", "period_until": "2006-12-30"},
        {"kind": "renewal", "period_from": "2006-01-01", "period_until": "2006-12-31"},
    ),
    twin(
        "label_decision_conditions_are_by_language",
        LATER | {"conditions": BAD_TEXT},
        LATER | {"conditions": GOOD_TEXT},
    ),
    twin("label_decision_note_is_by_language", LATER | {"note": BAD_TEXT}, LATER | {"note": GOOD_TEXT}),
    twin(
        "label_decision_sources_are_addresses",
        LATER | {"sources": ["x"]},
        LATER | {"sources": ["https://x.example"]},
    ),
    change(
        "label_decision_replaced_by_a_later_one",
        {"replaced_by_id": own("network_labeldecision")},
        {"replaced_by_id": own("later decision")},
    ),
    change(
        "label_decision_replaced_in_its_cite",
        {"replaced_by_id": other("later decision")},
        {"replaced_by_id": own("later decision")},
    ),
    change(
        "network_labeldecision_replaced_by_id_key",
        {"replaced_by_id": own("right decision")},
        {"replaced_by_id": own("later decision")},
    ),
]
ENDED = {"ended_by_id": own("second officer"), "ended_at": "2026-11-25T12:00Z"}
TAKEN_BACK = {"state": "taken_back", "ended_by_id": own("network_user"), "ended_at": "2026-11-25T12:00Z"}
DECLINED = ENDED | {"state": "declined", "answer": "Elle reçoit encore."}
CONFIRMED = ENDED | {"state": "confirmed", "decision_id": own("later decision")}
WITHDRAWALS = [
    twin("withdrawal_proposed_once", {}, TAKEN_BACK),
    change("withdrawal_proposal_state_is_known", ENDED | {"state": "lost"}, DECLINED),
    twin("withdrawal_proposal_says_why", TAKEN_BACK | {"reason": " \n"}, TAKEN_BACK),
    twin(
        "withdrawal_proposal_note_is_by_language",
        TAKEN_BACK | {"note": BAD_TEXT},
        TAKEN_BACK | {"note": GOOD_TEXT},
    ),
    change("withdrawal_decided_by_another", CONFIRMED | {"ended_by_id": own("network_user")}, CONFIRMED),
    change("withdrawal_decided_by_another", DECLINED | {"ended_by_id": own("network_user")}, DECLINED),
    change("withdrawal_decided_by_another", CONFIRMED | {"ended_by_id": None}, CONFIRMED),
    change(
        "withdrawal_taken_back_by_who_proposed",
        TAKEN_BACK | {"ended_by_id": own("second officer")},
        TAKEN_BACK,
    ),
    change(
        "withdrawal_lapses_by_itself",
        ENDED | {"state": "lapsed"},
        {"state": "lapsed", "ended_at": "2026-12-25"},
    ),
    change("withdrawal_proposal_ended_with_its_time", DECLINED | {"ended_at": None}, DECLINED),
    change("withdrawal_declined_for_a_reason", DECLINED | {"answer": " "}, DECLINED),
    change("withdrawal_confirmed_with_its_decision", CONFIRMED | {"decision_id": None}, CONFIRMED),
    change(
        "withdrawal_confirmed_with_its_decision", DECLINED | {"decision_id": own("later decision")}, DECLINED
    ),
    change(
        "withdrawal_decision_of_its_cite", CONFIRMED | {"decision_id": other("later decision")}, CONFIRMED
    ),
    twin(
        "withdrawal_corrects_in_its_cite",
        TAKEN_BACK | {"replaces_id": other("later decision")},
        TAKEN_BACK | {"replaces_id": own("later decision")},
    ),
    change(
        "network_withdrawalproposal_decision_id_key",
        CONFIRMED | {"decision_id": own("right decision")},
        CONFIRMED,
    ),
]

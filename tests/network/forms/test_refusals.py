"""Every named constraint that a form can meet has its sentence."""

import pytest
from django.contrib import admin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db.models import CheckConstraint, UniqueConstraint

from network.forms.refusals import REFUSALS
from tests.network.admin.records import registered

# Kept by the code, whatever is typed: no form can meet them.
OUT_OF_REACH = {
    "charter_version_code_is_an_id",
    "charter_version_has_a_name",
    "charter_version_name_is_by_language",
    "charter_version_sources_are_addresses",
    "criterion_code_is_an_id",
    "criterion_code_once",
    "criterion_has_a_name",
    "criterion_live_data_are_known",
    "criterion_name_is_by_language",
    "criterion_order_counts_from_one",
    "criterion_order_once",
    "criterion_text_is_by_language",
    "invitation_email_is_lower_case",
    "invitation_ends_once",
    "invitation_keeps_no_token",
    "label_decision_replaced_by_a_later_one",
    "label_file_granted_by_its_decision",
    "label_file_kind_is_known",
    "label_file_state_is_known",
    "label_reminder_is_of_a_milestone",
    "label_reminder_once",
    "letter_ends_once",
    "letter_is_forgotten_at_its_end",
    "letter_language_is_a_code",
    "network_import_note_is_by_language",
    "partners_apart_in_order",
    "partners_apart_once",
    "report_call_is_known",
    "report_call_once",
    "report_decided_with_its_date",
    "report_renews_once_accepted",
    "report_state_is_known",
    "report_submitted_with_its_date",
    "suggestion_answer_has_its_date",
    "suggestion_made_something_of_a_kind",
    "suggestion_says_something",
    "suggestion_state_has_its_date",
    "user_email_is_lower_case",
    "withdrawal_confirmed_with_its_decision",
    "withdrawal_decided_by_another",
    "withdrawal_declined_for_a_reason",
    "withdrawal_lapses_by_itself",
    "withdrawal_proposal_ended_with_its_time",
    "withdrawal_proposal_state_is_known",
    "withdrawal_taken_back_by_who_proposed",
}


# Those that only let a foreign key name two columns say nothing by themselves.
CONSTRAINTS = [
    (model, constraint)
    for model in registered()
    for constraint in model._meta.constraints
    if not constraint.name.endswith("_with_its_cite")
]


@pytest.mark.parametrize(("model", "constraint"), CONSTRAINTS, ids=lambda value: getattr(value, "name", ""))
def test_constraint_has_words(model, constraint):
    assert isinstance(constraint, CheckConstraint | UniqueConstraint | ExclusionConstraint)
    if constraint.name in OUT_OF_REACH:
        return
    field, words = REFUSALS[constraint.name]
    assert words
    if field:
        page = admin.site._registry[model]
        assert field in {f.name for f in model._meta.get_fields()} | set(page.form.base_fields)


BY_MIGRATIONS = (
    "_of_its_cite",
    "_in_its_cite",
    "_in_one_group",
    "_is_append_only",
    "_that_moves",
    "_make_no_circle",
)


def test_no_sentence_is_for_nothing():
    """But for composite foreign keys and triggers, which the models do not list."""
    known = {constraint.name for _model, constraint in CONSTRAINTS}
    rest = set(REFUSALS) - known
    assert all(name.endswith(BY_MIGRATIONS) for name in rest), rest

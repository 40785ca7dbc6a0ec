"""What the database refuses, in words: one sentence for each named constraint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.db import IntegrityError
    from django.utils.functional import _StrPromise

_ORDER = _("It ends before it begins.")
_SLUG = _("Write small letters without accents, digits and hyphens, as in marseille-paca.")
_TAKEN = _("This address is taken: choose another one.")
_COUNTRY = _("Write a country as two capital letters, as in FR or BE.")
_ZONE = _("There is no such time zone: write one as in Europe/Paris.")
_DATE = _("There is no such date.")
_CODE = _("Write the code of a language, as in fr or ca.")
_CODES = _("Write codes of languages, each once, as in fr, en, ca.")
_NAME = _("Write a name.")
_LINK = _("Write a whole address, as in https://example.org.")
_LINKS = _("Write one whole address a line, as in https://example.org.")
_CHOICE = _("Choose among the values offered.")
_TEXTS = _("Write at least one text, each with the code of its language.")
_OTHER_CITE = _("This belongs to another Cité.")
_WALL = _("Write a day and a time, as in 2026-12-24T17:30.")
_HOURS = _("Write hours as in 09:00-12:00.")
_YEARS = _("Write a year from 1900 to 2999, or nothing.")
_WALL_YEARS = _("Write a year from 1900 to 2500.")
_RHYTHM = _("Write a number of months from 1 to 24.")
_PICTURE = _("This picture is not kept here: send it again.")
_TOLD = _("Say what the picture shows, in the main language of the Cité, or tick that it is decorative.")
_APART = _("Two ranges of the same day overlap: write each hour once.")

# Constraint: the field to put the sentence at, empty for the whole form, and the sentence.
REFUSALS: dict[str, tuple[str, str | _StrPromise]] = {
    "agreement_contributions_are_known": ("contributions", _CHOICE),
    "agreement_dates_in_order": ("until", _ORDER),
    "campaign_dates_in_order": ("closes_on", _ORDER),
    "campaign_once_a_year": ("year", _("There is a campaign for this year already.")),
    "campaign_year_is_of_the_network": ("year", _("Write a year from 1993.")),
    "carrier_dates_in_order": ("until", _ORDER),
    "carrier_has_a_name": ("name", _NAME),
    "cite_country_is_a_code": ("country", _COUNTRY),
    "cite_has_a_name": ("name", _TEXTS),
    "cite_languages_are_codes": ("languages", _CODES),
    "cite_main_language_is_a_code": ("main_language", _CODE),
    "cite_membership_date_exists": ("membership_as_of", _DATE),
    "cite_membership_is_known": ("membership", _CHOICE),
    "cite_name_is_by_language": ("name", _TEXTS),
    "cite_note_is_by_language": ("note", _TEXTS),
    "cite_presentation_is_by_language": ("presentation", _TEXTS),
    "cite_slug_is_an_id": ("slug", _SLUG),
    "cite_sources_are_addresses": ("sources", _LINKS),
    "cite_timezone_exists": ("timezone", _ZONE),
    "cite_website_is_an_address": ("website", _LINK),
    "closure_dates_in_order": ("last_day", _ORDER),
    "closure_days_within_reach": ("last_day", _YEARS),
    "closure_hours_are_readable": ("hours", _HOURS),
    "closure_hours_never_overlap": ("hours", _APART),
    "closure_once_at_a_time": (
        "",
        _("Another closure of this place holds some of these days: they never overlap."),
    ),
    "closure_reason_is_by_language": ("reason", _TEXTS),
    "event_attendance_is_known": ("attendance", _CHOICE),
    "committee_session_closed_with_its_date": ("state", _CHOICE),
    "committee_session_corrects_an_earlier_one": ("corrects", _CHOICE),
    "committee_session_day_within_reach": ("held_on", _YEARS),
    "committee_session_has_a_quorum": ("quorum", _("Write a number from 1.")),
    "committee_session_state_is_known": ("state", _CHOICE),
    "event_audiences_are_known": ("audiences", _CHOICE),
    "event_booking_is_known": ("booking", _CHOICE),
    "event_booking_url_is_an_address": ("booking_url", _LINK),
    "event_days_within_reach": ("checked_on", _YEARS),
    "event_description_is_by_language": ("description", _TEXTS),
    "event_ends_after_its_start": ("ends", _ORDER),
    "event_excluded_are_readable": (
        "excluded",
        _("Write each excluded date on a line, as the rule gives it: 2026-12-24T17:30."),
    ),
    "event_has_a_seat": ("capacity", _("Write a number from 1, or nothing.")),
    "event_has_a_title": ("title", _TEXTS),
    "event_kind_is_known": ("kind", _CHOICE),
    "event_languages_are_codes": ("languages", _CODES),
    "event_online_url_is_an_address": ("online_url", _LINK),
    "event_openness_is_known": ("open_to", _CHOICE),
    "event_organiser_is_known": ("organiser", _CHOICE),
    "event_picture_alt_is_by_language": ("picture_alt", _TEXTS),
    "event_picture_is_a_name": ("picture", _PICTURE),
    "event_picture_is_told_or_decorative": ("picture_alt", _TOLD),
    "event_place_of_its_cite": ("place", _OTHER_CITE),
    "event_publication_is_known": ("publication", _CHOICE),
    "event_rhythm_within_two_years": ("review_months", _RHYTHM),
    "event_slug_is_an_id": ("slug", _SLUG),
    "event_status_is_known": ("status", _CHOICE),
    "event_summary_is_by_language": ("summary", _TEXTS),
    "event_themes_are_known": ("themes", _CHOICE),
    "event_times_are_readable": ("starts", _WALL),
    "event_times_within_reach": ("ends", _WALL_YEARS),
    "event_timezone_exists": ("timezone", _ZONE),
    "figure_has_a_unit": ("label", _TEXTS),
    "figure_sources_are_addresses": ("sources", _LINKS),
    "figure_unit_is_by_language": ("label", _TEXTS),
    "indicator_breakdown_is_known": ("breakdown", _CHOICE),
    "indicator_code_is_an_id": ("code", _SLUG),
    "indicator_code_once": ("code", _("This code is taken: choose another one.")),
    "indicator_has_a_definition": ("definition", _TEXTS),
    "indicator_has_a_name": ("name", _TEXTS),
    "indicator_has_a_unit": ("unit", _TEXTS),
    "indicator_warning_is_by_language": ("warning", _TEXTS),
    "invitation_role_fits_its_place": (
        "role",
        _("Choose a role in a team for a Cité, and a role in the secretariat for none."),
    ),
    "label_decision_conditions_are_by_language": ("conditions", _TEXTS),
    "label_decision_dates_in_order": ("date_until", _ORDER),
    "label_decision_is_append_only": (
        "",
        _("This decision was corrected already: correct the row that replaced it."),
    ),
    "label_decision_kind_is_known": ("kind", _CHOICE),
    "label_decision_note_is_by_language": ("note", _TEXTS),
    "label_decision_period_in_order": ("period_until", _ORDER),
    "label_decision_periods_never_overlap": (
        "period_until",
        _(
            "Another decision grants the label for some of these days: correct that one, or change the period."
        ),
    ),
    "label_decision_replaced_in_its_cite": ("replaces", _OTHER_CITE),
    "label_decision_sources_are_addresses": ("sources", _LINKS),
    "label_file_open_once": (
        "",
        _("This Cité has an open file of this kind already: go on with that one."),
    ),
    "milestone_dates_in_order": ("date_until", _ORDER),
    "milestone_kind_is_known": ("kind", _CHOICE),
    "milestone_note_is_by_language": ("note", _TEXTS),
    "milestone_sources_are_addresses": ("sources", _LINKS),
    "network_fact_date_exists": ("date", _DATE),
    "network_fact_kind_is_known": ("kind", _CHOICE),
    "network_fact_says_something": ("text", _TEXTS),
    "network_fact_sources_are_addresses": ("sources", _LINKS),
    "network_fact_text_is_by_language": ("text", _TEXTS),
    "network_holiday_country_is_a_code": ("country", _COUNTRY),
    "network_holiday_name_is_by_language": ("name", _TEXTS),
    "network_holiday_once_per_region": (
        "day",
        _("This day is in the list already for this country and region."),
    ),
    "network_holiday_within_reach": ("day", _YEARS),
    "occurrence_ends_after_its_start": ("new_ends", _ORDER),
    "occurrence_event_of_its_cite": ("event", _OTHER_CITE),
    "occurrence_new_end_after_its_start": ("new_ends", _ORDER),
    "occurrence_new_end_is_readable": ("new_ends", _WALL),
    "occurrence_new_start_is_readable": ("new_starts", _WALL),
    "occurrence_once_per_start": ("rule_starts", _("This event has a date that starts then already.")),
    "occurrence_start_is_readable": ("rule_starts", _WALL),
    "occurrence_status_is_known": ("status", _CHOICE),
    "occurrence_times_within_reach": ("new_starts", _WALL_YEARS),
    "partner_country_is_a_code": ("country", _COUNTRY),
    "partner_has_a_name": ("name", _NAME),
    "partner_is_not_its_own_parent": ("parent", _("A partner is not its own national body.")),
    "partner_kind_is_known": ("kind", _CHOICE),
    "partner_parents_make_no_circle": ("parent", _("The national bodies of this partner lead back to it.")),
    "partner_slug_is_an_id": ("slug", _SLUG),
    "partner_website_is_an_address": ("website", _LINK),
    "permanence_cancelled_for_a_reason_by_language": ("reason", _TEXTS),
    "permanence_cancelled_once_a_day": ("date", _("This date is cancelled already.")),
    "permanence_cancelled_within_reach": ("date", _YEARS),
    "permanence_dates_in_order": ("valid_until", _ORDER),
    "permanence_day_is_of_the_week": ("weekday", _CHOICE),
    "permanence_days_within_reach": ("valid_until", _YEARS),
    "permanence_every_one_to_eight_weeks": ("every_weeks", _("Write a number from 1 to 8.")),
    "permanence_hours_are_readable": ("time", _HOURS),
    "permanence_languages_are_codes": ("languages", _CODES),
    "permanence_mode_is_known": ("mode", _CHOICE),
    "permanence_nth_is_of_a_month": ("nth_of_month", _("Write 1, 2, 3 or 4, or -1 for the last one.")),
    "permanence_offer_of_its_cite": ("service", _OTHER_CITE),
    "permanence_place_of_its_cite": ("place", _OTHER_CITE),
    "permanence_rhythm_has_a_first_week": ("week_of", _("Write a day of a week in which it takes place.")),
    "permanence_rhythm_within_two_years": ("review_months", _RHYTHM),
    "place_access_is_by_language": ("access_details", _TEXTS),
    "place_country_is_a_code": ("country", _COUNTRY),
    "place_dates_in_order": ("valid_until", _ORDER),
    "place_days_within_reach": ("checked_on", _YEARS),
    "place_has_a_name": ("name", _NAME),
    "place_kind_is_known": ("kind", _CHOICE),
    "place_main_once_at_a_time": (
        "kind",
        _("This Cité has another main place at that time: end that one, or choose another kind."),
    ),
    "place_note_is_by_language": ("note", _TEXTS),
    "place_picture_alt_is_by_language": ("picture_alt", _TEXTS),
    "place_picture_is_a_name": ("picture", _PICTURE),
    "place_picture_is_told_or_decorative": ("picture_alt", _TOLD),
    "place_position_is_on_earth": ("latitude", _("Write both a latitude and a longitude, or neither.")),
    "place_precision_is_known": ("coordinates", _CHOICE),
    "place_rhythm_within_two_years": ("review_months", _RHYTHM),
    "place_slug_is_an_id": ("slug", _SLUG),
    "place_timezone_exists": ("timezone", _ZONE),
    "place_transport_is_by_language": ("transport", _TEXTS),
    "pole_has_a_name": ("name", _TEXTS),
    "pole_name_is_by_language": ("name", _TEXTS),
    "pole_order_counts_from_one": ("order", _("Write a number from 1.")),
    "pole_order_once_per_cite": ("order", _("Another pole of this Cité has this rank.")),
    "pole_themes_are_known": ("themes", _CHOICE),
    "report_figure_is_not_negative": ("value", _("Write a number from 0, or nothing where it is not known.")),
    "report_figure_once": ("part", _("This report has this figure already.")),
    "report_figure_part_is_an_id": ("part", _SLUG),
    "report_once_per_campaign": ("campaign", _("This Cité has a report in this campaign already.")),
    "report_returned_with_a_comment": ("comment", _("Say what the Cité should look at again.")),
    "review_campaign_dates_in_order": ("until", _ORDER),
    "review_campaign_days_within_reach": ("until", _YEARS),
    "review_campaign_has_a_name": ("name", _TEXTS),
    "review_campaign_kinds_are_known": ("kinds", _CHOICE),
    "season_dates_in_order": ("valid_until", _ORDER),
    "season_days_within_reach": ("valid_until", _YEARS),
    "season_holiday_rule_is_known": ("public_holidays", _CHOICE),
    "season_hours_are_readable": ("weekly", _HOURS),
    "season_hours_never_overlap": ("weekly", _APART),
    "season_once_at_a_time": (
        "",
        _("Another season of this place holds some of these days: only one is in force on a day."),
    ),
    "season_source_date_exists": ("as_of", _DATE),
    "service_access_is_known": ("access", _("Choose at least one.")),
    "service_audiences_are_known": ("audiences", _CHOICE),
    "service_bring_is_by_language": ("bring", _TEXTS),
    "service_conditions_are_by_language": ("conditions", _TEXTS),
    "service_dates_in_order": ("valid_until", _ORDER),
    "service_days_within_reach": ("valid_until", _YEARS),
    "service_description_is_by_language": ("description", _TEXTS),
    "service_form_is_known": ("modality", _CHOICE),
    "service_has_a_title": ("title", _TEXTS),
    "service_languages_are_codes": ("languages", _CODES),
    "service_lasts_a_minute": ("duration_minutes", _("Write a number from 1, or nothing.")),
    "service_link_is_an_address": ("link", _LINK),
    "service_place_offer_of_its_cite": ("places", _OTHER_CITE),
    "service_place_place_of_its_cite": ("places", _OTHER_CITE),
    "service_pole_of_its_cite": ("pole", _OTHER_CITE),
    "service_publication_is_known": ("publication", _CHOICE),
    "service_rhythm_within_two_years": ("review_months", _RHYTHM),
    "service_slug_is_an_id": ("slug", _SLUG),
    "service_slug_once_per_cite": ("slug", _TAKEN),
    "service_summary_is_by_language": ("summary", _TEXTS),
    "service_themes_are_known": ("themes", _CHOICE),
    "stay_at_a_place_that_moves": ("", _("Only host and itinerant places have stays.")),
    "stay_dates_in_order": ("last_day", _ORDER),
    "stay_days_within_reach": ("last_day", _YEARS),
    "suggestion_answer_is_by_language": ("answer", _TEXTS),
    "suggestion_is_hidden_for_a_reason": ("reason", _("Say why it is hidden.")),
    "suggestion_kind_is_known": ("kind", _CHOICE),
    "suggestion_language_is_a_code": ("language", _CODE),
    "suggestion_public_answer_stands_below_it": (
        "answer_public",
        _("Only a published suggestion shows its answer: publish it, and write an answer."),
    ),
    "suggestion_state_is_known": ("state", _CHOICE),
    "synonym_language_is_known": ("language", _CHOICE),
    "synonym_word_in_one_group": ("words", _("One of these words stands in another group already.")),
    "synonym_words_are_several": ("words", _("Write at least two words, and at most twelve.")),
    "team_member_once_per_cite": ("user", _("This person is in the team of this Cité already.")),
    "team_member_role_is_known": ("role", _CHOICE),
    "user_language_is_a_code": ("language", _CODE),
    "user_role_is_known": ("network_role", _CHOICE),
    "withdrawal_proposal_note_is_by_language": ("note", _TEXTS),
    "withdrawal_proposal_says_why": ("reason", _("Say why: the second officer reads it.")),
    "withdrawal_proposed_once": (
        "",
        _("A proposal is open for this Cité already: look at that one."),
    ),
}
OTHERWISE = _("The database refused this: something in it contradicts another record.")


def refusal_for(name: str) -> tuple[str, str | _StrPromise]:
    """Return the field and the sentence for a constraint."""
    return REFUSALS.get(name, ("", OTHERWISE))


def refusal_of(error: IntegrityError) -> str:
    """Return the sentence for what the database refused while it wrote."""
    told = getattr(error.__cause__, "diag", None)
    return str(refusal_for(getattr(told, "constraint_name", None) or "")[1])

"""What a model cannot say of itself: rules over several tables, written columns, a history that stays."""

from django.db import migrations

from network.migrations import _history, _links, _minutes

# (name, table, column, table pointed at)
WITHIN_THEIR_CITE = [
    ("label_decision_replaced_in_its_cite", "network_labeldecision", "replaced_by_id", "network_labeldecision"),
    ("suggestion_place_of_its_cite", "network_suggestion", "place_id", "network_place"),
    ("report_decision_of_its_cite", "network_report", "decision_id", "network_labeldecision"),
]
# (table, name of the constraint)
POINTED_AT = [
    ("network_cite", "cite_with_its_mark"),
    ("network_place", "place_with_its_mark"),
    ("network_partner", "partner_with_its_mark"),
    ("network_pole", "pole_with_its_mark"),
    ("network_labeldecision", "label_decision_with_its_mark"),
    ("network_indicator", "indicator_with_its_mark"),
    ("network_campaign", "campaign_with_its_mark"),
    ("network_report", "report_with_its_mark"),
]
# (name, table, column, table pointed at)
MARKED_ALIKE = [
    ("carrier_marked_as_its_cite", "network_carrier", "cite_id", "network_cite"),
    ("milestone_marked_as_its_cite", "network_milestone", "cite_id", "network_cite"),
    ("figure_marked_as_its_cite", "network_figure", "cite_id", "network_cite"),
    ("pole_marked_as_its_cite", "network_pole", "cite_id", "network_cite"),
    ("place_marked_as_its_cite", "network_place", "cite_id", "network_cite"),
    ("label_decision_marked_as_its_cite", "network_labeldecision", "cite_id", "network_cite"),
    ("agreement_marked_as_its_cite", "network_agreement", "cite_id", "network_cite"),
    ("agreement_marked_as_its_partner", "network_agreement", "partner_id", "network_partner"),
    ("partner_marked_as_its_parent", "network_partner", "parent_id", "network_partner"),
    ("season_marked_as_its_place", "network_season", "place_id", "network_place"),
    ("closure_marked_as_its_place", "network_closure", "place_id", "network_place"),
    ("stay_marked_as_its_place", "network_stay", "place_id", "network_place"),
    ("suggestion_marked_as_its_cite", "network_suggestion", "cite_id", "network_cite"),
    ("suggestion_marked_as_its_place", "network_suggestion", "place_id", "network_place"),
    ("report_marked_as_its_cite", "network_report", "cite_id", "network_cite"),
    ("report_marked_as_its_campaign", "network_report", "campaign_id", "network_campaign"),
    ("report_marked_as_its_decision", "network_report", "decision_id", "network_labeldecision"),
    ("report_figure_marked_as_its_report", "network_reportfigure", "report_id", "network_report"),
    ("report_figure_marked_as_its_indicator", "network_reportfigure", "indicator_id", "network_indicator"),
    ("draft_marked_as_its_cite", "network_draft", "cite_id", "network_cite"),
]
INVENTED_USER = "EXISTS (SELECT FROM network_user WHERE id = NEW.{} AND demo)"
REAL_CITE = "NOT EXISTS (SELECT FROM network_cite WHERE id = NEW.cite_id AND demo)"
# Real people may try things on what is invented; invented people touch nothing real.
PEOPLE = [
    (
        "label_decision_author_is_real", "network_labeldecision", "author_id",
        "NOT NEW.demo AND " + INVENTED_USER.format("author_id"),
        "an invented person decides on no real label",
    ),
    (
        "report_people_are_real", "network_report", "submitted_by_id, decided_by_id",
        "NOT NEW.demo AND (" + INVENTED_USER.format("submitted_by_id") + " OR " + INVENTED_USER.format("decided_by_id") + ")",
        "an invented person submits and accepts no real report",
    ),
    (
        "suggestion_moderator_is_real", "network_suggestion", "moderated_by_id",
        "NOT NEW.demo AND " + INVENTED_USER.format("moderated_by_id"),
        "an invented person moderates no real suggestion",
    ),
    (
        "team_of_real_cite_is_real", "network_teammember", "user_id, cite_id",
        INVENTED_USER.format("user_id") + " AND " + REAL_CITE,
        "an invented person is in no real team",
    ),
    (
        "invitation_of_real_cite_is_real", "network_invitation", "invited_by_id, cite_id",
        INVENTED_USER.format("invited_by_id") + " AND " + REAL_CITE,
        "an invented person invites nobody to a real team or to the secretariat",
    ),
]
# The table between campaigns and Cités has no mark of its own.
OF_TWO_KINDS = (
    "(SELECT demo FROM network_reviewcampaign WHERE id = NEW.reviewcampaign_id) "
    "IS DISTINCT FROM (SELECT demo FROM network_cite WHERE id = NEW.cite_id)"
)
# Django's cache in the database, for counts of attempts alone: unlogged, for nothing is lost with it.
SHARED_COUNTS = """
    CREATE UNLOGGED TABLE shared_counts (
        cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
    );
    CREATE INDEX shared_counts_expires ON shared_counts (expires);
"""


class Migration(migrations.Migration):
    # Databases made before these were drawn together have it all already.
    replaces = [
        ("network", "0001_tables"),
        ("network", "0002_corrections_stay_in_their_cite"),
        ("network", "0004_invented_decisions_may_leave"),
        ("network", "0005_suggestions_and_yearly_reports"),
        ("network", "0006_what_was_said_is_checked"),
        ("network", "0007_invented_and_real_stay_apart"),
        ("network", "0008_hours_of_a_day_never_overlap"),
        ("network", "0009_letters_and_sessions"),
        ("network", "0010_days_of_zones_that_are_gone"),
        ("network", "0011_days_lie_within_reach"),
        ("network", "0012_drafts_and_the_bin"),
        ("network", "0013_hours_as_minutes"),
        ("network", "0014_history_is_append_only"),
        ("network", "0015_rhythms_of_review"),
        ("network", "0016_former_addresses"),
        ("network", "0017_suggestions_are_answered_and_supported"),
        ("network", "0018_campaigns_of_review"),
        ("network", "0019_tables_on_their_way_in"),
    ]

    dependencies = [("network", "0001_tables_with_their_rules")]
    operations = [
        *(_links.points_within_its_cite(*row) for row in WITHIN_THEIR_CITE),
        *(_links.can_be_pointed_at(*row) for row in POINTED_AT),
        *(_links.points_at_its_like(*row) for row in MARKED_ALIKE),
        *(_links.refuses(*row) for row in PEOPLE),
        _links.refuses(
            "review_campaign_marked_as_its_cites", "network_reviewcampaign_cites", "reviewcampaign_id, cite_id",
            OF_TWO_KINDS, "an invented campaign and a real Cité, or the other way round",
        ),
        migrations.RunSQL(_minutes.ADD_COLUMNS, _minutes.DROP_COLUMNS),
        migrations.RunSQL(_history.CONTEXTS_STAY, _history.CONTEXTS_MAY_CHANGE),
        migrations.RunSQL(SHARED_COUNTS, "DROP TABLE shared_counts"),
    ]  # fmt: skip

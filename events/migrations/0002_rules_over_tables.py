"""What a model cannot say of itself: events point at what is of their own Cité, and as real as they are."""

from django.db import migrations

from network.migrations import _links

# (name, table, column, table pointed at)
WITHIN_THEIR_CITE = [
    ("event_place_of_its_cite", "events_event", "place_id", "network_place"),
    ("occurrence_event_of_its_cite", "events_occurrence", "event_id", "events_event"),
    ("suggestion_event_of_its_cite", "events_eventsuggestion", "event_id", "events_event"),
    ("suggestion_of_the_cite_of_its_event", "events_eventsuggestion", "suggestion_id", "network_suggestion"),
]
MARKED_ALIKE = [
    ("event_marked_as_its_cite", "events_event", "cite_id", "network_cite"),
    ("event_marked_as_its_place", "events_event", "place_id", "network_place"),
    ("occurrence_marked_as_its_cite", "events_occurrence", "cite_id", "network_cite"),
    ("occurrence_marked_as_its_event", "events_occurrence", "event_id", "events_event"),
]
# The table between events and partners has no mark of its own.
OF_TWO_KINDS = (
    "(SELECT demo FROM events_event WHERE id = NEW.event_id) "
    "IS DISTINCT FROM (SELECT demo FROM network_partner WHERE id = NEW.partner_id)"
)


class Migration(migrations.Migration):
    # Databases made before these were drawn together have it all already.
    replaces = [
        ("events", "0001_tables"),
        ("events", "0002_links_stay_in_their_cite"),
        ("events", "0003_suggestions_about_events"),
        ("events", "0004_what_was_said_is_checked"),
        ("events", "0005_invented_and_real_stay_apart"),
        ("events", "0006_times_lie_within_reach"),
        ("events", "0007_history_is_append_only"),
        ("events", "0008_rhythms_of_review"),
        ("events", "0009_former_addresses"),
    ]

    dependencies = [("network", "0002_rules_over_tables"), ("events", "0001_tables_with_their_rules")]
    operations = [
        *(_links.points_within_its_cite(*row) for row in WITHIN_THEIR_CITE),
        _links.can_be_pointed_at("events_event", "event_with_its_mark"),
        *(_links.points_at_its_like(*row) for row in MARKED_ALIKE),
        _links.refuses(
            "event_marked_as_its_partners", "events_event_partners", "event_id, partner_id", OF_TWO_KINDS,
            "an invented partner and a real event, or the other way round",
        ),
    ]  # fmt: skip

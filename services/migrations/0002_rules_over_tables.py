"""What a model cannot say of itself: offers point at what is of their own Cité, and as real as they are."""

from django.db import migrations

from network.migrations import _links

# (name, table, column, table pointed at)
WITHIN_THEIR_CITE = [
    ("service_pole_of_its_cite", "services_service", "pole_id", "network_pole"),
    ("service_place_offer_of_its_cite", "services_serviceplace", "service_id", "services_service"),
    ("service_place_place_of_its_cite", "services_serviceplace", "place_id", "network_place"),
    ("permanence_offer_of_its_cite", "services_permanence", "service_id", "services_service"),
    ("permanence_place_of_its_cite", "services_permanence", "place_id", "network_place"),
    ("suggestion_offer_of_its_cite", "services_servicesuggestion", "service_id", "services_service"),
    ("suggestion_of_the_cite_of_its_offer", "services_servicesuggestion", "suggestion_id", "network_suggestion"),
]
MARKED_ALIKE = [
    ("service_marked_as_its_cite", "services_service", "cite_id", "network_cite"),
    ("service_marked_as_its_pole", "services_service", "pole_id", "network_pole"),
    ("service_marked_as_its_partner", "services_service", "partner_id", "network_partner"),
    ("service_marked_as_its_origin", "services_service", "origin_id", "services_service"),
    ("permanence_marked_as_its_cite", "services_permanence", "cite_id", "network_cite"),
    ("permanence_marked_as_its_offer", "services_permanence", "service_id", "services_service"),
    ("permanence_marked_as_its_place", "services_permanence", "place_id", "network_place"),
    ("permanence_marked_as_its_partner", "services_permanence", "partner_id", "network_partner"),
    ("cancelled_date_marked_as_its_permanence", "services_cancelledpermanence", "permanence_id", "services_permanence"),
]


class Migration(migrations.Migration):
    # Databases made before these were drawn together have it all already.
    replaces = [
        ("services", "0001_tables"),
        ("services", "0002_links_stay_in_their_cite"),
        ("services", "0003_suggestions_about_offers"),
        ("services", "0004_what_was_said_is_checked"),
        ("services", "0005_invented_and_real_stay_apart"),
        ("services", "0006_days_lie_within_reach"),
        ("services", "0007_history_is_append_only"),
        ("services", "0008_rhythms_of_review"),
        ("services", "0009_copied_from_another_cite"),
    ]

    dependencies = [("network", "0002_rules_over_tables"), ("services", "0001_tables_with_their_rules")]
    operations = [
        *(_links.points_within_its_cite(*row) for row in WITHIN_THEIR_CITE),
        _links.can_be_pointed_at("services_service", "service_with_its_mark"),
        _links.can_be_pointed_at("services_permanence", "permanence_with_its_mark"),
        *(_links.points_at_its_like(*row) for row in MARKED_ALIKE),
    ]

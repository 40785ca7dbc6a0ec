"""Copies of pages hear of every change of what they show."""

from django.db import migrations

from citesmetiers.migrations import _pages

OF_CITE = [
    "network_carrier", "network_milestone", "network_figure", "network_pole", "network_place",
    "network_labeldecision", "network_agreement", "network_suggestion",
    "services_service", "services_serviceplace", "services_servicesuggestion", "services_permanence",
    "events_event", "events_eventsuggestion", "events_occurrence",
]  # fmt: skip
OF_PLACE = ["network_season", "network_closure", "network_stay"]
OF_ALL = [
    "network_cite", "network_formeraddress", "network_partner", "network_networkfact", "network_networkholiday",
    "network_networkimport", "network_committeesession", "events_event_partners", "citesmetiers_town", "citesmetiers_townname", "citesmetiers_synonym",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("citesmetiers", "0004_first_synonyms"),
        ("network", "0013_rules_over_the_committee"),
        ("services", "0002_rules_over_tables"),
        ("events", "0003_events_show_a_picture"),
    ]
    operations = [
        _pages.begin(),
        *(_pages.watch(table, "of_cite") for table in OF_CITE),
        *(_pages.watch(table, "of_place") for table in OF_PLACE),
        _pages.watch("services_cancelledpermanence", "of_permanence"),
        _pages.watch("network_support", "of_suggestion"),
        *(_pages.watch(table) for table in OF_ALL),
    ]

"""Events and their dates point at places and events of their own Cité only."""

from django.db import migrations

# (name, table, column, table pointed at)
LINKS = [
    ("event_place_of_its_cite", "events_event", "place_id", "network_place"),
    ("occurrence_event_of_its_cite", "events_occurrence", "event_id", "events_event"),
]


class Migration(migrations.Migration):
    dependencies = [("events", "0001_tables")]
    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}, cite_id) "
            f"REFERENCES {target} (id, cite_id) DEFERRABLE INITIALLY DEFERRED",
            f"ALTER TABLE {table} DROP CONSTRAINT {name}",
        )
        for name, table, column, target in LINKS
    ]

"""Offers and permanences point at poles, places and offers of their own Cité only."""

from django.db import migrations

# (name, table, column, table pointed at)
LINKS = [
    ("service_pole_of_its_cite", "services_service", "pole_id", "network_pole"),
    ("service_place_offer_of_its_cite", "services_serviceplace", "service_id", "services_service"),
    ("service_place_place_of_its_cite", "services_serviceplace", "place_id", "network_place"),
    ("permanence_offer_of_its_cite", "services_permanence", "service_id", "services_service"),
    ("permanence_place_of_its_cite", "services_permanence", "place_id", "network_place"),
]


class Migration(migrations.Migration):
    dependencies = [("services", "0001_tables")]
    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}, cite_id) "
            f"REFERENCES {target} (id, cite_id) DEFERRABLE INITIALLY DEFERRED",
            f"ALTER TABLE {table} DROP CONSTRAINT {name}",
        )
        for name, table, column, target in LINKS
    ]

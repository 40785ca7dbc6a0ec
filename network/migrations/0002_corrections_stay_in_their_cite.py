"""A decision may be replaced by one of the same Cité only."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("network", "0001_tables")]
    operations = [
        migrations.RunSQL(
            """
            ALTER TABLE network_labeldecision ADD CONSTRAINT label_decision_replaced_in_its_cite
            FOREIGN KEY (replaced_by_id, cite_id) REFERENCES network_labeldecision (id, cite_id)
            DEFERRABLE INITIALLY DEFERRED
            """,
            "ALTER TABLE network_labeldecision DROP CONSTRAINT label_decision_replaced_in_its_cite",
        ),
    ]

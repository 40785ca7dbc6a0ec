"""The day in a zone; in UTC where the database has lost the zone, so that a list still answers."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION day_in_zone(zone text, moment timestamptz) RETURNS date LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN timezone(zone, moment)::date;
EXCEPTION WHEN invalid_parameter_value THEN RETURN timezone('UTC', moment)::date;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0009_letters_and_sessions'),
    ]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION day_in_zone(text, timestamptz);"),
    ]

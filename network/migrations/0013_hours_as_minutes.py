"""The hours of seasons and closures as minutes, to find open doors among many: `network/models/openings.py`."""

from django.db import migrations

from network.migrations._minutes import ADD_COLUMNS, DROP_COLUMNS


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0012_drafts_and_the_bin'),
    ]

    operations = [migrations.RunSQL(ADD_COLUMNS, DROP_COLUMNS)]

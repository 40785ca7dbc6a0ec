from django.db import migrations

from citesmetiers.migrations import _search


class Migration(migrations.Migration):

    dependencies = [
        ('citesmetiers', '0005_pages_hear_of_changes'),
    ]

    operations = [
        migrations.RunSQL(_search.ENTRIES, migrations.RunSQL.noop),
    ]

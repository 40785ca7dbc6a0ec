"""The address of an event before."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0016_former_addresses'),
        ('events', '0008_rhythms_of_review'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='remember_address', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."slug" IS DISTINCT FROM (NEW."slug"))', func="\n            INSERT INTO network_formeraddress (kind, within, slug, record)\n            VALUES ('event', 0, OLD.slug, OLD.id)\n            ON CONFLICT (kind, within, slug) DO UPDATE SET record = EXCLUDED.record;\n            RETURN NULL;\n        ", hash='12cf0be9d2a58556d7ac859258b3b0851118988b', operation='UPDATE OF "slug"', pgid='pgtrigger_remember_address_10a11', table='events_event', when='AFTER')),
        ),
    ]

"""Decisions on the label of invented Cités may be deleted; no others."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0002_corrections_stay_in_their_cite'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='labeldecision',
            name='never_deleted',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='labeldecision',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='fef9ea4f29718a04ad322ad7c720ce10b50f05c3', operation='DELETE', pgid='pgtrigger_never_deleted_92681', table='network_labeldecision', when='BEFORE')),
        ),
    ]

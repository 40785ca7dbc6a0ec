"""History stays as it was written, and tells where an offer was found."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from network.migrations import _history


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0014_history_is_append_only'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('services', '0006_days_lie_within_reach'),
    ]

    operations = [
        migrations.CreateModel(
            name='ServicePlaceHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AlterModelOptions(
            name='serviceplace',
            options={'ordering': ['service', 'place', 'pk'], 'verbose_name': 'place of an offer', 'verbose_name_plural': 'places of offers'},
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancelledpermanencehistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='c975e0ad21389294a545c7de8fa5fb829e8cc141', operation='UPDATE', pgid='pgtrigger_append_only_624e1', table='services_cancelledpermanencehistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cancelledpermanencehistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='d44d018098b0da7b381ab4824d8409bc8387fdcc', operation='DELETE', pgid='pgtrigger_never_deleted_07322', table='services_cancelledpermanencehistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='permanencehistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='4889688c72915f185c0c0469693ee4ab54f70e40', operation='UPDATE', pgid='pgtrigger_append_only_ced7c', table='services_permanencehistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='permanencehistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='fb91aa4a182db1d9107269a554f171e8363a762e', operation='DELETE', pgid='pgtrigger_never_deleted_32d89', table='services_permanencehistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='servicehistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='8762e1114e1de6c3065df3561cc2b41c5cb8b5e8', operation='UPDATE', pgid='pgtrigger_append_only_35122', table='services_servicehistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='servicehistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='43d0844b93c2e74afe8048535584a3814359e3ba', operation='DELETE', pgid='pgtrigger_never_deleted_7fdb7', table='services_servicehistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='serviceplace',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_serviceplacehistory" ("cite_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "service_id") VALUES (NEW."cite_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."service_id"); RETURN NULL;', hash='7975ebde1b6c1426e00ee945d46e6133a11d5519', operation='INSERT', pgid='pgtrigger_insert_insert_bc640', table='services_serviceplace', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='serviceplace',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_serviceplacehistory" ("cite_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "service_id") VALUES (NEW."cite_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."service_id"); RETURN NULL;', hash='8faa361614dc19ebd2aa7faa9b472e4332f447c5', operation='UPDATE', pgid='pgtrigger_update_update_96e33', table='services_serviceplace', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='serviceplace',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_serviceplacehistory" ("cite_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "service_id") VALUES (OLD."cite_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."service_id"); RETURN NULL;', hash='5ce6a9cf03c602aec4fec09d359d8137ba8dec67', operation='DELETE', pgid='pgtrigger_delete_delete_6d9c0', table='services_serviceplace', when='AFTER')),
        ),
        migrations.AddField(
            model_name='serviceplacehistory',
            name='cite',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.cite'),
        ),
        migrations.AddField(
            model_name='serviceplacehistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='serviceplacehistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='services.serviceplace'),
        ),
        migrations.AddField(
            model_name='serviceplacehistory',
            name='place',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.place'),
        ),
        migrations.AddField(
            model_name='serviceplacehistory',
            name='service',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.service'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='serviceplacehistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5150aff8a2cb049c242ff349821d105f5c2de8bd', operation='UPDATE', pgid='pgtrigger_append_only_532b7', table='services_serviceplacehistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='serviceplacehistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT FROM services_servicehistory WHERE pgh_obj_id = OLD.service_id AND demo) THEN\n                RETURN OLD;\n            END IF;\n            RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;\n        ", hash='62821f478851331a594ed7c599b516fa952f4597', operation='DELETE', pgid='pgtrigger_never_deleted_d755d', table='services_serviceplacehistory', when='BEFORE')),
        ),
        migrations.RunSQL(
            _history.begin_with(
                "services_serviceplacehistory",
                "services_serviceplace",
                ["service_id", "place_id", "cite_id"],
                "services_service",
                "service_id",
            ),
            migrations.RunSQL.noop,
        ),
    ]

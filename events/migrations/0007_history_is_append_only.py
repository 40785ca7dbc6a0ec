"""History stays as it was written, and tells the partners of an event."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from network.migrations import _history


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0006_times_lie_within_reach'),
        ('network', '0014_history_is_append_only'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='EventPartnerHistory',
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
        migrations.CreateModel(
            name='EventPartner',
            fields=[
            ],
            options={
                'verbose_name': 'partner of an event',
                'verbose_name_plural': 'partners of events',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('events.event_partners',),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eventhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='2cf0f63eac42d45760a59bf0060d6a1ebf471d43', operation='UPDATE', pgid='pgtrigger_append_only_2d39e', table='events_eventhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eventhistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='10d178b5968698552088e470cff3384d9c146406', operation='DELETE', pgid='pgtrigger_never_deleted_94600', table='events_eventhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='occurrencehistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e84b4713b3b13f3493709ebbb315a33c9f28f936', operation='UPDATE', pgid='pgtrigger_append_only_e05a6', table='events_occurrencehistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='occurrencehistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='854de2da23778d6506c3c10bd0598b7ee39af1e6', operation='DELETE', pgid='pgtrigger_never_deleted_a856c', table='events_occurrencehistory', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='eventpartnerhistory',
            name='event',
            field=models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.event'),
        ),
        migrations.AddField(
            model_name='eventpartnerhistory',
            name='partner',
            field=models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.partner'),
        ),
        migrations.AddField(
            model_name='eventpartnerhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='eventpartnerhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='events.eventpartner'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eventpartner',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_eventpartnerhistory" ("event_id", "id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."event_id", NEW."id", NEW."partner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='6937c9f1fa2a05c6081609d5743e5c47f6f3ec72', operation='INSERT', pgid='pgtrigger_insert_insert_639d8', table='events_event_partners', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eventpartner',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "events_eventpartnerhistory" ("event_id", "id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."event_id", NEW."id", NEW."partner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='a166ae309c81265f2796898e5d97f9e55fa6f36a', operation='UPDATE', pgid='pgtrigger_update_update_88350', table='events_event_partners', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eventpartner',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_eventpartnerhistory" ("event_id", "id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."event_id", OLD."id", OLD."partner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='90e91e9921a64134d152a3d4d2e68c2c39c12056', operation='DELETE', pgid='pgtrigger_delete_delete_f7777', table='events_event_partners', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eventpartnerhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='4a647fbf7625cb8c4e3e95fcfdfa8b2af220228d', operation='UPDATE', pgid='pgtrigger_append_only_3ffca', table='events_eventpartnerhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eventpartnerhistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT FROM events_eventhistory WHERE pgh_obj_id = OLD.event_id AND demo) THEN\n                RETURN OLD;\n            END IF;\n            RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;\n        ", hash='a2527e0f20ab29f9c3be8212dad515ee64e3b35e', operation='DELETE', pgid='pgtrigger_never_deleted_39f07', table='events_eventpartnerhistory', when='BEFORE')),
        ),
        migrations.RunSQL(
            _history.begin_with(
                "events_eventpartnerhistory",
                "events_event_partners",
                ["event_id", "partner_id"],
                "events_event",
                "event_id",
            ),
            migrations.RunSQL.noop,
        ),
    ]

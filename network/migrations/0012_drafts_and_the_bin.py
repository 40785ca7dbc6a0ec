"""What a team has written and not published yet, and what it threw away."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from network.migrations import _marks


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0011_days_lie_within_reach'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('imported_version', models.PositiveIntegerField(editable=False, null=True, verbose_name='imported version')),
                ('demo', models.BooleanField(default=False, help_text='Invented; shown as such wherever it appears.', verbose_name='demonstration')),
                ('kind', models.CharField(max_length=20, verbose_name='kind')),
                ('record', models.PositiveBigIntegerField(editable=False, null=True, verbose_name='record')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('values', models.JSONField(default=dict, verbose_name='values')),
                ('base', models.JSONField(default=dict, verbose_name='what was there')),
                ('written_at', models.DateTimeField(auto_now=True, verbose_name='written at')),
                ('asked_at', models.DateTimeField(editable=False, null=True, verbose_name='publication asked at')),
                ('cite', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='network.cite', verbose_name='Cité')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
            ],
            options={
                'verbose_name': 'draft',
                'verbose_name_plural': 'drafts',
                'ordering': ['-written_at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DraftHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('imported_version', models.PositiveIntegerField(editable=False, null=True, verbose_name='imported version')),
                ('demo', models.BooleanField(default=False, help_text='Invented; shown as such wherever it appears.', verbose_name='demonstration')),
                ('kind', models.CharField(max_length=20, verbose_name='kind')),
                ('record', models.PositiveBigIntegerField(editable=False, null=True, verbose_name='record')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('values', models.JSONField(default=dict, verbose_name='values')),
                ('base', models.JSONField(default=dict, verbose_name='what was there')),
                ('written_at', models.DateTimeField(auto_now=True, verbose_name='written at')),
                ('asked_at', models.DateTimeField(editable=False, null=True, verbose_name='publication asked at')),
                ('cite', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.cite', verbose_name='Cité')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='network.draft')),
                ('written_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ThrownAway',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='kind')),
                ('record', models.PositiveBigIntegerField(verbose_name='record')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('rows', models.JSONField(verbose_name='rows')),
                ('thrown_at', models.DateTimeField(auto_now_add=True, verbose_name='thrown away at')),
                ('cite', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bin', to='network.cite', verbose_name='Cité')),
                ('thrown_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='thrown away by')),
            ],
            options={
                'verbose_name': 'record in the bin',
                'verbose_name_plural': 'records in the bin',
                'ordering': ['-thrown_at', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(condition=models.Q(('record__isnull', False)), fields=('kind', 'record'), name='draft_once_per_record'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='draft',
            trigger=pgtrigger.compiler.Trigger(name='raise_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version = OLD.version + 1; RETURN NEW;', hash='cd7f7d246c2fed03f1bf950e5c8aef2fa5ce3c2e', operation='UPDATE', pgid='pgtrigger_raise_version_8145b', table='network_draft', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='draft',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='c8ca3666fd2bd02592613cd353b20f05f1f4dff5', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_b4db0', table='network_draft', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='draft',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "network_drafthistory" ("asked_at", "base", "cite_id", "demo", "id", "imported_version", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record", "title", "values", "version", "written_at", "written_by_id") VALUES (NEW."asked_at", NEW."base", NEW."cite_id", NEW."demo", NEW."id", NEW."imported_version", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."record", NEW."title", NEW."values", NEW."version", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='40b9ccecd1b3b096c25407b97b636cbfebe2e761', operation='INSERT', pgid='pgtrigger_insert_insert_0b160', table='network_draft', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='draft',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "network_drafthistory" ("asked_at", "base", "cite_id", "demo", "id", "imported_version", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record", "title", "values", "version", "written_at", "written_by_id") VALUES (NEW."asked_at", NEW."base", NEW."cite_id", NEW."demo", NEW."id", NEW."imported_version", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."record", NEW."title", NEW."values", NEW."version", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='6e7f97fc87045ec25cc800e7a747e5c85a246eb1', operation='UPDATE', pgid='pgtrigger_update_update_8c411', table='network_draft', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='draft',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "network_drafthistory" ("asked_at", "base", "cite_id", "demo", "id", "imported_version", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record", "title", "values", "version", "written_at", "written_by_id") VALUES (OLD."asked_at", OLD."base", OLD."cite_id", OLD."demo", OLD."id", OLD."imported_version", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."record", OLD."title", OLD."values", OLD."version", OLD."written_at", OLD."written_by_id"); RETURN NULL;', hash='ace18f97c9703aff656c1fa5f9507680d325de3d', operation='DELETE', pgid='pgtrigger_delete_delete_4ddb4', table='network_draft', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='thrownaway',
            constraint=models.UniqueConstraint(fields=('kind', 'record'), name='thrown_away_once'),
        ),
        _marks.points_at_its_like("draft_marked_as_its_cite", "network_draft", "cite_id", "network_cite"),
    ]

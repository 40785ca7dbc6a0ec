"""Campaigns of review: which Cités look at which of their sheets again, until when."""

import datetime
import django.contrib.postgres.fields
import django.db.models.deletion
import network.models.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from network.migrations import _marks

OF_TWO_KINDS = (
    "(SELECT demo FROM network_reviewcampaign WHERE id = NEW.reviewcampaign_id) "
    "IS DISTINCT FROM (SELECT demo FROM network_cite WHERE id = NEW.cite_id)"
)


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0017_suggestions_are_answered_and_supported'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReviewCampaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('imported_version', models.PositiveIntegerField(editable=False, null=True, verbose_name='imported version')),
                ('demo', models.BooleanField(default=False, help_text='Invented; shown as such wherever it appears.', verbose_name='demonstration')),
                ('name', network.models.fields.TextsField(default=dict, verbose_name='name')),
                ('kinds', network.models.fields.ChoicesArrayField(base_field=models.CharField(choices=[('offers', 'offers'), ('permanences', 'permanences'), ('places', 'places'), ('events', 'events')], max_length=40), default=list, verbose_name='what is checked')),
                ('begins_on', models.DateField(verbose_name='begins on')),
                ('until', models.DateField(help_text='Last day, inclusive.', verbose_name='until')),
                ('announced_on', models.DateField(editable=False, null=True, verbose_name='announced on')),
                ('reminded_on', models.DateField(editable=False, null=True, verbose_name='reminded on')),
                ('cites', models.ManyToManyField(related_name='review_campaigns', to='network.cite', verbose_name='Cités')),
            ],
            options={
                'verbose_name': 'campaign of review',
                'verbose_name_plural': 'campaigns of review',
                'ordering': ['-begins_on', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReviewCampaignHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('imported_version', models.PositiveIntegerField(editable=False, null=True, verbose_name='imported version')),
                ('demo', models.BooleanField(default=False, help_text='Invented; shown as such wherever it appears.', verbose_name='demonstration')),
                ('name', network.models.fields.TextsField(default=dict, verbose_name='name')),
                ('kinds', network.models.fields.ChoicesArrayField(base_field=models.CharField(choices=[('offers', 'offers'), ('permanences', 'permanences'), ('places', 'places'), ('events', 'events')], max_length=40), default=list, verbose_name='what is checked')),
                ('begins_on', models.DateField(verbose_name='begins on')),
                ('until', models.DateField(help_text='Last day, inclusive.', verbose_name='until')),
                ('announced_on', models.DateField(editable=False, null=True, verbose_name='announced on')),
                ('reminded_on', models.DateField(editable=False, null=True, verbose_name='reminded on')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='network.reviewcampaign')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='reviewcampaign',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('name'), function='texts_are_valid', output_field=models.BooleanField()), models.Q(('name', {}), _negated=True)), name='review_campaign_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='reviewcampaign',
            constraint=models.CheckConstraint(condition=models.Q(('kinds__contained_by', models.Value(['offers', 'permanences', 'places', 'events'], output_field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40)))), ('kinds__len__gte', 1)), name='review_campaign_kinds_are_known'),
        ),
        migrations.AddConstraint(
            model_name='reviewcampaign',
            constraint=models.CheckConstraint(condition=models.Q(('begins_on__lte', models.F('until'))), name='review_campaign_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='reviewcampaign',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('begins_on__isnull', True), ('begins_on__range', (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))), _connector='OR'), models.Q(('until__isnull', True), ('until__range', (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))), _connector='OR')), name='review_campaign_days_within_reach'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewcampaign',
            trigger=pgtrigger.compiler.Trigger(name='raise_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version = OLD.version + 1; RETURN NEW;', hash='33c6ec8a1bf8c7062e7252a9f6f91eb5fc305b9e', operation='UPDATE', pgid='pgtrigger_raise_version_ed007', table='network_reviewcampaign', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewcampaign',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='f4bc6a88b2c6577a3d65ed4d336440882f173d03', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_103a9', table='network_reviewcampaign', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewcampaign',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "network_reviewcampaignhistory" ("announced_on", "begins_on", "demo", "id", "imported_version", "kinds", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminded_on", "until", "version") VALUES (NEW."announced_on", NEW."begins_on", NEW."demo", NEW."id", NEW."imported_version", NEW."kinds", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reminded_on", NEW."until", NEW."version"); RETURN NULL;', hash='7e8f5195302c18889b7f8cc2832cee2898ae9bec', operation='INSERT', pgid='pgtrigger_insert_insert_0540d', table='network_reviewcampaign', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewcampaign',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "network_reviewcampaignhistory" ("announced_on", "begins_on", "demo", "id", "imported_version", "kinds", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminded_on", "until", "version") VALUES (NEW."announced_on", NEW."begins_on", NEW."demo", NEW."id", NEW."imported_version", NEW."kinds", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reminded_on", NEW."until", NEW."version"); RETURN NULL;', hash='c582557dfd5efc1f2eeb6fc54dc4180d88bbed82', operation='UPDATE', pgid='pgtrigger_update_update_8c434', table='network_reviewcampaign', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewcampaign',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "network_reviewcampaignhistory" ("announced_on", "begins_on", "demo", "id", "imported_version", "kinds", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminded_on", "until", "version") VALUES (OLD."announced_on", OLD."begins_on", OLD."demo", OLD."id", OLD."imported_version", OLD."kinds", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reminded_on", OLD."until", OLD."version"); RETURN NULL;', hash='7ebeb1f5cdc82661363639b0bfabfd6592d1225b', operation='DELETE', pgid='pgtrigger_delete_delete_370cf', table='network_reviewcampaign', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewcampaignhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='fae00d3433940b414b072bf0a77433c16eb23292', operation='UPDATE', pgid='pgtrigger_append_only_1fc94', table='network_reviewcampaignhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewcampaignhistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='4c55159fb52086aa435d4498b3711fb6b7daa7e1', operation='DELETE', pgid='pgtrigger_never_deleted_588d3', table='network_reviewcampaignhistory', when='BEFORE')),
        ),
        _marks.refuses(
            "review_campaign_marked_as_its_cites", "network_reviewcampaign_cites", "reviewcampaign_id, cite_id",
            OF_TWO_KINDS, "an invented campaign and a real Cité, or the other way round",
        ),
    ]

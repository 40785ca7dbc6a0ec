"""What the public writes, and what the Cités report every year."""

import django.db.models.deletion
import network.models.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# (name, table, column, table pointed at)
LINKS = [
    ("suggestion_place_of_its_cite", "network_suggestion", "place_id", "network_place"),
    ("report_decision_of_its_cite", "network_report", "decision_id", "network_labeldecision"),
]


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0004_invented_decisions_may_leave'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='CampaignHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('imported_version', models.PositiveIntegerField(editable=False, null=True, verbose_name='imported version')),
                ('demo', models.BooleanField(default=False, help_text='Invented; shown as such wherever it appears.', verbose_name='demonstration')),
                ('year', models.PositiveSmallIntegerField(help_text='The year that is reported on.', verbose_name='year')),
                ('opens_on', models.DateField(verbose_name='opens on')),
                ('closes_on', models.DateField(help_text='Last day, inclusive.', verbose_name='closes on')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('imported_version', models.PositiveIntegerField(editable=False, null=True, verbose_name='imported version')),
                ('demo', models.BooleanField(default=False, help_text='Invented; shown as such wherever it appears.', verbose_name='demonstration')),
                ('code', models.SlugField(max_length=60, verbose_name='code')),
                ('name', network.models.fields.TextsField(default=dict, verbose_name='name')),
                ('unit', network.models.fields.TextsField(default=dict, verbose_name='unit')),
                ('definition', network.models.fields.TextsField(default=dict, verbose_name='definition')),
                ('breakdown', models.CharField(blank=True, choices=[('modality', 'form of the offer'), ('age', 'age'), ('situation', 'situation'), ('residence', 'residence'), ('pole', 'pole')], max_length=10, null=True, verbose_name='broken down by')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'indicator',
                'verbose_name_plural': 'indicators',
                'ordering': ['order', 'code', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='IndicatorHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('imported_version', models.PositiveIntegerField(editable=False, null=True, verbose_name='imported version')),
                ('demo', models.BooleanField(default=False, help_text='Invented; shown as such wherever it appears.', verbose_name='demonstration')),
                ('code', models.SlugField(db_index=False, max_length=60, verbose_name='code')),
                ('name', network.models.fields.TextsField(default=dict, verbose_name='name')),
                ('unit', network.models.fields.TextsField(default=dict, verbose_name='unit')),
                ('definition', network.models.fields.TextsField(default=dict, verbose_name='definition')),
                ('breakdown', models.CharField(blank=True, choices=[('modality', 'form of the offer'), ('age', 'age'), ('situation', 'situation'), ('residence', 'residence'), ('pole', 'pole')], max_length=10, null=True, verbose_name='broken down by')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('imported_version', models.PositiveIntegerField(editable=False, null=True, verbose_name='imported version')),
                ('demo', models.BooleanField(default=False, help_text='Invented; shown as such wherever it appears.', verbose_name='demonstration')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('returned', 'returned to the Cité'), ('accepted', 'accepted')], default='draft', max_length=10, verbose_name='state')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted at')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('comment', models.TextField(blank=True, default='', help_text='What the Cité should look at again.', verbose_name='comment')),
            ],
            options={
                'verbose_name': 'report',
                'verbose_name_plural': 'reports',
                'ordering': ['-campaign__year', 'cite', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReportFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('imported_version', models.PositiveIntegerField(editable=False, null=True, verbose_name='imported version')),
                ('demo', models.BooleanField(default=False, help_text='Invented; shown as such wherever it appears.', verbose_name='demonstration')),
                ('part', models.SlugField(blank=True, default='', help_text='Of the breakdown; empty: the total.', max_length=40, verbose_name='part')),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='value')),
                ('comment', models.TextField(blank=True, default='', verbose_name='comment')),
            ],
            options={
                'verbose_name': 'figure of a report',
                'verbose_name_plural': 'figures of reports',
                'ordering': ['report', 'indicator__order', 'indicator', 'part', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReportFigureHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('imported_version', models.PositiveIntegerField(editable=False, null=True, verbose_name='imported version')),
                ('demo', models.BooleanField(default=False, help_text='Invented; shown as such wherever it appears.', verbose_name='demonstration')),
                ('part', models.SlugField(blank=True, db_index=False, default='', help_text='Of the breakdown; empty: the total.', max_length=40, verbose_name='part')),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='value')),
                ('comment', models.TextField(blank=True, default='', verbose_name='comment')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReportHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('imported_version', models.PositiveIntegerField(editable=False, null=True, verbose_name='imported version')),
                ('demo', models.BooleanField(default=False, help_text='Invented; shown as such wherever it appears.', verbose_name='demonstration')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('returned', 'returned to the Cité'), ('accepted', 'accepted')], default='draft', max_length=10, verbose_name='state')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted at')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('comment', models.TextField(blank=True, default='', help_text='What the Cité should look at again.', verbose_name='comment')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Suggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('imported_version', models.PositiveIntegerField(editable=False, null=True, verbose_name='imported version')),
                ('demo', models.BooleanField(default=False, help_text='Invented; shown as such wherever it appears.', verbose_name='demonstration')),
                ('kind', models.CharField(choices=[('idea', 'an idea'), ('question', 'a question'), ('correction', 'a correction')], max_length=10, verbose_name='kind')),
                ('text', models.CharField(max_length=4000, verbose_name='text')),
                ('language', models.CharField(max_length=6, verbose_name='language')),
                ('received_at', models.DateTimeField(auto_now_add=True, verbose_name='received at')),
                ('state', models.CharField(choices=[('received', 'received'), ('published', 'published'), ('noted', 'taken into account without being published'), ('declined', 'declined')], default='received', max_length=10, verbose_name='state')),
                ('moderated_at', models.DateTimeField(blank=True, null=True, verbose_name='moderated at')),
                ('answer', network.models.fields.TextsField(blank=True, default=dict, verbose_name='answer')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
            ],
            options={
                'verbose_name': 'suggestion',
                'verbose_name_plural': 'suggestions',
                'ordering': ['-received_at', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SuggestionHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('imported_version', models.PositiveIntegerField(editable=False, null=True, verbose_name='imported version')),
                ('demo', models.BooleanField(default=False, help_text='Invented; shown as such wherever it appears.', verbose_name='demonstration')),
                ('kind', models.CharField(choices=[('idea', 'an idea'), ('question', 'a question'), ('correction', 'a correction')], max_length=10, verbose_name='kind')),
                ('text', models.CharField(max_length=4000, verbose_name='text')),
                ('language', models.CharField(max_length=6, verbose_name='language')),
                ('received_at', models.DateTimeField(auto_now_add=True, verbose_name='received at')),
                ('state', models.CharField(choices=[('received', 'received'), ('published', 'published'), ('noted', 'taken into account without being published'), ('declined', 'declined')], default='received', max_length=10, verbose_name='state')),
                ('moderated_at', models.DateTimeField(blank=True, null=True, verbose_name='moderated at')),
                ('answer', network.models.fields.TextsField(blank=True, default=dict, verbose_name='answer')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('imported_version', models.PositiveIntegerField(editable=False, null=True, verbose_name='imported version')),
                ('demo', models.BooleanField(default=False, help_text='Invented; shown as such wherever it appears.', verbose_name='demonstration')),
                ('year', models.PositiveSmallIntegerField(help_text='The year that is reported on.', verbose_name='year')),
                ('opens_on', models.DateField(verbose_name='opens on')),
                ('closes_on', models.DateField(help_text='Last day, inclusive.', verbose_name='closes on')),
            ],
            options={
                'verbose_name': 'campaign',
                'verbose_name_plural': 'campaigns',
                'ordering': ['-year', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('year', 'demo'), name='campaign_once_a_year'), models.CheckConstraint(condition=models.Q(('year__range', (1993, 2999))), name='campaign_year_is_of_the_network'), models.CheckConstraint(condition=models.Q(('opens_on__lte', models.F('closes_on'))), name='campaign_dates_in_order')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaign',
            trigger=pgtrigger.compiler.Trigger(name='raise_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version = OLD.version + 1; RETURN NEW;', hash='eca29a063136e97c7468e79dde79f6ee2ef3ded4', operation='UPDATE', pgid='pgtrigger_raise_version_50b70', table='network_campaign', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaign',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "network_campaignhistory" ("closes_on", "demo", "id", "imported_version", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "year") VALUES (NEW."closes_on", NEW."demo", NEW."id", NEW."imported_version", NEW."opens_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."version", NEW."year"); RETURN NULL;', hash='c2afba63f6939e7958b802179b7452fce7b2043c', operation='INSERT', pgid='pgtrigger_insert_insert_8e061', table='network_campaign', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaign',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "network_campaignhistory" ("closes_on", "demo", "id", "imported_version", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "year") VALUES (NEW."closes_on", NEW."demo", NEW."id", NEW."imported_version", NEW."opens_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."version", NEW."year"); RETURN NULL;', hash='a2653bb5ce75d06e98ccef1cdf9be13c7fbdc96c', operation='UPDATE', pgid='pgtrigger_update_update_5ae70', table='network_campaign', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaign',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "network_campaignhistory" ("closes_on", "demo", "id", "imported_version", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "year") VALUES (OLD."closes_on", OLD."demo", OLD."id", OLD."imported_version", OLD."opens_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."version", OLD."year"); RETURN NULL;', hash='828efc76c6a519047f9eb6865877638c64bb2e5b', operation='DELETE', pgid='pgtrigger_delete_delete_b66f1', table='network_campaign', when='AFTER')),
        ),
        migrations.AddField(
            model_name='campaignhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='campaignhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='network.campaign'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.UniqueConstraint(fields=('code', 'demo'), name='indicator_code_once'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='indicator_code_is_an_id'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('name'), function='texts_are_valid', output_field=models.BooleanField()), models.Q(('name', {}), _negated=True)), name='indicator_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('unit'), function='texts_are_valid', output_field=models.BooleanField()), models.Q(('unit', {}), _negated=True)), name='indicator_has_a_unit'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('definition'), function='texts_are_valid', output_field=models.BooleanField()), models.Q(('definition', {}), _negated=True)), name='indicator_has_a_definition'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('breakdown__isnull', True), ('breakdown__in', ['modality', 'age', 'situation', 'residence', 'pole']), _connector='OR'), name='indicator_breakdown_is_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='raise_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version = OLD.version + 1; RETURN NEW;', hash='7fc45c19dd9afdec786cced59a36e0a93b8e18df', operation='UPDATE', pgid='pgtrigger_raise_version_65d32', table='network_indicator', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "network_indicatorhistory" ("breakdown", "code", "definition", "demo", "id", "imported_version", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit", "version") VALUES (NEW."breakdown", NEW."code", NEW."definition", NEW."demo", NEW."id", NEW."imported_version", NEW."name", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."unit", NEW."version"); RETURN NULL;', hash='eacccedf13b70bad921ec1202a2c145dc83a42f1', operation='INSERT', pgid='pgtrigger_insert_insert_4ea63', table='network_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "network_indicatorhistory" ("breakdown", "code", "definition", "demo", "id", "imported_version", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit", "version") VALUES (NEW."breakdown", NEW."code", NEW."definition", NEW."demo", NEW."id", NEW."imported_version", NEW."name", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."unit", NEW."version"); RETURN NULL;', hash='8c80b905610fb6b5d5c4e2f848e9e564ff31e4aa', operation='UPDATE', pgid='pgtrigger_update_update_304fc', table='network_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "network_indicatorhistory" ("breakdown", "code", "definition", "demo", "id", "imported_version", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit", "version") VALUES (OLD."breakdown", OLD."code", OLD."definition", OLD."demo", OLD."id", OLD."imported_version", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."unit", OLD."version"); RETURN NULL;', hash='258408f6243c1a96d4da70b7e10e90320540cae3', operation='DELETE', pgid='pgtrigger_delete_delete_b1d90', table='network_indicator', when='AFTER')),
        ),
        migrations.AddField(
            model_name='indicatorhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='indicatorhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='network.indicator'),
        ),
        migrations.AddField(
            model_name='report',
            name='campaign',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='network.campaign', verbose_name='campaign'),
        ),
        migrations.AddField(
            model_name='report',
            name='cite',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='network.cite', verbose_name='Cité'),
        ),
        migrations.AddField(
            model_name='report',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
        ),
        migrations.AddField(
            model_name='report',
            name='decision',
            field=models.OneToOneField(blank=True, help_text='The renewal that followed.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='report', to='network.labeldecision', verbose_name='label decision'),
        ),
        migrations.AddField(
            model_name='report',
            name='submitted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='submitted by'),
        ),
        migrations.AddField(
            model_name='reportfigure',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='network.indicator', verbose_name='indicator'),
        ),
        migrations.AddField(
            model_name='reportfigure',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='network.report', verbose_name='report'),
        ),
        migrations.AddField(
            model_name='reportfigurehistory',
            name='indicator',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.indicator', verbose_name='indicator'),
        ),
        migrations.AddField(
            model_name='reportfigurehistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='reportfigurehistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='network.reportfigure'),
        ),
        migrations.AddField(
            model_name='reportfigurehistory',
            name='report',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.report', verbose_name='report'),
        ),
        migrations.AddField(
            model_name='reporthistory',
            name='campaign',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.campaign', verbose_name='campaign'),
        ),
        migrations.AddField(
            model_name='reporthistory',
            name='cite',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.cite', verbose_name='Cité'),
        ),
        migrations.AddField(
            model_name='reporthistory',
            name='decided_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
        ),
        migrations.AddField(
            model_name='reporthistory',
            name='decision',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The renewal that followed.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.labeldecision', verbose_name='label decision'),
        ),
        migrations.AddField(
            model_name='reporthistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='reporthistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='network.report'),
        ),
        migrations.AddField(
            model_name='reporthistory',
            name='submitted_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='submitted by'),
        ),
        migrations.AddField(
            model_name='suggestion',
            name='cite',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suggestions', to='network.cite', verbose_name='Cité'),
        ),
        migrations.AddField(
            model_name='suggestion',
            name='moderated_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='moderated by'),
        ),
        migrations.AddField(
            model_name='suggestion',
            name='place',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='suggestions', to='network.place', verbose_name='place'),
        ),
        migrations.AddField(
            model_name='suggestionhistory',
            name='cite',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.cite', verbose_name='Cité'),
        ),
        migrations.AddField(
            model_name='suggestionhistory',
            name='moderated_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='moderated by'),
        ),
        migrations.AddField(
            model_name='suggestionhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='suggestionhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='network.suggestion'),
        ),
        migrations.AddField(
            model_name='suggestionhistory',
            name='place',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.place', verbose_name='place'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('cite', 'campaign'), name='report_once_per_campaign'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'returned', 'accepted'])), name='report_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'draft'), ('submitted_at__isnull', True)), models.Q(models.Q(('state', 'draft'), _negated=True), ('submitted_at__isnull', False)), _connector='OR'), name='report_submitted_with_its_date'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', False), ('state__in', ['returned', 'accepted'])), models.Q(models.Q(('state__in', ['returned', 'accepted']), _negated=True), ('decided_at__isnull', True)), _connector='OR'), name='report_decided_with_its_date'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), ('comment__regex', '\\S'), _connector='OR'), name='report_returned_with_a_comment'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('decision__isnull', True), ('state', 'accepted'), _connector='OR'), name='report_renews_once_accepted'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='raise_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version = OLD.version + 1; RETURN NEW;', hash='48071e31e36637f0c64defd53b23bbac36d32174', operation='UPDATE', pgid='pgtrigger_raise_version_f9979', table='network_report', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "network_reporthistory" ("campaign_id", "cite_id", "comment", "decided_at", "decided_by_id", "decision_id", "demo", "id", "imported_version", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "submitted_at", "submitted_by_id", "version") VALUES (NEW."campaign_id", NEW."cite_id", NEW."comment", NEW."decided_at", NEW."decided_by_id", NEW."decision_id", NEW."demo", NEW."id", NEW."imported_version", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."version"); RETURN NULL;', hash='a2f5b56d968837a67f78a7de469e3f508124aa33', operation='INSERT', pgid='pgtrigger_insert_insert_3324d', table='network_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "network_reporthistory" ("campaign_id", "cite_id", "comment", "decided_at", "decided_by_id", "decision_id", "demo", "id", "imported_version", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "submitted_at", "submitted_by_id", "version") VALUES (NEW."campaign_id", NEW."cite_id", NEW."comment", NEW."decided_at", NEW."decided_by_id", NEW."decision_id", NEW."demo", NEW."id", NEW."imported_version", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."version"); RETURN NULL;', hash='a9594120b196ddfe189730c6f35987fd9a93ed3e', operation='UPDATE', pgid='pgtrigger_update_update_37db1', table='network_report', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "network_reporthistory" ("campaign_id", "cite_id", "comment", "decided_at", "decided_by_id", "decision_id", "demo", "id", "imported_version", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "submitted_at", "submitted_by_id", "version") VALUES (OLD."campaign_id", OLD."cite_id", OLD."comment", OLD."decided_at", OLD."decided_by_id", OLD."decision_id", OLD."demo", OLD."id", OLD."imported_version", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."state", OLD."submitted_at", OLD."submitted_by_id", OLD."version"); RETURN NULL;', hash='7e4f0ad02bc6bf521f7942686cdcea0655c2205f', operation='DELETE', pgid='pgtrigger_delete_delete_08b05', table='network_report', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='reportfigure',
            constraint=models.UniqueConstraint(fields=('report', 'indicator', 'part'), name='report_figure_once'),
        ),
        migrations.AddConstraint(
            model_name='reportfigure',
            constraint=models.CheckConstraint(condition=models.Q(('part', ''), ('part__regex', '^[a-z0-9_]+(-[a-z0-9_]+)*$'), _connector='OR'), name='report_figure_part_is_an_id'),
        ),
        migrations.AddConstraint(
            model_name='reportfigure',
            constraint=models.CheckConstraint(condition=models.Q(('value__isnull', True), ('value__gte', 0), _connector='OR'), name='report_figure_is_not_negative'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportfigure',
            trigger=pgtrigger.compiler.Trigger(name='raise_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version = OLD.version + 1; RETURN NEW;', hash='e248ceca4621a717884c2c15f19806d334b6715e', operation='UPDATE', pgid='pgtrigger_raise_version_6798b', table='network_reportfigure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportfigure',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "network_reportfigurehistory" ("comment", "demo", "id", "imported_version", "indicator_id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "value", "version") VALUES (NEW."comment", NEW."demo", NEW."id", NEW."imported_version", NEW."indicator_id", NEW."part", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."report_id", NEW."value", NEW."version"); RETURN NULL;', hash='795e4464f6192a32f37053d00f4139ebc12151a1', operation='INSERT', pgid='pgtrigger_insert_insert_58e58', table='network_reportfigure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportfigure',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "network_reportfigurehistory" ("comment", "demo", "id", "imported_version", "indicator_id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "value", "version") VALUES (NEW."comment", NEW."demo", NEW."id", NEW."imported_version", NEW."indicator_id", NEW."part", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."report_id", NEW."value", NEW."version"); RETURN NULL;', hash='b66536873f0f40bb9280e60bbd8a1ef778413cc9', operation='UPDATE', pgid='pgtrigger_update_update_59dd1', table='network_reportfigure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportfigure',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "network_reportfigurehistory" ("comment", "demo", "id", "imported_version", "indicator_id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "value", "version") VALUES (OLD."comment", OLD."demo", OLD."id", OLD."imported_version", OLD."indicator_id", OLD."part", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."report_id", OLD."value", OLD."version"); RETURN NULL;', hash='e78f532f46fbc71264fb16b30cd458a9a9434834', operation='DELETE', pgid='pgtrigger_delete_delete_01d83', table='network_reportfigure', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.UniqueConstraint(fields=('id', 'cite'), name='suggestion_with_its_cite'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['idea', 'question', 'correction'])), name='suggestion_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['received', 'published', 'noted', 'declined'])), name='suggestion_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Q(('text__regex', '\\S')), name='suggestion_says_something'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Q(('language__regex', '^[a-z]{2,3}(-[A-Z]{2})?$')), name='suggestion_language_is_a_code'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('moderated_at__isnull', True), ('state', 'received')), models.Q(models.Q(('state', 'received'), _negated=True), ('moderated_at__isnull', False)), _connector='OR'), name='suggestion_state_has_its_date'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Func(models.F('answer'), function='texts_are_valid', output_field=models.BooleanField()), name='suggestion_answer_is_by_language'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', {}), ('answered_at__isnull', True)), models.Q(models.Q(('answer', {}), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='suggestion_answer_has_its_date'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='suggestion',
            trigger=pgtrigger.compiler.Trigger(name='raise_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version = OLD.version + 1; RETURN NEW;', hash='a012509a500bcfb928996c8b5b427af38bba476e', operation='UPDATE', pgid='pgtrigger_raise_version_1343d', table='network_suggestion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='suggestion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "network_suggestionhistory" ("answer", "answered_at", "cite_id", "demo", "id", "imported_version", "kind", "language", "moderated_at", "moderated_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "received_at", "state", "text", "version") VALUES (NEW."answer", NEW."answered_at", NEW."cite_id", NEW."demo", NEW."id", NEW."imported_version", NEW."kind", NEW."language", NEW."moderated_at", NEW."moderated_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."received_at", NEW."state", NEW."text", NEW."version"); RETURN NULL;', hash='6b76f987fd26d5b553ea957e7d2c9b02148e2145', operation='INSERT', pgid='pgtrigger_insert_insert_aa529', table='network_suggestion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='suggestion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "network_suggestionhistory" ("answer", "answered_at", "cite_id", "demo", "id", "imported_version", "kind", "language", "moderated_at", "moderated_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "received_at", "state", "text", "version") VALUES (NEW."answer", NEW."answered_at", NEW."cite_id", NEW."demo", NEW."id", NEW."imported_version", NEW."kind", NEW."language", NEW."moderated_at", NEW."moderated_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."received_at", NEW."state", NEW."text", NEW."version"); RETURN NULL;', hash='841a253def52ea9331b9491a054c07117d2dcb27', operation='UPDATE', pgid='pgtrigger_update_update_4ff11', table='network_suggestion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='suggestion',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "network_suggestionhistory" ("answer", "answered_at", "cite_id", "demo", "id", "imported_version", "kind", "language", "moderated_at", "moderated_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "received_at", "state", "text", "version") VALUES (OLD."answer", OLD."answered_at", OLD."cite_id", OLD."demo", OLD."id", OLD."imported_version", OLD."kind", OLD."language", OLD."moderated_at", OLD."moderated_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."received_at", OLD."state", OLD."text", OLD."version"); RETURN NULL;', hash='b878fe979123fec5ccc4c0d019185ad62ed36090', operation='DELETE', pgid='pgtrigger_delete_delete_08897', table='network_suggestion', when='AFTER')),
        ),
    ]
    operations += [
        migrations.RunSQL(
            f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}, cite_id) "
            f"REFERENCES {target} (id, cite_id) DEFERRABLE INITIALLY DEFERRED",
            f"ALTER TABLE {table} DROP CONSTRAINT {name}",
        )
        for name, table, column, target in LINKS
    ]

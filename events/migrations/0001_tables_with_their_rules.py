"""Events and their dates with their constraints, triggers and histories."""

import datetime
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
import network.models.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # Databases made before these were drawn together have it all already.
    replaces = [
        ('events', '0001_tables'),
        ('events', '0002_links_stay_in_their_cite'),
        ('events', '0003_suggestions_about_events'),
        ('events', '0004_what_was_said_is_checked'),
        ('events', '0005_invented_and_real_stay_apart'),
        ('events', '0006_times_lie_within_reach'),
        ('events', '0007_history_is_append_only'),
        ('events', '0008_rhythms_of_review'),
        ('events', '0009_former_addresses'),
    ]

    dependencies = [
        ('network', '0001_tables_with_their_rules'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('imported_version', models.PositiveIntegerField(editable=False, null=True, verbose_name='imported version')),
                ('demo', models.BooleanField(default=False, help_text='Invented; shown as such wherever it appears.', verbose_name='demonstration')),
                ('position', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='position')),
                ('cite', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='network.cite', verbose_name='Cité')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='address')),
                ('title', network.models.fields.TextsField(default=dict, verbose_name='title')),
                ('summary', network.models.fields.TextsField(blank=True, default=dict, verbose_name='summary')),
                ('description', network.models.fields.TextsField(blank=True, default=dict, verbose_name='description')),
                ('kind', models.CharField(choices=[('workshop', 'workshop'), ('information_session', 'information session'), ('theme_day', 'theme day'), ('meet_a_professional', 'meeting with a professional'), ('recruitment', 'recruitment'), ('job_dating', 'job dating'), ('forum', 'forum'), ('conference', 'conference'), ('club', 'club'), ('theme_week', 'theme week'), ('exhibition', 'exhibition'), ('company_visit', 'company visit'), ('trial', 'trial of an occupation'), ('group_visit', 'group visit'), ('open_day', 'open day'), ('webinar', 'webinar'), ('itinerant', 'itinerant event'), ('other', 'other event')], max_length=30, verbose_name='kind')),
                ('themes', network.models.fields.ChoicesArrayField(base_field=models.CharField(choices=[('guidance', 'Find your way'), ('training', 'Train'), ('employment', 'Find a job'), ('career_change', 'Change career'), ('enterprise', 'Start a business'), ('mobility', 'Move'), ('basic_skills', 'Read, write, count')], max_length=40), blank=True, default=list, verbose_name='themes')),
                ('audiences', network.models.fields.ChoicesArrayField(base_field=models.CharField(choices=[('everyone', 'everyone'), ('pupils', 'school pupils'), ('students', 'students'), ('jobseekers', 'jobseekers'), ('employees', 'employees'), ('founders', 'people who start or take over a business'), ('retired', 'retired people'), ('parents', 'parents'), ('professionals', 'guidance professionals'), ('companies', 'companies'), ('newcomers', 'newcomers to the country'), ('disabled', 'people with a disability')], max_length=40), blank=True, default=list, verbose_name='audiences')),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2000), blank=True, default=list, verbose_name='languages')),
                ('starts', models.CharField(help_text='Wall time, as in 2026-12-24T17:30.', max_length=16, verbose_name='starts')),
                ('ends', models.CharField(help_text='Wall time, as in 2026-12-24T17:30.', max_length=16, verbose_name='ends')),
                ('timezone', models.CharField(max_length=64, verbose_name='time zone')),
                ('rrule', models.CharField(blank=True, help_text='RFC 5545, as in FREQ=WEEKLY;COUNT=5.', max_length=500, null=True, verbose_name='recurrence')),
                ('excluded', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2000), blank=True, default=list, verbose_name='excluded dates')),
                ('attendance', models.CharField(blank=True, choices=[('on_site', 'on site'), ('elsewhere', 'outside the Cité'), ('online', 'online'), ('hybrid', 'on site and online')], max_length=10, null=True, verbose_name='where')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='events', to='network.place', verbose_name='place')),
                ('venue', models.CharField(blank=True, max_length=300, null=True, verbose_name='venue')),
                ('online_url', models.URLField(blank=True, max_length=500, null=True, verbose_name='address online')),
                ('booking', models.CharField(blank=True, choices=[('none', 'free entry'), ('optional', 'registration possible'), ('required', 'registration required')], max_length=10, null=True, verbose_name='booking')),
                ('booking_url', models.URLField(blank=True, max_length=500, null=True, verbose_name='address for booking')),
                ('capacity', models.PositiveIntegerField(blank=True, null=True, verbose_name='places')),
                ('open_to', models.CharField(blank=True, choices=[('everyone', 'open to everyone'), ('partners', 'for partners'), ('schools', 'for schools')], max_length=10, null=True, verbose_name='open to')),
                ('organiser', models.CharField(blank=True, choices=[('cite', 'the Cité'), ('partner', 'a partner'), ('joint', 'the Cité with partners')], max_length=10, null=True, verbose_name='organised by')),
                ('status', models.CharField(blank=True, choices=[('scheduled', 'scheduled'), ('cancelled', 'cancelled'), ('postponed', 'postponed'), ('moved_online', 'moved online')], max_length=15, null=True, verbose_name='status')),
                ('publication', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', max_length=10, verbose_name='publication')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='checked on')),
                ('review_months', models.PositiveSmallIntegerField(default=6, help_text='From 1 to 24.', verbose_name='to be checked every so many months')),
                ('partners', models.ManyToManyField(blank=True, related_name='events', to='network.partner', verbose_name='partners')),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'events',
                'ordering': ['starts', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('id', 'cite'), name='event_with_its_cite'), models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9]+(-[a-z0-9]+)*$')), name='event_slug_is_an_id'), models.CheckConstraint(condition=models.Q(models.Func(models.F('title'), function='texts_are_valid', output_field=models.BooleanField()), models.Q(('title', {}), _negated=True)), name='event_has_a_title'), models.CheckConstraint(condition=models.Q(('kind__in', ['workshop', 'information_session', 'theme_day', 'meet_a_professional', 'recruitment', 'job_dating', 'forum', 'conference', 'club', 'theme_week', 'exhibition', 'company_visit', 'trial', 'group_visit', 'open_day', 'webinar', 'itinerant', 'other'])), name='event_kind_is_known'), models.CheckConstraint(condition=models.Q(('themes__contained_by', models.Value(['guidance', 'training', 'employment', 'career_change', 'enterprise', 'mobility', 'basic_skills'], output_field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40))))), name='event_themes_are_known'), models.CheckConstraint(condition=models.Q(('audiences__contained_by', models.Value(['everyone', 'pupils', 'students', 'jobseekers', 'employees', 'founders', 'retired', 'parents', 'professionals', 'companies', 'newcomers', 'disabled'], output_field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40))))), name='event_audiences_are_known'), models.CheckConstraint(condition=models.Q(models.Func(models.F('starts'), function='local_time_exists', output_field=models.BooleanField()), models.Func(models.F('ends'), function='local_time_exists', output_field=models.BooleanField())), name='event_times_are_readable'), models.CheckConstraint(condition=models.Func(models.F('excluded'), function='local_times_exist', output_field=models.BooleanField()), name='event_excluded_are_readable'), models.CheckConstraint(condition=models.Q(models.Q(('starts__isnull', True), models.Q(('starts__gte', '1900'), ('starts__lt', '2501')), _connector='OR'), models.Q(('ends__isnull', True), models.Q(('ends__gte', '1900'), ('ends__lt', '2501')), _connector='OR')), name='event_times_within_reach'), models.CheckConstraint(condition=models.Q(('starts__lt', models.F('ends'))), name='event_ends_after_its_start'), models.CheckConstraint(condition=models.Func(models.F('timezone'), function='timezone_exists', output_field=models.BooleanField()), name='event_timezone_exists'), models.CheckConstraint(condition=models.Q(('capacity__isnull', True), ('capacity__gte', 1), _connector='OR'), name='event_has_a_seat'), models.CheckConstraint(condition=models.Q(('status__isnull', True), ('status__in', ['scheduled', 'cancelled', 'postponed', 'moved_online']), _connector='OR'), name='event_status_is_known'), models.CheckConstraint(condition=models.Q(('publication__in', ['draft', 'published', 'withdrawn'])), name='event_publication_is_known'), models.CheckConstraint(condition=models.Q(('attendance__isnull', True), ('attendance__in', ['on_site', 'elsewhere', 'online', 'hybrid']), _connector='OR'), name='event_attendance_is_known'), models.CheckConstraint(condition=models.Q(('booking__isnull', True), ('booking__in', ['none', 'optional', 'required']), _connector='OR'), name='event_booking_is_known'), models.CheckConstraint(condition=models.Q(('open_to__isnull', True), ('open_to__in', ['everyone', 'partners', 'schools']), _connector='OR'), name='event_openness_is_known'), models.CheckConstraint(condition=models.Q(('organiser__isnull', True), ('organiser__in', ['cite', 'partner', 'joint']), _connector='OR'), name='event_organiser_is_known'), models.CheckConstraint(condition=models.Func(models.F('languages'), function='languages_are_codes', output_field=models.BooleanField()), name='event_languages_are_codes'), models.CheckConstraint(condition=models.Q(('online_url__isnull', True), ('online_url__regex', '^https?://'), _connector='OR'), name='event_online_url_is_an_address'), models.CheckConstraint(condition=models.Q(('booking_url__isnull', True), ('booking_url__regex', '^https?://'), _connector='OR'), name='event_booking_url_is_an_address'), models.CheckConstraint(condition=models.Func(models.F('summary'), function='texts_are_valid', output_field=models.BooleanField()), name='event_summary_is_by_language'), models.CheckConstraint(condition=models.Func(models.F('description'), function='texts_are_valid', output_field=models.BooleanField()), name='event_description_is_by_language'), models.CheckConstraint(condition=models.Q(('review_months__range', (1, 24))), name='event_rhythm_within_two_years'), models.CheckConstraint(condition=models.Q(('checked_on__isnull', True), ('checked_on__range', (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))), _connector='OR'), name='event_days_within_reach')],
                'triggers': [pgtrigger.compiler.Trigger(name='raise_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version = OLD.version + 1; RETURN NEW;', hash='856a44e9499c89b4bead4b8236979f4a9e73358b', operation='UPDATE', pgid='pgtrigger_raise_version_9b9ef', table='events_event', when='BEFORE')), pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='1436e783f72a7ee3dbb650bc36fdc9a51290de54', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_7f8ec', table='events_event', when='BEFORE')), pgtrigger.compiler.Trigger(name='remember_address', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."slug" IS DISTINCT FROM (NEW."slug"))', func="\n            INSERT INTO network_formeraddress (kind, within, slug, record)\n            VALUES ('event', 0, OLD.slug, OLD.id)\n            ON CONFLICT (kind, within, slug) DO UPDATE SET record = EXCLUDED.record;\n            RETURN NULL;\n        ", hash='12cf0be9d2a58556d7ac859258b3b0851118988b', operation='UPDATE OF "slug"', pgid='pgtrigger_remember_address_10a11', table='events_event', when='AFTER')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_eventhistory" ("attendance", "audiences", "booking", "booking_url", "capacity", "checked_on", "cite_id", "demo", "description", "ends", "excluded", "id", "imported_version", "kind", "languages", "online_url", "open_to", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position", "publication", "review_months", "rrule", "slug", "starts", "status", "summary", "themes", "timezone", "title", "venue", "version") VALUES (NEW."attendance", NEW."audiences", NEW."booking", NEW."booking_url", NEW."capacity", NEW."checked_on", NEW."cite_id", NEW."demo", NEW."description", NEW."ends", NEW."excluded", NEW."id", NEW."imported_version", NEW."kind", NEW."languages", NEW."online_url", NEW."open_to", NEW."organiser", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."position", NEW."publication", NEW."review_months", NEW."rrule", NEW."slug", NEW."starts", NEW."status", NEW."summary", NEW."themes", NEW."timezone", NEW."title", NEW."venue", NEW."version"); RETURN NULL;', hash='db048c021890883cf04d517673b35eea21460148', operation='INSERT', pgid='pgtrigger_insert_insert_82b94', table='events_event', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "events_eventhistory" ("attendance", "audiences", "booking", "booking_url", "capacity", "checked_on", "cite_id", "demo", "description", "ends", "excluded", "id", "imported_version", "kind", "languages", "online_url", "open_to", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position", "publication", "review_months", "rrule", "slug", "starts", "status", "summary", "themes", "timezone", "title", "venue", "version") VALUES (NEW."attendance", NEW."audiences", NEW."booking", NEW."booking_url", NEW."capacity", NEW."checked_on", NEW."cite_id", NEW."demo", NEW."description", NEW."ends", NEW."excluded", NEW."id", NEW."imported_version", NEW."kind", NEW."languages", NEW."online_url", NEW."open_to", NEW."organiser", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."position", NEW."publication", NEW."review_months", NEW."rrule", NEW."slug", NEW."starts", NEW."status", NEW."summary", NEW."themes", NEW."timezone", NEW."title", NEW."venue", NEW."version"); RETURN NULL;', hash='890f471c5e62e9bdf7e15f78ccfcd54197a40f49', operation='UPDATE', pgid='pgtrigger_update_update_73f59', table='events_event', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_eventhistory" ("attendance", "audiences", "booking", "booking_url", "capacity", "checked_on", "cite_id", "demo", "description", "ends", "excluded", "id", "imported_version", "kind", "languages", "online_url", "open_to", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position", "publication", "review_months", "rrule", "slug", "starts", "status", "summary", "themes", "timezone", "title", "venue", "version") VALUES (OLD."attendance", OLD."audiences", OLD."booking", OLD."booking_url", OLD."capacity", OLD."checked_on", OLD."cite_id", OLD."demo", OLD."description", OLD."ends", OLD."excluded", OLD."id", OLD."imported_version", OLD."kind", OLD."languages", OLD."online_url", OLD."open_to", OLD."organiser", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."position", OLD."publication", OLD."review_months", OLD."rrule", OLD."slug", OLD."starts", OLD."status", OLD."summary", OLD."themes", OLD."timezone", OLD."title", OLD."venue", OLD."version"); RETURN NULL;', hash='b8d0f7f176db61d949f38581ed1293d2501919d7', operation='DELETE', pgid='pgtrigger_delete_delete_d74a6', table='events_event', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='EventHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='events.event')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('imported_version', models.PositiveIntegerField(editable=False, null=True, verbose_name='imported version')),
                ('demo', models.BooleanField(default=False, help_text='Invented; shown as such wherever it appears.', verbose_name='demonstration')),
                ('position', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='position')),
                ('cite', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.cite', verbose_name='Cité')),
                ('slug', models.SlugField(db_index=False, max_length=80, verbose_name='address')),
                ('title', network.models.fields.TextsField(default=dict, verbose_name='title')),
                ('summary', network.models.fields.TextsField(blank=True, default=dict, verbose_name='summary')),
                ('description', network.models.fields.TextsField(blank=True, default=dict, verbose_name='description')),
                ('kind', models.CharField(choices=[('workshop', 'workshop'), ('information_session', 'information session'), ('theme_day', 'theme day'), ('meet_a_professional', 'meeting with a professional'), ('recruitment', 'recruitment'), ('job_dating', 'job dating'), ('forum', 'forum'), ('conference', 'conference'), ('club', 'club'), ('theme_week', 'theme week'), ('exhibition', 'exhibition'), ('company_visit', 'company visit'), ('trial', 'trial of an occupation'), ('group_visit', 'group visit'), ('open_day', 'open day'), ('webinar', 'webinar'), ('itinerant', 'itinerant event'), ('other', 'other event')], max_length=30, verbose_name='kind')),
                ('themes', network.models.fields.ChoicesArrayField(base_field=models.CharField(choices=[('guidance', 'Find your way'), ('training', 'Train'), ('employment', 'Find a job'), ('career_change', 'Change career'), ('enterprise', 'Start a business'), ('mobility', 'Move'), ('basic_skills', 'Read, write, count')], max_length=40), blank=True, default=list, verbose_name='themes')),
                ('audiences', network.models.fields.ChoicesArrayField(base_field=models.CharField(choices=[('everyone', 'everyone'), ('pupils', 'school pupils'), ('students', 'students'), ('jobseekers', 'jobseekers'), ('employees', 'employees'), ('founders', 'people who start or take over a business'), ('retired', 'retired people'), ('parents', 'parents'), ('professionals', 'guidance professionals'), ('companies', 'companies'), ('newcomers', 'newcomers to the country'), ('disabled', 'people with a disability')], max_length=40), blank=True, default=list, verbose_name='audiences')),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2000), blank=True, default=list, verbose_name='languages')),
                ('starts', models.CharField(help_text='Wall time, as in 2026-12-24T17:30.', max_length=16, verbose_name='starts')),
                ('ends', models.CharField(help_text='Wall time, as in 2026-12-24T17:30.', max_length=16, verbose_name='ends')),
                ('timezone', models.CharField(max_length=64, verbose_name='time zone')),
                ('rrule', models.CharField(blank=True, help_text='RFC 5545, as in FREQ=WEEKLY;COUNT=5.', max_length=500, null=True, verbose_name='recurrence')),
                ('excluded', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2000), blank=True, default=list, verbose_name='excluded dates')),
                ('attendance', models.CharField(blank=True, choices=[('on_site', 'on site'), ('elsewhere', 'outside the Cité'), ('online', 'online'), ('hybrid', 'on site and online')], max_length=10, null=True, verbose_name='where')),
                ('place', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.place', verbose_name='place')),
                ('venue', models.CharField(blank=True, max_length=300, null=True, verbose_name='venue')),
                ('online_url', models.URLField(blank=True, max_length=500, null=True, verbose_name='address online')),
                ('booking', models.CharField(blank=True, choices=[('none', 'free entry'), ('optional', 'registration possible'), ('required', 'registration required')], max_length=10, null=True, verbose_name='booking')),
                ('booking_url', models.URLField(blank=True, max_length=500, null=True, verbose_name='address for booking')),
                ('capacity', models.PositiveIntegerField(blank=True, null=True, verbose_name='places')),
                ('open_to', models.CharField(blank=True, choices=[('everyone', 'open to everyone'), ('partners', 'for partners'), ('schools', 'for schools')], max_length=10, null=True, verbose_name='open to')),
                ('organiser', models.CharField(blank=True, choices=[('cite', 'the Cité'), ('partner', 'a partner'), ('joint', 'the Cité with partners')], max_length=10, null=True, verbose_name='organised by')),
                ('status', models.CharField(blank=True, choices=[('scheduled', 'scheduled'), ('cancelled', 'cancelled'), ('postponed', 'postponed'), ('moved_online', 'moved online')], max_length=15, null=True, verbose_name='status')),
                ('publication', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', max_length=10, verbose_name='publication')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='checked on')),
                ('review_months', models.PositiveSmallIntegerField(default=6, help_text='From 1 to 24.', verbose_name='to be checked every so many months')),
            ],
            options={
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='2cf0f63eac42d45760a59bf0060d6a1ebf471d43', operation='UPDATE', pgid='pgtrigger_append_only_2d39e', table='events_eventhistory', when='BEFORE')), pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='10d178b5968698552088e470cff3384d9c146406', operation='DELETE', pgid='pgtrigger_never_deleted_94600', table='events_eventhistory', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='EventSuggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('suggestion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.suggestion')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suggestions', to='events.event')),
                ('cite', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.cite')),
            ],
            options={
                'ordering': ['event', 'suggestion', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('suggestion',), name='suggestion_about_one_event')],
            },
        ),
        migrations.CreateModel(
            name='Occurrence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('imported_version', models.PositiveIntegerField(editable=False, null=True, verbose_name='imported version')),
                ('demo', models.BooleanField(default=False, help_text='Invented; shown as such wherever it appears.', verbose_name='demonstration')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='occurrences', to='events.event', verbose_name='event')),
                ('cite', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='occurrences', to='network.cite', verbose_name='Cité')),
                ('rule_starts', models.CharField(help_text='Wall time, as in 2026-12-24T17:30.', max_length=16, verbose_name='start by the rule')),
                ('new_starts', models.CharField(blank=True, max_length=16, null=True, verbose_name='new start')),
                ('new_ends', models.CharField(blank=True, max_length=16, null=True, verbose_name='new end')),
                ('status', models.CharField(blank=True, choices=[('scheduled', 'scheduled'), ('cancelled', 'cancelled'), ('postponed', 'postponed'), ('moved_online', 'moved online')], max_length=15, null=True, verbose_name='status')),
                ('starts_at', models.DateTimeField(editable=False, verbose_name='starts at')),
                ('ends_at', models.DateTimeField(editable=False, verbose_name='ends at')),
            ],
            options={
                'verbose_name': 'date of an event',
                'verbose_name_plural': 'dates of events',
                'ordering': ['starts_at', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['ends_at'], name='occurrence_end')],
                'constraints': [models.UniqueConstraint(fields=('event', 'rule_starts'), name='occurrence_once_per_start'), models.CheckConstraint(condition=models.Func(models.F('rule_starts'), function='local_time_exists', output_field=models.BooleanField()), name='occurrence_start_is_readable'), models.CheckConstraint(condition=models.Func(models.F('new_starts'), function='local_time_exists', output_field=models.BooleanField()), name='occurrence_new_start_is_readable'), models.CheckConstraint(condition=models.Func(models.F('new_ends'), function='local_time_exists', output_field=models.BooleanField()), name='occurrence_new_end_is_readable'), models.CheckConstraint(condition=models.Q(models.Q(('rule_starts__isnull', True), models.Q(('rule_starts__gte', '1900'), ('rule_starts__lt', '2501')), _connector='OR'), models.Q(('new_starts__isnull', True), models.Q(('new_starts__gte', '1900'), ('new_starts__lt', '2501')), _connector='OR'), models.Q(('new_ends__isnull', True), models.Q(('new_ends__gte', '1900'), ('new_ends__lt', '2501')), _connector='OR')), name='occurrence_times_within_reach'), models.CheckConstraint(condition=models.Q(('status__isnull', True), ('status__in', ['scheduled', 'cancelled', 'postponed', 'moved_online']), _connector='OR'), name='occurrence_status_is_known'), models.CheckConstraint(condition=models.Q(('starts_at__lte', models.F('ends_at'))), name='occurrence_ends_after_its_start'), models.CheckConstraint(condition=models.Q(('new_ends__isnull', True), ('new_ends__gt', django.db.models.functions.comparison.Coalesce('new_starts', 'rule_starts')), _connector='OR'), name='occurrence_new_end_after_its_start')],
                'triggers': [pgtrigger.compiler.Trigger(name='raise_version', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.version = OLD.version + 1; RETURN NEW;', hash='40cccf5fbd7af8c62a83ecf19763f42a3cbbb0e4', operation='UPDATE', pgid='pgtrigger_raise_version_939a5', table='events_occurrence', when='BEFORE')), pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='59f94d68002b6b3599ac6704e7831f546f29fcbf', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_ace55', table='events_occurrence', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_occurrencehistory" ("cite_id", "demo", "ends_at", "event_id", "id", "imported_version", "new_ends", "new_starts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule_starts", "starts_at", "status", "version") VALUES (NEW."cite_id", NEW."demo", NEW."ends_at", NEW."event_id", NEW."id", NEW."imported_version", NEW."new_ends", NEW."new_starts", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rule_starts", NEW."starts_at", NEW."status", NEW."version"); RETURN NULL;', hash='f3120c652928fdf5b27ede44ccf8cc461b1ba8c9', operation='INSERT', pgid='pgtrigger_insert_insert_18f24', table='events_occurrence', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "events_occurrencehistory" ("cite_id", "demo", "ends_at", "event_id", "id", "imported_version", "new_ends", "new_starts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule_starts", "starts_at", "status", "version") VALUES (NEW."cite_id", NEW."demo", NEW."ends_at", NEW."event_id", NEW."id", NEW."imported_version", NEW."new_ends", NEW."new_starts", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rule_starts", NEW."starts_at", NEW."status", NEW."version"); RETURN NULL;', hash='0b4d0de3a74a337d90486ee4996b6275479711dc', operation='UPDATE', pgid='pgtrigger_update_update_c3d15', table='events_occurrence', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_occurrencehistory" ("cite_id", "demo", "ends_at", "event_id", "id", "imported_version", "new_ends", "new_starts", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule_starts", "starts_at", "status", "version") VALUES (OLD."cite_id", OLD."demo", OLD."ends_at", OLD."event_id", OLD."id", OLD."imported_version", OLD."new_ends", OLD."new_starts", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rule_starts", OLD."starts_at", OLD."status", OLD."version"); RETURN NULL;', hash='3fbf28a72d6dddb021faa3968a1e9a222540a241', operation='DELETE', pgid='pgtrigger_delete_delete_29b4f', table='events_occurrence', when='AFTER'))],
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
        migrations.CreateModel(
            name='EventPartnerHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='events.eventpartner')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('event', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.event')),
                ('partner', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.partner')),
            ],
            options={
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='4a647fbf7625cb8c4e3e95fcfdfa8b2af220228d', operation='UPDATE', pgid='pgtrigger_append_only_3ffca', table='events_eventpartnerhistory', when='BEFORE')), pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT FROM events_eventhistory WHERE pgh_obj_id = OLD.event_id AND demo) THEN\n                RETURN OLD;\n            END IF;\n            RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;\n        ", hash='a2527e0f20ab29f9c3be8212dad515ee64e3b35e', operation='DELETE', pgid='pgtrigger_never_deleted_39f07', table='events_eventpartnerhistory', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='OccurrenceHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='events.occurrence')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('imported_version', models.PositiveIntegerField(editable=False, null=True, verbose_name='imported version')),
                ('demo', models.BooleanField(default=False, help_text='Invented; shown as such wherever it appears.', verbose_name='demonstration')),
                ('event', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.event', verbose_name='event')),
                ('cite', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.cite', verbose_name='Cité')),
                ('rule_starts', models.CharField(help_text='Wall time, as in 2026-12-24T17:30.', max_length=16, verbose_name='start by the rule')),
                ('new_starts', models.CharField(blank=True, max_length=16, null=True, verbose_name='new start')),
                ('new_ends', models.CharField(blank=True, max_length=16, null=True, verbose_name='new end')),
                ('status', models.CharField(blank=True, choices=[('scheduled', 'scheduled'), ('cancelled', 'cancelled'), ('postponed', 'postponed'), ('moved_online', 'moved online')], max_length=15, null=True, verbose_name='status')),
                ('starts_at', models.DateTimeField(editable=False, verbose_name='starts at')),
                ('ends_at', models.DateTimeField(editable=False, verbose_name='ends at')),
            ],
            options={
                'abstract': False,
                'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e84b4713b3b13f3493709ebbb315a33c9f28f936', operation='UPDATE', pgid='pgtrigger_append_only_e05a6', table='events_occurrencehistory', when='BEFORE')), pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT OLD."demo")', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='854de2da23778d6506c3c10bd0598b7ee39af1e6', operation='DELETE', pgid='pgtrigger_never_deleted_a856c', table='events_occurrencehistory', when='BEFORE'))],
            },
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
    ]

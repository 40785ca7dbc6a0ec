"""How often what a team says has to be checked again."""

import datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0007_history_is_append_only'),
        ('network', '0015_rhythms_of_review'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='event',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='event',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='event',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='event',
            name='checked_on',
            field=models.DateField(blank=True, null=True, verbose_name='checked on'),
        ),
        migrations.AddField(
            model_name='event',
            name='review_months',
            field=models.PositiveSmallIntegerField(default=6, help_text='From 1 to 24.', verbose_name='to be checked every so many months'),
        ),
        migrations.AddField(
            model_name='eventhistory',
            name='checked_on',
            field=models.DateField(blank=True, null=True, verbose_name='checked on'),
        ),
        migrations.AddField(
            model_name='eventhistory',
            name='review_months',
            field=models.PositiveSmallIntegerField(default=6, help_text='From 1 to 24.', verbose_name='to be checked every so many months'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_eventhistory" ("attendance", "audiences", "booking", "booking_url", "capacity", "checked_on", "cite_id", "demo", "description", "ends", "excluded", "id", "imported_version", "kind", "languages", "online_url", "open_to", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position", "publication", "review_months", "rrule", "slug", "starts", "status", "summary", "themes", "timezone", "title", "venue", "version") VALUES (NEW."attendance", NEW."audiences", NEW."booking", NEW."booking_url", NEW."capacity", NEW."checked_on", NEW."cite_id", NEW."demo", NEW."description", NEW."ends", NEW."excluded", NEW."id", NEW."imported_version", NEW."kind", NEW."languages", NEW."online_url", NEW."open_to", NEW."organiser", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."position", NEW."publication", NEW."review_months", NEW."rrule", NEW."slug", NEW."starts", NEW."status", NEW."summary", NEW."themes", NEW."timezone", NEW."title", NEW."venue", NEW."version"); RETURN NULL;', hash='db048c021890883cf04d517673b35eea21460148', operation='INSERT', pgid='pgtrigger_insert_insert_82b94', table='events_event', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "events_eventhistory" ("attendance", "audiences", "booking", "booking_url", "capacity", "checked_on", "cite_id", "demo", "description", "ends", "excluded", "id", "imported_version", "kind", "languages", "online_url", "open_to", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position", "publication", "review_months", "rrule", "slug", "starts", "status", "summary", "themes", "timezone", "title", "venue", "version") VALUES (NEW."attendance", NEW."audiences", NEW."booking", NEW."booking_url", NEW."capacity", NEW."checked_on", NEW."cite_id", NEW."demo", NEW."description", NEW."ends", NEW."excluded", NEW."id", NEW."imported_version", NEW."kind", NEW."languages", NEW."online_url", NEW."open_to", NEW."organiser", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."position", NEW."publication", NEW."review_months", NEW."rrule", NEW."slug", NEW."starts", NEW."status", NEW."summary", NEW."themes", NEW."timezone", NEW."title", NEW."venue", NEW."version"); RETURN NULL;', hash='890f471c5e62e9bdf7e15f78ccfcd54197a40f49', operation='UPDATE', pgid='pgtrigger_update_update_73f59', table='events_event', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_eventhistory" ("attendance", "audiences", "booking", "booking_url", "capacity", "checked_on", "cite_id", "demo", "description", "ends", "excluded", "id", "imported_version", "kind", "languages", "online_url", "open_to", "organiser", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position", "publication", "review_months", "rrule", "slug", "starts", "status", "summary", "themes", "timezone", "title", "venue", "version") VALUES (OLD."attendance", OLD."audiences", OLD."booking", OLD."booking_url", OLD."capacity", OLD."checked_on", OLD."cite_id", OLD."demo", OLD."description", OLD."ends", OLD."excluded", OLD."id", OLD."imported_version", OLD."kind", OLD."languages", OLD."online_url", OLD."open_to", OLD."organiser", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."position", OLD."publication", OLD."review_months", OLD."rrule", OLD."slug", OLD."starts", OLD."status", OLD."summary", OLD."themes", OLD."timezone", OLD."title", OLD."venue", OLD."version"); RETURN NULL;', hash='b8d0f7f176db61d949f38581ed1293d2501919d7', operation='DELETE', pgid='pgtrigger_delete_delete_d74a6', table='events_event', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('review_months__range', (1, 24))), name='event_rhythm_within_two_years'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('checked_on__isnull', True), ('checked_on__range', (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))), _connector='OR'), name='event_days_within_reach'),
        ),
    ]

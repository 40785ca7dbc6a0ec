"""How often what a team says has to be checked again."""

import datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0015_rhythms_of_review'),
        ('services', '0007_history_is_append_only'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='permanence',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='permanence',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='permanence',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='service',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='service',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='service',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='permanence',
            name='permanence_days_within_reach',
        ),
        migrations.AddField(
            model_name='permanence',
            name='checked_on',
            field=models.DateField(blank=True, null=True, verbose_name='checked on'),
        ),
        migrations.AddField(
            model_name='permanence',
            name='review_months',
            field=models.PositiveSmallIntegerField(default=6, help_text='From 1 to 24.', verbose_name='to be checked every so many months'),
        ),
        migrations.AddField(
            model_name='permanencehistory',
            name='checked_on',
            field=models.DateField(blank=True, null=True, verbose_name='checked on'),
        ),
        migrations.AddField(
            model_name='permanencehistory',
            name='review_months',
            field=models.PositiveSmallIntegerField(default=6, help_text='From 1 to 24.', verbose_name='to be checked every so many months'),
        ),
        migrations.AddField(
            model_name='service',
            name='review_months',
            field=models.PositiveSmallIntegerField(default=6, help_text='From 1 to 24.', verbose_name='to be checked every so many months'),
        ),
        migrations.AddField(
            model_name='servicehistory',
            name='review_months',
            field=models.PositiveSmallIntegerField(default=6, help_text='From 1 to 24.', verbose_name='to be checked every so many months'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='permanence',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_permanencehistory" ("checked_on", "cite_id", "demo", "every_weeks", "id", "imported_version", "languages", "mode", "nth_of_month", "partner_id", "partner_public", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position", "review_months", "service_id", "time", "valid_from", "valid_until", "version", "week_of", "weekday") VALUES (NEW."checked_on", NEW."cite_id", NEW."demo", NEW."every_weeks", NEW."id", NEW."imported_version", NEW."languages", NEW."mode", NEW."nth_of_month", NEW."partner_id", NEW."partner_public", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."position", NEW."review_months", NEW."service_id", NEW."time", NEW."valid_from", NEW."valid_until", NEW."version", NEW."week_of", NEW."weekday"); RETURN NULL;', hash='a690047d665845d5cf3382183bd71b4c995357a8', operation='INSERT', pgid='pgtrigger_insert_insert_da577', table='services_permanence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='permanence',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_permanencehistory" ("checked_on", "cite_id", "demo", "every_weeks", "id", "imported_version", "languages", "mode", "nth_of_month", "partner_id", "partner_public", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position", "review_months", "service_id", "time", "valid_from", "valid_until", "version", "week_of", "weekday") VALUES (NEW."checked_on", NEW."cite_id", NEW."demo", NEW."every_weeks", NEW."id", NEW."imported_version", NEW."languages", NEW."mode", NEW."nth_of_month", NEW."partner_id", NEW."partner_public", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."position", NEW."review_months", NEW."service_id", NEW."time", NEW."valid_from", NEW."valid_until", NEW."version", NEW."week_of", NEW."weekday"); RETURN NULL;', hash='44722ea048d7703d6716c798ee9d29e7fcd88136', operation='UPDATE', pgid='pgtrigger_update_update_724aa', table='services_permanence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='permanence',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_permanencehistory" ("checked_on", "cite_id", "demo", "every_weeks", "id", "imported_version", "languages", "mode", "nth_of_month", "partner_id", "partner_public", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "position", "review_months", "service_id", "time", "valid_from", "valid_until", "version", "week_of", "weekday") VALUES (OLD."checked_on", OLD."cite_id", OLD."demo", OLD."every_weeks", OLD."id", OLD."imported_version", OLD."languages", OLD."mode", OLD."nth_of_month", OLD."partner_id", OLD."partner_public", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."position", OLD."review_months", OLD."service_id", OLD."time", OLD."valid_from", OLD."valid_until", OLD."version", OLD."week_of", OLD."weekday"); RETURN NULL;', hash='3918496186a1283075490a3f4b64c6407de76acb', operation='DELETE', pgid='pgtrigger_delete_delete_fd185', table='services_permanence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='service',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_servicehistory" ("access", "audiences", "bring", "checked_on", "cite_id", "conditions", "demo", "description", "duration_minutes", "id", "imported_version", "languages", "link", "modality", "partner_id", "partner_public", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pole_id", "position", "publication", "review_months", "slug", "summary", "themes", "title", "valid_from", "valid_until", "version") VALUES (NEW."access", NEW."audiences", NEW."bring", NEW."checked_on", NEW."cite_id", NEW."conditions", NEW."demo", NEW."description", NEW."duration_minutes", NEW."id", NEW."imported_version", NEW."languages", NEW."link", NEW."modality", NEW."partner_id", NEW."partner_public", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pole_id", NEW."position", NEW."publication", NEW."review_months", NEW."slug", NEW."summary", NEW."themes", NEW."title", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;', hash='32ca7365cd3449df13cb4dca2863c42714c02510', operation='INSERT', pgid='pgtrigger_insert_insert_4f576', table='services_service', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='service',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_servicehistory" ("access", "audiences", "bring", "checked_on", "cite_id", "conditions", "demo", "description", "duration_minutes", "id", "imported_version", "languages", "link", "modality", "partner_id", "partner_public", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pole_id", "position", "publication", "review_months", "slug", "summary", "themes", "title", "valid_from", "valid_until", "version") VALUES (NEW."access", NEW."audiences", NEW."bring", NEW."checked_on", NEW."cite_id", NEW."conditions", NEW."demo", NEW."description", NEW."duration_minutes", NEW."id", NEW."imported_version", NEW."languages", NEW."link", NEW."modality", NEW."partner_id", NEW."partner_public", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pole_id", NEW."position", NEW."publication", NEW."review_months", NEW."slug", NEW."summary", NEW."themes", NEW."title", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;', hash='0b99e616ea4c43c8a8eacb2f01748014c81ab024', operation='UPDATE', pgid='pgtrigger_update_update_0a21e', table='services_service', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='service',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_servicehistory" ("access", "audiences", "bring", "checked_on", "cite_id", "conditions", "demo", "description", "duration_minutes", "id", "imported_version", "languages", "link", "modality", "partner_id", "partner_public", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pole_id", "position", "publication", "review_months", "slug", "summary", "themes", "title", "valid_from", "valid_until", "version") VALUES (OLD."access", OLD."audiences", OLD."bring", OLD."checked_on", OLD."cite_id", OLD."conditions", OLD."demo", OLD."description", OLD."duration_minutes", OLD."id", OLD."imported_version", OLD."languages", OLD."link", OLD."modality", OLD."partner_id", OLD."partner_public", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."pole_id", OLD."position", OLD."publication", OLD."review_months", OLD."slug", OLD."summary", OLD."themes", OLD."title", OLD."valid_from", OLD."valid_until", OLD."version"); RETURN NULL;', hash='2f625cb6a675dc5ced4d7e33f13ce02cc6782f48', operation='DELETE', pgid='pgtrigger_delete_delete_5f833', table='services_service', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='permanence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('valid_from__isnull', True), ('valid_from__range', (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))), _connector='OR'), models.Q(('valid_until__isnull', True), ('valid_until__range', (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))), _connector='OR'), models.Q(('week_of__isnull', True), ('week_of__range', (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))), _connector='OR'), models.Q(('checked_on__isnull', True), ('checked_on__range', (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))), _connector='OR')), name='permanence_days_within_reach'),
        ),
        migrations.AddConstraint(
            model_name='permanence',
            constraint=models.CheckConstraint(condition=models.Q(('review_months__range', (1, 24))), name='permanence_rhythm_within_two_years'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Q(('review_months__range', (1, 24))), name='service_rhythm_within_two_years'),
        ),
    ]
